//! Marks by which a change is known again in whatever bytes carry it: a tilde, who made it and
//! its number, in hexadecimal digits. Found by scanning, so that a reader costs little.

const SENDER_DIGITS: usize = 4;
const NUMBER_DIGITS: usize = 5;
const MARK_BYTES: usize = 1 + SENDER_DIGITS + NUMBER_DIGITS;

/// The mark of a sender's change.
pub(crate) fn mark(sender: usize, number: usize) -> String {
    format!("~{sender:04x}{number:05x}")
}

/// Every mark in a message, in order.
pub(crate) fn find(bytes: &[u8], mut found: impl FnMut(usize, usize)) {
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| *byte == b'~') {
        rest = &rest[start..];
        let Some(digits) = rest.get(1..MARK_BYTES) else { return };
        let (sender, number) = digits.split_at(SENDER_DIGITS);
        match (hexadecimal(sender), hexadecimal(number)) {
            (Some(sender), Some(number)) => {
                found(sender, number);
                rest = &rest[MARK_BYTES..];
            }
            _ => rest = &rest[1..],
        }
    }
}

fn hexadecimal(digits: &[u8]) -> Option<usize> {
    digits.iter().try_fold(0, |value, digit| {
        let digit = char::from(*digit).to_digit(16)?;
        Some(value << 4 | digit as usize)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_among_other_bytes() {
        let mut bytes = vec![0, b'~', 3];
        bytes.extend(mark(1, 2).bytes());
        bytes.extend(mark(0xffff, 0xabcde).bytes());
        bytes.extend(b"~12");
        let mut all = Vec::new();
        find(&bytes, |sender, number| all.push((sender, number)));
        assert_eq!(all, [(1, 2), (0xffff, 0xabcde)]);
    }
}
