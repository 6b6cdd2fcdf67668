//! `B5009 weak-tls`: a version of TLS that is broken and refused.

use bindery_definition::Ssl;
use bindery_diagnostics::{Diagnostic, codes};

use crate::authentications::authentications;
use crate::calls::calls;

use super::Subject;

rule!(WEAK_TLS, "weak-tls");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let of_authentications = authentications(subject.definition).filter_map(|a| a.ssl.as_ref());
    let of_calls = calls(subject.definition)
        .into_iter()
        .filter_map(|c| c.http.ssl.as_ref());
    let all: Vec<&Ssl> = of_authentications.chain(of_calls).collect();
    for version in all
        .into_iter()
        .filter_map(|s| s.ssl_algorithm_name.as_ref())
    {
        let written = version.as_str().trim();
        let bare = written.to_ascii_lowercase().replace(['v', '_', ' '], "");
        if !matches!(
            bare.as_str(),
            "ssl" | "ssl2" | "ssl3" | "tls1" | "tls1.0" | "tls1.1"
        ) {
            continue;
        }
        found.push(
            Diagnostic::new(
                codes::WEAK_TLS,
                format!("`{written}` is a broken version of TLS"),
            )
            .at(version.place().clone(), "TLSv1.2 is used at least")
            .with_help("write `TLSv1.2`"),
        );
    }
}
