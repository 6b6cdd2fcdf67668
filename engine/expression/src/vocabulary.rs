//! The helpers that lowered scripts call, by name.
//!
//! Each turns its operands into values, calls the one implementation of an operator or call, and
//! gives the result back; how rhai comes to them is the business of `syntax.rs`.

use std::sync::Arc;

use rhai::{Array, Dynamic, FnPtr, ImmutableString};

use crate::error::{EvalError, Kind, Outcome};
use crate::machine::{Missing, Thrown, to_rhai};
use crate::run::Run;
use crate::syntax::{Answer, Helper, Operand};
use crate::value::{Closure, Code, Key, Object, Value};
use crate::{access, call, convert, create, operator, regex};

/// `*xs` among elements or arguments.
#[derive(Clone)]
struct Spread(Vec<Value>);

/// Elements or arguments, with what is spread among them.
struct Values(Vec<Value>);

impl Operand for Values {
    fn of(value: Dynamic) -> Self {
        let array = value.into_array().unwrap_or_default();
        let mut values = Vec::with_capacity(array.len());
        for item in array {
            if item.is::<Spread>() {
                if let Some(Spread(items)) = item.try_cast::<Spread>() {
                    values.extend(items);
                }
            } else {
                values.push(Value::of(item));
            }
        }
        Self(values)
    }
}

/// A helper over operands of these types, in the order of the script.
macro_rules! helper {
    (@one $operand:ident) => { 1 };
    ($name:literal, |$run:ident $(, $operand:ident : $ty:ty)*| $body:expr) => {
        Helper {
            name: $name,
            operands: 0 $(+ helper!(@one $operand))*,
            run: |$run, operands| {
                let [$($operand,)* ..] = operands;
                $(let $operand = <$ty as Operand>::of($operand);)*
                $body.map(Answer::into_rhai)
            },
        }
    };
}

pub(crate) static HELPERS: &[&[Helper]] = &[OPERATORS, ACCESS, CALLS, CONSTRUCTION, EXCEPTIONS];

static OPERATORS: &[Helper] = &[
    helper!("add", |run, a: Value, b: Value| operator::add(run, &a, &b)),
    helper!("subtract", |run, a: Value, b: Value| operator::subtract(
        run, &a, &b
    )),
    helper!("multiply", |run, a: Value, b: Value| operator::multiply(
        run, &a, &b
    )),
    helper!("divide", |run, a: Value, b: Value| operator::divide(
        run, &a, &b
    )),
    helper!("remainder", |run, a: Value, b: Value| operator::remainder(
        run, &a, &b
    )),
    helper!("power", |run, a: Value, b: Value| operator::power(
        run, &a, &b
    )),
    helper!("bit_and", |run, a: Value, b: Value| operator::bit_and(
        run, &a, &b
    )),
    helper!("bit_or", |run, a: Value, b: Value| operator::bit_or(
        run, &a, &b
    )),
    helper!("bit_xor", |run, a: Value, b: Value| operator::bit_xor(
        run, &a, &b
    )),
    helper!(
        "shift_left",
        |run, a: Value, b: Value| operator::shift_left(run, &a, &b)
    ),
    helper!("shift_right", |run, a: Value, b: Value| {
        operator::shift_right(run, &a, &b)
    }),
    helper!("shift_right_unsigned", |run, a: Value, b: Value| {
        operator::shift_right_unsigned(run, &a, &b)
    }),
    helper!("neg", |run, a: Value| operator::negate(run, &a)),
    helper!("pos", |_run, a: Value| operator::positive(&a)),
    helper!("bit_not", |run, a: Value| operator::bit_not(run, &a)),
    helper!("eq", |run, a: Value, b: Value| operator::equal(run, &a, &b)),
    helper!("ne", |run, a: Value, b: Value| {
        operator::equal(run, &a, &b).map(|same| !same)
    }),
    helper!("lt", |_run, a: Value, b: Value| operator::compare(&a, &b)
        .map(|order| order.is_lt())),
    helper!("le", |_run, a: Value, b: Value| operator::compare(&a, &b)
        .map(|order| order.is_le())),
    helper!("gt", |_run, a: Value, b: Value| operator::compare(&a, &b)
        .map(|order| order.is_gt())),
    helper!("ge", |_run, a: Value, b: Value| operator::compare(&a, &b)
        .map(|order| order.is_ge())),
    helper!("compare", |_run, a: Value, b: Value| {
        operator::compare(&a, &b).map(|order| Value::Integer(order as i32))
    }),
    helper!("find", |run, a: Value, b: Value| regex::matcher(
        run, &a, &b
    )),
    helper!("matches", |run, a: Value, b: Value| call::matches(
        run, &a, &b
    )),
    helper!("contained", |run, a: Value, b: Value| call::is_case(
        run, &b, &a
    )),
    helper!("matches_case", |run, a: Value, b: Value| call::is_case(
        run, &b, &a
    )),
    helper!("truthy", |run, a: Value| Ok(operator::truth(run, &a))),
    helper!("is_null", |_run, a: Value| Ok(a.is_null())),
    helper!("settled", |run, a: Value| create::settled(run, a)),
    helper!("redate", |run, date: Value, name: Value, value: Value| {
        let name = name.as_str().unwrap_or_default();
        crate::library::redated(run, &date, name, &value)
    }),
    helper!("step", |run, a: Value, delta: i64| operator::step(
        run,
        &a,
        delta as i32
    )),
    helper!("range", |run, from: Value, to: Value, inclusive: bool| {
        create::range(run, &from, &to, inclusive)
    }),
];

static ACCESS: &[Helper] = &[
    helper!("path", |run, index: i64| access::path(run, index as usize)),
    helper!("chain", |run, index: i64| access::chain(run, index)),
    helper!("holds", |run, index: i64| {
        access::chain(run, index).map(|value| operator::truth(run, &value))
    }),
    helper!("holds_on", |run, index: i64, target: Value| {
        access::chain_on(run, target, index).map(|value| operator::truth(run, &value))
    }),
    helper!("chain_on", |run, index: i64, target: Value| {
        access::chain_on(run, target, index)
    }),
    helper!("walk", |run, target: Value, index: i64| {
        access::walk(run, target, index as usize)
    }),
    helper!("member", |run, target: Value, name: Value, mode: i64| {
        access::member(run, &target, &name, mode)
    }),
    helper!("at", |run, a: Value, index: Value| access::at(
        run, &a, &index
    )),
    helper!("set_at", |run, a: Value, index: Value, value: Value| {
        access::set_at(run, &a, &index, value)
    }),
    helper!("set_member", |run, a: Value, name: Value, value: Value| {
        access::set_member(run, &a, &name, value)
    }),
    helper!(
        "set_member_safe",
        |run, a: Value, name: Value, value: Value| {
            if a.is_null() {
                Ok(value)
            } else {
                access::set_member(run, &a, &name, value)
            }
        }
    ),
    helper!("assign", |run, name: ImmutableString, value: Value| {
        access::assign(run, &name, value)
    }),
    helper!("remove_object", |run,
                              target: Value,
                              value: Value,
                              safe: bool| {
        match &target {
            Value::Null if safe => Ok(Value::Null),
            Value::List(list) if !list.kind().is_set() => {
                call::named(run, &target, "removeElement", &[value])
            }
            _ => call::named(run, &target, "remove", &[value]),
        }
    }),
    helper!("constant", |run, index: i64| {
        let constants = run.tables.map(|tables| &tables.constants);
        let constant = constants.and_then(|constants| constants.get(index as usize));
        Ok::<_, Box<EvalError>>(constant.cloned().unwrap_or_default())
    }),
    helper!("binding", |_run| Ok::<_, Box<EvalError>>(Value::object(
        Object::Binding
    ))),
    helper!("walk_items", |run, value: Value| {
        let items = crate::collection::walk(run, &value);
        items.map(|items| items.into_iter().map(to_rhai).collect::<Array>())
    }),
    helper!("rounds", |run, target: Value, site: i64, safe: bool| {
        let items = call::rounds(run, &target, site, safe);
        items.map(|items| items.into_iter().map(to_rhai).collect::<Array>())
    }),
    helper!("spread", |run, value: Value| spread(run, &value)),
];

static CALLS: &[Helper] = &[
    helper!("m0", |run, target: Value, site: i64| call::method(
        run,
        &target,
        site,
        &[]
    )),
    helper!("m1", |run, target: Value, site: i64, a: Value| {
        call::method(run, &target, site, &[a])
    }),
    helper!("m2", |run, target: Value, site: i64, a: Value, b: Value| {
        call::method(run, &target, site, &[a, b])
    }),
    helper!("mn", |run, target: Value, site: i64, all: Values| {
        call::method(run, &target, site, &all.0)
    }),
    helper!("s0", |run, target: Value, site: i64| call::safe_method(
        run,
        &target,
        site,
        &[]
    )),
    helper!("s1", |run, target: Value, site: i64, a: Value| {
        call::safe_method(run, &target, site, &[a])
    }),
    helper!("s2", |run, target: Value, site: i64, a: Value, b: Value| {
        call::safe_method(run, &target, site, &[a, b])
    }),
    helper!("sn", |run, target: Value, site: i64, all: Values| {
        call::safe_method(run, &target, site, &all.0)
    }),
    helper!("x0", |run, target: Value, site: i64| call::spread_method(
        run,
        &target,
        site,
        &[]
    )),
    helper!("x1", |run, target: Value, site: i64, a: Value| {
        call::spread_method(run, &target, site, &[a])
    }),
    helper!("x2", |run, target: Value, site: i64, a: Value, b: Value| {
        call::spread_method(run, &target, site, &[a, b])
    }),
    helper!("xn", |run, target: Value, site: i64, all: Values| {
        call::spread_method(run, &target, site, &all.0)
    }),
    helper!("dynamic", |run,
                        target: Value,
                        name: Value,
                        safe: bool,
                        all: Values| {
        call::dynamic(run, &target, &name, safe, &all.0)
    }),
    helper!("invoke", |run, callee: Value, all: Values| call::invoke(
        run, &callee, &all.0
    )),
    helper!("script_call", |run, name: ImmutableString, all: Values| {
        call::script_call(run, &name, &all.0)
    }),
    helper!("method_of", |run, target: Value, site: i64| {
        call::method_reference(run, target, site)
    }),
    helper!("define", |run, name: i64, closure: Value| call::define(
        run, name, closure
    )),
    helper!("closure", |run, code: Dynamic, index: i64| {
        closure(run, code.try_cast::<FnPtr>(), index)
    }),
    helper!(
        "is_missing",
        |_run, value: Dynamic| Ok::<_, Box<EvalError>>(value.is::<Missing>())
    ),
];

static CONSTRUCTION: &[Helper] = &[
    helper!("list", |run, items: Values| run.list(items.0)),
    helper!("map", |run, items: Array| map(run, items)),
    helper!("interpolate", |run, index: i64, items: Values| {
        create::interpolate(run, index as usize, items.0)
    }),
    helper!("create", |run, class: i64, arguments: Values| {
        let names = run.tables.map(|tables| &tables.names);
        let name = names.and_then(|names| names.get(class as usize)).cloned();
        create::object(run, &name.unwrap_or_default(), &arguments.0)
    }),
    helper!("array", |run, ty: i64, sizes: Values| create::array(
        run,
        ty as usize,
        &sizes.0
    )),
    helper!("instance", |run, value: Value, ty: i64| convert::instance(
        run,
        &value,
        ty as usize
    )),
    helper!("as_type", |run, value: Value, ty: i64| convert::as_type(
        run,
        &value,
        ty as usize
    )),
    helper!("cast", |run, value: Value, ty: i64| convert::cast(
        run,
        &value,
        ty as usize
    )),
    helper!("coerce", |run, value: Value, ty: i64| convert::coerce(
        run,
        &value,
        ty as usize
    )),
];

static EXCEPTIONS: &[Helper] = &[
    helper!("raise", |run, a: Value| call::raise(run, &a)),
    helper!("assertion", |run, a: Value| call::assertion(run, &a)),
    helper!("caught", |run, error: Dynamic, types: Array| caught(
        run, error, &types
    )),
    helper!("exception", |_run, error: Dynamic| Ok::<_, Box<EvalError>>(
        error
            .try_cast::<Thrown>()
            .map_or(Value::Null, |Thrown(error)| call::exception_value(&error))
    )),
];

fn spread(run: &Run<'_>, value: &Value) -> Outcome<Dynamic> {
    let items = match value {
        Value::Map(map) => {
            let entries = run.entries(map)?.into_iter();
            entries
                .flat_map(|(key, item)| [key.to_value(), item])
                .collect()
        }
        other => crate::collection::walk(run, other)?,
    };
    Ok(Dynamic::from(Spread(items)))
}

fn closure(run: &Run<'_>, code: Option<FnPtr>, index: i64) -> Outcome<Value> {
    let signatures = run.tables.map(|tables| &tables.signatures);
    let signature = signatures
        .and_then(|signatures| signatures.get(index as usize))
        .cloned()
        .unwrap_or_default();
    run.allocate(128)?;
    let closure = Arc::new(Closure {
        code: Code::Script(code.map(Arc::new).into()),
        signature,
        curried: Vec::new(),
        curried_right: Vec::new(),
    });
    run.register(&closure);
    Ok(Value::Closure(closure))
}

fn map(run: &Run<'_>, items: Array) -> Outcome<Value> {
    let mut entries = Vec::with_capacity(items.len() / 2);
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        if key.is::<Spread>() {
            let Spread(pairs) = key.try_cast::<Spread>().unwrap_or(Spread(Vec::new()));
            let mut pairs = pairs.into_iter();
            while let (Some(key), Some(value)) = (pairs.next(), pairs.next()) {
                entries.push((Key::new(key), value));
            }
        } else {
            entries.push((Key::new(Value::of(key)), Value::of(value)));
        }
    }
    run.map(entries)
}

/// Whether a `catch` of these types takes the error.
fn caught(run: &Run<'_>, error: Dynamic, types: &[Dynamic]) -> Outcome<bool> {
    let Some(Thrown(error)) = error.try_cast::<Thrown>() else {
        return Ok(false);
    };
    // What bindery refuses may be no error at all.
    if error.kind == Kind::Unsupported {
        return Ok(false);
    }
    let names = run.tables.map_or(&[][..], |tables| &tables.names);
    let mut classes = types
        .iter()
        .filter_map(|ty| names.get(ty.as_int().ok()? as usize));
    let caught = types.is_empty()
        || classes
            .clone()
            .any(|class| crate::class::is_exception(error.origin.exception, class));
    if !caught && call::is_of_unknown_class(&error) && classes.any(|class| is_runtime(class)) {
        return call::unknown();
    }
    Ok(caught)
}

/// Whether an exception class is one that Java need not declare.
fn is_runtime(class: &str) -> bool {
    crate::class::is_exception(class, "java.lang.RuntimeException")
}
