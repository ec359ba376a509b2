//! Updates that pass the structural check and mean harm: well-formed blocks whose references,
//! parents, keys and lengths no Yjs client would put together.

use std::collections::BTreeMap;

use picnic_protocol::varint::{write_buffer, write_varint};

use crate::random::Random;

/// Clients that write, among them none that the room reserves.
const CLIENTS: [u64; 4] = [1, 2, 3, 0xffff_ffff];

const ROOTS: [&str; 5] = ["notes", "text", "xml", "array", "a"];
const KEYS: [&str; 4] = ["k", "l", "text", "at"];
const TEXTS: [&str; 6] = ["a", "bc", "🧺", "x👩🏽‍🚀y", "päivää", "\u{0}"];

/// `any` values: null, -1, text, array, object, the least big integer, not a number.
const VALUES: [&[u8]; 7] = [
    &[126],
    &[125, 0x41],
    &[119, 1, b'x'],
    &[117, 2, 126, 127],
    &[118, 1, 1, b'a', 120],
    &[122, 0x80, 0, 0, 0, 0, 0, 0, 0],
    &[123, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0],
];

/// Options of subdocuments: none, no object, offsets in bytes.
const OPTIONS: [&[u8]; 3] =
    [&[118, 0], &[126], &[118, 1, 8, b'e', b'n', b'c', b'o', b'd', b'i', b'n', b'g', 125, 1]];

/// What a generated update may refer to: per client, its clocks so far.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub heads: BTreeMap<u64, u32>,
}

impl Known {
    fn head(&self, client: u64) -> u32 {
        self.heads.get(&client).copied().unwrap_or(0)
    }

    fn id(&self, random: &mut Random) -> Option<(u64, u32)> {
        let there: Vec<_> = self.heads.iter().filter(|(_, head)| **head > 0).collect();
        if there.is_empty() {
            return None;
        }
        let (client, head) = *random.pick(&there);
        // Mostly the newest, where attacks meet each other.
        let back = if random.one_in(3) { *head } else { (*head).min(6) };
        Some((*client, *head - 1 - u32::try_from(random.below(u64::from(back))).unwrap_or(0)))
    }
}

/// One update, of up to `blocks_max` blocks a client.
pub fn update(random: &mut Random, known: &Known, blocks_max: u64) -> Vec<u8> {
    let mut known = known.clone();
    let mut out = Vec::new();
    let mut clients = CLIENTS.to_vec();
    let count = if random.one_in(4) { 0 } else { 1 + random.index(2) };
    write_varint(&mut out, count as u64);
    for _ in 0..count {
        let client = clients.swap_remove(random.index(clients.len()));
        section(random, &mut known, client, blocks_max, &mut out);
    }
    deletions(random, &known, &mut out);
    out
}

fn section(
    random: &mut Random,
    known: &mut Known,
    client: u64,
    blocks_max: u64,
    out: &mut Vec<u8>,
) {
    let head = known.head(client);
    // Most go on where the client is; some repeat what is there, with other content.
    let start = if random.one_in(4) {
        head - u32::try_from(random.below(u64::from(head) + 1)).unwrap_or(0)
    } else {
        head
    };
    let count = 1 + random.below(blocks_max);
    write_varint(out, count);
    write_varint(out, client);
    write_varint(out, u64::from(start));
    let mut clock = start;
    for _ in 0..count {
        clock += block(random, known, out);
        let head = known.heads.entry(client).or_default();
        *head = clock.max(*head);
    }
}

/// Writes a block and returns its length.
fn block(random: &mut Random, known: &Known, out: &mut Vec<u8>) -> u32 {
    match random.below(40) {
        0 => {
            out.push(0);
            return length(random, out);
        }
        1 => {
            out.push(10);
            return length(random, out);
        }
        _ => {}
    }
    let origin = if random.one_in(3) { None } else { known.id(random) };
    let right = if random.one_in(2) { None } else { known.id(random) };
    let key = random.one_in(2);
    let kind = *random.pick(&[1_u8, 3, 4, 4, 4, 5, 6, 7, 7, 7, 8, 8, 9]);
    let mut info = kind;
    info |= if origin.is_some() { 0x80 } else { 0 };
    info |= if right.is_some() { 0x40 } else { 0 };
    info |= if key { 0x20 } else { 0 };
    out.push(info);
    for (client, clock) in [origin, right].into_iter().flatten() {
        write_varint(out, client);
        write_varint(out, u64::from(clock));
    }
    if origin.is_none() && right.is_none() {
        match if random.one_in(2) { known.id(random) } else { None } {
            Some((client, clock)) => {
                write_varint(out, 0);
                write_varint(out, client);
                write_varint(out, u64::from(clock));
            }
            None => {
                write_varint(out, 1);
                write_buffer(out, random.pick(&ROOTS).as_bytes());
            }
        }
        if key {
            write_buffer(out, random.pick(&KEYS).as_bytes());
        }
    }
    content(random, kind, out)
}

fn length(random: &mut Random, out: &mut Vec<u8>) -> u32 {
    let length = match random.below(50) {
        0 => 1 << 30,
        _ => 1 + u32::try_from(random.below(5)).unwrap_or(0),
    };
    write_varint(out, u64::from(length));
    length
}

fn content(random: &mut Random, kind: u8, out: &mut Vec<u8>) -> u32 {
    match kind {
        1 => return length(random, out),
        3 => write_buffer(out, &[1, 2, 3]),
        4 => {
            let text: String = (0..=random.below(3)).map(|_| *random.pick(&TEXTS)).collect();
            write_buffer(out, text.as_bytes());
            return u32::try_from(text.encode_utf16().count()).unwrap_or(0);
        }
        5 => write_buffer(out, random.pick(&["{\"a\":1}", "null", "[[1.5]]"]).as_bytes()),
        6 => {
            write_buffer(out, random.pick(&["b", "i"]).as_bytes());
            write_buffer(out, random.pick(&["true", "null", "{\"a\":1}"]).as_bytes());
        }
        7 => {
            let kind = *random.pick(&[0_u8, 1, 2, 3, 4, 6]);
            out.push(kind);
            if kind == 3 {
                write_buffer(out, b"p");
            }
        }
        8 => {
            let count = 1 + random.below(3);
            write_varint(out, count);
            for _ in 0..count {
                out.extend_from_slice(random.pick::<&[u8]>(&VALUES));
            }
            return u32::try_from(count).unwrap_or(0);
        }
        _ => {
            write_buffer(
                out,
                random.pick(&["g", "1b671a64-40d5-491e-99b0-da01ff1f3341"]).as_bytes(),
            );
            out.extend_from_slice(random.pick::<&[u8]>(&OPTIONS));
        }
    }
    1
}

fn deletions(random: &mut Random, known: &Known, out: &mut Vec<u8>) {
    let clients: Vec<_> = known.heads.iter().filter(|(_, head)| **head > 0).collect();
    if clients.is_empty() || random.one_in(2) {
        out.push(0);
        return;
    }
    let (client, head) = *random.pick(&clients);
    write_varint(out, 1);
    write_varint(out, *client);
    let mut ranges = Vec::new();
    let mut at = head.saturating_sub(u32::try_from(random.below(12)).unwrap_or(0));
    while at < *head && ranges.len() < 4 {
        let length = (1 + u32::try_from(random.below(4)).unwrap_or(0)).min(*head - at);
        ranges.push((at, length));
        at += length + u32::try_from(random.below(3)).unwrap_or(0);
    }
    if ranges.is_empty() {
        ranges.push((0, *head));
    }
    write_varint(out, ranges.len() as u64);
    for (start, length) in ranges {
        write_varint(out, u64::from(start));
        write_varint(out, u64::from(length));
    }
}
