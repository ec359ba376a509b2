//! The reveal: drafts become notes, shuffled, over nothing, and nobody's where that is promised.

use picnic_protocol::ids::{DraftId, ElementId, ParticipantId, Role};
use picnic_protocol::session::command::{Draft, Refusal, RefusalCode};
use picnic_protocol::session::content::Color;

use picnic_protocol::session::plan::{Phase, PhaseId, PhaseKind};

use crate::document::face::Face;
use crate::room::session::Session;
use crate::room::session::board_seen::NewNote;
use crate::room::session::decide::{Decided, Decision, NOT_NOW, NOT_THERE, NOT_YOUR_TURN, Scene};
use crate::room::session::event::Event;
use crate::room::session::placing::{Placing, whole_height_of};

const ONE_A_TURN: Refusal = Refusal::new(RefusalCode::TooMany, "each lays one in their turn");

impl Session {
    /// Empties all baskets, but for what is held back.
    pub(super) fn lay_all(&self, area: Option<&PhaseId>, scene: &mut Scene<'_>) -> Decision {
        let baskets = self.packing();
        let mut drafts: Vec<_> = baskets.flat_map(|(who, whose)| self.open(who, whose)).collect();
        if drafts.is_empty() {
            return Decision::default();
        }
        scene.random.shuffle(&mut drafts);
        let notes = self.notes_of(&drafts, area, scene);
        Decision { events: vec![Event::Laid {}], notes, ..Decision::default() }
    }

    /// What `who` packed and does not hold back, as `whose` it is laid.
    fn open(
        &self,
        who: ParticipantId,
        whose: ParticipantId,
    ) -> impl Iterator<Item = (ParticipantId, &Draft)> {
        let open = self.basket(who).iter().filter(|draft| !draft.held);
        open.map(move |draft| (whose, draft))
    }

    /// Empties the baskets of those who turned out to be somebody else: nobody sees what is in them, has a turn for it, or lays it by hand.
    pub(super) fn lay_of_merged(&self, area: Option<&PhaseId>, scene: &mut Scene<'_>) -> Decision {
        let merged: Vec<_> = self.packing().filter(|(who, whose)| who != whose).collect();
        self.lay_as(&merged, area, scene)
    }

    /// The same for somebody who turns out to be somebody else now: at once where the reveal was, for the next one may never be.
    /// Where nobody is named it waits for that, with everyone's: by itself it would tell whose it is.
    pub(super) fn lay_of_one_merged(
        &self,
        from: ParticipantId,
        into: ParticipantId,
        scene: &mut Scene<'_>,
    ) -> Decision {
        if !self.is_laid() || self.anonymous {
            return Decision::default();
        }
        let whose = self.baskets.keys().filter(|who| self.counts_as(**who) == from);
        let theirs: Vec<_> = whose.map(|who| (*who, into)).collect();
        self.lay_as(&theirs, self.area_of(self.running()), scene)
    }

    /// Lays what each of the first packed as the other's.
    fn lay_as(
        &self,
        baskets: &[(ParticipantId, ParticipantId)],
        area: Option<&PhaseId>,
        scene: &mut Scene<'_>,
    ) -> Decision {
        let mut laid = Decision::default();
        for (who, whose) in baskets {
            let drafts: Vec<_> = self.open(*who, *whose).collect();
            if !drafts.is_empty() {
                laid.notes.extend(self.notes_of(&drafts, area, scene));
                let drafts = drafts.iter().map(|(_, draft)| draft.id).collect();
                laid.events.push(Event::LaidOwn { who: *who, drafts });
            }
        }
        laid
    }

    /// Lays drafts of one person: in their turn, or what came after the reveal.
    pub(super) fn lay_own(
        &self,
        who: ParticipantId,
        drafts: &[DraftId],
        scene: &mut Scene<'_>,
    ) -> Decided {
        let facilitates = self.member(who).is_some_and(|one| one.role() == Role::Facilitator);
        // Where baskets are emptied, that is what people do.
        let lays = matches!(self.kind(), Some(PhaseKind::Lay { .. }));
        if !self.is_laid() {
            return Err(NOT_NOW);
        }
        let mut wanted = drafts.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        let own: Vec<_> = self
            .basket(who)
            .iter()
            .filter(|draft| wanted.binary_search(&draft.id).is_ok())
            .map(|draft| (who, draft))
            .collect();
        if own.len() < wanted.len() {
            return Err(NOT_THERE);
        }
        let mut events = vec![Event::LaidOwn { who, drafts: wanted }];
        if self.lays_in_rounds()
            && let Some(turns) = &self.turns
            && let Some(whose) = turns.who()
        {
            if whose != who {
                return Err(NOT_YOUR_TURN);
            }
            if own.len() > 1 {
                return Err(ONE_A_TURN);
            }
            let left = self.packed(who).saturating_sub(own.iter().filter(|(_, d)| !d.held).count());
            events.push(self.turn_after(turns, scene.now_ms, |other| {
                if other == who { left > 0 } else { self.packed(other) > 0 }
            }));
        }
        let is_bound = !facilitates && !lays;
        if is_bound && !self.may_lay_somewhere(&own) {
            return Err(NOT_NOW);
        }
        let notes = self.notes_of(&own, self.area_of(self.running()), scene);
        if is_bound && !self.may_lie(&notes, scene) {
            return Err(NOT_NOW);
        }
        Ok(Decision { events, notes, ..Decision::default() })
    }

    /// Whether participants may add by themselves somewhere on the board, and none of these waits for a nod.
    fn may_lay_somewhere(&self, drafts: &[(ParticipantId, &Draft)]) -> bool {
        let rights = self.rights();
        let waits = drafts.iter().any(|(_, draft)| draft.offered);
        !waits && (rights.board.adds() || rights.sections.values().any(|right| right.adds()))
    }

    /// Whether participants may add by themselves where these notes come to lie.
    fn may_lie(&self, notes: &[NewNote], scene: &Scene<'_>) -> bool {
        let rights = self.rights();
        let section = |note: &NewNote| scene.placing.as_ref()?.section_at(note.at);
        notes.iter().all(|note| rights.right_in(section(note)).adds())
    }

    /// Lets drafts onto the board that were offered.
    pub(super) fn approve(&self, drafts: &[DraftId], scene: &mut Scene<'_>) -> Decided {
        let by_person = self.offered_by_person(drafts);
        let wanted: Vec<_> = self
            .offers
            .iter()
            .filter(|(_, offered)| drafts.contains(offered))
            .filter_map(|(who, offered)| {
                Some((*who, self.basket(*who).iter().find(|draft| draft.id == *offered)?))
            })
            .collect();
        let notes = self.notes_of(&wanted, self.area_of(self.running()), scene);
        let events = by_person.into_iter().map(|(who, drafts)| Event::LaidOwn { who, drafts });
        Ok(Decision { events: events.collect(), notes, ..Decision::default() })
    }

    /// The section that a phase is about; one that lays is about what was packed for it.
    pub(super) fn area_of<'a>(&'a self, phase: Option<&'a Phase>) -> Option<&'a PhaseId> {
        let phase = phase?;
        let packed = || {
            let before = self.plan.iter().take_while(|other| other.id != phase.id);
            before.filter(|other| matches!(other.kind, PhaseKind::Pack {})).last()
        };
        let lays = matches!(phase.kind, PhaseKind::Lay { .. });
        phase.area.as_ref().or_else(|| packed().filter(|_| lays)?.area.as_ref())
    }

    /// The notes that drafts become: where their writers chose no section, in `area`.
    fn notes_of(
        &self,
        drafts: &[(ParticipantId, &Draft)],
        area: Option<&PhaseId>,
        scene: &mut Scene<'_>,
    ) -> Vec<NewNote> {
        let Scene { now_ms, random, board, placing, .. } = scene;
        let placing = placing.get_or_insert_with(|| Placing::new(board.lying()));
        let mut face = Face::regular();
        // Whose paper it was would tell who wrote on it.
        let mut dealt = Color::ALL;
        random.shuffle(&mut dealt);
        let mut dealt = dealt.into_iter().cycle();
        let mut note = |(who, draft): &(ParticipantId, &Draft)| {
            let section = draft.section.as_ref().or(area).map(PhaseId::as_str);
            NewNote {
                id: ElementId::from_random(random.id()),
                text: draft.text.clone(),
                at: placing.place(section, whole_height_of(&draft.text, &mut face)),
                z: placing.next_z(),
                color: dealt.next().filter(|_| self.anonymous).unwrap_or(draft.color),
                by: (!self.anonymous).then_some(self.counts_as(*who)),
                made_ms: *now_ms,
            }
        };
        drafts.iter().map(&mut note).collect()
    }
}
