//! How often what the rules are about came about: a check of what never happens checks nothing.

macro_rules! tally {
    ($($(#[doc = $what:literal])+ $name:ident,)+) => {
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub struct Tally {
            $($(#[doc = $what])+ pub $name: usize,)+
        }

        impl Tally {
            /// How many there are.
            pub const KINDS: usize = [$(stringify!($name)),+].len();

            /// Each by its name.
            pub const fn counts(&self) -> [(&'static str, usize); Self::KINDS] {
                [$((stringify!($name), self.$name)),+]
            }
        }
    };
}

tally! {
    /// What others wrote was handed on before the server had it.
    relayed,
    /// A line was dead, and its successor there before that was known.
    dead_lines,
    /// A part of a change came with something of others between it and the part before.
    parts,
    /// A page of a later version asked for what this one does not know.
    of_later_version,
    /// What was left of a phase was looked at after people's clock was set.
    kept_time,
    /// A page slept past the time that it has to answer.
    slept,
    /// Somebody knocked.
    knocked,
    /// Somebody was let in.
    let_in,
    /// Somebody turned out to be somebody else.
    merged,
    /// Somebody was put out by a facilitator.
    put_out,
    /// The door was shut to somebody.
    shut_out,
    /// Changes of elements were looked at while participants were held to rights.
    judged,
    /// Words are not on the board, and their writer's to keep.
    kept_aside,
    /// A facilitator was shown what waits for a nod.
    offered,
    /// What somebody cut was there again.
    brought_back,
    /// A facilitator's page put something back out of the bin.
    put_back,
    /// A facilitator erased something from it.
    erased,
    /// Votes were cast.
    voted,
    /// Votes of somebody count again, for what they were given to is back.
    counted_again,
    /// Ballots were counted that nobody changed in the same moment.
    ballots_counted,
    /// Somebody with a ballot turned out to be somebody with another.
    ballots_joined,
}
