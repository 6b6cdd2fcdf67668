//! `B3126 impossible-password`: a policy that no password fits, or that only weak ones do.

use bindery_definition::AttributeContent;
use bindery_diagnostics::{Diagnostic, codes};

use super::Subject;

rule!(IMPOSSIBLE_PASSWORD, "impossible-password");

/// Fewer characters are weak everywhere.
const LEAST: u64 = 8;
/// More characters no target stores.
const MOST: u64 = 256;

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    let Some(policy) = &subject.definition.password_policy else {
        return;
    };
    let kinds = [policy.capitals, policy.digits, policy.specials];
    let wanted = kinds
        .iter()
        .flatten()
        .fold(0u64, |sum, n| sum.saturating_add(*n));
    let (min, max) = (policy.min_length, policy.max_length);
    let (key, message) = match (min, max) {
        (Some(min), Some(max)) if min > max => (
            "minLength",
            format!("the least length {min} is above the greatest, {max}"),
        ),
        (_, Some(max)) if wanted > max => (
            "maxLength",
            format!(
                "the policy asks for {wanted} characters of some kinds, and a password has {max}"
            ),
        ),
        (Some(min), _) if min > MOST => ("minLength", format!("a password of {min} characters")),
        (_, Some(max)) if max > MOST => ("maxLength", format!("a password of {max} characters")),
        (_, Some(max)) if max < LEAST => (
            "maxLength",
            format!("a password of {max} characters is weak"),
        ),
        (Some(min), _) if min < LEAST => (
            "minLength",
            format!("a password of {min} characters is weak"),
        ),
        _ => return,
    };
    let attribute = subject.connection.attributes.get("PasswdPolicyJSON");
    let Some((attribute, AttributeContent::Json(root))) = attribute.map(|a| (a, &a.content)) else {
        return;
    };
    let span = root.get(key).map_or(root.span(), |node| node.span());
    let place = attribute.origin().place(span, format!("/{key}"));
    found.push(
        Diagnostic::new(codes::IMPOSSIBLE_PASSWORD, message)
            .at(place, "cannot be kept")
            .with_help("set the lengths so that what is asked for fits between them, from 8 up"),
    );
}
