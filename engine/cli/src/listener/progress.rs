//! What a person sees while a run goes on, on standard error.
//!
//! On a terminal a spinner shows the phase, its rows and the last request; a finished phase becomes
//! a line that stays. Elsewhere only those lines are written. With `calls`, each request and its
//! outcome is a line of its own.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anstyle::Style;
use bindery_connector::ports::{Event, Listener};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;

use crate::paint::{BAD, CARE, GOOD, QUIET};
use crate::table::number;

/// Tells a person how a run goes.
pub struct Progress {
    bar: Option<Mutex<ProgressBar>>,
    calls: bool,
    phases: bool,
}

impl Progress {
    /// For runs of many phases: each that ends leaves a line; `calls` shows each request too.
    pub fn of_phases(calls: bool) -> Self {
        Self {
            phases: true,
            ..Self::of_calls(calls)
        }
    }

    /// For runs of a few requests, which `calls` shows.
    pub fn of_calls(calls: bool) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new_spinner();
            let style = ProgressStyle::with_template("  {spinner:.cyan} {msg}");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
            Mutex::new(bar)
        });
        Self {
            bar,
            calls,
            phases: false,
        }
    }

    /// Takes the spinner away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.lock()
                .unwrap_or_else(PoisonError::into_inner)
                .finish_and_clear();
        }
    }

    fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => {
                let bar = bar.lock().unwrap_or_else(PoisonError::into_inner);
                bar.suspend(|| anstream::eprintln!("{text}"));
            }
            None => anstream::eprintln!("{text}"),
        }
    }

    fn spin(&self, text: String) {
        if let Some(bar) = &self.bar {
            let bar = bar.lock().unwrap_or_else(PoisonError::into_inner);
            bar.enable_steady_tick(Duration::from_millis(100));
            bar.set_message(text);
        }
    }
}

impl Listener for Progress {
    fn hear(&self, event: &Event) {
        match event {
            Event::PhaseStarted { phase } => self.spin(phase.clone()),
            Event::Call { .. } if self.calls => {
                if let Some(text) = call_line(event) {
                    self.line(&text);
                }
            }
            Event::Call { .. } => {}
            Event::Page {
                phase,
                total,
                expected,
                ..
            } => {
                let of = expected.map_or_else(String::new, |n| format!(" of {}", number(n)));
                self.spin(format!("{phase}  {}{of}", number(*total)));
            }
            Event::Waiting {
                reason,
                duration,
                attempt,
                attempts,
            } => {
                let seconds = (duration.as_secs_f64() * 10.0).round() / 10.0;
                let then = match attempts {
                    0 | 1 => String::new(),
                    _ => format!(", attempt {attempt} of {attempts}"),
                };
                self.line(&format!(
                    "  {reason}, {CARE}waiting {seconds} s{CARE:#}{then}"
                ));
            }
            Event::Found(_) | Event::Record { .. } => {}
            Event::PhaseEnded { .. } if !self.phases => {}
            Event::PhaseEnded { phase, summary } => {
                let (style, mark) = mark_of_phase(summary);
                self.line(&format!(
                    "  {style}{mark}{style:#} {phase}  {QUIET}{summary}{QUIET:#}"
                ));
            }
        }
    }
}

/// The mark of a phase by its summary: the words of one that did not go well, as the connector writes them,
/// or the state that a task is left in.
fn mark_of_phase(summary: &str) -> (Style, char) {
    match summary {
        "PROVFAILED" | "ERROR" => (BAD, '✗'),
        "NEW" | "PENDINGPROV" => (CARE, '?'),
        other if other.contains("incomplete") || other.contains("failed") => (BAD, '✗'),
        _ => (GOOD, '✓'),
    }
}

/// One request and its outcome in one line; the origin of the URL is left out.
fn call_line(event: &Event) -> Option<String> {
    let Event::Call {
        purpose,
        method,
        url,
        status,
        outcome,
        ..
    } = event
    else {
        return None;
    };
    Some(call_text(method, url, *status, outcome, purpose))
}

/// One request and its outcome in one line.
pub fn call_text(
    method: &str,
    url: &str,
    status: Option<u16>,
    outcome: &str,
    purpose: &str,
) -> String {
    let (mark, style) = mark(outcome);
    let status = status.map_or_else(|| "—".to_owned(), |s| s.to_string());
    format!(
        "  {style}{mark}{style:#} {method:<6} {}  {style}{status}{style:#} {outcome}  {QUIET}{purpose}{QUIET:#}",
        path_of(url)
    )
}

/// The sign of an outcome: it went well, it failed, or nobody knows yet.
pub fn mark(outcome: &str) -> (&'static str, Style) {
    match outcome {
        "ok" | "found" => ("✓", GOOD),
        "in doubt" | "again" => ("?", CARE),
        _ => ("✗", BAD),
    }
}

/// What follows the origin of a URL.
pub fn path_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}
