//! `B4003 missing-property`: a field that users, accounts, entitlements or endpoints do not have.
//!
//! An error where a known field is near, as in `user.custompropertry6`. Otherwise a warning: the
//! catalogue may not know every field of the product.

use bindery_definition::nearest;
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_grammar::ast::{Expression, ExpressionKind, Member};
use bindery_grammar::walk::{free_names, walk_expressions};
use bindery_model::catalogue::{FieldType, Scope, fields_of, find_binding, is_custom_property};

use super::Subject;

/// What every object of the product's database has.
const OF_EVERY_OBJECT: [&str; 3] = ["id", "version", "class"];

rule!(MISSING_PROPERTY, "missing-property");

fn run(subject: &Subject<'_>, found: &mut super::Findings) {
    for template in &subject.definition.templates {
        let Some(parsed) = template.text.template() else {
            continue;
        };
        for binding in parsed.bindings() {
            let free = free_names(&binding.script);
            walk_expressions(&binding.script, &mut |expression| {
                let ExpressionKind::Property { target, member, .. } = &expression.kind else {
                    return;
                };
                let Member::Name(name) = member else { return };
                let is_free = |root: &str| free.contains(root);
                let Some(ty) = type_of(target, template.scope, &is_free) else {
                    return;
                };
                let Some(noun) = lacking(ty, &name.text) else {
                    return;
                };
                found.offer(|| {
                    let place = template.text.place_of(name.span.range());
                    report(ty, noun, &name.text).at(place, "no such field")
                });
            });
        }
    }
}

/// What the catalogue says an expression is, where it is a path from a bound name.
fn type_of(
    expression: &Expression,
    scope: Scope,
    is_free: &dyn Fn(&str) -> bool,
) -> Option<FieldType> {
    match &expression.kind {
        ExpressionKind::Name(name) if is_free(name) => find_binding(scope, name).map(|b| b.ty),
        ExpressionKind::Property {
            target,
            member: Member::Name(name),
            ..
        } => {
            let owner = type_of(target, scope, is_free)?;
            let field = fields_of(owner).into_iter().find(|f| f.name == name.text)?;
            Some(field.ty)
        }
        _ => None,
    }
}

/// What lacks a field of this name, where it is known to lack it.
fn lacking(ty: FieldType, name: &str) -> Option<&'static str> {
    let noun = match ty {
        FieldType::User => "user",
        FieldType::Account => "account",
        FieldType::Entitlement => "entitlement",
        FieldType::Endpoint => "endpoint",
        FieldType::Role => "role",
        _ => return None,
    };
    let fields = fields_of(ty);
    let is_known = fields.iter().any(|f| f.name == name) || is_custom_property(name);
    (!is_known && !OF_EVERY_OBJECT.contains(&name)).then_some(noun)
}

fn report(ty: FieldType, noun: &str, name: &str) -> Diagnostic {
    let fields = fields_of(ty);
    let same = fields
        .iter()
        .map(|f| f.name)
        .find(|f| f.eq_ignore_ascii_case(name));
    let near = same.or_else(|| nearest(name, fields.iter().map(|f| f.name)));
    let digits = name.len() - name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (stem, number) = name.split_at(name.len() - digits);
    let is_custom = stem.len() > 8 && nearest(stem, ["customproperty"]).is_some();
    let help = if is_custom && digits > 0 && stem != "customproperty" {
        format!("did you mean `customproperty{number}`?")
    } else if is_custom {
        "custom properties are customproperty1 to customproperty65".to_owned()
    } else if let Some(near) = near {
        format!("did you mean `{near}`?")
    } else {
        format!("check the name in EIC; bindery knows no such field of a {noun}")
    };
    let message = format!("the {noun} has no field `{name}`");
    let diagnostic = Diagnostic::new(codes::MISSING_PROPERTY, message).with_help(help);
    if is_custom || near.is_some() {
        diagnostic
    } else {
        diagnostic.with_severity(Severity::Warning)
    }
}
