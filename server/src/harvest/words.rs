//! The words of a written harvest in three languages.

use picnic_protocol::session::Language;
use picnic_protocol::session::command::Reaction;

/// What a harvest's document says around what people wrote.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) untitled: &'static str,
    pub(super) commitments: &'static str,
    pub(super) clusters: &'static str,
    pub(super) cluster_untitled: &'static str,
    pub(super) lone: &'static str,
    /// Where there are no clusters, the same notes are simply the notes.
    pub(super) notes: &'static str,
    pub(super) sections: &'static str,
    pub(super) section_empty: &'static str,
    pub(super) votes: &'static str,
    pub(super) time: &'static str,
    pub(super) nothing: &'static str,
    pub(super) by_when: &'static str,
    pub(super) planned: &'static str,
    pub(super) took: &'static str,
    people: [&'static str; 2],
    vote_counts: [&'static str; 2],
    note_counts: [&'static str; 2],
    /// In the order of [`Reaction::ALL`].
    reactions: [&'static str; Reaction::ALL.len()],
    /// The name of a file whose room has no title.
    pub(super) file: &'static str,
}

const FI: Words = Words {
    untitled: "Nimetön huone",
    commitments: "Lupaukset",
    clusters: "Ryhmät",
    cluster_untitled: "Nimetön ryhmä",
    lone: "Ryhmien ulkopuolella",
    notes: "Laput",
    sections: "Alueittain",
    section_empty: "Tällä alueella ei ole lappuja.",
    votes: "Äänestykset",
    time: "Ajankäyttö",
    nothing: "Taululla ei ole vielä lappuja.",
    by_when: "mennessä",
    planned: "suunniteltu",
    took: "kesti",
    people: ["osallistuja", "osallistujaa"],
    vote_counts: ["ääni", "ääntä"],
    note_counts: ["lappu", "lappua"],
    reactions: ["tykkään", "samaa mieltä", "sain idean", "kerro lisää"],
    file: "Piknik",
};

const SV: Words = Words {
    untitled: "Rum utan namn",
    commitments: "Löften",
    clusters: "Grupper",
    cluster_untitled: "Grupp utan namn",
    lone: "Utanför grupperna",
    notes: "Lappar",
    sections: "Område för område",
    section_empty: "Det finns inga lappar på det här området.",
    votes: "Omröstningar",
    time: "Tidsåtgång",
    nothing: "Det finns inga lappar på tavlan ännu.",
    by_when: "senast",
    planned: "planerat",
    took: "tog",
    people: ["deltagare", "deltagare"],
    vote_counts: ["röst", "röster"],
    note_counts: ["lapp", "lappar"],
    reactions: ["gillar", "håller med", "gav mig en idé", "berätta mera"],
    file: "Picknick",
};

const EN: Words = Words {
    untitled: "Room without a title",
    commitments: "Commitments",
    clusters: "Clusters",
    cluster_untitled: "Cluster without a title",
    lone: "In no cluster",
    notes: "Notes",
    sections: "Area by area",
    section_empty: "There are no notes in this area.",
    votes: "Votes",
    time: "How the time went",
    nothing: "There are no notes on the board yet.",
    by_when: "by",
    planned: "planned",
    took: "took",
    people: ["participant", "participants"],
    vote_counts: ["vote", "votes"],
    note_counts: ["note", "notes"],
    reactions: ["like it", "agree", "gives me an idea", "tell me more"],
    file: "Picnic",
};

impl Words {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Fi => &FI,
            Language::Sv => &SV,
            Language::En => &EN,
        }
    }

    pub(super) fn people(&self, count: u32) -> String {
        counted(count, self.people)
    }

    pub(super) fn votes(&self, count: u32) -> String {
        counted(count, self.vote_counts)
    }

    pub(super) fn notes(&self, count: u32) -> String {
        counted(count, self.note_counts)
    }

    /// The words for a kind of reaction; its own name where it is a new one.
    pub(super) fn reaction<'a>(&self, kind: &'a str) -> &'a str
    where
        Self: 'a,
    {
        let known = Reaction::ALL.iter().position(|known| known.name() == kind);
        known.and_then(|index| self.reactions.get(index).copied()).unwrap_or(kind)
    }
}

/// All three languages count one apart, and everything else alike.
fn counted(count: u32, [one, other]: [&'static str; 2]) -> String {
    format!("{count} {}", if count == 1 { one } else { other })
}
