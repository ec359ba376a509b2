//! What a server would find at its start in the files that are named, tried before one starts; nothing is made or changed.

use picnic_embedding::EmbeddingModel;

use crate::access::{folder, key};
use crate::config::Config;
use crate::config::finding::{Finding, error, warning};
use crate::log::sqlite::SqliteLog;

/// What `serve` would refuse, or warn of.
#[must_use]
pub fn findings(config: &Config) -> Vec<Finding> {
    [in_company(config), in_key(config), in_embedding_model(config)].into_iter().flatten().collect()
}

/// Whether the data folder holds things of others, who may want it as open as it is.
fn in_company(config: &Config) -> Option<Finding> {
    let data = &config.data;
    folder::holds_others(data).is_ok_and(|holds| holds).then(|| {
        warning(format!(
            "data is {}, which holds more than picnic's own files: it stays as open to others as it is; give picnic a \
             folder of its own",
            data.display()
        ))
    })
}

/// Whether the key is one, and the rooms' own.
fn in_key(config: &Config) -> Option<Finding> {
    let data = &config.data;
    let known = SqliteLog::told_in(data, key::MARK);
    let told = key::look_at(data, known.as_deref(), || SqliteLog::holds_rooms(data)).err()?;
    Some(error(told.to_string()))
}

/// Whether the embedding model is one.
fn in_embedding_model(config: &Config) -> Option<Finding> {
    let model = config.embedding_model.as_deref().filter(|model| model.exists())?;
    EmbeddingModel::load(model).err().map(|why| error(why.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::finding::Severity;

    fn found(config: &Config) -> Vec<(Severity, String)> {
        findings(config).into_iter().map(|finding| (finding.severity, finding.text)).collect()
    }

    #[test]
    fn what_a_server_would_refuse_at_its_start_is_found_before() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let config = Config { data: data.clone(), ..Config::default() };
        assert_eq!(found(&config), [], "it will be made");
        assert!(!data.exists());
        drop({
            std::fs::create_dir(&data).unwrap();
            SqliteLog::open(&data).unwrap()
        });
        assert_eq!(found(&config), [], "there are no rooms, so that a key is made");
        std::fs::write(data.join("key"), "no key").unwrap();
        let refused = found(&config);
        assert!(
            matches!(&refused[..], [(Severity::Error, text)] if text.contains("key")),
            "{refused:?}"
        );
        std::fs::remove_file(data.join("key")).unwrap();
        std::fs::write(data.join("photo.jpg"), "").unwrap();
        let warned = found(&config);
        assert!(
            matches!(&warned[..], [(Severity::Warning, text)] if text.contains("of its own")),
            "{warned:?}"
        );
        std::fs::remove_file(data.join("photo.jpg")).unwrap();
        let model = Some(data.join("picnic.db"));
        let refused = found(&Config { embedding_model: model, ..config });
        let is_told = |text: &str| text.contains("not an embedding model");
        assert!(matches!(&refused[..], [(Severity::Error, text)] if is_told(text)), "{refused:?}");
    }
}
