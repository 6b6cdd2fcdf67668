//! Nanoseconds per evaluation and microseconds per compilation of five typical templates.
//!
//! One thread, one shared context, the default limits. Each figure is the best and the median of
//! many batches of about a millisecond: the machine is rarely quiet, and the best batch is the one
//! that nothing disturbed. The templates come from `../shared/bench/expressions.jsonl` beside the
//! workspace (or from `BINDERY_SHARED`) where it exists, else from `expressions.jsonl` here.
//! A word on the command line runs only the templates whose name holds it; `eval` or `compile` and
//! a number after it do just that so many times, for a profiler.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs};

use bindery_expression::{Context, Engine, Sink};

/// The allocator of the program that is shipped.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BATCHES: usize = 200;
const BATCH: Duration = Duration::from_millis(2);
const OWN: &str = include_str!("expressions.jsonl");

fn main() {
    let mut words = env::args().skip(1).filter(|word| !word.starts_with('-'));
    let (wanted, only) = (words.next(), words.next());
    let rounds: u32 = words
        .next()
        .map_or(1, |number| number.parse().expect("a number"));
    let (source, lines) = inputs();
    println!("templates of {source}");
    println!(
        "{:<20} {:>11} {:>11} {:>12} {:>12}",
        "template", "eval best", "eval median", "compile best", "compile med."
    );
    let engine = Engine::default();
    let making = measure(|| Engine::default().limits().operations > 0);
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let case: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let id = case["id"].as_str().expect("an id");
        if wanted.as_deref().is_some_and(|word| !id.contains(word)) {
            continue;
        }
        let template = case["template"].as_str().expect("a template");
        let context = Context::from_json(&case["context"]);
        let program = engine
            .compile_text(template, Sink::Plain)
            .expect("a template that compiles");
        program.evaluate(&context).expect("a value");
        if let Some(only) = only.as_deref() {
            time(rounds, &mut || match only {
                "eval" => program.evaluate(&context).is_ok(),
                _ => engine.compile_text(template, Sink::Plain).is_ok(),
            });
            continue;
        }
        let evaluation = measure(|| program.evaluate(black_box(&context)).is_ok());
        let compilation = measure(|| {
            engine
                .compile_text(black_box(template), Sink::Plain)
                .is_ok()
        });
        println!(
            "{id:<20} {:>8.0} ns {:>8.0} ns {:>9.1} µs {:>9.1} µs",
            evaluation.best,
            evaluation.median,
            compilation.best / 1_000.0,
            compilation.median / 1_000.0,
        );
    }
    println!("making the engine once: {:.0} µs", making.best / 1_000.0);
}

/// Nanoseconds per round.
struct Figures {
    best: f64,
    median: f64,
}

fn measure(mut round: impl FnMut() -> bool) -> Figures {
    let mut rounds = 1_u32;
    while time(rounds, &mut round) < BATCH && rounds < 1 << 24 {
        rounds *= 2;
    }
    let mut batches: Vec<f64> = (0..BATCHES)
        .map(|_| time(rounds, &mut round).as_nanos() as f64 / f64::from(rounds))
        .collect();
    batches.sort_by(f64::total_cmp);
    Figures {
        best: batches[0],
        median: batches[BATCHES / 2],
    }
}

fn time(rounds: u32, round: &mut impl FnMut() -> bool) -> Duration {
    let start = Instant::now();
    for _ in 0..rounds {
        assert!(black_box(round()));
    }
    start.elapsed()
}

fn inputs() -> (String, String) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared =
        env::var_os("BINDERY_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    match fs::read_to_string(shared.join("bench/expressions.jsonl")) {
        Ok(lines) => ("the shared folder".to_owned(), lines),
        Err(_) => ("this crate".to_owned(), OWN.to_owned()),
    }
}
