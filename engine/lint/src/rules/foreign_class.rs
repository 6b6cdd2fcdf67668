//! `B4026 foreign-class`: a binding names a class of a jar of one's own.

use std::collections::BTreeSet;

use bindery_diagnostics::{Diagnostic, codes};

use crate::classes::foreign_classes;

use super::Subject;

rule!(FOREIGN_CLASS, "foreign-class");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let mut told = BTreeSet::new();
        for class in foreign_classes(&template.text) {
            if !told.insert(class.name.clone()) {
                continue;
            }
            found.push(
                Diagnostic::new(
                    codes::FOREIGN_CLASS,
                    format!("bindings have no class `{}`", class.name),
                )
                .at(
                    template.text.place_of(class.span),
                    "of no library that bindings see",
                )
                .with_help(
                    "do it with what Groovy and Java have, or let the target do it; a jar that was \
                     uploaded is not seen by the JSON of a REST connection",
                ),
            );
        }
    }
}
