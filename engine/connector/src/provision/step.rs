//! The calls of an operation that run, in order, compiled.
//!
//! In access operations only the calls named exactly like the entitlement type run (field-notes
//! §4.2). The document keeps its calls in the order of `callOrder`.

use bindery_definition::{Body, OperationDocument, ProvisionCall, Text, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Engine, Sink};
use bindery_mapping::Selection;

use super::lookup::{self, Lookup};
use crate::mask::Masker;
use crate::request::body::plain_json;
use crate::request::template::{Compiler, Template};
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
use crate::send::Call;
use crate::send::rules::Rules;

/// One call of a chain.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// The names that its response is bound to.
    pub names: Vec<String>,
    pub call: Call,
    pub condition: Option<Template>,
    /// `callListPath` as a template: the call runs once per item.
    pub items: Option<Template>,
    pub ticket: TicketPaths,
    /// How to find out what became of it when it is in doubt.
    pub lookup: Option<Lookup>,
    /// Its answer is kept for people.
    pub show_response: bool,
    /// Its random numbers must stay secret.
    pub draws_a_secret: bool,
}

impl Step {
    /// Whether any part of it reads a name.
    pub fn reads(&self, name: &str) -> bool {
        let mut asked = self.condition.iter().chain(&self.items);
        self.call.request.reads(name) || asked.any(|template| template.reads(name))
    }
}

/// Where tickets and their statuses are.
#[derive(Debug, Clone, Default)]
pub(crate) struct TicketPaths {
    pub id: Option<String>,
    pub status: Option<String>,
    pub complete: Vec<String>,
    pub discontinue: Vec<String>,
}

/// How calls are compiled.
#[derive(Clone, Copy)]
pub(crate) struct Workshop<'a> {
    pub engine: &'a Engine,
    /// Plain substitution (`escape = "eic"`).
    pub plain: bool,
    pub timeouts: RequestTimeouts,
    /// Knows what is secret.
    pub masker: &'a Masker,
}

/// Whether a call sends a secret that its own bindings draw, as `"password": "${UUID.randomUUID()}"`.
fn draws_a_secret(call: &ProvisionCall, masker: &Masker) -> bool {
    let drawn = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.matches("random").count() - text.matches("randompassword").count()
    };
    let written = match &call.http.body {
        Some(Body::Text(text)) => text.raw().to_owned(),
        Some(Body::Json(json)) => plain_json(json),
        None => String::new(),
    };
    let kind = call.http.content_type.as_ref().and_then(Text::literal);
    let shown = masker.body(&kind.unwrap_or_default(), written.as_bytes());
    let url = call.http.url.raw();
    drawn(&shown) < drawn(&written) || drawn(&masker.url(url)) < drawn(url)
}

/// Compiles the calls that run.
///
/// # Errors
/// `R4002` where no call is named after the entitlement type, and everything that does not compile.
pub(crate) fn steps(
    workshop: Workshop<'_>,
    document: &OperationDocument,
    entitlement_type: Option<&str>,
) -> Result<Vec<Step>, Vec<Diagnostic>> {
    let chosen: Vec<&ProvisionCall> = match entitlement_type {
        Some(named) if document.operation.is_access() => {
            let calls = document.calls.iter();
            calls.filter(|c| c.name.as_str() == named).collect()
        }
        // These may be told apart by type, and mostly are not.
        Some(named) if document.operation.is_about_entitlements() => {
            let of_type = document.calls.iter().filter(|c| c.name.as_str() == named);
            let of_type: Vec<_> = of_type.collect();
            match of_type.is_empty() {
                true => document.calls.iter().collect(),
                false => of_type,
            }
        }
        _ => document.calls.iter().collect(),
    };
    if chosen.is_empty() {
        return Err(vec![no_call(document, entitlement_type)]);
    }
    let taken: Vec<&str> = document.calls.iter().map(|c| c.name.as_str()).collect();
    let mut steps = Vec::with_capacity(chosen.len());
    let mut problems = Vec::new();
    for (index, call) in chosen.iter().enumerate() {
        let name = call.name.as_str();
        let before = chosen.iter().take(index);
        let ordinal = 1 + before.filter(|c| c.name.as_str() == name).count();
        let names = names(name, index + 1, ordinal, &taken);
        match compile(workshop, call, names) {
            Ok(step) => steps.push(step),
            Err(found) => problems.extend(found),
        }
    }
    if problems.is_empty() {
        Ok(steps)
    } else {
        Err(problems)
    }
}

/// The names of a response: its place in the chain, its number among the calls of its name, its name.
/// Counted ones give way to names that calls really have.
fn names(name: &str, place: usize, ordinal: usize, taken: &[&str]) -> Vec<String> {
    let mut counted = vec![format!("call{place}"), format!("{name}{ordinal}")];
    counted.dedup();
    counted.retain(|c| !taken.contains(&c.as_str()));
    counted.push(name.to_owned());
    counted
}

fn compile(
    workshop: Workshop<'_>,
    call: &ProvisionCall,
    names: Vec<String>,
) -> Result<Step, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(workshop.engine, workshop.plain);
    let has_body = call
        .http
        .body
        .as_ref()
        .is_some_and(|b: &Body| !b.is_empty());
    let default_method = if has_body {
        DefaultMethod::Post
    } else {
        DefaultMethod::Get
    };
    let mut request = CallTemplate::compile(&mut compiler, &Parts::of(&call.http, default_method));
    request.timeouts = workshop.timeouts;
    let condition = compiler.compile_some(call.condition.as_ref(), Sink::Text);
    let items = call.list_path.as_ref().map(|path| list_of(path.as_str()));
    let items = compiler.compile_some(items.as_ref(), Sink::Text);
    let rules = Rules::compile(call.success.as_ref(), call.failure.as_ref(), &mut compiler);
    let written = |words: &[Text]| {
        let texts = words.iter();
        texts
            .map(|t| t.literal().unwrap_or_else(|| t.raw().to_owned()))
            .collect()
    };
    let path = |word: &Option<Word>| word.as_ref().map(|w| w.as_str().to_owned());
    let connection = call.connection.as_ref().map(|c| c.as_str());
    let lookup = call.in_doubt.as_ref().and_then(|written| {
        lookup::compile(workshop, written, call.name.as_str(), connection)
            .map_err(|found| compiler.problems.extend(found))
            .ok()
    });
    let step = Step {
        names,
        lookup,
        show_response: call.show_response == Some(true),
        draws_a_secret: draws_a_secret(call, workshop.masker),
        call: Call {
            name: call.name.as_str().to_owned(),
            connection: call.connection.as_ref().map(|c| c.as_str().to_owned()),
            request,
            rules,
            errors: None,
            selection: Selection::whole(),
            place: Some(call.place.clone()),
            idempotent: call.idempotent,
        },
        condition,
        items,
        ticket: TicketPaths {
            id: path(&call.ticket_id_path),
            status: path(&call.ticket_status_path),
            complete: written(&call.ticket_status_value),
            discontinue: written(&call.discontinue_status_value),
        },
    };
    compiler.finish(step)
}

/// A path over responses as the expression that reads it.
fn list_of(path: &str) -> Text {
    let path = path.trim();
    let root = if path.starts_with("response.") {
        ""
    } else {
        "response."
    };
    Text::plain(format!("${{{root}{path}}}"))
}

fn no_call(document: &OperationDocument, entitlement_type: Option<&str>) -> Diagnostic {
    let attribute = document.operation.attribute();
    let Some(wanted) = entitlement_type.filter(|_| !document.calls.is_empty()) else {
        return Diagnostic::new(codes::NO_OPERATION, format!("{attribute} has no calls"))
            .at(document.place.clone(), "")
            .with_help("add a call to it");
    };
    let mut types: Vec<&str> = document.calls.iter().map(|c| c.name.as_str()).collect();
    types.dedup();
    let finding = Diagnostic::new(
        codes::NO_CALL,
        format!("no call of {attribute} is named after the entitlement type `{wanted}`"),
    )
    .at(document.place.clone(), "")
    .with_note(format!("its calls are for {}", types.join(", ")));
    let alike = types.iter().find(|t| t.eq_ignore_ascii_case(wanted));
    match alike {
        Some(alike) => finding.with_help(format!("write {alike} as {wanted}: case counts")),
        None => finding.with_help(format!(
            "name a call {wanted}; a type without one cannot be provisioned"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_names_give_way_to_names_that_calls_have() {
        assert_eq!(
            names("Login", 2, 1, &["call1", "Login"]),
            ["call2", "Login1", "Login"]
        );
        assert_eq!(names("b", 1, 1, &["b", "call1"]), ["b1", "b"]);
        assert_eq!(
            names("Group", 3, 2, &["Group", "call1"]),
            ["call3", "Group2", "Group"]
        );
        assert_eq!(names("call", 2, 2, &["call"]), ["call2", "call"]);
        assert_eq!(
            names("Group", 1, 1, &["Group", "Group1"]),
            ["call1", "Group"]
        );
    }
}
