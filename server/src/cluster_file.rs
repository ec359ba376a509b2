//! `picnic cluster`: suggestions for a file of notes, one a line, as JSON. The same code as a board's.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use picnic_embedding::{EmbeddingModel, EmbeddingModelError};
use serde::{Deserialize, Serialize};

use crate::cluster::{
    Begun, Cancelled, Language, Reasons, Space, Text, TooMany, UNSURE, find, sort,
};

/// The name that means standard input.
const STANDARD_INPUT: &str = "-";

/// What to cluster, and how.
#[derive(Debug, Clone, PartialEq, Eq, clap::Args)]
pub struct Flags {
    /// The notes, one a line; - for standard input.
    pub notes: PathBuf,
    /// The language of all notes: fi, sv or en [default: told note by note].
    #[arg(long, value_parser = language)]
    pub lang: Option<Language>,
    /// Clusters to sort the notes into: JSON like what this prints, with the titles and members so far.
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    /// The embedding model that `make embedding-model` makes, or a Hugging Face folder [default: words only].
    #[arg(long, value_name = "FILE")]
    pub embedding_model: Option<PathBuf>,
}

/// Clusters of notes: what is printed, and what can be sorted into.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Clusters {
    /// The clusters.
    pub clusters: Vec<Cluster>,
    /// Notes that stand alone, as line numbers from 0.
    #[serde(default)]
    pub alone: Vec<usize>,
}

/// One cluster.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Cluster {
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// Its notes, as line numbers from 0.
    #[serde(default)]
    pub members: Vec<usize>,
    /// How sure each of them is, 0 to 1; 1 for one that was there before.
    #[serde(default)]
    pub sure: Vec<f32>,
    /// Words that tie it, as people wrote them.
    #[serde(default)]
    pub words: Vec<String>,
}

/// Why there are no suggestions.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// A file is not there or cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The notes are not text.
    #[error("{0}: line {1} is not UTF-8 text")]
    NotText(PathBuf, usize),
    /// The clusters are not JSON, or other JSON.
    #[error(
        "{0} does not hold clusters ({1}); \
         it must look like {{\"clusters\": [{{\"title\": \"Winter\", \"members\": [0, 4]}}]}}"
    )]
    NotClusters(PathBuf, serde_json::Error),
    /// A cluster names a line that is not there.
    #[error(
        "{file}: cluster {cluster} ({title:?}) has note {note}, but there are {notes} notes, numbered from 0"
    )]
    NoSuchNote {
        /// The file of clusters.
        file: PathBuf,
        /// The cluster, counted from 0.
        cluster: usize,
        /// Its title.
        title: String,
        /// The number that no note has.
        note: usize,
        /// How many notes there are.
        notes: usize,
    },
    /// A note is in two clusters.
    #[error("{0}: note {1} is in two clusters; a note is in one at most")]
    InTwo(PathBuf, usize),
    /// More than can be weighed against each other.
    #[error("{0}")]
    TooMany(#[from] TooMany),
    /// The model cannot be used.
    #[error("{0}")]
    Model(#[from] EmbeddingModelError),
    /// Nobody ends it early here; said all the same if it happens.
    #[error("{0}")]
    Cancelled(#[from] Cancelled),
}

/// Reads the notes and suggests clusters for them.
///
/// # Errors
/// [`SuggestError`], with what to do.
pub fn cluster_notes(flags: &Flags) -> Result<Clusters, SuggestError> {
    let notes = notes(&flags.notes)?;
    let notes: Vec<&str> = notes.lines().collect();
    let into = flags.into.as_deref().map(|path| clusters(path, notes.len())).transpose()?;
    let model = flags.embedding_model.as_deref().map(EmbeddingModel::load).transpose()?;
    let titles: Vec<&str> = into.iter().flatten().map(|cluster| cluster.title.as_str()).collect();
    Space::fits(notes.len() + titles.len())?;
    let space = lay(&notes, &titles, flags.lang, model.as_ref())?;
    match into {
        None => found(space),
        Some(into) => sorted(&space, into),
    }
}

fn found(space: Space) -> Result<Clusters, SuggestError> {
    let found = find(space, &AtomicBool::new(false))?;
    let cut = found.cut(found.best());
    let clusters = cut.clusters.into_iter().map(|cluster| Cluster {
        title: cluster.title,
        members: cluster.members,
        sure: cluster.sure,
        words: cluster.why.words.into_iter().map(|tie| tie.word).collect(),
    });
    Ok(Clusters { clusters: clusters.collect(), alone: cut.alone })
}

fn sorted(space: &Space, mut into: Vec<Cluster>) -> Result<Clusters, SuggestError> {
    let begun: Vec<Begun> = into
        .iter()
        .enumerate()
        .map(|(title, cluster)| Begun {
            title: Some(title).filter(|_| !cluster.title.trim().is_empty()),
            members: cluster.members.clone(),
        })
        .collect();
    for cluster in &mut into {
        cluster.sure = vec![1.0; cluster.members.len()];
    }
    let mut alone: Vec<usize> = (0..space.notes()).collect();
    for proposal in sort(space, &begun, &AtomicBool::new(false))? {
        if proposal.sure >= UNSURE {
            into[proposal.cluster].members.push(proposal.note);
            into[proposal.cluster].sure.push(proposal.sure);
        }
    }
    let mut reasons = Reasons::of(space);
    for cluster in &mut into {
        alone.retain(|note| !cluster.members.contains(note));
        let why = reasons.why(&cluster.members);
        cluster.words = why.words.into_iter().map(|tie| tie.word).collect();
    }
    Ok(Clusters { clusters: into, alone })
}

fn lay(
    notes: &[&str],
    titles: &[&str],
    language: Option<Language>,
    model: Option<&EmbeddingModel>,
) -> Result<Space, Cancelled> {
    let read = |texts: &[&str]| -> Vec<Option<Vec<f32>>> {
        texts.iter().map(|text| model.map(|model| model.embed(text))).collect()
    };
    let vectors = [read(notes), read(titles)];
    let texts: [Vec<Text<'_>>; 2] =
        [(notes, &vectors[0]), (titles, &vectors[1])].map(|(texts, vectors)| {
            let pairs = texts.iter().zip(vectors);
            pairs.map(|(text, vector)| Text { text, vector: vector.as_deref() }).collect()
        });
    Space::lay(&texts[0], &texts[1], language, &AtomicBool::new(false))
}

fn notes(path: &Path) -> Result<String, SuggestError> {
    let mut bytes = Vec::new();
    let read = if path == Path::new(STANDARD_INPUT) {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| SuggestError::Unreadable(path.to_owned(), error))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|byte| **byte == b'\n').count();
        SuggestError::NotText(path.to_owned(), line)
    })
}

fn clusters(path: &Path, notes: usize) -> Result<Vec<Cluster>, SuggestError> {
    let bytes =
        std::fs::read(path).map_err(|error| SuggestError::Unreadable(path.to_owned(), error))?;
    let Clusters { mut clusters, .. } = serde_json::from_slice(&bytes)
        .map_err(|error| SuggestError::NotClusters(path.to_owned(), error))?;
    let mut placed = vec![false; notes];
    for (number, cluster) in clusters.iter_mut().enumerate() {
        cluster.members.sort_unstable();
        cluster.members.dedup();
        for note in &cluster.members {
            match placed.get_mut(*note) {
                None => {
                    return Err(SuggestError::NoSuchNote {
                        file: path.to_owned(),
                        cluster: number,
                        title: cluster.title.clone(),
                        note: *note,
                        notes,
                    });
                }
                Some(placed) if *placed => {
                    return Err(SuggestError::InTwo(path.to_owned(), *note));
                }
                Some(placed) => *placed = true,
            }
        }
    }
    Ok(clusters)
}

fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| "give fi, sv or en".to_owned())
}
