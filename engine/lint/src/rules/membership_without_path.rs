//! `B3050 membership-without-path`: memberships for which neither path says where the ids are.
//! With the key left out too, the value under the type's name is meant, and nothing is said.

use bindery_definition::Word;
use bindery_diagnostics::{Diagnostic, Place, codes};

use super::Subject;

rule!(MEMBERSHIP_WITHOUT_PATH, "membership-without-path");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(import) = &subject.definition.import else {
        return;
    };
    for m in import.accounts.iter().flat_map(|s| s.memberships.values()) {
        if is_blank(&m.list_path) && is_blank(&m.id_path) && !is_blank(&m.key_field) {
            found.push(report(
                "account",
                "listPath",
                place(&m.id_path, &m.list_path, &m.place),
            ));
        } else if m.id_path.is_none() && !is_blank(&m.list_path) {
            found.push(
                Diagnostic::new(
                    codes::MEMBERSHIP_WITHOUT_PATH,
                    "nothing says where the identifier is in an element",
                )
                .at(m.place.clone(), "no `idPath`")
                .with_help("add `idPath`; it is \"\" where the elements are texts"),
            );
        }
    }
    let types = import.entitlements.iter().flat_map(|s| s.types.values());
    for m in types.filter_map(|t| t.memberships.as_ref()) {
        if is_blank(&m.list_field) && is_blank(&m.id_path) && !is_blank(&m.key_field) {
            let place = place(&m.id_path, &m.list_field, &m.place);
            found.push(report("entitlement", "listField", place));
        } else if m.list_field.is_none() && !is_blank(&m.id_path) {
            found.push(
                Diagnostic::new(
                    codes::MEMBERSHIP_WITHOUT_PATH,
                    "the entitlement itself is taken for its only member",
                )
                .at(m.place.clone(), "no `listField`")
                .with_help("give `listField` the list of members inside an entitlement"),
            );
        }
    }
}

/// Where an empty path is written, else the object.
fn place(id: &Option<Word>, list: &Option<Word>, object: &Place) -> Place {
    let written = id.as_ref().or(list.as_ref());
    written.map_or_else(|| object.clone(), Word::place)
}

fn is_blank(word: &Option<Word>) -> bool {
    word.as_ref().is_none_or(|w| w.as_str().trim().is_empty())
}

fn report(noun: &str, list: &str, place: Place) -> Diagnostic {
    Diagnostic::new(
        codes::MEMBERSHIP_WITHOUT_PATH,
        format!("the whole {noun} is taken for an identifier"),
    )
    .at(place, format!("neither `{list}` nor `idPath`"))
    .with_help(format!(
        "give `{list}` the list and `idPath` the identifier inside an element; for a list of texts \
         `idPath` is \"\""
    ))
}
