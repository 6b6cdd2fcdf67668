//! Attributes and methods that a value lacks: the closest that it has, or how the one it has is
//! called.

use bindery_grammar::ast::Expression;

use crate::ask::Path;
use crate::error::EvalError;
use crate::library::{Function, functions, named};
use crate::suggest::closest;

/// `value.name` of a value without it.
pub(super) fn attribute(site: Option<&Expression>, error: &mut EvalError) {
    let Some(asked) = error.origin.asked.clone() else {
        return;
    };
    if asked.receivers.is_empty() {
        // An object of the engine: its message names the attribute alone.
        if let Some(path) = site.and_then(Path::of)
            && !path.segments.is_empty()
        {
            let short = format!("`{}` is not", asked.name);
            error.message = error.message.replace(&short, &format!("`{path}` is not"));
        }
        return;
    }
    if error.help.is_some() {
        return;
    }
    let method = of(asked.receivers, &asked.name);
    let properties = methods(asked.receivers)
        .filter_map(|function| function.name.strip_prefix("get").map(decapitalized));
    let properties: Vec<String> = properties.collect();
    error.help = if method.is_some() {
        Some(format!("`{0}` is a method: write `{0}()`", asked.name))
    } else if let Some(name) = closest(&asked.name, properties.iter().map(String::as_str)) {
        Some(format!("did you mean `{name}`?"))
    } else {
        let names = methods(asked.receivers).map(|function| function.name);
        closest(&asked.name, names).map(|name| format!("did you mean the method `{name}()`?"))
    };
}

/// `value.name(…)` of a value without it, or with other parameters.
pub(super) fn method(error: &mut EvalError) {
    let Some(asked) = error.origin.asked.clone() else {
        if error.message.starts_with("there is no function ") {
            undefined(error);
        }
        return;
    };
    if error.help.is_some() {
        return;
    }
    if let Some(function) = of(asked.receivers, &asked.name) {
        error.help = Some(match function.parameters {
            "" => format!("`{}()` takes no arguments", function.name),
            parameters => format!("it is `{}({parameters})`", function.name),
        });
        return;
    }
    let names = methods(asked.receivers).map(|function| function.name);
    if let Some(name) = closest(&asked.name, names) {
        error.help = Some(format!("did you mean `{name}`?"));
        return;
    }
    let others: Vec<&str> = named(&asked.name)
        .iter()
        .map(|function| function.receiver)
        .filter(|receiver| *receiver != "null")
        .collect();
    if !others.is_empty() {
        error.help = Some(format!(
            "`{}` is a method of {}",
            asked.name,
            others.join(", ")
        ));
    }
}

/// `name(…)` of a name that no `def` defines.
fn undefined(error: &mut EvalError) {
    let Some(name) = error.message.split('`').nth(1) else {
        return;
    };
    let names = functions().iter().map(|function| function.name);
    let found = named(name).first().map(|function| function.name);
    error.help = Some(match found.or_else(|| closest(name, names)) {
        Some(method) => format!("`{method}` is called on a value, as in `value.{method}(…)`"),
        None => format!("define it first: `def {name}(…) {{ … }}`"),
    });
}

fn methods(receivers: &'static [&'static str]) -> impl Iterator<Item = &'static Function> {
    functions()
        .iter()
        .copied()
        .filter(|function| receivers.contains(&function.receiver))
}

fn of(receivers: &[&str], name: &str) -> Option<&'static Function> {
    let found = named(name);
    receivers
        .iter()
        .find_map(|receiver| found.iter().find(|function| function.receiver == *receiver))
        .copied()
}

fn decapitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
