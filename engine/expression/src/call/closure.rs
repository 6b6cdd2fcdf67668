//! Calling closures, and making them of methods and of each other.

use std::sync::Arc;

use super::named;
use crate::error::{EvalError, Kind, Outcome, fail};
use crate::machine::{Missing, from_rhai, to_rhai};
use crate::run::{Run, lock};
use crate::value::{Closure, Code, ListKind, Signature, Text, Value};

/// `callee(…)`
pub(crate) fn invoke(run: &Run<'_>, callee: &Value, arguments: &[Value]) -> Outcome<Value> {
    match callee {
        Value::Closure(closure) => invoke_closure(run, closure, arguments),
        Value::Null => fail(Kind::NullPointer, "null cannot be called"),
        other => named(run, other, "call", arguments),
    }
}

pub(crate) fn invoke_closure(
    run: &Run<'_>,
    closure: &Arc<Closure>,
    arguments: &[Value],
) -> Outcome<Value> {
    run.charge(2)?;
    let all: Vec<Value>;
    let arguments = if closure.curried.is_empty() && closure.curried_right.is_empty() {
        arguments
    } else {
        all = [&closure.curried, arguments, &closure.curried_right].concat();
        &all
    };
    match &closure.code {
        Code::Composed(first, second) => run.deeper(|| {
            let result = invoke(run, first, arguments)?;
            invoke(run, second, &[result])
        }),
        Code::Method(target, name) => run.deeper(|| named(run, target, name, arguments)),
        Code::Script(code) => {
            let Some(code) = lock(code).clone() else {
                return fail(Kind::Unsupported, "a closure outlived its evaluation");
            };
            let Some(native) = run.native else {
                return fail(Kind::Unsupported, "a closure cannot be called here");
            };
            let mut values = Vec::with_capacity(code.curry().len() + closure.signature.types.len());
            values.extend(code.iter_curry().cloned());
            fit(run, &closure.signature, arguments, &mut values)?;
            let recursive = closure.signature.recursive;
            if recursive {
                lock(&run.state.running).push(Arc::clone(closure));
            }
            let result = run.deeper_by(closure.signature.weight.max(1), || {
                match native.call(code.fn_name(), &mut values) {
                    Ok(value) => Ok(from_rhai(value)),
                    Err(error) => Err(carried(*error)),
                }
            });
            if recursive {
                lock(&run.state.running).pop();
            }
            match closure.signature.result {
                Some(ty) => crate::convert::coerce(run, &result?, ty),
                None => result,
            }
        }
    }
}

/// Calls the method of several that takes the arguments best: as many, of its types.
pub(super) fn invoke_one_of(
    run: &Run<'_>,
    methods: &[Arc<Closure>],
    arguments: &[Value],
) -> Outcome<Value> {
    let mut best: Option<(usize, &Arc<Closure>)> = None;
    if let [_, _, ..] = methods {
        for method in methods {
            let types = &method.signature.types;
            let enough = arguments.len() + method.signature.defaults >= types.len();
            if !enough || arguments.len() > types.len() {
                continue;
            }
            let mut typed = 0;
            let takes = arguments.iter().zip(types).all(|(value, ty)| match ty {
                Some(ty) => {
                    typed += 1;
                    crate::convert::is_exactly(run, value, *ty)
                }
                None => true,
            });
            if takes && best.is_none_or(|(most, _)| typed > most) {
                best = Some((typed, method));
            }
        }
    }
    match best.map(|(_, method)| method).or_else(|| methods.last()) {
        Some(method) => invoke_closure(run, method, arguments),
        None => Ok(Value::Null),
    }
}

/// An error that passes through a native function keeps its place.
fn carried(error: rhai::EvalAltResult) -> Box<EvalError> {
    let (mut error, line) = crate::machine::from_rhai_error(error);
    if error.span.is_empty() && error.origin.line.is_none() {
        error.origin.line = line;
    }
    error
}

/// Fits arguments to parameters: one list for several parameters is taken apart, missing ones
/// take their defaults, the implicit `it` is null.
fn fit(
    run: &Run<'_>,
    signature: &Signature,
    arguments: &[Value],
    values: &mut Vec<rhai::Dynamic>,
) -> Outcome<()> {
    let count = signature.types.len();
    let spread: Vec<Value>;
    let mut arguments = arguments;
    if let ([Value::List(list)], true) = (arguments, count > 1) {
        spread = run.items(list)?;
        if spread.len() <= count {
            arguments = &spread;
        }
    }
    let required = count - signature.defaults;
    let last_is_array = signature
        .types
        .last()
        .and_then(|ty| *ty)
        .and_then(|ty| run.tables.and_then(|tables| tables.types.get(ty)))
        .is_some_and(|ty| ty.dimensions > 0);
    if arguments.len() < required
        && !(signature.implicit && arguments.is_empty())
        && !(count == 1 && arguments.is_empty())
        || arguments.len() > count && !last_is_array
    {
        let message = format!(
            "a closure of {count} parameters got {} arguments",
            arguments.len()
        );
        return fail(Kind::MissingMethod, message);
    }
    for index in 0..count {
        if last_is_array && index + 1 == count {
            let rest = arguments.get(index..).unwrap_or_default();
            match rest {
                [only @ Value::List(list)] if list.kind().is_array() => {
                    values.push(to_rhai(only.clone()));
                }
                rest => values.push(to_rhai(run.sequence(ListKind::Objects, rest.to_vec())?)),
            }
            continue;
        }
        let ty = signature.types.get(index).copied().flatten();
        match (arguments.get(index), ty) {
            (Some(value), Some(ty)) => {
                let value = crate::convert::parameter(run, value, ty)?;
                values.push(to_rhai(value));
            }
            (Some(value), None) => values.push(to_rhai(value.clone())),
            (None, _) if index >= required && !signature.implicit => {
                values.push(rhai::Dynamic::from(Missing));
            }
            (None, _) => values.push(rhai::Dynamic::UNIT),
        }
    }
    Ok(())
}

pub(crate) fn define(run: &Run<'_>, name: i64, closure: Value) -> Outcome<Value> {
    if let Some(name) = run
        .tables
        .and_then(|tables| tables.names.get(name as usize))
        && let Value::Closure(closure) = closure
    {
        let mut methods = lock(&run.state.methods);
        methods.entry(name.clone()).or_default().push(closure);
    }
    Ok(Value::Null)
}

fn closure_of(code: Code, parameters: usize) -> Value {
    Value::Closure(Arc::new(Closure {
        code,
        signature: Signature {
            types: vec![None; parameters],
            result: None,
            defaults: 0,
            weight: 1,
            implicit: true,
            recursive: false,
        },
        curried: Vec::new(),
        curried_right: Vec::new(),
    }))
}

/// `target.&name`
pub(crate) fn method_reference(run: &Run<'_>, target: Value, site: i64) -> Outcome<Value> {
    let name = run
        .tables
        .and_then(|tables| tables.calls.get(site as usize));
    let name = name.map_or_else(Text::default, |site| site.name.clone());
    run.allocate(64)?;
    Ok(closure_of(Code::Method(target, name), 1))
}

/// `first >> second`
pub(crate) fn compose(first: &Value, second: &Value) -> Outcome<Value> {
    Ok(closure_of(Code::Composed(first.clone(), second.clone()), 1))
}
