//! `B4041 list-not-in-sample`: a `listField` that finds no records in the samples of its call.

use bindery_definition::Word;
use bindery_diagnostics::{Diagnostic, Place, codes};
use bindery_mapping::ListField;
use serde_json::Value;

use crate::imports::{linkings, readings};
use crate::nearby::nearest_list;
use crate::samples::{linking_key, reading_key, user_key};

use super::Subject;

rule!(LIST_NOT_IN_SAMPLE, "list-not-in-sample");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let (definition, samples) = (subject.definition, subject.samples);
    for reading in readings(definition) {
        let call = reading.call;
        let bodies = samples.bodies(&reading_key(&reading));
        judge(call.list_field.as_ref(), call.name.place(), bodies, found);
    }
    for linking in linkings(definition) {
        let call = linking.call;
        let bodies = samples.bodies(&linking_key(&linking));
        // A member list that is absent is an empty one (rest-dialect §5.55), where others have it.
        judge(call.list_field.as_ref(), call.name.place(), bodies, found);
    }
    let users = definition.import_user.iter().flat_map(|u| &u.calls);
    for (n, call) in users.enumerate() {
        let bodies = samples.bodies(&user_key(call, n));
        let at = call
            .name
            .as_ref()
            .map_or_else(|| call.place.clone(), Word::place);
        judge(call.response_path.as_ref(), at, bodies, found);
    }
}

fn judge(field: Option<&Word>, call: Place, bodies: &[&Value], found: &mut super::Findings) {
    let text = field.map_or("", Word::as_str);
    let Ok(list) = ListField::parse(text) else {
        return;
    };
    if bodies.is_empty() || bodies.iter().any(|body| !list.records(body).missing) {
        return;
    }
    let place = field.map_or(call, Word::place);
    let help = nearest_list(text, bodies).map_or_else(
        || "name the list of the response; \"\" where the response is the list".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    found.push(
        Diagnostic::new(
            codes::LIST_NOT_IN_SAMPLE,
            format!("`{}` finds no records in the sample", text.trim()),
        )
        .at(place, "nothing there")
        .with_help(help),
    );
}
