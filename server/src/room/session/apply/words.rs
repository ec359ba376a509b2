//! Folding what people say: answers, reactions, comments, commitments.

use picnic_protocol::ids::{CommentId, ParticipantId};
use picnic_protocol::session::command::Commitment;

use crate::room::session::Session;
use crate::room::session::apply::kinds::{
    of_baskets, of_people, of_the_bin, of_the_journey, of_the_plan, of_votes,
};
use crate::room::session::event::Event;
use crate::room::session::state::{Promised, Spoken, is_commitment};
use crate::room::session::touched::Touched;

impl Session {
    pub(super) fn apply_to_words(&mut self, event: &Event, touched: &mut Touched) {
        match event {
            Event::Answered { who, text } => {
                let before = if text.is_empty() {
                    self.check_in.answers.remove(who)
                } else {
                    self.check_in.answers.insert(*who, text.clone())
                };
                touched.own(*who).answer = true;
                touched.answered.insert(*who);
                // Where nobody knows whose it is, it cannot be told which one changed.
                touched.answers |= self.anonymous && before.is_some();
                touched.progress = true;
            }
            Event::AnswersSealed {} => self.seal_answers(touched),
            Event::Reacted { who, note, reaction, on } => {
                let kinds = self.reactions.entry(note.clone()).or_default();
                let people = kinds.entry(*reaction).or_default();
                if *on && people.insert(*who) {
                    self.reaction_count += 1;
                } else if !on && people.remove(who) {
                    self.reaction_count = self.reaction_count.saturating_sub(1);
                }
                kinds.retain(|_, people| !people.is_empty());
                if kinds.is_empty() {
                    self.reactions.remove(note);
                }
                touched.reactions.insert(note.clone());
                touched.own(*who).reactions.insert(note.clone());
            }
            Event::Commented { comment, note, text, by } => {
                let (note, text) = (note.clone(), text.clone());
                self.comments.push(Spoken { id: *comment, note, text, by: *by });
                touched.comments.insert(*comment);
                if let Some(by) = by {
                    touched.own(*by).comments = true;
                }
            }
            Event::CommentDropped { comment } => self.drop_comment(*comment, touched),
            Event::CommitmentPut { by, commitment } => {
                self.put_commitment(*by, commitment, touched);
            }
            Event::CommitmentDropped { commitment } => {
                let is_it = is_commitment(*commitment);
                if let Some(index) = self.commitments.iter().position(is_it) {
                    let promised = self.commitments.remove(index);
                    touched.own(promised.by).commitments = true;
                    touched.commitments.remove(commitment);
                    touched.commitments_gone.insert(*commitment);
                }
            }
            of_people!()
            | of_the_plan!()
            | of_baskets!()
            | of_votes!()
            | of_the_bin!()
            | of_the_journey!() => {}
        }
    }

    fn drop_comment(&mut self, id: CommentId, touched: &mut Touched) {
        if let Some(index) = self.comments.iter().position(|comment| comment.id == id) {
            if let Some(by) = self.comments.remove(index).by {
                touched.own(by).comments = true;
            }
            touched.comments.remove(&id);
            touched.comments_gone.insert(id);
        }
    }

    fn put_commitment(&mut self, by: ParticipantId, put: &Commitment, touched: &mut Touched) {
        let is_it = is_commitment(put.id);
        match self.commitments.iter_mut().find(|promised| is_it(promised)) {
            Some(promised) => promised.commitment = put.clone(),
            None => {
                self.commitments.push(Promised { by, commitment: put.clone() });
                touched.own(by).commitments = true;
            }
        }
        touched.commitments_gone.remove(&put.id);
        touched.commitments.insert(put.id);
    }
}
