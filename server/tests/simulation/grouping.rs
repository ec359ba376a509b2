//! What people do with clusters, as the page writes it: which cluster a note is in stands in the note
//! alone, each deed is one transaction, and the last one can be taken back.

use std::collections::BTreeMap;

use yrs::{
    Any, Map as _, MapPrelim, MapRef, Out, ReadTxn, TextPrelim, TransactionMut, WriteTxn as _,
};

use crate::deeds::place;
use crate::person::{Done, Person, note_of};
use crate::random::Random;

/// Most notes that one deed takes along.
const NOTES_MAX: usize = 4;

/// What is written about clusters: to a note which one it is in, and which there are.
#[derive(Debug, Default, Clone)]
pub struct Deed {
    /// Notes, and the cluster that each is in from now on.
    pub joins: BTreeMap<String, Option<String>>,
    pub makes: Vec<String>,
    pub removes: Vec<String>,
}

/// The cluster that each note names.
pub fn memberships(txn: &impl ReadTxn) -> BTreeMap<String, Option<String>> {
    let Some(notes) = txn.get_map("notes") else { return BTreeMap::new() };
    let named = |note: Out| -> Option<String> {
        match note.cast::<MapRef>().ok()?.get(txn, "cluster")? {
            Out::Any(Any::String(cluster)) => Some(cluster.to_string()),
            _ => None,
        }
    };
    notes.iter(txn).map(|(id, note)| (id.to_owned(), named(note))).collect()
}

/// The clusters that there are.
pub fn clusters(txn: &impl ReadTxn) -> Vec<String> {
    let Some(clusters) = txn.get_map("clusters") else { return Vec::new() };
    let mut ids: Vec<String> = clusters.keys(txn).map(str::to_owned).collect();
    // yrs lists them in no order.
    ids.sort();
    ids
}

impl Person {
    /// Groups, merges, moves, deletes or takes back, at random.
    pub fn group(&mut self, random: &mut Random, number: u64) -> Option<Done> {
        let (members, clusters) = self.read(|txn| (memberships(txn), clusters(txn)));
        let takes_back = random.one_in(6);
        let deed = match self.undo.take().filter(|_| takes_back) {
            Some(undo) => undo,
            None => decide(&members, &clusters, random, number)?,
        };
        let undo = Deed {
            joins: deed
                .joins
                .keys()
                .filter_map(|note| Some((note.clone(), members.get(note)?.clone())))
                .collect(),
            makes: deed.removes.iter().filter(|id| clusters.contains(id)).cloned().collect(),
            removes: deed.makes.clone(),
        };
        let marks = deed.makes.iter().map(|cluster| (cluster.clone(), cluster.clone())).collect();
        let at = place(random.byte(), number);
        let frame = self.change(marks, |txn| carry_out(txn, &deed, &at));
        self.undo = (!takes_back).then_some(undo);
        let removes = deed.removes.into_iter().map(|id| (id, String::new())).collect();
        let joins = deed.joins.into_iter().collect();
        Some(Done { makes: deed.makes, removes, joins, ..Done::of(frame) })
    }
}

fn decide(
    members: &BTreeMap<String, Option<String>>,
    clusters: &[String],
    random: &mut Random,
    number: u64,
) -> Option<Deed> {
    let notes: Vec<&String> = members.keys().collect();
    if notes.is_empty() {
        return None;
    }
    let mut deed = Deed::default();
    let some: Vec<String> =
        (0..=random.index(NOTES_MAX)).map(|_| (*random.pick(&notes)).clone()).collect();
    let of = |cluster: &String| -> Vec<String> {
        let own = members.iter().filter(|(_, own)| own.as_ref() == Some(cluster));
        own.map(|(note, _)| note.clone()).collect()
    };
    let join = |notes: Vec<String>, into: Option<&String>| {
        notes.into_iter().map(|note| (note, into.cloned())).collect()
    };
    if clusters.is_empty() || random.one_in(4) {
        let id = format!("c{number}");
        deed.joins = join(some, Some(&id));
        deed.makes.push(id);
        return Some(deed);
    }
    let (one, other) = (random.pick(clusters), random.pick(clusters));
    match random.below(6) {
        // Dragged into a cluster, whatever they were in; or out of any.
        0..2 => deed.joins = join(some, Some(one)),
        2 => deed.joins = join(some, None),
        // The lower id stays, so that two who merge in opposite ways agree.
        3 if one != other => {
            deed.joins = join(of(one.max(other)), Some(one.min(other)));
            deed.removes.push(one.max(other).clone());
        }
        4 => {
            deed.joins = join(of(one), None);
            deed.removes.push(one.clone());
        }
        // Another client may take a cluster away and leave its notes as they are.
        _ => deed.removes.push(one.clone()),
    }
    Some(deed)
}

fn carry_out(txn: &mut TransactionMut<'_>, deed: &Deed, at: &[f64]) {
    let clusters = txn.get_or_insert_map("clusters");
    for id in &deed.makes {
        let cluster = clusters.insert(txn, id.as_str(), MapPrelim::default());
        cluster.insert(txn, "title", TextPrelim::new(format!("title of {id}")));
        cluster.insert(txn, "at", at.to_vec());
    }
    for (note, cluster) in &deed.joins {
        if let Some(note) = note_of(txn, note) {
            note.insert(txn, "cluster", cluster.clone().map_or(Any::Null, Any::from));
        }
    }
    for id in &deed.removes {
        clusters.remove(txn, id);
    }
}
