//! `bindery task show`: all there is to know of one task.

use std::io::Write;

use bindery_connector::ports::{Clock, JournalEntry};
use bindery_model::{Task, TaskStatus};
use bindery_repository::Repository;
use serde_json::{Value, json};

use super::meaning::{self, Circumstances, Meaning};
use super::render::Rendering;
use super::row::Row;
use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::lookup::{StoreArgument, facts, heading, json as line, nothing};
use crate::output::Output;
use crate::paint::{BAD, CARE, GOOD, QUIET, STRONG};
use crate::system::SystemClock;
use crate::table::{Table, title};
use crate::{moment, table};

/// Shows a task, or what it would send.
pub fn show(
    number: i64,
    rendering: &Rendering,
    place: &StoreArgument,
    format: Format,
    output: &mut Output,
) -> End {
    let store = place.look()?;
    let found = store.show_task(number).map_err(failed)?;
    let task = found.ok_or_else(|| nothing("task", &number.to_string()))?;
    if rendering.render {
        return rendering.run(&task, place, format, output);
    }
    let journal = store.journal_of(number).map_err(failed)?;
    let children = store.children_of(number).map_err(failed)?;
    let behind = store.waits_behind(number).map_err(failed)?;
    let claim = store.claim_of(number).map_err(failed)?;
    let circumstances = Circumstances {
        now: SystemClock.now(),
        journal: &journal,
        behind,
        worker: claim.as_ref().map(|claim| claim.worker.clone()),
    };
    let meaning = meaning::of(&task, &circumstances);
    if format == Format::Json {
        let shown = json!({
            "task": Row(task),
            "children": children,
            "waits_behind": behind,
            "claim": claim,
            "journal": journal.iter().map(call).collect::<Vec<_>>(),
            "meaning": meaning.said,
            "commands": meaning.commands,
        });
        writeln!(output, "{}", line(&shown)?)?;
        return Ok(Exit::Fine);
    }
    tell(&task, &children, &store, output)?;
    if !journal.is_empty() {
        writeln!(output, "\n{}", title("calls"))?;
        write!(output, "{}", calls(&journal).render(2))?;
    }
    if let Some(story) = &task.provisioning_comments {
        writeln!(output, "\n{}", title("what happened"))?;
        for told in story.lines() {
            writeln!(output, "  {}", clean(told))?;
        }
    }
    conclude(&meaning, output)?;
    Ok(Exit::Fine)
}

fn failed(found: Box<bindery_diagnostics::Diagnostic>) -> Failure {
    Failure::run(*found)
}

fn tell(
    task: &Task,
    children: &[i64],
    store: &Repository,
    output: &mut Output,
) -> Result<(), Failure> {
    heading(
        output,
        &format!("{} task", task.operation),
        &task.id.to_string(),
    )?;
    let style = match task.status {
        TaskStatus::Complete | TaskStatus::NoActionRequired => GOOD,
        TaskStatus::ProvisioningFailed | TaskStatus::Error => BAD,
        TaskStatus::PendingProvisioning => CARE,
        _ => STRONG,
    };
    let (state, code) = (task.status.eic_name(), task.status.code());
    writeln!(output, "  {style}{state}{style:#}  {QUIET}{code}{QUIET:#}")?;
    let at = |moment: Option<i64>| moment.map(moment::text);
    let attributes = task.attributes.iter().flatten();
    let attributes: Vec<String> = attributes
        .map(|(name, value)| match value {
            Value::String(text) => format!("{name}={text}"),
            other => format!("{name}={other}"),
        })
        .collect();
    let entitlement = match &task.entitlement {
        Some(wanted) => {
            let filter = bindery_repository::Filter {
                endpoint: Some(task.endpoint.clone()),
                entitlement_type: Some(wanted.entitlement_type.clone()),
                ..Default::default()
            };
            let all = store.list_entitlements(&filter).map_err(failed)?;
            let known = all.into_iter().find(|e| e.entitlement_id == wanted.id);
            let value = known
                .and_then(|e| e.value)
                .filter(|value| *value != wanted.id);
            let value = value.map_or_else(String::new, |value| format!(" ({value})"));
            Some(format!("{} {}{value}", wanted.entitlement_type, wanted.id))
        }
        None => None,
    };
    let listed = children.iter().map(ToString::to_string).collect::<Vec<_>>();
    facts(
        output,
        [
            (
                "endpoint",
                Some(task.logical.as_ref().unwrap_or(&task.endpoint).clone()),
            ),
            (
                "accounts of",
                task.logical.as_ref().map(|_| task.endpoint.clone()),
            ),
            ("user", task.user.clone()),
            ("account", task.account.clone()),
            ("account name", task.account_name.clone()),
            ("entitlement", entitlement),
            ("action", task.action.clone()),
            (
                "attributes",
                (!attributes.is_empty()).then(|| attributes.join(", ")),
            ),
            ("request", task.request.map(|request| request.to_string())),
            ("source", Some(task.source.clone())),
            ("justification", task.justification.clone()),
            ("comments", task.comments.clone()),
            ("after task", task.parent.map(|parent| parent.to_string())),
            (
                "before tasks",
                (!listed.is_empty()).then(|| listed.join(", ")),
            ),
            ("ticket", task.ticket.clone()),
            ("tries", Some(task.tries.to_string())),
            ("starts", at(task.start)),
            ("ends", at(task.end)),
            ("not before", at(task.not_before)),
            ("made", Some(moment::text(task.created))),
            ("changed", Some(moment::text(task.changed))),
        ],
    )
}

fn call(entry: &JournalEntry) -> Value {
    json!({
        "step": entry.place.step,
        "item": entry.place.item,
        "attempt": entry.attempt,
        "call": entry.name,
        "method": entry.method,
        "url": entry.url,
        "state": entry.state,
        "status": entry.status,
        "note": entry.note,
        "written": moment::text(entry.written.0),
        "changed": moment::text(entry.written.1),
    })
}

fn calls(journal: &[JournalEntry]) -> table::Table {
    let mut table = Table::new(&[
        "", "call", "request", "state", "answer", "attempt", "when", "",
    ]);
    for entry in journal {
        let place = match entry.place.item {
            0 => entry.place.step.to_string(),
            item => format!("{}.{item}", entry.place.step),
        };
        let state = serde_json::to_value(entry.state).unwrap_or_default();
        table.row([
            place,
            entry.name.clone(),
            format!("{} {}", entry.method, entry.url).trim().to_owned(),
            state.as_str().unwrap_or_default().to_owned(),
            entry.status.map_or_else(String::new, |s| s.to_string()),
            entry.attempt.to_string(),
            moment::text(entry.written.1),
            entry.note.clone().unwrap_or_default(),
        ]);
    }
    table
}

fn conclude(meaning: &Meaning, output: &mut Output) -> Result<(), Failure> {
    writeln!(output)?;
    for sentence in &meaning.said {
        writeln!(output, "{}", clean(sentence))?;
    }
    for command in &meaning.commands {
        writeln!(output, "  {command}")?;
    }
    Ok(())
}

/// What a target said may stand in a comment.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
