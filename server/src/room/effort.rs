//! What people's changes cost to fold, and where that ends.
//!
//! yrs seeks a block's place among all that was written between its neighbours, one by one. A few
//! kilobytes of blocks that no client writes can make it seek for minutes, and nothing that is
//! known of an update beforehand tells them from a long text that two people wrote at once. So the
//! time is measured, large updates are taken in parts that double, and whoever costs more than
//! their bytes explain is cut short and put out.

use std::collections::HashMap;
use std::time::Duration;

use picnic_protocol::firm_order::firm_order;
use picnic_protocol::ids::{ClientId, Clock};
use picnic_protocol::update::CheckedUpdate;
use yrs::updates::decoder::Decode;
use yrs::{TransactionMut, Update};

use crate::limits::{
    EFFORT_MS_MAX, EFFORT_PER_BYTE_NS, EFFORT_PER_CHANGE_US, EFFORT_SECONDS_TO_RECOVER,
    FIRST_BLOCKS,
};

/// Tells how long this thread has computed. Only differences count, so it may start anywhere.
pub type Stopwatch = fn() -> Duration;

/// Measures nothing: every change costs nothing.
pub(super) const STOPPED: Stopwatch = || Duration::ZERO;

/// No block takes fewer bytes.
const BLOCK_BYTES_MIN: usize = 4;

/// What one socket's changes have cost beyond what their bytes explain, of late.
#[derive(Debug, Default)]
pub(super) struct Effort {
    spent: Duration,
    at_ms: u64,
}

impl Effort {
    /// What it may still cost.
    pub(super) fn budget_left(&mut self, now_ms: u64) -> Duration {
        let most = Duration::from_millis(EFFORT_MS_MAX);
        let passed = Duration::from_millis(now_ms.saturating_sub(self.at_ms));
        self.at_ms = now_ms;
        self.spent = self.spent.saturating_sub(passed.mul_f64(
            most.as_secs_f64() / Duration::from_secs(EFFORT_SECONDS_TO_RECOVER).as_secs_f64(),
        ));
        most.saturating_sub(self.spent)
    }

    /// From when on some of it is left, by what was last asked and spent since.
    pub(super) fn budget_back_at_ms(&self) -> u64 {
        let over = self.spent.saturating_sub(Duration::from_millis(EFFORT_MS_MAX));
        if self.spent < Duration::from_millis(EFFORT_MS_MAX) {
            return self.at_ms;
        }
        let slower = EFFORT_SECONDS_TO_RECOVER * 1_000 / EFFORT_MS_MAX;
        let over_ms = u64::try_from(over.as_millis()).unwrap_or(u64::MAX).saturating_add(1);
        self.at_ms.saturating_add(over_ms.saturating_mul(slower))
    }

    pub(super) fn spend(&mut self, effort: Duration) {
        self.spent = self.spent.saturating_add(effort);
    }
}

/// How taking in an update went.
pub(super) struct Taken {
    /// Whether all of it is in the transaction.
    pub(super) whole: bool,
    /// What it cost beyond what its bytes explain.
    pub(super) effort: Duration,
    /// Whether that was more than allowed; the rest was left out then.
    pub(super) too_costly: bool,
}

/// Takes an update into a transaction, as far as it is allowed.
pub(super) fn take_in(
    txn: &mut TransactionMut<'_>,
    update: &CheckedUpdate<Box<[u8]>>,
    stopwatch: Stopwatch,
    allowed: Duration,
) -> Taken {
    if allowed.is_zero() {
        return Taken { whole: false, effort: Duration::ZERO, too_costly: true };
    }
    let began = stopwatch();
    let effort = |bytes: usize| {
        let explained = Duration::from_micros(EFFORT_PER_CHANGE_US)
            + Duration::from_nanos(EFFORT_PER_BYTE_NS.saturating_mul(bytes as u64));
        stopwatch().saturating_sub(began).saturating_sub(explained)
    };
    if update.bytes().len() > FIRST_BLOCKS * BLOCK_BYTES_MIN {
        let order = firm_order(update);
        let mut ends: HashMap<ClientId, Clock> = HashMap::new();
        let (mut taken, mut next) = (0, FIRST_BLOCKS);
        while next < order.len() {
            ends.extend(order[taken..next].iter().copied());
            (taken, next) = (next, next * 2);
            let part = update.part(|client| ends.get(&client).copied().unwrap_or(0));
            let Ok(part) = part else { break };
            apply(txn, part.bytes());
            let effort = effort(part.bytes().len());
            if effort > allowed {
                return Taken { whole: false, effort, too_costly: true };
            }
        }
    }
    let whole = apply(txn, update.bytes());
    let effort = effort(update.bytes().len());
    Taken { whole, effort, too_costly: effort > allowed }
}

/// Applies an update; false when yrs refuses it, and then it applies none of it.
pub(super) fn apply(txn: &mut TransactionMut<'_>, update: &[u8]) -> bool {
    Update::decode_v1(update).is_ok_and(|update| txn.apply_update(update).is_ok())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use picnic_protocol::update::check_update;
    use yrs::{Doc, GetString as _, ReadTxn as _, StateVector, Text as _, Transact as _};

    use super::*;

    /// The update of a text that was written letter by letter.
    fn typed(letters: usize) -> CheckedUpdate<Box<[u8]>> {
        let doc = Doc::new();
        let text = doc.get_or_insert_text("t");
        for _ in 0..letters {
            // From the end to the front, so that no two are one block.
            text.insert(&mut doc.transact_mut(), 0, "x");
        }
        let update = doc.transact().encode_state_as_update_v1(&StateVector::default());
        check_update(update.into_boxed_slice()).unwrap()
    }

    /// Every look at this clock takes 30 ms.
    fn slow() -> Duration {
        thread_local!(static LOOKS: Cell<u64> = const { Cell::new(0) });
        LOOKS.set(LOOKS.get() + 30);
        Duration::from_millis(LOOKS.get())
    }

    fn take(letters: usize, stopwatch: Stopwatch, allowed_ms: u64) -> (Taken, usize) {
        let doc = Doc::new();
        let text = doc.get_or_insert_text("t");
        let mut txn = doc.transact_mut();
        let taken =
            take_in(&mut txn, &typed(letters), stopwatch, Duration::from_millis(allowed_ms));
        let length = text.get_string(&txn).len();
        (taken, length)
    }

    #[test]
    fn a_change_that_costs_little_is_taken_whole() {
        let (taken, length) = take(1_000, STOPPED, 1);
        assert!(taken.whole && !taken.too_costly);
        assert_eq!((length, taken.effort), (1_000, Duration::ZERO));
    }

    #[test]
    fn a_change_that_costs_too_much_is_cut_short() {
        let (taken, length) = take(1_000, slow, 100);
        assert!(!taken.whole && taken.too_costly);
        assert!((FIRST_BLOCKS..1_000).contains(&length), "{length}");
    }

    #[test]
    fn whoever_spent_everything_waits_until_some_is_given_back() {
        let mut effort = Effort::default();
        effort.spend(Duration::from_millis(EFFORT_MS_MAX + 10));
        let (taken, length) =
            take(1, STOPPED, u64::try_from(effort.budget_left(0).as_millis()).unwrap());
        assert!(taken.too_costly && length == 0);
        let again = effort.budget_back_at_ms();
        assert!(again > 0 && again < EFFORT_SECONDS_TO_RECOVER * 1_000 / 2);
        assert!(effort.budget_left(again) > Duration::ZERO);
        assert!(effort.budget_left(EFFORT_SECONDS_TO_RECOVER * 1_000 / 2) > Duration::ZERO);
    }
}
