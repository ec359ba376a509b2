//! Notes read by the model in the background as they are written, so that a suggestion is ready when it
//! is asked for.
//!
//! Vectors are kept by a digest of their text, never by the text itself, and only so many of them.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use picnic_embedding::EmbeddingModel;
use sha2::{Digest as _, Sha256};

use super::{Basis, Cancelled, check};
use crate::limits::{VECTORS_KEPT_MAX, VECTORS_WAITING_MAX};

/// A vector, shared by whoever needs it.
pub type Vector = Arc<[f32]>;

type Key = [u8; 16];

/// When the model read a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Before anybody asked.
    Ahead,
    /// While somebody waited for its vector.
    WhenAsked,
}

type Counted = dyn Fn(Read) + Send + Sync;

/// What the model has read, and what waits to be read. Without a model it reads nothing.
pub struct Reading {
    model: Option<Arc<EmbeddingModel>>,
    kept: Arc<Mutex<Kept>>,
    waiting: Option<SyncSender<String>>,
    counted: Arc<Counted>,
}

/// Vectors by key, the oldest of them first to go.
#[derive(Debug, Default)]
struct Kept {
    vectors: HashMap<Key, Vector>,
    order: VecDeque<Key>,
}

impl Kept {
    fn keep(&mut self, key: Key, vector: Vector) {
        if self.vectors.insert(key, vector).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > VECTORS_KEPT_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.vectors.remove(&oldest);
            }
        }
    }
}

impl Reading {
    /// Starts a thread of its own that reads with the model, if there is one. It ends when this is
    /// dropped. Each text that is read is counted.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(
        model: Option<EmbeddingModel>,
        counted: impl Fn(Read) + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let counted: Arc<Counted> = Arc::new(counted);
        let kept = Arc::<Mutex<Kept>>::default();
        let model = model.map(Arc::new);
        let mut waiting = None;
        if let Some(model) = &model {
            let (sender, receiver) = sync_channel::<String>(VECTORS_WAITING_MAX);
            let (model, kept, counted) = (model.clone(), kept.clone(), counted.clone());
            std::thread::Builder::new().name("reading".to_owned()).spawn(move || {
                for text in receiver {
                    let key = key(&text);
                    if !lock(&kept).vectors.contains_key(&key) {
                        let vector = model.embed(&text).into();
                        lock(&kept).keep(key, vector);
                        counted(Read::Ahead);
                    }
                }
            })?;
            waiting = Some(sender);
        }
        Ok(Self { model, kept, waiting, counted })
    }

    /// What suggestions stand on.
    #[must_use]
    pub const fn basis(&self) -> Basis {
        if self.model.is_some() { Basis::Model } else { Basis::Words }
    }

    /// Has a text read soon. Never waits: a text that finds no place in the queue is read when its
    /// vector is asked for.
    pub fn read_soon(&self, text: &str) {
        if lock(&self.kept).vectors.contains_key(&key(text)) {
            return;
        }
        if let Some(waiting) = &self.waiting {
            match waiting.try_send(text.to_owned()) {
                Ok(()) | Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {}
            }
        }
    }

    /// The vectors of some texts, reading now what was not read yet; none without a model. Not for an
    /// async thread.
    ///
    /// # Errors
    /// [`Cancelled`].
    pub fn vectors(
        &self,
        texts: &[&str],
        stop: &AtomicBool,
    ) -> Result<Vec<Option<Vector>>, Cancelled> {
        let Some(model) = &self.model else { return Ok(vec![None; texts.len()]) };
        texts
            .iter()
            .map(|text| {
                check(stop)?;
                let key = key(text);
                let known = lock(&self.kept).vectors.get(&key).cloned();
                let vector = known.unwrap_or_else(|| {
                    let vector: Vector = model.embed(text).into();
                    lock(&self.kept).keep(key, vector.clone());
                    (self.counted)(Read::WhenAsked);
                    vector
                });
                Ok(Some(vector))
            })
            .collect()
    }
}

/// What is kept is whole at any moment, even if a thread ended badly.
fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}

fn key(text: &str) -> Key {
    let digest = Sha256::digest(text.as_bytes());
    let mut key = Key::default();
    key.copy_from_slice(&digest[..16]);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_model_there_are_no_vectors() {
        let reading = Reading::start(None, |_| {}).unwrap();
        reading.read_soon("a note");
        let vectors = reading.vectors(&["a note"], &AtomicBool::new(false)).unwrap();
        assert_eq!(vectors, [None]);
        assert_eq!(reading.basis(), Basis::Words);
    }

    #[test]
    fn the_oldest_vectors_go_first() {
        let mut kept = Kept::default();
        let key = |number: usize| (number as u128).to_le_bytes();
        for number in 0..VECTORS_KEPT_MAX + 10 {
            kept.keep(key(number), Arc::new([0.0]));
        }
        assert_eq!(kept.vectors.len(), VECTORS_KEPT_MAX);
        assert!(!kept.vectors.contains_key(&key(9)));
        assert!(kept.vectors.contains_key(&key(10)));
    }
}
