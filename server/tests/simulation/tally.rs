//! How often what the rules are about came about: a check of what never happens checks nothing.

macro_rules! tally {
    ($($(#[doc = $what:literal])+ $name:ident > $least:literal,)+) => {
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

            /// More than so many come about in a run of all seeds.
            pub const LEAST: [usize; Self::KINDS] = [$($least),+];
        }
    };
}

tally! {
    /// What others wrote was handed on before the server had it.
    relayed > 50,
    /// A line was dead, and its successor there before that was known.
    dead_lines > 50,
    /// A part of a change came with something of others between it and the part before.
    parts > 50,
    /// A page of a later version asked for what this one does not know.
    of_later_version > 50,
    /// What was left of a phase was looked at after people's clock was set.
    kept_time > 50,
    /// A page slept past the time that it has to answer.
    slept > 50,
    /// Somebody knocked.
    knocked > 50,
    /// Somebody was let in.
    let_in > 50,
    /// Somebody turned out to be somebody else.
    merged > 50,
    /// Somebody was put out by a facilitator.
    put_out > 20,
    /// The door was shut to somebody.
    shut_out > 50,
    /// Changes of elements were looked at while participants were held to rights.
    judged > 50,
    /// Words are not on the board, and their writer's to keep.
    kept_aside > 50,
    /// A facilitator was shown what waits for a nod.
    offered > 20,
    /// What somebody cut was there again.
    brought_back > 50,
    /// A facilitator's page put something back out of the bin.
    put_back > 50,
    /// A facilitator erased something from it.
    erased > 50,
    /// Votes were cast.
    voted > 50,
    /// Votes of somebody count again, for what they were given to is back.
    counted_again > 5,
    /// Ballots were counted that nobody changed in the same moment.
    ballots_counted > 10,
    /// Somebody with a ballot turned out to be somebody with another.
    ballots_joined > 3,
}
