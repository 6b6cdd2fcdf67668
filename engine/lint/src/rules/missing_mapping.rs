//! `B3118 missing-mapping`: a call of an import that maps no column.

use bindery_diagnostics::{Diagnostic, Place, codes};

use crate::imports::readings;
use crate::keys::{has_key, has_unread_key};

use super::Subject;

rule!(MISSING_MAPPING, "missing-mapping");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for reading in readings(subject.definition) {
        let call = reading.call;
        let Some(http) = &call.http else { continue };
        // The keys of the call stand one level above those of its request.
        let is_told = has_key(subject, &call.place, "colsToPropsMap")
            || call
                .list_field
                .as_ref()
                .is_some_and(|_| unread(subject, &call.place))
            || has_unread_key(subject, &http.url);
        if call.columns.is_empty() && !is_told {
            found.push(report(call.name.place()));
        }
    }
    for call in subject.definition.import_user.iter().flat_map(|u| &u.calls) {
        let Some(http) = &call.http else { continue };
        let is_told = has_key(subject, &call.place, "colsToPropsMap")
            || unread(subject, &call.place)
            || has_unread_key(subject, &http.url);
        if call.columns.is_empty() && !is_told {
            found.push(report(http.url.place()));
        }
    }
}

/// Whether an object has a key that could not be read.
fn unread(subject: &Subject<'_>, object: &Place) -> bool {
    let path = object.path.as_deref().unwrap_or_default();
    let unknown = subject
        .connection
        .diagnostics()
        .filter(|d| d.code == codes::UNKNOWN_KEY);
    let mut places = unknown.filter_map(|d| d.primary.as_ref());
    places.any(|label| {
        let inner = label.place.path.as_deref().unwrap_or_default();
        let parent = inner.rsplit_once('/').map_or("", |(head, _)| head);
        label.place.attribute == object.attribute && parent == path
    })
}

fn report(place: Place) -> Diagnostic {
    Diagnostic::new(
        codes::MISSING_MAPPING,
        "`colsToPropsMap` is missing, so no row comes of what is read",
    )
    .at(place, "maps no column")
    .with_help(
        "map the key and the columns that are wanted, such as `\"accountID\": \"id~#~char\"`",
    )
}
