//! Runs of clocks: joined, and told apart.

use picnic_protocol::update::Run;

/// What of these runs is in none of `others`, in the same order.
pub(super) fn without(runs: &[Run], others: &[Run]) -> Vec<Run> {
    let mut left = runs.to_vec();
    for other in others {
        left = left.into_iter().flat_map(|run| cut(run, *other)).collect();
    }
    left
}

/// What of a run is before, and what after, another.
fn cut(run: Run, other: Run) -> impl Iterator<Item = Run> {
    let apart = run.client != other.client || other.end <= run.start || run.end <= other.start;
    let before = Run { end: if apart { run.end } else { other.start.max(run.start) }, ..run };
    let after = Run { start: if apart { run.end } else { other.end.min(run.end) }, ..run };
    [before, after].into_iter().filter(|run| run.start < run.end)
}

/// Adds a run to those of which each touches none; beyond `most` the oldest is forgotten.
pub(super) fn join(runs: &mut Vec<Run>, run: Run, most: usize) {
    let mut joined = run;
    runs.retain(|known| {
        let touches =
            known.client == joined.client && known.start <= joined.end && joined.start <= known.end;
        if touches {
            joined.start = joined.start.min(known.start);
            joined.end = joined.end.max(known.end);
        }
        !touches
    });
    runs.push(joined);
    if runs.len() > most {
        runs.remove(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn run(client: u64, start: u32, end: u32) -> Run {
        Run { client, start, end }
    }

    #[test]
    fn what_is_taken_out_leaves_what_is_before_and_after() {
        let taken = [run(1, 3, 5), run(2, 0, 9)];
        assert_eq!(without(&[run(1, 0, 9)], &taken), [run(1, 0, 3), run(1, 5, 9)]);
        assert_eq!(without(&[run(1, 3, 5), run(2, 1, 2)], &taken), []);
        assert_eq!(without(&[run(1, 0, 3), run(1, 5, 6)], &taken), [run(1, 0, 3), run(1, 5, 6)]);
        assert_eq!(without(&[run(3, 0, 9)], &taken), [run(3, 0, 9)]);
    }

    #[test]
    fn runs_that_touch_are_one_and_of_too_many_the_oldest_goes() {
        let mut runs = Vec::new();
        for each in [run(1, 0, 2), run(1, 5, 7), run(1, 2, 5), run(2, 1, 2), run(3, 0, 1)] {
            join(&mut runs, each, 2);
        }
        assert_eq!(runs, [run(2, 1, 2), run(3, 0, 1)]);
        join(&mut runs, run(2, 0, 9), 9);
        assert_eq!(runs, [run(3, 0, 1), run(2, 0, 9)]);
    }
}
