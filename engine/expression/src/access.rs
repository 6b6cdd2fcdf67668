//! Reading and writing properties and elements.
//!
//! A path walks from a root of the context; the direct path and the slots of a script use the same
//! walk, so that a branch not taken never fails.

mod element;

pub(crate) use element::{at, out_of_range, set_at};

use crate::attribute;
use crate::call;
use crate::class::{class_name, short_name, simple_name};
use crate::convert;
use crate::direct::peek;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::lower::{Chain, LinkKind, Path, Segment, Step};
use crate::program::Simple;
use crate::run::{Run, lock};
use crate::value::{Closure, Key, ListKind, MapKind, Object, Text, Value};

/// The value of a path of the tables.
pub(crate) fn path(run: &Run<'_>, index: usize) -> Outcome<Value> {
    match run.tables.and_then(|tables| tables.paths.get(index)) {
        Some(path) => read_path(run, path),
        None => Ok(Value::Null),
    }
}

/// The value of a path from its root.
pub(crate) fn read_path(run: &Run<'_>, path: &Path) -> Outcome<Value> {
    if run.state.is_untouched()
        && lock(&run.state.delegates).is_empty()
        && let Some(value) = peek(&run.state.context, path)
    {
        return Ok(value.clone());
    }
    let Some(root) = root(run, &path.root)? else {
        let message = format!("nothing binds `{}` here", path.root);
        let error = EvalError::new(Kind::MissingVariable, message).with_java_message(format!(
            "No such property: {} for class: Script1",
            path.root
        ));
        return Err(Box::new(error.at(path.root_span.range())));
    };
    walk_segments(run, root, &path.segments, &path.root)
}

/// A root name: what a closure was given to look at first, then the binding.
fn root(run: &Run<'_>, name: &str) -> Outcome<Option<Value>> {
    let delegates = lock(&run.state.delegates).clone();
    for delegate in delegates.into_iter().rev() {
        match &delegate {
            // A map has every property, most of them null.
            Value::Map(map) => return Ok(Some(run.lookup(map, name).unwrap_or_default())),
            other => {
                if let Ok(value) = property(run, other, name) {
                    return Ok(Some(value));
                }
            }
        }
    }
    Ok(run.root(name))
}

/// `name = value` of a name that the script does not declare: a property of what the closure was
/// given to look at first, else a root.
pub(crate) fn assign(run: &Run<'_>, name: &str, value: Value) -> Outcome<Value> {
    let delegates = lock(&run.state.delegates).clone();
    for delegate in delegates.into_iter().rev() {
        match set_member(run, &delegate, &Value::string(name), value.clone()) {
            Err(error) if error.kind == Kind::MissingProperty => {}
            result => return result,
        }
    }
    run.assign(name, value.clone());
    Ok(value)
}

/// Walks from a value along a path of the tables.
pub(crate) fn walk(run: &Run<'_>, value: Value, index: usize) -> Outcome<Value> {
    match run.tables.and_then(|tables| tables.paths.get(index)) {
        Some(path) => walk_segments(run, value, &path.segments, ""),
        None => Ok(Value::Null),
    }
}

/// The value of a chain of the tables that starts at a path.
pub(crate) fn chain(run: &Run<'_>, index: i64) -> Outcome<Value> {
    let Some((chain, head)) = chain_of(run, index).and_then(|it| Some((it, it.head.as_ref()?)))
    else {
        return Ok(Value::Null);
    };
    let value = read_path(run, head)?;
    walk_links(run, value, chain)
}

/// The value of a chain of the tables that starts at a value.
pub(crate) fn chain_on(run: &Run<'_>, value: Value, index: i64) -> Outcome<Value> {
    match chain_of(run, index) {
        Some(chain) => walk_links(run, value, chain),
        None => Ok(Value::Null),
    }
}

fn chain_of<'a>(run: &Run<'a>, index: i64) -> Option<&'a Chain> {
    run.tables?.chains.get(usize::try_from(index).ok()?)
}

fn walk_links(run: &Run<'_>, mut value: Value, chain: &Chain) -> Outcome<Value> {
    for link in &chain.links {
        let next = match &link.kind {
            LinkKind::Property(segment) => {
                walk_segments(run, value, std::slice::from_ref(segment), "")
            }
            LinkKind::Element(index) => {
                operand(run, index).and_then(|index| at(run, &value, &index))
            }
            LinkKind::Call { safe: true, .. } if value.is_null() => Ok(Value::Null),
            LinkKind::Call {
                site, arguments, ..
            } => call_link(run, &value, *site, arguments),
        };
        value = next.map_err(|error| Box::new(error.at(link.span.range())))?;
    }
    Ok(value)
}

fn call_link(run: &Run<'_>, target: &Value, site: i64, arguments: &[Simple]) -> Outcome<Value> {
    match arguments {
        [] => call::method(run, target, site, &[]),
        [only] => call::method(run, target, site, &[operand(run, only)?]),
        [first, second] => {
            let arguments = [operand(run, first)?, operand(run, second)?];
            call::method(run, target, site, &arguments)
        }
        several => {
            let arguments: Outcome<Vec<Value>> =
                several.iter().map(|one| operand(run, one)).collect();
            call::method(run, target, site, &arguments?)
        }
    }
}

fn operand(run: &Run<'_>, simple: &Simple) -> Outcome<Value> {
    match simple {
        Simple::Constant(value) => Ok(value.clone()),
        Simple::Path(path) => read_path(run, path),
    }
}

fn walk_segments(
    run: &Run<'_>,
    mut value: Value,
    segments: &[Segment],
    root: &str,
) -> Outcome<Value> {
    for (index, segment) in segments.iter().enumerate() {
        value = step(run, &value, &segment.name, segment.step).map_err(|mut error| {
            if error.kind == Kind::NullPointer && error.help.is_none() && value.is_null() {
                let walked = segments.get(..index).unwrap_or_default();
                error.message = null_message(root, walked, &segment.name);
                error.help = Some("guard with `?.` or `?:`".to_owned());
            }
            Box::new(error.at(segment.span.range()))
        })?;
    }
    Ok(value)
}

fn null_message(root: &str, walked: &[Segment], name: &str) -> String {
    if root.is_empty() {
        return format!("null has no property `{name}`");
    }
    let mut path = root.to_owned();
    for segment in walked {
        path.push('.');
        path.push_str(&segment.name);
    }
    format!("`{path}` is null, so it has no property `{name}`")
}

fn step(run: &Run<'_>, value: &Value, name: &Text, step: Step) -> Outcome<Value> {
    match (value, step) {
        (Value::Map(map), Step::Plain | Step::Safe) => map_property(run, value, map, name),
        (Value::Null, Step::Safe | Step::Spread) => Ok(Value::Null),
        (_, Step::Spread) => {
            let mut results = Vec::new();
            for item in crate::collection::walk(run, value)? {
                results.push(if item.is_null() {
                    Value::Null
                } else {
                    property(run, &item, name)?
                });
            }
            run.list(results)
        }
        _ => property(run, value, name),
    }
}

fn map_property(
    run: &Run<'_>,
    value: &Value,
    map: &crate::value::Map,
    name: &str,
) -> Outcome<Value> {
    if let Some(found) = run.lookup(map, name) {
        return Ok(found);
    }
    if let MapKind::Bound(ty) = map.kind() {
        if matches!(name, "class" | "metaClass") {
            return refuse(name);
        }
        if !attribute::has(ty, name) {
            return Err(Box::new(attribute::missing(ty, name)));
        }
    }
    map_default(run, value, map, Key::from(Text::from(name)))
}

/// What `withDefault` gives for a missing key, which is kept; else null.
pub(crate) fn map_default(
    run: &Run<'_>,
    value: &Value,
    map: &crate::value::Map,
    key: Key,
) -> Outcome<Value> {
    let _ = value;
    match run.current(map).default_value() {
        Some(default) => {
            let made = call::invoke(run, &default, &[key.to_value()])?;
            run.put(map, key, made.clone())?;
            Ok(made)
        }
        None => Ok(Value::Null),
    }
}

fn refuse<T>(name: &str) -> Outcome<T> {
    Err(Box::new(crate::lower::refused(&format!("`{name}`"))))
}

fn null_property<T>(what: &str, name: &str) -> Outcome<T> {
    let error = EvalError::new(Kind::NullPointer, format!("null has no property `{name}`"));
    let java = format!("Cannot {what} property '{name}' on null object");
    Err(Box::new(error.with_java_message(java)))
}

/// `value.name`
pub(crate) fn property(run: &Run<'_>, value: &Value, name: &str) -> Outcome<Value> {
    match value {
        Value::Null => {
            return null_property("get", name);
        }
        Value::Map(map) => return map_property(run, value, map, name),
        _ => {}
    }
    if matches!(
        name,
        "metaClass" | "classLoader" | "properties" | "protectionDomain"
    ) {
        return refuse(name);
    }
    match (value, name) {
        (Value::Class(_), "class") => return Ok(value.clone()),
        (Value::Object(object), "class") if let Object::Throwable { class, .. } = &**object => {
            return Ok(Value::Class(call::class(class)?));
        }
        (_, "class") => return Ok(Value::Class(Text::from(class_name(value)))),
        (Value::List(list), "size") if list.kind() == ListKind::ArrayList => {
            return Ok(Value::Integer(run.len(list) as i32));
        }
        (Value::List(list), "length") if list.kind().is_array() => {
            return Ok(Value::Integer(run.len(list) as i32));
        }
        (Value::List(list), "empty") if !list.kind().is_array() => {
            return Ok(Value::Boolean(run.len(list) == 0));
        }
        (Value::List(_) | Value::Range(_), "indices") if !call::holds_primitives(value) => {
            return call::named(run, value, "getIndices", &[]);
        }
        (Value::GString(gstring), "values") => {
            return run.sequence(ListKind::Objects, gstring.values.clone());
        }
        (Value::GString(gstring), "strings") => {
            let strings = gstring.strings.iter().cloned().map(Value::String).collect();
            return run.sequence(ListKind::Strings, strings);
        }
        (Value::GString(gstring), "valueCount") => {
            return Ok(Value::Integer(gstring.values.len() as i32));
        }
        (Value::Closure(_), "owner" | "delegate" | "thisObject" | "resolveStrategy") => {
            return closure_property(name);
        }
        (Value::Range(range), "empty") => return Ok(Value::Boolean(range.len() == 0)),
        (Value::List(list), "first" | "last") if list.kind() == ListKind::LinkedList => {
            return call::named(run, value, &format!("get{}", capitalized(name)), &[]);
        }
        (Value::List(_) | Value::Range(_), _) if !is_range_property(value, name) => {
            let mut results = Vec::new();
            for item in crate::collection::walk(run, value)? {
                // Groovy spreads over what is not null.
                if !item.is_null() {
                    results.push(run.deeper(|| property(run, &item, name))?);
                }
            }
            return run.list(results);
        }
        (Value::Class(class), "out" | "err" | "in") if class.as_str() == "java.lang.System" => {
            return refuse(&format!("System.{name}"));
        }
        (Value::Class(class), _) => {
            if let Some(value) = crate::library::constant(class, name) {
                return Ok(value);
            }
        }
        (Value::Object(object), _) => {
            if let Some(value) = object_property(run, object, name)? {
                return Ok(value);
            }
        }
        (Value::Closure(closure), "maximumNumberOfParameters") => {
            return Ok(Value::Integer(arity(closure)));
        }
        _ => {}
    }
    if let Some(found) = call::getter(run, value, name) {
        return found;
    }
    if let Value::Object(object) = value
        && !matches!(
            &**object,
            Object::Throwable { .. } | Object::Plain { .. } | Object::Entry { .. }
        )
    {
        let message = format!("`{name}` of {} is not available", short_name(value));
        return fail(Kind::Unsupported, message);
    }
    // Java may have a constant of that name.
    if let Value::Class(class) = value
        && is_constant_name(name)
        && !class.starts_with("java.lang.")
    {
        let message = format!("`{name}` of {} is not available", simple_name(class));
        return fail(Kind::Unsupported, message);
    }
    let message = format!("{} has no property `{name}`", short_name(value));
    let owner = match value {
        Value::Class(class) => class.as_str(),
        other => class_name(other),
    };
    let error = EvalError::new(Kind::MissingProperty, message)
        .with_java_message(format!("No such property: {name} for class: {owner}"));
    Err(Box::new(error.asked(name, call::receivers(value))))
}

fn closure_property<T>(name: &str) -> Outcome<T> {
    let message = format!("`{name}` of a closure is not available");
    fail(Kind::Unsupported, message)
}

fn arity(closure: &Closure) -> i32 {
    (closure
        .signature
        .types
        .len()
        .saturating_sub(closure.curried.len())) as i32
}

/// Whether a name is written as constants are: `MAX_VALUE`.
fn is_constant_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .chars()
            .all(|it| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_')
}

fn is_range_property(value: &Value, name: &str) -> bool {
    matches!(value, Value::Range(_)) && matches!(name, "from" | "to" | "reverse")
}

fn object_property(run: &Run<'_>, object: &Object, name: &str) -> Outcome<Option<Value>> {
    Ok(match (object, name) {
        (Object::Entry { key, .. }, "key") => Some(key.to_value()),
        (Object::Entry { value, .. }, "value") => Some(lock(value).clone()),
        (Object::Throwable { message, .. }, "message" | "localizedMessage") => {
            Some(call::message(message.as_ref())?)
        }
        (Object::Throwable { cause, .. }, "cause") => Some(cause.clone()),
        (Object::Binding, "variables") => Some(run.map(run.roots())?),
        (Object::Binding, _) => {
            let Some(value) = run.root(name) else {
                return fail(
                    Kind::MissingProperty,
                    format!("nothing binds `{name}` here"),
                );
            };
            Some(value)
        }
        (Object::JsonBuilder(content), "content") => Some(lock(content).clone()),
        _ => None,
    })
}

/// `target."name"` with a computed name; mode 1 is `?.`, mode 2 `*.`.
pub(crate) fn member(run: &Run<'_>, target: &Value, name: &Value, mode: i64) -> Outcome<Value> {
    let name = crate::text::to_text(run, name)?;
    let mode = match mode {
        1 => Step::Safe,
        2 => Step::Spread,
        _ => Step::Plain,
    };
    step(run, target, &name, mode)
}

/// `target.name = value`
pub(crate) fn set_member(
    run: &Run<'_>,
    target: &Value,
    name: &Value,
    value: Value,
) -> Outcome<Value> {
    let name = crate::text::to_text(run, name)?;
    match target {
        Value::Null => null_property("set", &name),
        Value::Map(map) => {
            run.put(map, Key::String(name), value.clone())?;
            Ok(value)
        }
        Value::Object(object) => match (&**object, name.as_str()) {
            (Object::Binding, _) => {
                run.assign(&name, value.clone());
                Ok(value)
            }
            (
                Object::Entry {
                    map,
                    key,
                    value: slot,
                },
                "value",
            ) => {
                if let Some(map) = map {
                    run.put(map, key.clone(), value.clone())?;
                }
                *lock(slot) = value.clone();
                Ok(value)
            }
            _ => {
                let setter = format!("set{}", capitalized(&name));
                call::named(run, target, &setter, std::slice::from_ref(&value)).map_err(
                    |mut e| {
                        if e.kind == Kind::MissingMethod {
                            e.kind = Kind::MissingProperty;
                            e.code = Kind::MissingProperty.code();
                        }
                        e
                    },
                )?;
                Ok(value)
            }
        },
        Value::List(list) if !list.kind().is_array() => {
            for item in run.items(list)? {
                run.deeper(|| set_member(run, &item, &Value::String(name.clone()), value.clone()))?;
            }
            Ok(value)
        }
        Value::Date(_) => fail(Kind::Unsupported, "changing a date is not supported"),
        Value::Closure(_) => closure_property(&name),
        other => {
            let message = format!(
                "{} has no property `{name}`",
                simple_name(class_name(other))
            );
            fail(Kind::MissingProperty, message)
        }
    }
}

/// The first letter in upper case, as in the names of getters.
pub(crate) fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The class a `Value::Class` names, for `instanceof` and `isCase`.
pub(crate) fn is_class_case(value: &Value, class: &str) -> bool {
    convert::is_of(value, class)
}
