//! The figures of a run as a table for people and as JSON for programs.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use crate::fanout::{self, Fanout};
use crate::idle::Idle;
use crate::joins::{self, Joins};
use crate::opening::Opening;
use crate::session;
use crate::suggesting::Suggesting;

/// What a run has found so far.
pub(crate) struct Report {
    table: String,
    figures: Vec<Value>,
    quick: bool,
    correct: bool,
}

impl Report {
    pub(crate) fn new(quick: bool) -> Self {
        let table = String::from(
            "| load | who | cpu | beside bare | p50 | p95 | p99 | max | delivered | correct |\n\
             |---|---|---|---|---|---|---|---|---|---|\n",
        );
        print!("{table}");
        Self { table, figures: Vec::new(), quick, correct: true }
    }

    pub(crate) fn fanout(&mut self, Fanout { load, outcomes }: Fanout) {
        let [_, bare] = &outcomes;
        let bare_us = cpu_us(bare);
        for outcome in &outcomes {
            let us = cpu_us(outcome);
            let ms = |quantile: f64| outcome.latency_us.value_at_quantile(quantile) as f64 / 1e3;
            let max_ms = outcome.latency_us.max() as f64 / 1e3;
            self.row(&[
                load,
                outcome.target,
                &format!("{us:.2} µs each"),
                &format!("{:.2} ×", us / bare_us),
                &format!("{:.2} ms", ms(0.5)),
                &format!("{:.2} ms", ms(0.95)),
                &format!("{:.2} ms", ms(0.99)),
                &format!("{max_ms:.2} ms"),
                &format!("{} of {}", outcome.delivered, outcome.expected),
                yes(outcome.correct),
            ]);
            self.figures.push(json!({
                "load": load, "target": outcome.target, "cpu_us_per_delivered": us,
                "cpu_beside_bare": us / bare_us, "cpu_s": outcome.cpu.as_secs_f64(),
                "sent": outcome.sent, "delivered": outcome.delivered,
                "expected": outcome.expected, "messages": outcome.messages, "p50_ms": ms(0.5),
                "p95_ms": ms(0.95), "p99_ms": ms(0.99), "max_ms": max_ms,
                "correct": outcome.correct,
            }));
            self.correct &= outcome.correct;
        }
    }

    pub(crate) fn joins(&mut self, joins: Joins) {
        let Joins { notes, edits, answer_bytes, .. } = joins;
        let load = format!("joins, {notes} notes after {edits} edits, {} KB", answer_bytes / 1_000);
        let rate = |outcome: &joins::Outcome| outcome.joins as f64 / outcome.elapsed.as_secs_f64();
        let each = |outcome: &joins::Outcome| ms(outcome.cpu) / outcome.joins as f64;
        for (target, outcome) in [("picnic", &joins.picnic), ("bare", &joins.ready)] {
            let beside = rate(outcome) / rate(&joins.ready);
            let cpu_beside = each(outcome) / each(&joins.ready);
            self.row(&[
                &load,
                target,
                &format!("{:.3} ms each", each(outcome)),
                &format!("{cpu_beside:.2} ×"),
                "",
                "",
                "",
                "",
                &format!("{:.0} a second ({beside:.2} ×)", rate(outcome)),
                yes(joins.correct),
            ]);
            self.figures.push(json!({
                "load": load, "target": target, "joins_per_s": rate(outcome),
                "joins_beside_bare": beside, "cpu_ms_each": each(outcome),
                "cpu_beside_bare": cpu_beside, "answer_bytes": joins.answer_bytes,
                "correct": joins.correct,
            }));
        }
        self.correct &= joins.correct;
    }

    pub(crate) fn session(&mut self, outcomes: Vec<session::Outcome>) {
        for outcome in &outcomes {
            let us = outcome.cpu.as_secs_f64() * 1e6 / outcome.commands.max(1) as f64;
            let ms = |quantile: f64| outcome.latency_us.value_at_quantile(quantile) as f64 / 1e3;
            let max_ms = outcome.latency_us.max() as f64 / 1e3;
            self.row(&[
                &outcome.load,
                "picnic",
                &format!("{us:.1} µs a command"),
                "",
                &format!("{:.2} ms", ms(0.5)),
                &format!("{:.2} ms", ms(0.95)),
                &format!("{:.2} ms", ms(0.99)),
                &format!("{max_ms:.2} ms"),
                &format!("{} commands", outcome.commands),
                yes(outcome.correct),
            ]);
            self.figures.push(json!({
                "load": outcome.load, "target": "picnic", "cpu_us_per_command": us,
                "commands": outcome.commands, "p50_ms": ms(0.5), "p95_ms": ms(0.95),
                "p99_ms": ms(0.99), "max_ms": max_ms, "correct": outcome.correct,
            }));
            self.correct &= outcome.correct;
        }
    }

    pub(crate) fn suggesting(&mut self, suggesting: Suggesting) {
        let Suggesting { outcomes, notes, answers_us } = suggesting;
        self.session(outcomes);
        let ms = |quantile: f64| answers_us.value_at_quantile(quantile) as f64 / 1e3;
        let load = format!("suggestions, {notes} notes, from words");
        let max_ms = answers_us.max() as f64 / 1e3;
        self.row(&[
            &load,
            "picnic",
            "",
            "",
            &format!("{:.0} ms", ms(0.5)),
            &format!("{:.0} ms", ms(0.95)),
            &format!("{:.0} ms", ms(0.99)),
            &format!("{max_ms:.0} ms"),
            &format!("{} answers", answers_us.len()),
            yes(true),
        ]);
        self.figures.push(json!({
            "load": load, "target": "picnic", "answers": answers_us.len(), "p50_ms": ms(0.5),
            "max_ms": max_ms,
        }));
    }

    pub(crate) fn idle(&mut self, Idle { rooms, sockets, outcomes }: Idle) {
        let load = format!("idle, {sockets} sockets in {rooms} rooms");
        for outcome in &outcomes {
            let kib = outcome.bytes_each / 1_024.0;
            let base_mib = outcome.base_bytes as f64 / f64::from(1 << 20);
            self.row(&[
                &load,
                outcome.target,
                &format!("{:.0} ms in 2 s", ms(outcome.idle_cpu)),
                "",
                "",
                "",
                "",
                "",
                &format!("{kib:.1} KiB each, base {base_mib:.1} MiB"),
                yes(true),
            ]);
            self.figures.push(json!({
                "load": load, "target": outcome.target, "kib_each": kib, "base_mib": base_mib,
                "idle_cpu_ms": ms(outcome.idle_cpu),
            }));
        }
    }

    pub(crate) fn opening(&mut self, opening: &Opening) {
        let Opening { edits, content_bytes, file_bytes, correct, .. } = *opening;
        let load = format!("a room opens after {edits} edits, {} KB", content_bytes / 1_000);
        let beside = file_bytes as f64 / content_bytes as f64;
        for (how, times) in [("stop", &opening.stopped), ("kill -9", &opening.killed)] {
            let mut times: Vec<_> = times.iter().copied().map(ms).collect();
            times.sort_by(f64::total_cmp);
            let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
            self.row(&[
                &load,
                &format!("picnic after {how}"),
                "",
                "",
                &format!("{median:.1} ms"),
                "",
                "",
                &format!("{slowest:.1} ms"),
                &format!("file {} KB, {beside:.1} × its content", file_bytes / 1_000),
                yes(correct),
            ]);
            self.figures.push(json!({
                "load": load, "after": how, "p50_ms": median, "max_ms": slowest,
                "file_bytes": file_bytes, "file_beside_content": beside, "correct": correct,
            }));
        }
        self.correct &= correct;
    }

    /// Writes the table and the figures to the results folder.
    pub(crate) fn finish(self) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
        std::fs::create_dir_all(&folder).expect("the results folder");
        std::fs::write(folder.join("bench.md"), &self.table).expect("the table is written");
        let figures = json!({"quick": self.quick, "figures": self.figures});
        std::fs::write(folder.join("bench.json"), format!("{figures:#}\n")).expect("written");
        assert!(self.correct, "a change was lost or doubled: see the table");
    }

    /// Printed at once, so that a run that ends early has shown what it found.
    fn row(&mut self, cells: &[&str]) {
        let row = format!("| {} |\n", cells.join(" | "));
        print!("{row}");
        self.table.push_str(&row);
    }
}

fn cpu_us(outcome: &fanout::Outcome) -> f64 {
    outcome.cpu.as_secs_f64() * 1e6 / outcome.delivered.max(1) as f64
}

fn ms(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

const fn yes(correct: bool) -> &'static str {
    if correct { "yes" } else { "NO" }
}
