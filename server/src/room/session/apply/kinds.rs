//! Events by what they change: patterns, so that a new event that its own part of the fold leaves out does not compile.

macro_rules! of_people {
    () => {
        Event::Joined { .. }
            | Event::Named { .. }
            | Event::ProxyPut { .. }
            | Event::Granted { .. }
            | Event::Removed { .. }
            | Event::Readmitted { .. }
            | Event::LinkRenewed { .. }
            | Event::LetIn { .. }
            | Event::Merged { .. }
            | Event::Left { .. }
            | Event::HandSet { .. }
    };
}

macro_rules! of_the_plan {
    () => {
        Event::PhaseAdded { .. }
            | Event::PhaseChanged { .. }
            | Event::PhaseMoved { .. }
            | Event::PhaseRemoved { .. }
    };
}

macro_rules! of_baskets {
    () => {
        Event::DraftsPut { .. }
            | Event::DraftMoved { .. }
            | Event::DraftsDropped { .. }
            | Event::Laid {}
            | Event::LaidOwn { .. }
            | Event::Offered { .. }
            | Event::HandedBack { .. }
    };
}

macro_rules! of_words {
    () => {
        Event::Answered { .. }
            | Event::AnswersSealed {}
            | Event::Reacted { .. }
            | Event::Commented { .. }
            | Event::CommentDropped { .. }
            | Event::CommitmentPut { .. }
            | Event::CommitmentDropped { .. }
    };
}

macro_rules! of_votes {
    () => {
        Event::VoteOpened { .. }
            | Event::Voted { .. }
            | Event::ItemsChanged { .. }
            | Event::VoteClosed {}
    };
}

macro_rules! of_the_bin {
    () => {
        Event::Binned { .. }
            | Event::LeftBin { .. }
            | Event::Erased { .. }
            | Event::LeftVersions { .. }
            | Event::PutBack { .. }
    };
}

macro_rules! of_the_journey {
    () => {
        Event::AnonymousSet { .. }
            | Event::Moved { .. }
            | Event::TimerSet { .. }
            | Event::ClockMoved { .. }
            | Event::TurnMoved { .. }
            | Event::LockedSet { .. }
            | Event::ArchivedSet { .. }
            | Event::TakenAwaySet { .. }
            | Event::JoiningClosedSet { .. }
            | Event::DoorSet { .. }
            | Event::Spotlit { .. }
            | Event::Brought { .. }
            | Event::Led { .. }
            | Event::ReadySet { .. }
    };
}

pub(in crate::room) use {of_baskets, of_the_bin, of_the_plan, of_votes, of_words};
pub(super) use {of_people, of_the_journey};
