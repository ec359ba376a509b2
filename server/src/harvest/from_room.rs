//! Gathering a harvest from the board and from what the session knows.

use std::collections::{BTreeMap, HashMap, HashSet};

use picnic_protocol::session::Language;

use crate::document::content::{
    BoardContent, BoardNote, BoardSection, by_cluster, in_sight, section_of,
};
use crate::document::face::Face;
use crate::document::measures::cluster_corner;

use crate::document::reading_order::{Place, by_reading};
use crate::harvest::{
    Cluster, Comment, Commitment, FORMAT, Harvest, Note, PhaseTime, ReactionCount, Section,
    Standing, VERSION, Vote, VoteItem,
};

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
    /// Whether who wrote what stayed unknown.
    pub anonymous: bool,
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
    pub fn from_room(room: RoomPart, board: BoardContent, session: SessionPart) -> Self {
        let there: HashSet<&str> = board
            .notes
            .iter()
            .map(|note| note.id.as_str())
            .chain(board.clusters.iter().map(|cluster| cluster.id.as_str()))
            .collect();
        let votes: Vec<Vote> = session.votes.iter().map(|vote| ranked(vote, &there)).collect();
        let standings = Standings::of(&votes);
        let note_ids: Vec<String> = board.notes.iter().map(|note| note.id.clone()).collect();
        let mut notes = board.notes;
        notes.sort_by(by_reading);
        let (notes, mut covered) = in_sight(notes);
        let sections = sections_of(&board.sections, &notes);
        let (members, lone) = by_cluster(notes, &board.clusters);
        let mut said = |note: BoardNote| {
            let under = covered.remove(&note.id).unwrap_or_default();
            said_of(note, under, &session, &standings)
        };
        let mut lone: Vec<Note> = lone.into_iter().map(&mut said).collect();
        let clusters = board.clusters.into_iter().zip(members);
        let mut clusters: Vec<Cluster> = clusters
            .map(|(cluster, notes)| Cluster {
                result: standings.last(&cluster.id),
                id: cluster.id,
                title: cluster.title,
                at: cluster.at,
                color: cluster.color,
                folded: cluster.folded,
                notes: notes.into_iter().map(&mut said).collect(),
            })
            .collect();
        // A cluster that lost its notes and was never named holds nothing.
        clusters.retain(|cluster| !cluster.notes.is_empty() || !cluster.title.is_empty());
        clusters.sort_by(|a, b| {
            let by_place = || place_of(a).cmp_reading(&place_of(b));
            standings.order(&a.id, &b.id).then_with(by_place)
        });
        let kept = clusters.iter().map(|cluster| cluster.id.clone());
        let in_harvest: HashSet<String> = note_ids.into_iter().chain(kept).collect();
        // Stable: notes with equal votes stay in the order of the board.
        lone.sort_by(|a, b| standings.order(&a.id, &b.id));
        // A note that lies under another is in the harvest, too.
        let mut connectors = board.connectors;
        connectors.retain(|one| in_harvest.contains(&one.from) && in_harvest.contains(&one.to));
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            title: board.title.unwrap_or(room.title),
            language: room.language,
            made_ms: room.made_ms,
            finished_ms: session.finished_ms,
            people: session.people,
            anonymous: session.anonymous,
            sections,
            clusters,
            lone,
            strokes: board.strokes,
            connectors,
            votes,
            commitments: session.commitments,
            phases: session.phases,
        }
    }
}

/// Where a cluster is read: at the corner of the area under its notes.
fn place_of(cluster: &Cluster) -> Place<'_> {
    let corner = cluster_corner(cluster.notes.iter().map(|note| note.at));
    Place { id: &cluster.id, at: corner.unwrap_or(cluster.at) }
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
        size: note.size,
        locked: note.locked,
        made_ms: note.made_ms,
    }
}

/// The sections as they lie, each with the notes in it in reading order.
fn sections_of(sections: &[BoardSection], notes: &[BoardNote]) -> Vec<Section> {
    let mut notes_in: HashMap<&str, Vec<String>> = HashMap::new();
    let mut face = Face::regular();
    for note in notes.iter().filter(|_| !sections.is_empty()) {
        if let Some(section) = section_of(sections, note.rect(&mut face)) {
            notes_in.entry(&section.id).or_default().push(note.id.clone());
        }
    }
    let section = |section: &BoardSection| Section {
        id: section.id.clone(),
        title: section.title.clone(),
        at: section.at,
        size: section.size,
        color: section.color,
        notes: notes_in.remove(section.id.as_str()).unwrap_or_default(),
    };
    sections.iter().map(section).collect()
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
