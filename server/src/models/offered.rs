//! The models that a room can be made from, built in and from an operator's folder.

use std::collections::HashSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use picnic_protocol::model::{Fault, Model, ModelCards};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::PhaseId;

use crate::limits::{MODEL_BYTES_MAX, MODELS_MAX};
use crate::models::read_model;

/// The models picnic brings, the default first.
const BUILT_IN: [&str; 5] = [
    include_str!("../../models/inspiration-picnic.toml"),
    include_str!("../../models/double-diamond.toml"),
    include_str!("../../models/three-levels.toml"),
    include_str!("../../models/retrospective.toml"),
    include_str!("../../models/open-board.toml"),
];

/// Models in the order they are offered.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedModels {
    models: Vec<Model>,
}

/// A file that was left out, and why.
#[derive(Debug)]
pub struct Skipped {
    /// The file, or the folder itself.
    pub path: PathBuf,
    /// Why.
    pub cause: Cause,
}

/// Why a file was left out.
#[derive(Debug)]
pub enum Cause {
    /// It could not be read.
    Unreadable(io::Error),
    /// It is larger than [`MODEL_BYTES_MAX`].
    TooLarge,
    /// Another model has its id.
    SameId(PhaseId),
    /// There are [`MODELS_MAX`] already.
    TooMany,
    /// It is not a model.
    Faulty(Vec<Fault>),
}

impl fmt::Display for Skipped {
    /// One line a cause, as an operator reads it in the log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.cause {
            Cause::Unreadable(error) => write!(f, "{path}: {error}"),
            Cause::TooLarge => write!(f, "{path}: larger than {MODEL_BYTES_MAX} bytes"),
            Cause::SameId(id) => write!(f, "{path}: another model has the id {id}"),
            Cause::TooMany => write!(f, "{path}: there are {MODELS_MAX} models already"),
            Cause::Faulty(faults) => {
                for (index, fault) in faults.iter().enumerate() {
                    let separator = if index == 0 { "" } else { "\n" };
                    write!(f, "{separator}{path}: {fault}")?;
                }
                Ok(())
            }
        }
    }
}

impl Default for OfferedModels {
    /// The models picnic brings. A test reads each of them.
    fn default() -> Self {
        Self { models: BUILT_IN.iter().filter_map(|text| read_model(text).ok()).collect() }
    }
}

impl OfferedModels {
    /// Adds the models of a folder, in the order of their file names. Whatever is not one is left
    /// out and told.
    #[must_use]
    pub fn with_folder(mut self, folder: &Path) -> (Self, Vec<Skipped>) {
        let mut skipped = Vec::new();
        let mut skip = |path: &Path, cause| skipped.push(Skipped { path: path.to_owned(), cause });
        let files = match files_of(folder) {
            Ok(files) => files,
            Err(error) => {
                skip(folder, Cause::Unreadable(error));
                return (self, skipped);
            }
        };
        let mut known: HashSet<_> = self.models.iter().map(|model| model.id.clone()).collect();
        for path in files {
            match read_file(&path) {
                Ok(_) if self.models.len() >= MODELS_MAX => skip(&path, Cause::TooMany),
                Ok(model) if !known.insert(model.id.clone()) => {
                    skip(&path, Cause::SameId(model.id));
                }
                Ok(model) => self.models.push(model),
                Err(cause) => skip(&path, cause),
            }
        }
        (self, skipped)
    }

    /// The model of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id.as_str() == id)
    }

    /// All of them.
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// What the home page shows.
    #[must_use]
    pub fn cards(&self, language: Language) -> Option<ModelCards> {
        Some(ModelCards {
            default: self.models.first()?.id.clone(),
            models: self.models.iter().map(|model| model.card(language)).collect(),
        })
    }
}

fn files_of(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_model = |path: &PathBuf| {
        let extension = path.extension().unwrap_or_default();
        (extension == "toml" || extension == "json")
            // An editor's schema beside its models is none itself.
            && !path.to_string_lossy().ends_with(".schema.json")
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.retain(is_model);
    files.sort();
    Ok(files)
}

fn read_file(path: &Path) -> Result<Model, Cause> {
    let size = std::fs::metadata(path).map_err(Cause::Unreadable)?.len();
    if size > MODEL_BYTES_MAX as u64 {
        return Err(Cause::TooLarge);
    }
    let text = std::fs::read_to_string(path).map_err(Cause::Unreadable)?;
    read_model(&text).map_err(Cause::Faulty)
}
