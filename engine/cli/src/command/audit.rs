//! `bindery audit`: who did what when, and whether anybody tampered with it.

use std::io::Write;

use bindery_connector::ports::Timestamp;
use bindery_diagnostics::codes;
use bindery_repository::{AuditFilter, AuditRecord};
use clap::{Args, Subcommand};

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{Looking, json};
use crate::moment;
use crate::output::Output;
use crate::paint::{GOOD, QUIET};
use crate::table::{Table, counted};

const AFTER_HELP: &str = "\
Examples:
  bindery audit list --task 17
  bindery audit list --since 2026-01-01 --format json
  bindery audit verify
  bindery audit verify --hash 5f1c…    that a row noted earlier is still there

Each row carries a hash over the row before it and itself. A hash that is kept somewhere else shows
later that the trail up to there was not rewritten.";

/// Rows shown unless more are asked for.
const ROWS: usize = 100;

/// Look at the audit trail: requests, calls, outcomes, decisions
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Audit {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List the audit trail in its order
    #[command(after_help = AFTER_HELP)]
    List {
        /// Only of this task
        #[arg(long, value_name = "N", value_parser = crate::lookup::numbered)]
        task: Option<i64>,

        /// Only of this request, and of its tasks
        #[arg(long, value_name = "N")]
        request: Option<i64>,

        /// Not before: a date, or RFC 3339
        #[arg(long, value_name = "DATE", value_parser = moment::parse)]
        since: Option<Timestamp>,

        /// The last so many rows; 100 for people and all for programs unless given
        #[arg(long, value_name = "N")]
        limit: Option<usize>,

        #[command(flatten)]
        looking: Looking,
    },
    /// Follow the chain of hashes from the first row to the last
    #[command(after_help = AFTER_HELP)]
    Verify {
        /// A hash that has to be in the chain
        #[arg(long, value_name = "HASH")]
        hash: Option<String>,

        #[command(flatten)]
        looking: Looking,
    },
}

impl Audit {
    /// Lists or verifies.
    pub fn run(self, output: &mut Output) -> End {
        match self.action {
            Action::List {
                task,
                request,
                since,
                limit,
                looking,
            } => {
                let shown = match looking.format {
                    Format::Human => Some(limit.unwrap_or(ROWS)),
                    Format::Json => limit,
                };
                let filter = AuditFilter {
                    task,
                    request,
                    since,
                    limit: shown.map(|limit| limit.saturating_add(1)),
                };
                let rows = looking.store.look()?.list_audit(&filter);
                let mut rows = rows.map_err(|found| Failure::run(*found))?;
                let more = shown.map_or(0, |limit| rows.len().saturating_sub(limit));
                rows.drain(..more);
                list(&rows, more > 0, looking.format, output)
            }
            Action::Verify { hash, looking } => verify(hash.as_deref(), &looking, output),
        }
    }
}

fn list(rows: &[AuditRecord], more: bool, format: Format, output: &mut Output) -> End {
    if format == Format::Json {
        writeln!(output, "{}", json(&rows)?)?;
        return Ok(Exit::Fine);
    }
    let mut table = Table::new(&["", "when", "who", "what", "task", "call", "outcome", ""]);
    let cell = |text: &Option<String>| text.clone().unwrap_or_default();
    for row in rows {
        let about = match (row.task, row.request) {
            (Some(task), _) => task.to_string(),
            (None, Some(request)) => format!("request {request}"),
            (None, None) => String::new(),
        };
        table.row([
            row.id.to_string(),
            row.at.clone(),
            row.who.clone(),
            row.event.clone(),
            about,
            cell(&row.call),
            cell(&row.outcome),
            cell(&row.note),
        ]);
    }
    if !table.is_empty() {
        write!(output, "{}", table.render(0))?;
    }
    let count = counted(rows.len(), "row", "rows");
    let told = if more {
        format!("{QUIET}the last {count}; --limit shows more{QUIET:#}")
    } else {
        format!("{QUIET}{count}{QUIET:#}")
    };
    output.say(&told);
    Ok(Exit::Fine)
}

fn verify(hash: Option<&str>, looking: &Looking, output: &mut Output) -> End {
    let summary = match looking.store.look()?.verify_audit(hash) {
        Ok(summary) => summary,
        Err(found) => {
            if looking.format == Format::Json && found.code == codes::AUDIT_BROKEN {
                let told = serde_json::json!({"ok": false, "why": found.notes});
                writeln!(output, "{}", json(&told)?)?;
            }
            return Err(Failure::run(*found));
        }
    };
    if looking.format == Format::Json {
        let (rows, last) = (summary.rows, summary.last);
        let told = serde_json::json!({"ok": true, "rows": rows, "last": last});
        writeln!(output, "{}", json(&told)?)?;
        return Ok(Exit::Fine);
    }
    let rows = counted(usize::try_from(summary.rows).unwrap_or(0), "row", "rows");
    writeln!(output, "{GOOD}the audit trail holds{GOOD:#}  {rows}")?;
    if !summary.last.is_empty() {
        writeln!(output, "  last hash  {}", summary.last)?;
    }
    Ok(Exit::Fine)
}
