//! Calling methods and closures.
//!
//! A method is looked up by its name and the classes of the receiver, nearest class first. A name
//! that Groovy knows for other arguments or receivers but the library lacks is refused as
//! unsupported, so that no answer is ever a wrong one.

mod case;
mod closure;
mod exception;
mod receivers;

use std::sync::Arc;

pub(crate) use case::{is_case, matches};
pub(crate) use closure::{compose, define, invoke, invoke_closure, method_reference};
pub(crate) use exception::{
    assertion, class, exception_value, is_of_unknown_class, message, raise, unknown,
};
pub(crate) use receivers::receivers;

use crate::access::capitalized;
use crate::attribute;
use crate::class::short_name;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::library::{self, Function};
use crate::run::{Run, lock};
use crate::value::{Closure, Code, Key, ListKind, MapKind, Object, Signature, Text, Value};

/// A call at a call site of the tables.
pub(crate) fn method(
    run: &Run<'_>,
    target: &Value,
    site: i64,
    arguments: &[Value],
) -> Outcome<Value> {
    match run
        .tables
        .and_then(|tables| tables.calls.get(site as usize))
    {
        Some(site) => dispatch(run, target, &site.name, site.candidates, arguments),
        None => fail(Kind::Unsupported, "this call cannot be made"),
    }
}

/// `target?.method(…)`
pub(crate) fn safe_method(
    run: &Run<'_>,
    target: &Value,
    site: i64,
    arguments: &[Value],
) -> Outcome<Value> {
    if target.is_null() {
        Ok(Value::Null)
    } else {
        method(run, target, site, arguments)
    }
}

/// What `each` or `eachWithIndex` at a call site hands to the closure written there, which runs as
/// a loop of the script: the same members, charged like the calls of the closure.
pub(crate) fn rounds(run: &Run<'_>, target: &Value, site: i64, safe: bool) -> Outcome<Vec<Value>> {
    if safe && target.is_null() {
        return Ok(Vec::new());
    }
    let candidates = run
        .tables
        .and_then(|tables| tables.calls.get(site as usize))
        .map_or(&[][..], |site| site.candidates);
    if find(target, candidates).is_some() {
        run.charge(1)?;
        let items = crate::collection::walk(run, target)?;
        run.charge(2 * items.len())?;
        return Ok(items);
    }
    // No value answers it with a closure that is never called, so this tells what is wrong.
    let never = Arc::new(Closure {
        code: Code::Script(None.into()),
        signature: Signature::default(),
        curried: Vec::new(),
        curried_right: Vec::new(),
    });
    method(run, target, site, &[Value::Closure(never)])?;
    fail(Kind::Unsupported, "this value cannot be walked")
}

/// `target*.method(…)`
pub(crate) fn spread_method(
    run: &Run<'_>,
    target: &Value,
    site: i64,
    arguments: &[Value],
) -> Outcome<Value> {
    if target.is_null() {
        return Ok(Value::Null);
    }
    let mut results = Vec::new();
    for item in crate::collection::walk(run, target)? {
        results.push(if item.is_null() {
            Value::Null
        } else {
            method(run, &item, site, arguments)?
        });
    }
    run.list(results)
}

/// A call of a method by its name.
pub(crate) fn named(
    run: &Run<'_>,
    target: &Value,
    name: &str,
    arguments: &[Value],
) -> Outcome<Value> {
    dispatch(run, target, name, library::named(name), arguments)
}

/// `target."name"(…)`
pub(crate) fn dynamic(
    run: &Run<'_>,
    target: &Value,
    name: &Value,
    safe: bool,
    arguments: &[Value],
) -> Outcome<Value> {
    if safe && target.is_null() {
        return Ok(Value::Null);
    }
    let name = crate::text::to_text(run, name)?;
    named(run, target, &name, arguments)
}

/// Methods that change a list, which no range does.
const CHANGES: [&str; 12] = [
    "add",
    "addAll",
    "clear",
    "leftShift",
    "pop",
    "push",
    "putAt",
    "remove",
    "removeAll",
    "retainAll",
    "set",
    "swap",
];

/// Methods that reach outside, refused on every receiver.
const REFUSED: [&str; 16] = [
    "execute",
    "evaluate",
    "invokeMethod",
    "getMetaClass",
    "setMetaClass",
    "getClassLoader",
    "forName",
    "newInstance",
    "getMethods",
    "getDeclaredMethods",
    "getDeclaredFields",
    "getProperties",
    "getProtectionDomain",
    "toURL",
    "loadClass",
    "exit",
];

fn dispatch(
    run: &Run<'_>,
    target: &Value,
    name: &str,
    candidates: &[&'static Function],
    arguments: &[Value],
) -> Outcome<Value> {
    // Whatever is asked of a long text, it is walked once.
    let text = |value: &Value| value.as_str().map_or(0, str::len);
    let texts = arguments
        .iter()
        .fold(text(target), |sum, one| sum + text(one));
    run.charge(1 + texts / 64)?;
    if matches!(target, Value::Range(_)) && CHANGES.contains(&name) {
        return library::unchangeable(target);
    }
    if let Some(function) = find(target, candidates) {
        return match (function.run)(run, target, arguments) {
            Err(error) if is_mismatch(&error) => no_method(target, name, arguments),
            result => result,
        };
    }
    if let Some(function) = find_static(target, candidates) {
        let class = Value::Class(Text::from(crate::class::class_name(target)));
        return named(run, &class, function.name, arguments);
    }
    if REFUSED.contains(&name)
        && !matches!(target, Value::Map(map) if !matches!(map.kind(), MapKind::Bound(_)))
    {
        return Err(Box::new(crate::lower::refused(&format!("`{name}`"))));
    }
    match target {
        Value::Null => {
            let error = EvalError::new(Kind::NullPointer, format!("null has no method `{name}`"))
                .with_java_message(format!("Cannot invoke method {name}() on null object"));
            return Err(Box::new(error.with_help("guard with `?.` or `?:`")));
        }
        Value::Map(map) => {
            if let MapKind::Bound(ty) = map.kind()
                && let Some(property) = getter_property(name)
                && arguments.is_empty()
            {
                return match run.lookup(map, &property) {
                    Some(value) => Ok(value),
                    None if attribute::has(ty, &property) => Ok(Value::Null),
                    None => Err(Box::new(attribute::no_getter(ty, name, &property))),
                };
            }
            if let Some(Value::Closure(closure)) = run.lookup(map, name) {
                return invoke_closure(run, &closure, arguments);
            }
        }
        Value::Object(object) => {
            if let (Object::Binding, "setVariable" | "setProperty", [variable, value]) =
                (&**object, name, arguments)
            {
                run.assign(&crate::text::to_text(run, variable)?, value.clone());
                return Ok(Value::Null);
            }
            if let (Object::Binding, [variable]) = (&**object, arguments) {
                let wanted = crate::text::to_text(run, variable)?;
                match name {
                    "hasVariable" => return Ok(Value::Boolean(run.root(&wanted).is_some())),
                    "getVariable" | "getProperty" => {
                        return run.root(&wanted).map_or_else(
                            || {
                                fail(
                                    Kind::MissingVariable,
                                    format!("nothing binds `{wanted}` here"),
                                )
                            },
                            Ok,
                        );
                    }
                    _ => {}
                }
            }
            if let Object::JsonBuilder(content) = &**object
                && !matches!(name, "writeTo" | "setContent")
            {
                let made = match arguments {
                    [] => run.map(Vec::new())?,
                    [Value::Map(map)] => Value::Map(map.clone()),
                    [Value::Closure(_)] | [Value::List(_), Value::Closure(_)] => {
                        crate::json::member(run, arguments)?
                    }
                    _ => {
                        let message =
                            format!("`{name}` of a JSON builder takes a map or a closure");
                        let error = EvalError::new(Kind::Other, message);
                        return Err(Box::new(error.thrown_as("java.lang.RuntimeException")));
                    }
                };
                let made = run.map(vec![(Key::String(Text::from(name)), made)])?;
                *lock(content) = made.clone();
                return Ok(made);
            }
            if let Some(property) = getter_property(name)
                && arguments.is_empty()
                && let Ok(value) = crate::access::property(run, target, &property)
            {
                return Ok(value);
            }
        }
        _ => {}
    }
    if name == "clone" && arguments.is_empty() && is_immutable(target) {
        let message = format!("{} cannot be cloned", short_name(target));
        let error = EvalError::new(Kind::Other, message);
        return Err(Box::new(
            error.thrown_as("java.lang.CloneNotSupportedException"),
        ));
    }
    if name == "getAt" && arguments.len() == 1 {
        return crate::access::at(run, target, &arguments[0]);
    }
    if name == "putAt" && arguments.len() == 2 {
        crate::access::set_at(run, target, &arguments[0], arguments[1].clone())?;
        return Ok(Value::Null);
    }
    no_method(target, name, arguments)
}

const fn is_immutable(value: &Value) -> bool {
    matches!(
        value,
        Value::Boolean(_)
            | Value::Integer(_)
            | Value::Long(_)
            | Value::Double(_)
            | Value::BigDecimal(_)
            | Value::BigInteger(_)
            | Value::Character(_)
            | Value::String(_)
    )
}

/// `getEmail` → `email`.
pub(crate) fn getter_property(name: &str) -> Option<String> {
    let rest = name
        .strip_prefix("get")
        .or_else(|| name.strip_prefix("is"))?;
    let first = rest.chars().next()?;
    first
        .is_uppercase()
        .then(|| first.to_lowercase().chain(rest.chars().skip(1)).collect())
}

/// Whether the library has a method of that name for a receiver.
pub(crate) fn answers(target: &Value, name: &str) -> bool {
    find(target, library::named(name)).is_some()
}

/// Whether a class has a function of this name.
pub(crate) fn has_static(class: &str, name: &str) -> bool {
    let short = crate::class::simple_name(class);
    let mut candidates = library::named(name).iter();
    candidates.any(|it| it.receiver.strip_prefix("static ") == Some(short))
}

/// The function for a receiver: that of its nearest class.
fn find(target: &Value, candidates: &[&'static Function]) -> Option<&'static Function> {
    if candidates.is_empty() {
        return None;
    }
    if let Value::Class(class) = target {
        let short = crate::class::simple_name(class);
        if let Some(function) = candidates
            .iter()
            .find(|function| function.receiver.strip_prefix("static ") == Some(short))
        {
            return Some(function);
        }
    }
    let primitives = holds_primitives(target);
    receivers(target).iter().find_map(|receiver| {
        candidates
            .iter()
            .find(|function| function.receiver == *receiver)
            .copied()
            .filter(|function| !primitives || library::is_of_arrays(function))
            .filter(|function| {
                // A builder borrows what it has in common with strings.
                *receiver != "String"
                    || !matches!(target, Value::Object(_))
                    || !library::is_of_strings_only(function.name)
            })
    })
}

/// Whether a value is an array of numbers or characters, which answers less than one of objects.
pub(crate) fn holds_primitives(value: &Value) -> bool {
    matches!(value, Value::List(list) if matches!(list.kind(), ListKind::Ints | ListKind::Bytes | ListKind::Chars))
}

/// A static method asked of a value of its class: `5.parseInt('7')`.
fn find_static(target: &Value, candidates: &[&'static Function]) -> Option<&'static Function> {
    if matches!(
        target,
        Value::Class(_) | Value::Null | Value::Map(_) | Value::Object(_)
    ) {
        return None;
    }
    let class = crate::class::simple_name(crate::class::class_name(target));
    let mut statics = candidates.iter();
    statics
        .find(|function| function.receiver.strip_prefix("static ") == Some(class))
        .copied()
}

/// `value.name` through `getName()` or `isName()` of the library, where that takes no arguments.
pub(crate) fn getter(run: &Run<'_>, value: &Value, name: &str) -> Option<Outcome<Value>> {
    let capital = capitalized(name);
    for prefix in ["get", "is"] {
        if let Some(function) = find(value, library::named(&format!("{prefix}{capital}"))) {
            match (function.run)(run, value, &[]) {
                Err(error) if is_mismatch(&error) => {}
                result => return Some(result),
            }
        }
    }
    None
}

fn no_method<T>(target: &Value, name: &str, arguments: &[Value]) -> Outcome<T> {
    let types: Vec<&str> = arguments.iter().map(short_name).collect();
    let owner = match target {
        Value::Class(class) => crate::class::simple_name(class),
        other => short_name(other),
    };
    if matches!(target, Value::Class(class) if class.as_str() == "java.lang.System") {
        let message = format!("`System.{name}`");
        return Err(Box::new(crate::lower::refused(&message)));
    }
    if library::is_known_elsewhere(target, name) {
        let message = format!("`{name}` of {owner} is not available");
        return fail(Kind::Unsupported, message);
    }
    if name == "toString" {
        return fail(
            Kind::Unsupported,
            format!("`toString` of {owner} takes no arguments here"),
        );
    }
    // Groovy gives a method of one parameter null for it, and cannot choose among several.
    if arguments.is_empty()
        && !holds_primitives(target)
        && find(target, library::named(name)).is_some()
    {
        return fail(
            Kind::Unsupported,
            format!("`{name}` of {owner} takes arguments here"),
        );
    }
    let message = format!("{owner} has no method `{name}({})`", types.join(", "));
    let error = EvalError::new(Kind::MissingMethod, message);
    Err(Box::new(error.asked(name, receivers(target))))
}

/// A function was called with arguments that it does not take.
pub(crate) fn mismatch<T>() -> Outcome<T> {
    fail(Kind::MissingMethod, "")
}

fn is_mismatch(error: &EvalError) -> bool {
    error.kind == Kind::MissingMethod && error.message.is_empty()
}

/// `name(…)` without a receiver.
pub(crate) fn script_call(run: &Run<'_>, name: &str, arguments: &[Value]) -> Outcome<Value> {
    let methods = lock(&run.state.methods).get(name).cloned();
    if let Some(methods) = methods {
        return closure::invoke_one_of(run, &methods, arguments);
    }
    if matches!(name, "call" | "doCall") {
        let running = lock(&run.state.running).last().cloned();
        if let Some(closure) = running {
            return invoke_closure(run, &closure, arguments);
        }
    }
    let delegate = lock(&run.state.delegates).last().cloned();
    if let Some(Value::Object(delegate)) = &delegate
        && let Object::JsonBuilder(content) = &**delegate
        && !matches!(run.root(name), Some(Value::Closure(_)))
    {
        let made = crate::json::member(run, arguments)?;
        if let Value::Map(map) = lock(content).clone() {
            run.put(&map, Key::String(Text::from(name)), made.clone())?;
        }
        return Ok(made);
    }
    if delegate.is_some() && arguments.is_empty() && matches!(name, "toString" | "hashCode") {
        return fail(
            Kind::Unsupported,
            format!("`{name}` without a receiver is that of the closure"),
        );
    }
    if let Some(delegate) = delegate
        && find(&delegate, library::named(name)).is_some()
    {
        return named(run, &delegate, name, arguments);
    }
    if REFUSED.contains(&name) {
        return Err(Box::new(crate::lower::refused(&format!("`{name}`"))));
    }
    match run.root(name) {
        Some(Value::Closure(closure)) => invoke_closure(run, &closure, arguments),
        Some(value) if find(&value, library::named("call")).is_some() => {
            named(run, &value, "call", arguments)
        }
        _ => match name {
            "with" if matches!(arguments, [Value::Closure(_)]) => {
                invoke(run, arguments.first().unwrap_or(&Value::Null), &[])
            }
            "sprintf" if !arguments.is_empty() => {
                let (pattern, values) = (arguments.first(), arguments.get(1..));
                let spread = match values {
                    Some([Value::List(list)]) if !list.kind().is_set() => run.items(list)?,
                    other => other.unwrap_or_default().to_vec(),
                };
                library::format(run, pattern.unwrap_or(&Value::Null), &spread)
            }
            "getBinding" if arguments.is_empty() => Ok(Value::object(Object::Binding)),
            // Where EIC writes to its log, there is nobody to read it here.
            "println" | "print" | "printf" => Ok(Value::Null),
            "sprintf" | "sleep" | "use" | "with" => fail(
                Kind::Unsupported,
                format!("`{name}` has no place in a binding"),
            ),
            _ => fail(
                Kind::MissingMethod,
                format!("there is no function `{name}`"),
            ),
        },
    }
}
