//! The session as a page puts it together: one whole view, then parts over it.

#![allow(dead_code, unreachable_pub, reason = "each test uses its own part")]

use std::collections::BTreeMap;

use picnic_protocol::ids::{CommitmentId, DraftId, ElementId, ParticipantId};
use picnic_protocol::session::command::{Commitment, Draft, Reaction};
use picnic_protocol::session::plan::Phase;
use picnic_protocol::session::view::{
    Answer, Ballot, Comment, Journey, Offer, Own, Person, Progress, SessionView, VoteResult,
};

/// What a page knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    pub plan: Vec<Phase>,
    pub journey: Option<Journey>,
    pub items: Vec<ElementId>,
    pub progress: Option<Progress>,
    pub people: BTreeMap<ParticipantId, Person>,
    pub own: BTreeMap<ParticipantId, Mine>,
    pub answers: Vec<Answer>,
    pub reactions: BTreeMap<ElementId, BTreeMap<Reaction, u32>>,
    pub comments: Vec<Comment>,
    pub results: Vec<VoteResult>,
    pub commitments: BTreeMap<CommitmentId, Commitment>,
    pub bin: u32,
    pub offers: Vec<Offer>,
}

/// What is somebody's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mine {
    pub basket: Vec<Draft>,
    pub ready: bool,
    pub answer: String,
    pub ballot: Option<Ballot>,
    pub reactions: BTreeMap<ElementId, Vec<Reaction>>,
    pub commitments: Vec<CommitmentId>,
    pub comments: usize,
}

impl View {
    /// What is somebody's own stands among what all see, and what all see as theirs is told as their own.
    pub fn assert_own_is_seen(&self) {
        for (who, mine) in &self.own {
            // One that was made while nobody is named is nobody's to all.
            let seen = self.comments.iter().filter(|comment| comment.by == Some(*who)).count();
            assert!(seen <= mine.comments, "seen, and not own: {seen} of {}", mine.comments);
            for commitment in &mine.commitments {
                assert!(
                    self.commitments.contains_key(commitment),
                    "own, and not seen: {commitment:?}"
                );
            }
            for (note, reactions) in &mine.reactions {
                let seen = self.reactions.get(note);
                for reaction in reactions {
                    assert!(
                        seen.is_some_and(|counts| counts.contains_key(reaction)),
                        "{note:?} {reaction:?}"
                    );
                }
            }
        }
    }

    pub fn merge(&mut self, parts: &SessionView) {
        if parts.whole {
            *self = Self::default();
        }
        if let Some(plan) = &parts.plan {
            self.plan.clone_from(plan);
        }
        if let Some(journey) = &parts.journey {
            self.journey = Some(journey.clone());
            let round = journey.vote.as_ref().map(|vote| vote.round);
            for mine in self.own.values_mut() {
                // A ballot of another round says nothing any more.
                mine.ballot = mine.ballot.take().filter(|ballot| Some(ballot.round) == round);
            }
        }
        self.bin = parts.bin.unwrap_or(self.bin);
        if let Some(offers) = &parts.offers {
            self.offers.clone_from(offers);
        }
        if let Some(items) = &parts.items {
            self.items.clone_from(items);
        }
        if let Some(progress) = &parts.progress {
            let mut new = progress.clone();
            let before = self.progress.take().and_then(|before| before.each);
            if let (Some(each), Some(before)) = (&mut new.each, before) {
                let is_told = |who| progress.each.iter().flatten().any(|one| one.who == who);
                each.extend(before.into_iter().filter(|one| !is_told(one.who)));
                each.sort_by_key(|one| one.who);
            }
            self.progress = Some(new);
        }
        for person in &parts.people {
            if person.removed || person.merged.is_some() {
                self.own.remove(&person.id);
            }
            self.people.insert(person.id, person.clone());
        }
        for who in &parts.people_gone {
            self.people.remove(who);
        }
        for own in &parts.own {
            self.own.entry(own.who).or_default().merge(own);
        }
        if let Some(answers) = &parts.answers {
            self.answers.clone_from(answers);
        }
        for answer in &parts.answered {
            let theirs = |there: &Answer| answer.by.is_some() && there.by == answer.by;
            self.answers.retain(|there| !theirs(there));
            if !answer.text.is_empty() {
                self.answers.push(answer.clone());
            }
        }
        self.answers.sort_by(|one, other| (one.by, &one.text).cmp(&(other.by, &other.text)));
        for reactions in &parts.reactions {
            if reactions.counts.is_empty() {
                self.reactions.remove(&reactions.note);
            } else {
                let counts = reactions.counts.iter().copied().collect();
                self.reactions.insert(reactions.note.clone(), counts);
            }
        }
        for comment in &parts.comments {
            match self.comments.iter_mut().find(|there| there.id == comment.id) {
                Some(there) => *there = comment.clone(),
                None => self.comments.push(comment.clone()),
            }
        }
        self.comments.retain(|comment| !parts.comments_gone.contains(&comment.id));
        if let Some(results) = &parts.results {
            self.results.clone_from(results);
        }
        for commitment in &parts.commitments {
            self.commitments.insert(commitment.id, commitment.clone());
        }
        self.commitments.retain(|id, _| !parts.commitments_gone.contains(id));
    }

    /// What is the viewer's own.
    pub fn mine(&self, who: ParticipantId) -> Mine {
        self.own.get(&who).cloned().unwrap_or_default()
    }

    /// What somebody else sees where `who` has this view.
    pub fn comparable_to(&self, who: ParticipantId) -> Self {
        let mut view = self.comparable();
        view.own.remove(&who);
        view
    }

    /// Without totals, which are told at their own pace, and what says nothing.
    pub fn comparable(&self) -> Self {
        let mut own = self.own.clone();
        for mine in own.values_mut() {
            mine.reactions.retain(|_, reactions| !reactions.is_empty());
            mine.ballot = mine.ballot.take().filter(|ballot| !ballot.votes.is_empty());
        }
        own.retain(|_, mine| *mine != Mine::default());
        // Only facilitators see what waits for a nod.
        Self { progress: None, own, offers: Vec::new(), ..self.clone() }
    }
}

impl Mine {
    fn merge(&mut self, own: &Own) {
        for draft in &own.drafts {
            match self.basket.iter_mut().find(|there| there.id == draft.id) {
                Some(there) => *there = draft.clone(),
                None => self.basket.push(draft.clone()),
            }
        }
        if let Some(order) = &own.order {
            let place = |id: &DraftId| order.iter().position(|there| there == id);
            self.basket.retain(|draft| place(&draft.id).is_some());
            self.basket.sort_by_key(|draft| place(&draft.id));
            assert_eq!(self.basket.len(), order.len(), "a draft is listed that was never sent");
        }
        if let Some(ready) = own.ready {
            self.ready = ready;
        }
        if let Some(answer) = &own.answer {
            self.answer.clone_from(answer);
        }
        if let Some(ballot) = &own.ballot {
            self.ballot = Some(ballot.clone());
        }
        for reactions in &own.reactions {
            self.reactions.insert(reactions.note.clone(), reactions.reactions.clone());
        }
        if let Some(commitments) = &own.commitments {
            self.commitments.clone_from(commitments);
        }
        if let Some(comments) = &own.comments {
            self.comments = comments.len();
        }
    }
}
