//! Every hostile script within its time and memory, each in a process of its own.
//!
//! ```text
//! cargo test --release -p bindery-expression --test hostile -- --ignored --nocapture measure
//! ```
//!
//! Time is that of compiling, evaluating and showing the answer, on the processor, so that neighbours
//! on the machine count for little; a script that is too slow is tried again. Memory is the most that
//! the whole process ever held. What is over the limits is printed at
//! once. `BINDERY_ONLY=WORD` runs the scripts that hold a word. The ordinary tests assert how scripts
//! end, in any build.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bindery_expression::{Context, Engine, Sink};

/// What one hostile script may take.
const TIME: Duration = Duration::from_millis(100);
/// What its process may hold, in KiB.
const MEMORY: u64 = 64 * 1024;
/// How often a script may try to be fast enough.
const TRIES: usize = 4;
/// Tells a process that its script comes on standard input.
const CHILD: &str = "BINDERY_HOSTILE";

/// What a child process reports.
struct Measured {
    time: Duration,
    memory: u64,
    answer: String,
}

#[test]
#[ignore = "measures a release build: see the module"]
fn every_hostile_script_ends_in_time_and_memory() {
    if cfg!(debug_assertions) {
        panic!("these limits hold for a release build");
    }
    let scripts = super::scripts::all();
    let only = std::env::var("BINDERY_ONLY").ok();
    let mut over = Vec::new();
    let mut slowest: Vec<(Duration, u64, String)> = Vec::new();
    for script in &scripts {
        if only.as_ref().is_some_and(|only| !script.contains(only)) {
            continue;
        }
        let shown: String = script.chars().take(150).collect();
        let mut best = measure(script);
        for _ in 1..TRIES {
            if best.as_ref().is_some_and(|best| best.time <= TIME) {
                break;
            }
            let again = measure(script);
            let faster = match (&best, &again) {
                (Some(best), Some(again)) => again.time < best.time,
                (None, _) => true,
                _ => false,
            };
            if faster {
                best = again;
            }
        }
        match best {
            None => {
                let line = format!("{shown:?} of {} bytes: died", script.len());
                println!("{line}");
                over.push(line);
            }
            Some(best) => {
                if best.time > TIME || best.memory > MEMORY {
                    let line = format!(
                        "{shown:?} of {} bytes: {:?}, {} KiB, {}",
                        script.len(),
                        best.time,
                        best.memory,
                        best.answer
                    );
                    println!("{line}");
                    over.push(line);
                }
                slowest.push((best.time, best.memory, shown));
            }
        }
    }
    slowest.sort();
    let memory = slowest.iter().map(|it| it.1).max().unwrap_or(0);
    println!(
        "{} scripts, at most {memory} KiB; the slowest:",
        slowest.len()
    );
    for (time, memory, shown) in slowest.iter().rev().take(40) {
        println!("{time:>10.1?} {memory:>7} KiB  {shown:?}");
    }
    assert!(over.is_empty(), "over the limits:\n{}", over.join("\n"));
}

/// Runs one script in a process of its own; `None` when it dies.
fn measure(script: &str) -> Option<Measured> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "measure::one_script"])
        .env(CHILD, "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(script.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let report = text.lines().find_map(|line| {
        let at = line.find("measured ")?;
        line.get(at + "measured ".len()..)
    })?;
    let mut parts = report.splitn(3, ' ');
    Some(Measured {
        time: Duration::from_micros(parts.next()?.parse().ok()?),
        memory: parts.next()?.parse().ok()?,
        answer: parts.next()?.to_owned(),
    })
}

#[test]
#[ignore = "what the processes of the other test run"]
fn one_script() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let mut script = String::new();
    std::io::stdin().read_to_string(&mut script).unwrap();
    let context = Context::from_json(&serde_json::json!({"a": [1, 2], "s": "text", "n": null}));
    let engine = Engine::default();
    let started = Instant::now();
    let before = on_processor();
    let answer = match engine.compile_text(&script, Sink::Text) {
        Ok(program) => match program.evaluate(&context) {
            Ok(value) => {
                let text = value.to_text();
                let _ = value.to_json();
                let shown: String = text.chars().take(60).collect();
                format!("{shown:?}")
            }
            Err(error) => format!("{:?}: {}", error.kind, error.message),
        },
        Err(errors) => format!("{:?}: {}", errors[0].kind, errors[0].message),
    };
    let time = match (before, on_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => started.elapsed(),
    };
    println!(
        "\nmeasured {} {} {}",
        time.as_micros(),
        peak().unwrap_or(0),
        answer.replace('\n', " ")
    );
}

/// The time that this thread has run; only Linux tells.
fn on_processor() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// The most memory that this process ever held, in KiB; only Linux tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
