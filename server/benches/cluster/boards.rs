//! Boards that people sorted, from JSONL files.

use std::path::Path;

use serde::Deserialize;

/// One board.
#[derive(Debug, Clone)]
pub(crate) struct Board {
    pub(crate) name: String,
    pub(crate) notes: Vec<String>,
    /// The cluster of each note, as a number among the titles.
    pub(crate) clusters: Vec<Option<usize>>,
    pub(crate) languages: Vec<String>,
    pub(crate) titles: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    cluster: Option<String>,
    lang: String,
}

/// Every board of a folder, by name.
pub(crate) fn read(folder: &Path) -> Vec<Board> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of boards is there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).expect("a board can be read");
            let mut lines: Vec<Line> = text
                .lines()
                .map(|line| serde_json::from_str(line).expect("a line is a note"))
                .collect();
            let mut titles: Vec<String> =
                lines.iter().filter_map(|line| line.cluster.clone()).collect();
            titles.sort();
            titles.dedup();
            Random(1).shuffle(&mut lines);
            let cluster =
                |line: &Line| titles.iter().position(|title| Some(title) == line.cluster.as_ref());
            Board {
                name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                clusters: lines.iter().map(cluster).collect(),
                languages: lines.iter().map(|line| line.lang.clone()).collect(),
                notes: lines.into_iter().map(|line| line.text).collect(),
                titles,
            }
        })
        .collect()
}

impl Board {
    /// The group of each note, a loner's its own.
    pub(crate) fn truth(&self) -> Vec<usize> {
        let own = |note: usize| self.titles.len() + note;
        self.clusters
            .iter()
            .enumerate()
            .map(|(note, cluster)| cluster.unwrap_or_else(|| own(note)))
            .collect()
    }

    /// Some notes of each cluster, one left at least.
    pub(crate) fn examples(&self, seed: u64, count: usize) -> Vec<Vec<usize>> {
        let mut random = Random(seed + 17);
        (0..self.titles.len())
            .map(|cluster| {
                let mut notes: Vec<usize> = (0..self.notes.len())
                    .filter(|note| self.clusters[*note] == Some(cluster))
                    .collect();
                random.shuffle(&mut notes);
                notes.truncate(count.min(notes.len().saturating_sub(1)));
                notes
            })
            .collect()
    }

    /// The board without one note in so many.
    pub(crate) fn part(&self, seed: u64, left_out: usize) -> Self {
        let mut kept: Vec<usize> = (0..self.notes.len()).collect();
        Random(seed + 91).shuffle(&mut kept);
        kept.truncate(self.notes.len() - self.notes.len() / left_out);
        Self {
            name: self.name.clone(),
            notes: kept.iter().map(|note| self.notes[*note].clone()).collect(),
            clusters: kept.iter().map(|note| self.clusters[*note]).collect(),
            languages: kept.iter().map(|note| self.languages[*note].clone()).collect(),
            titles: self.titles.clone(),
        }
    }
}

/// A seeded source of chance (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}
