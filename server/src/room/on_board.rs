//! The session's look at the board, and the notes and sections that the server lays there.

use picnic_protocol::ids::{ClientId, ElementId};
use picnic_protocol::session::Language;
use picnic_protocol::session::plan::{Section, VoteOn};
use yrs::updates::decoder::Decode;
use yrs::{ClientID, Doc, OffsetKind, Options, ReadTxn, Transact, TransactionMut, Update};

use crate::document::content::{BoardContent, BoardNote, BoardSection, by_cluster, in_sight};
use crate::document::element::Element;
use crate::document::face::Face;
use crate::document::keys::{has, has_cluster, has_note};
use crate::document::measures::{Rect, cluster_rect_around, small_cluster_rect};
use crate::document::note_size::NoteSize;
use crate::document::reading_order::{Item, ItemKind, items};
use crate::document::write::{NoteToLay, SectionToLay, heighten_section, lay_note, lay_section};
use crate::room::session::board_seen::{Area, BoardSeen, Lying, NewNote};
use crate::room::session::placing::GAP;

/// The board as a transaction sees it.
pub(super) struct OnBoard<'a, T>(pub(super) &'a T);

impl<T: ReadTxn> BoardSeen for OnBoard<'_, T> {
    fn has_note(&self, note: &ElementId) -> bool {
        has_note(self.0, note.as_str())
    }

    fn has_element(&self, element: &ElementId) -> bool {
        has_note(self.0, element.as_str()) || has_cluster(self.0, element.as_str())
    }

    fn has(&self, root: &str, key: &str) -> bool {
        has(self.0, root, key)
    }

    fn element(&self, root: &str, key: &str) -> Option<Element> {
        Element::read(self.0, root, key)
    }

    fn items(&self, on: VoteOn) -> Vec<ElementId> {
        let BoardContent { notes, clusters, .. } = BoardContent::of(self.0);
        let (notes, _) = in_sight(notes);
        let clusters = match on {
            VoteOn::Clusters => clusters,
            VoteOn::Notes => Vec::new(),
        };
        // A cluster without notes is nothing to vote on.
        let full = |item: &Item<'_>| item.kind != ItemKind::Cluster { is_empty: true };
        let items = items(&notes, &clusters).into_iter().filter(full);
        items.filter_map(|item| item.place.id.parse().ok()).collect()
    }

    fn lying(&self) -> Lying {
        let BoardContent { notes, clusters, sections, .. } = BoardContent::of(self.0);
        let top = notes.iter().map(|note| note.z).max().unwrap_or(0);
        let (notes, _) = in_sight(notes);
        let mut face = Face::regular();
        let mut rect_of = |note: &BoardNote| note.rect(&mut face);
        let (members, lone) = by_cluster(&notes, &clusters);
        let mut taken: Vec<Area> = lone.into_iter().map(|note| area(rect_of(note))).collect();
        for (cluster, notes) in clusters.iter().zip(members) {
            let rect = match cluster_rect_around(notes.into_iter().map(&mut rect_of)) {
                Some(spread) if cluster.folded => small_cluster_rect([spread.x, spread.y]),
                Some(spread) => spread,
                None => small_cluster_rect(cluster.at),
            };
            taken.push(area(rect.grown(f64::from(GAP))));
        }
        let section = |section: BoardSection| {
            let [width, height] = section.size;
            (section.id, area(Rect::at(section.at, width, height)))
        };
        Lying {
            taken,
            sections: sections.into_iter().map(section).collect(),
            top: i32::try_from(top).unwrap_or(i32::MAX),
        }
    }
}

/// In whole units, at least as large.
#[expect(clippy::cast_possible_truncation, reason = "it is within the board's reach")]
fn area(rect: Rect) -> Area {
    let at = [rect.x, rect.y].map(|side| side.floor() as i32);
    let end = [rect.x + rect.width, rect.y + rect.height].map(|side| side.ceil() as i32);
    Area { at, size: [(end[0] - at[0]).max(1), (end[1] - at[1]).max(1)] }
}

/// Lays notes, as the page does, under a client id of their own: an id that had been used before
/// power was lost would mean two things. False when nothing was laid.
pub(super) fn lay_notes(txn: &mut TransactionMut<'_>, notes: &[NewNote], client: ClientId) -> bool {
    let scratch = Doc::with_options(Options {
        client_id: ClientID::new(client),
        offset_kind: OffsetKind::Utf16,
        ..Options::default()
    });
    let mut pen = scratch.transact_mut();
    for note in notes {
        let by = note.by.map(|by| by.to_string());
        let note = NoteToLay {
            id: note.id.as_str(),
            text: &note.text,
            at: note.at.map(f64::from),
            z: f64::from(note.z),
            color: note.color.name(),
            size: NoteSize::M,
            locked: false,
            cluster: None,
            under: None,
            by: by.as_deref(),
            made_ms: note.made_ms,
        };
        lay_note(&mut pen, &note);
    }
    let update = Update::decode_v1(&pen.encode_update_v1());
    let laid = update.is_ok_and(|update| txn.apply_update(update).is_ok());
    debug_assert!(laid, "what yrs wrote on an empty document applies everywhere");
    laid
}

/// Makes sections as high as they became for what was laid in them. Whether any is.
pub(super) fn grow_sections<'a>(
    txn: &mut TransactionMut<'_>,
    grown: impl Iterator<Item = (&'a str, [i32; 2])>,
) -> bool {
    let mut grew = false;
    for (id, [_, height]) in grown {
        grew |= heighten_section(txn, id, f64::from(height));
    }
    grew
}

/// Lays a plan's sections, titled in the room's language.
pub(super) fn lay_sections(txn: &mut TransactionMut<'_>, sections: &[Section], language: Language) {
    for section in sections {
        let section = SectionToLay {
            id: section.id.as_str(),
            title: section.title.in_language(language),
            at: section.at,
            size: section.size,
            color: section.color.as_str(),
        };
        lay_section(txn, &section);
    }
}
