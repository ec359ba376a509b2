//! How far two groupings of the same notes agree.

use std::collections::HashMap;

/// The adjusted Rand index: 1 when they agree, 0 when as far as by chance.
pub(crate) fn adjusted_rand(truth: &[usize], label: &[usize]) -> f64 {
    let choose = |count: &usize| (count * (count - 1)) as f64 / 2.0;
    let pairs = |groups: HashMap<(usize, usize), usize>| groups.values().map(choose).sum::<f64>();
    let both = pairs(count(truth.iter().zip(label).map(|(a, b)| (*a, *b))));
    let in_truth = pairs(count(truth.iter().map(|a| (*a, 0))));
    let in_label = pairs(count(label.iter().map(|b| (*b, 0))));
    let all = choose(&truth.len());
    let expected = in_truth * in_label / all;
    let most = f64::midpoint(in_truth, in_label);
    if (most - expected).abs() < 1e-12 { 1.0 } else { (both - expected) / (most - expected) }
}

/// Of the pairs put together, the share that belong together; and of those that belong together, the
/// share that were put together.
pub(crate) fn pairs(truth: &[usize], label: &[usize]) -> (f64, f64) {
    let (mut both, mut put, mut belong) = (0.0, 0.0, 0.0);
    for a in 0..truth.len() {
        for b in 0..a {
            let (is, said) = (truth[a] == truth[b], label[a] == label[b]);
            both += f64::from(u8::from(is && said));
            put += f64::from(u8::from(said));
            belong += f64::from(u8::from(is));
        }
    }
    (both / f64::max(put, 1.0), both / f64::max(belong, 1.0))
}

fn count(groups: impl Iterator<Item = (usize, usize)>) -> HashMap<(usize, usize), usize> {
    let mut counts = HashMap::new();
    for group in groups {
        *counts.entry(group).or_default() += 1;
    }
    counts
}
