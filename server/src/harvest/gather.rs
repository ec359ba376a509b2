//! Gathering a harvest from the board and from what the session knows.

use std::collections::{BTreeMap, HashMap, HashSet};

use picnic_protocol::session::Language;

use crate::document::content::{BoardContent, BoardNote, BoardSection, NOTE_SIDE, in_sight};
use crate::harvest::{
    Cluster, Comment, Commitment, FORMAT, Harvest, Note, PhaseTime, ReactionCount, Section,
    Standing, VERSION, Vote, VoteItem,
};

/// Notes whose tops lie in one band are read as one row: half a note, as on the page.
const ROW: f64 = NOTE_SIDE / 2.0;

/// What is known of a room besides its board and its session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoomPart {
    /// The title it was made with, for a board that has none.
    pub title: String,
    /// Its language.
    pub language: Language,
    /// When it was made, ms since 1970.
    pub made_ms: u64,
}

/// What the session gives to the harvest; nothing of it is private. Empty for a room that had no
/// session. Texts are in the room's language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionPart {
    /// When it ended, ms since 1970.
    pub finished_ms: Option<u64>,
    /// How many people took part.
    pub people: Option<u32>,
    /// By note: how often it was reacted to, kind by kind.
    pub reactions: BTreeMap<String, Vec<ReactionCount>>,
    /// By note: what was said of it, in order.
    pub comments: BTreeMap<String, Vec<Comment>>,
    /// The votes that were closed, in their order; their items in any order.
    pub votes: Vec<ClosedVote>,
    /// What people promised, in order.
    pub commitments: Vec<Commitment>,
    /// How the time went.
    pub phases: Vec<PhaseTime>,
}

/// A closed vote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosedVote {
    /// The title of the phase it was held in.
    pub title: String,
    /// Votes a person had.
    pub budget: u16,
    /// How many people voted.
    pub voters: u32,
    /// The votes of every item that stood in it, by the id of a cluster or note.
    pub items: Vec<(String, u32)>,
}

impl Harvest {
    /// The harvest of a board and its session.
    #[must_use]
    pub fn gather(room: RoomPart, board: BoardContent, session: SessionPart) -> Self {
        let there: HashSet<&str> = board
            .notes
            .iter()
            .map(|note| note.id.as_str())
            .chain(board.clusters.iter().map(|cluster| cluster.id.as_str()))
            .collect();
        let votes: Vec<Vote> = session.votes.iter().map(|vote| ranked(vote, &there)).collect();
        let standings = Standings::of(&votes);
        let mut notes = board.notes;
        notes.sort_by(by_reading);
        let (notes, mut covered) = in_sight(notes);
        let sections = sections_of(&board.sections, &notes);
        let mut clusters: Vec<Cluster> = Vec::new();
        let mut index_of = HashMap::new();
        for cluster in board.clusters {
            index_of.insert(cluster.id.clone(), clusters.len());
            clusters.push(Cluster {
                result: standings.last(&cluster.id),
                id: cluster.id,
                title: cluster.title,
                at: cluster.at,
                color: cluster.color,
                folded: cluster.folded,
                notes: Vec::new(),
            });
        }
        let mut lone = Vec::new();
        for note in notes {
            let home = note.cluster.as_ref().and_then(|id| index_of.get(id).copied());
            let under = covered.remove(&note.id).unwrap_or_default();
            let note = said_of(note, under, &session, &standings);
            match home.and_then(|index| clusters.get_mut(index)) {
                Some(cluster) => cluster.notes.push(note),
                None => lone.push(note),
            }
        }
        // A cluster that lost its notes and was never named holds nothing.
        clusters.retain(|cluster| !cluster.notes.is_empty() || !cluster.title.is_empty());
        clusters.sort_by(|a, b| {
            let place =
                |cluster: &Cluster| cluster.notes.first().map_or(cluster.at, |note| note.at);
            standings
                .order(&a.id, &b.id)
                .then_with(|| reading(place(a), &a.id).cmp(&reading(place(b), &b.id)))
        });
        // Stable: notes with equal votes stay in the order of the board.
        lone.sort_by(|a, b| standings.order(&a.id, &b.id));
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            title: board.title.unwrap_or(room.title),
            language: room.language,
            made_ms: room.made_ms,
            finished_ms: session.finished_ms,
            people: session.people,
            sections,
            clusters,
            lone,
            strokes: board.strokes,
            votes,
            commitments: session.commitments,
            phases: session.phases,
        }
    }
}

fn said_of(
    note: BoardNote,
    under: Vec<BoardNote>,
    session: &SessionPart,
    standings: &Standings<'_>,
) -> Note {
    Note {
        stack: u32::try_from(under.len()).unwrap_or(u32::MAX).saturating_add(1),
        under: under
            .into_iter()
            .map(|note| said_of(note, Vec::new(), session, standings))
            .collect(),
        result: standings.last(&note.id),
        reactions: session.reactions.get(&note.id).cloned().unwrap_or_default(),
        comments: session.comments.get(&note.id).cloned().unwrap_or_default(),
        id: note.id,
        text: note.text,
        at: note.at,
        z: note.z,
        color: note.color,
        made_ms: note.made_ms,
    }
}

fn sections_of(sections: &[BoardSection], notes: &[BoardNote]) -> Vec<Section> {
    let mut sections: Vec<_> = sections
        .iter()
        .map(|section| Section {
            id: section.id.clone(),
            title: section.title.clone(),
            at: section.at,
            size: section.size,
            color: section.color,
            notes: notes
                .iter()
                .filter(|note| {
                    [0, 1].into_iter().all(|axis| {
                        let middle = note.at[axis] + NOTE_SIDE / 2.0;
                        (section.at[axis]..section.at[axis] + section.size[axis]).contains(&middle)
                    })
                })
                .map(|note| note.id.clone())
                .collect(),
        })
        .collect();
    sections.sort_by(|a, b| reading(a.at, &a.id).cmp(&reading(b.at, &b.id)));
    sections
}

/// A key that sorts by rows from the top, each from the left: the page's order of reading.
fn reading(at: [f64; 2], id: &str) -> (i64, i64, i64, &str) {
    // Coordinates are within the board's reach, so their thousandths are within i64.
    let fine = |value: f64| (value * 1_000.0) as i64;
    ((at[1] / ROW).floor() as i64, fine(at[0]), fine(at[1]), id)
}

fn by_reading(a: &BoardNote, b: &BoardNote) -> std::cmp::Ordering {
    reading(a.at, &a.id).cmp(&reading(b.at, &b.id))
}

/// A vote with its items ranked; what is no more on the board is left out.
fn ranked(vote: &ClosedVote, there: &HashSet<&str>) -> Vote {
    let mut items: Vec<_> =
        vote.items.iter().filter(|(id, _)| there.contains(id.as_str())).collect();
    items.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let ranked = items.iter().map(|(id, votes)| {
        let ahead = items.partition_point(|(_, other)| other > votes);
        let rank = u32::try_from(ahead).unwrap_or(u32::MAX).saturating_add(1);
        VoteItem { id: id.clone(), standing: Standing { votes: *votes, rank } }
    });
    Vote {
        title: vote.title.clone(),
        budget: vote.budget,
        voters: vote.voters,
        items: ranked.collect(),
    }
}

/// How everything stands after all votes.
struct Standings<'a> {
    /// By vote, the last first.
    votes: Vec<HashMap<&'a str, Standing>>,
}

impl<'a> Standings<'a> {
    fn of(votes: &'a [Vote]) -> Self {
        let standing =
            |vote: &'a Vote| vote.items.iter().map(|item| (item.id.as_str(), item.standing));
        Self { votes: votes.iter().rev().map(|vote| standing(vote).collect()).collect() }
    }

    /// What the last vote that an item stood in gave it.
    fn last(&self, id: &str) -> Option<Standing> {
        self.votes.iter().find_map(|vote| vote.get(id).copied())
    }

    /// Who stood in a later vote comes first, and then who had more votes there.
    fn order(&self, a: &str, b: &str) -> std::cmp::Ordering {
        let votes =
            |vote: &HashMap<&str, Standing>, id: &str| vote.get(id).map(|standing| standing.votes);
        self.votes
            .iter()
            .map(|vote| votes(vote, b).cmp(&votes(vote, a)))
            .find(|order| order.is_ne())
            .unwrap_or(std::cmp::Ordering::Equal)
    }
}
