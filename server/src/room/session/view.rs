//! Who is shown what: parts for all, and parts for one person alone.
//!
//! Drafts, ballots and own reactions are in [`own_parts`](Session::own_parts) only; nothing else
//! here reads them but to count.

use std::collections::BTreeSet;

use picnic_protocol::ids::{CommentId, CommitmentId, DraftId, ElementId, ParticipantId, Role};
use picnic_protocol::session::plan::PhaseKind;
use picnic_protocol::session::view::{
    Answer, Ballot, Comment, Journey, NoteReactions, Offer, OpenVote, Own, OwnReactions, Person,
    PersonProgress, Progress, SessionView, Turn,
};

use crate::room::session::Session;
use crate::room::session::state::{Member, Spoken, Turns};
use crate::room::session::touched::{Touched, TouchedOwn};

impl Session {
    /// The parts that changed and that everyone may see. Progress goes at its own pace.
    #[must_use]
    pub fn shared_parts(&self, touched: &Touched) -> SessionView {
        let is_touched = |id: &CommentId| touched.comments.contains(id);
        SessionView {
            plan: touched.plan.then(|| self.plan.clone()),
            journey: touched.journey.then(|| self.journey()),
            items: touched.items.then(|| self.items()),
            people: touched
                .people
                .iter()
                .filter_map(|who| Some(person(*who, self.member(*who)?)))
                .collect(),
            people_gone: touched
                .people
                .iter()
                .filter(|who| self.member(**who).is_none())
                .copied()
                .collect(),
            answers: touched.answers.then(|| self.answers()),
            answered: if touched.answers { Vec::new() } else { self.answered(touched) },
            reactions: touched.reactions.iter().map(|note| self.note_reactions(note)).collect(),
            comments: self
                .comments
                .iter()
                .filter(|comment| is_touched(&comment.id))
                .map(comment)
                .collect(),
            comments_gone: touched.comments_gone.iter().copied().collect(),
            results: touched.results.then(|| self.results.clone()),
            commitments: self
                .commitments
                .iter()
                .filter(|promised| touched.commitments.contains(&promised.commitment.id))
                .map(|promised| promised.commitment.clone())
                .collect(),
            commitments_gone: touched.commitments_gone.iter().copied().collect(),
            bin: touched.bin.then(|| self.bin_count()),
            ..SessionView::default()
        }
    }

    /// All that everyone may see.
    #[must_use]
    pub fn shared_whole(&self) -> SessionView {
        SessionView {
            whole: true,
            plan: Some(self.plan.clone()),
            journey: Some(self.journey()),
            items: Some(self.items()),
            progress: Some(self.progress()),
            people: self.roster.iter().map(|(who, member)| person(*who, member)).collect(),
            answers: Some(self.answers()),
            reactions: self.reactions.keys().map(|note| self.note_reactions(note)).collect(),
            comments: self.comments.iter().map(comment).collect(),
            results: Some(self.results.clone()),
            commitments: self
                .commitments
                .iter()
                .map(|promised| promised.commitment.clone())
                .collect(),
            bin: Some(self.bin_count()),
            ..SessionView::default()
        }
    }

    /// The notes that wait for a nod: for facilitators alone.
    #[must_use]
    pub fn offers_view(&self) -> SessionView {
        let offer = |(who, id): &(ParticipantId, DraftId)| {
            let draft = self.basket(*who).iter().find(|draft| draft.id == *id)?.clone();
            Some(Offer { draft, by: (!self.anonymous).then_some(*who) })
        };
        let offers = self.offers.iter().filter_map(offer).collect();
        SessionView { offers: Some(offers), ..SessionView::default() }
    }

    fn bin_count(&self) -> u32 {
        u32::try_from(self.bin.count()).unwrap_or(u32::MAX)
    }

    /// Those whom what all see names, and those who facilitate.
    #[must_use]
    pub fn named_to_all(&self) -> BTreeSet<ParticipantId> {
        let facilitate =
            self.roster.iter().filter(|(_, member)| member.role() == Role::Facilitator);
        let mut named: BTreeSet<_> = facilitate.map(|(who, _)| *who).collect();
        named.extend(self.turns.as_ref().and_then(Turns::who));
        named.extend(self.leader.iter().chain(self.brought.as_ref().map(|brought| &brought.by)));
        named.extend(self.comments.iter().filter_map(|comment| comment.by));
        if !self.anonymous {
            named.extend(self.writers.iter().chain(self.check_in.answers.keys()));
        }
        named
    }

    /// The parts that changed of what is `who`'s own.
    #[must_use]
    pub fn own_parts(&self, who: ParticipantId, touched: &TouchedOwn) -> Own {
        let basket = self.basket(who);
        Own {
            who,
            drafts: basket
                .iter()
                .filter(|draft| touched.drafts.contains(&draft.id))
                .cloned()
                .collect(),
            order: touched.order.then(|| basket.iter().map(|draft| draft.id).collect()),
            ready: touched.ready.then(|| self.ready.contains(&who)),
            answer: touched.answer.then(|| self.own_answer(who)),
            ballot: if touched.ballot { self.own_ballot(who) } else { None },
            reactions: touched.reactions.iter().map(|note| self.own_reactions(who, note)).collect(),
            commitments: touched.commitments.then(|| self.own_commitments(who)),
            comments: touched.comments.then(|| self.own_comments(who)),
        }
    }

    /// All that is the viewer's own, and their proxies'.
    #[must_use]
    pub fn own_whole(&self, who: ParticipantId) -> Vec<Own> {
        if !self.knows(who) {
            return Vec::new();
        }
        let proxies = self.proxies_of(who);
        std::iter::once(who)
            .chain(proxies)
            .map(|who| Own {
                who,
                drafts: self.basket(who).to_vec(),
                order: Some(self.basket(who).iter().map(|draft| draft.id).collect()),
                ready: Some(self.ready.contains(&who)),
                answer: Some(self.own_answer(who)),
                ballot: self.own_ballot(who),
                reactions: self.reacted_to(who).map(|note| self.own_reactions(who, note)).collect(),
                commitments: Some(self.own_commitments(who)),
                comments: Some(self.own_comments(who)),
            })
            .collect()
    }

    /// Who is sent what is `who`'s own: themselves, or whoever acts for them.
    #[must_use]
    pub fn owner_of_view(&self, who: ParticipantId) -> ParticipantId {
        self.member(who).and_then(|member| member.keeper).unwrap_or(who)
    }

    fn proxies_of(&self, who: ParticipantId) -> impl Iterator<Item = ParticipantId> {
        self.roster
            .iter()
            .filter(move |(_, member)| member.keeper == Some(who) && !member.removed)
            .map(|(id, _)| *id)
    }

    /// How far people are: totals, and person by person where that may be known.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let packed = self.packed_by_each();
        let each: Vec<_> = self
            .people()
            .map(|(who, _)| PersonProgress {
                who,
                packed: count(packed.get(&who).copied().unwrap_or_default()),
                ready: self.ready.contains(&who),
            })
            .collect();
        let voting = matches!(self.kind(), Some(PhaseKind::Vote { .. }));
        let vote = self.vote.as_ref().filter(|vote| Some(&vote.phase) == self.current.as_ref());
        let is_done = |person: &&PersonProgress| {
            person.ready || vote.is_some_and(|vote| vote.spent(person.who) >= vote.budget)
        };
        Progress {
            people: count(each.len()),
            packed: each.iter().map(|person| person.packed).sum(),
            packers: count(each.iter().filter(|person| person.packed > 0).count()),
            ready: count(each.iter().filter(is_done).count()),
            // Also while the vote rests: whoever ends it then is to know how many ballots it is of.
            voters: self.vote.as_ref().map_or(0, |vote| count(vote.voters())),
            answered: count(self.check_in.answers.len() + self.check_in.sealed.len()),
            each: (!self.anonymous && !voting).then_some(each),
        }
    }

    fn journey(&self) -> Journey {
        let stay = self.stays.last().filter(|stay| Some(&stay.phase) == self.current.as_ref());
        Journey {
            current: self.current.clone(),
            started_ms: stay.map(|stay| stay.started_ms),
            timer: self.timer,
            anonymous: self.anonymous,
            locked: self.locked,
            archived: self.archived,
            rights: self.rights(),
            joining_closed: self.joining_closed,
            door: self.door_state(),
            laid: self.is_laid(),
            spotlight: self.spotlight.clone(),
            turn: self.turns.as_ref().map(|turns| Turn {
                who: turns.who(),
                done: turns.done,
                of: u32::try_from(turns.order.len()).unwrap_or(u32::MAX),
                deadline_ms: turns.deadline_ms,
            }),
            vote: self.vote.as_ref().map(|vote| OpenVote {
                round: vote.round,
                phase: vote.phase.clone(),
                on: vote.on,
                budget: vote.budget,
                per_item_max: vote.per_item_max,
            }),
            leader: self.leader,
            brought: self.brought.clone(),
        }
    }

    fn items(&self) -> Vec<ElementId> {
        let Some(vote) = &self.vote else { return Vec::new() };
        vote.items.iter().filter(|item| !vote.gone.contains(*item)).cloned().collect()
    }

    fn answers(&self) -> Vec<Answer> {
        let mut answers: Vec<_> = self
            .check_in
            .answers
            .iter()
            .map(|(who, text)| Answer { by: (!self.anonymous).then_some(*who), text: text.clone() })
            .collect();
        answers.extend(
            self.check_in.sealed.iter().map(|text| Answer { by: None, text: text.clone() }),
        );
        if self.anonymous {
            // In any order but that of the people.
            answers.sort_by(|one, other| one.text.cmp(&other.text));
        }
        answers
    }

    fn answered(&self, touched: &Touched) -> Vec<Answer> {
        let answer = |who: &ParticipantId| {
            let by = (!self.anonymous).then_some(*who);
            Answer { by, text: self.own_answer(*who) }
        };
        let mut answered: Vec<_> = touched.answered.iter().map(answer).collect();
        if self.anonymous {
            // Not in the order of the people; and what came and went in one tick never came.
            answered.retain(|answer| !answer.text.is_empty());
            answered.sort_by(|one, other| one.text.cmp(&other.text));
        }
        answered
    }

    fn note_reactions(&self, note: &ElementId) -> NoteReactions {
        let kinds = self.reactions.get(note).into_iter().flatten();
        let count = |people: usize| u32::try_from(people).unwrap_or(u32::MAX);
        let counts = kinds.map(|(reaction, people)| (*reaction, count(people.len()))).collect();
        NoteReactions { note: note.clone(), counts }
    }

    fn own_answer(&self, who: ParticipantId) -> String {
        self.check_in.answers.get(&who).cloned().unwrap_or_default()
    }

    fn own_ballot(&self, who: ParticipantId) -> Option<Ballot> {
        let vote = self.vote.as_ref()?;
        Some(Ballot {
            round: vote.round,
            votes: vote.counted(who).map(|(item, count)| (item.clone(), count)).collect(),
            left: vote.budget.saturating_sub(vote.spent(who)),
            elsewhere: vote.elsewhere.contains(&who),
        })
    }

    fn own_reactions(&self, who: ParticipantId, note: &ElementId) -> OwnReactions {
        let kinds = self.reactions.get(note).into_iter().flatten();
        let own = kinds.filter(|(_, people)| people.contains(&who));
        OwnReactions { note: note.clone(), reactions: own.map(|(kind, _)| *kind).collect() }
    }

    fn own_commitments(&self, who: ParticipantId) -> Vec<CommitmentId> {
        let own = self.commitments.iter().filter(|promised| promised.by == who);
        own.map(|promised| promised.commitment.id).collect()
    }

    fn own_comments(&self, who: ParticipantId) -> Vec<CommentId> {
        let own = self.comments.iter().filter(|comment| comment.by == Some(who));
        own.map(|comment| comment.id).collect()
    }
}

fn person(id: ParticipantId, member: &Member) -> Person {
    Person {
        id,
        name: member.told_name(),
        role: member.role(),
        keeper: member.keeper,
        hand: member.hand,
        removed: member.removed,
        merged: member.merged,
    }
}

fn comment(spoken: &Spoken) -> Comment {
    Comment { id: spoken.id, note: spoken.note.clone(), text: spoken.text.clone(), by: spoken.by }
}
