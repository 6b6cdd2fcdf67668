//! The rhai engine: its limits, and the helpers that lowered scripts call.
//!
//! A helper turns rhai's values into [`Value`]s, calls the one implementation of an operator or
//! call, and turns the result back. null, booleans, Integers and Strings travel as rhai's own
//! types, everything else as a [`Value`].

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, EvalAltResult, NativeCallContext, OptimizationLevel, Position};

use crate::error::{EvalError, Kind, Outcome};
use crate::limits::Limits;
use crate::lower::Tables;
use crate::overload::exact;
use crate::run::{Run, State};
use crate::value::{Closure, Code, Key, Object, Text, Value};
use crate::{access, call, convert, create, operator, regex};

/// The running evaluation, as scripts hold it.
#[derive(Clone)]
pub(crate) struct Rt {
    pub(crate) state: Arc<State>,
    pub(crate) tables: Arc<Tables>,
}

/// `*xs` among elements or arguments.
#[derive(Clone)]
struct Spread(Vec<Value>);

/// A parameter that got no argument and takes its default.
#[derive(Clone)]
pub(crate) struct Missing;

/// An error of ours inside one of rhai's.
#[derive(Clone)]
pub(crate) struct Thrown(pub(crate) Box<EvalError>);

type Native<T> = Result<T, Box<EvalAltResult>>;

pub(crate) fn to_rhai(value: Value) -> Dynamic {
    match value {
        Value::Null => Dynamic::UNIT,
        Value::Boolean(value) => Dynamic::from(value),
        Value::Integer(value) => Dynamic::from(i64::from(value)),
        Value::String(text) => Dynamic::from(text.into_rhai()),
        other => Dynamic::from(other),
    }
}

pub(crate) fn from_rhai(value: Dynamic) -> Value {
    if value.is_unit() {
        return Value::Null;
    }
    if let Ok(value) = value.as_bool() {
        return Value::Boolean(value);
    }
    if let Ok(value) = value.as_int() {
        return Value::integer(value);
    }
    if value.is_string() {
        return value
            .into_immutable_string()
            .map_or(Value::Null, |text| Value::String(Text::from_rhai(text)));
    }
    value.try_cast::<Value>().unwrap_or_default()
}

pub(crate) fn thrown(error: Box<EvalError>) -> Box<EvalAltResult> {
    let limit = error.kind == Kind::Limit;
    let payload = Dynamic::from(Thrown(error));
    Box::new(if limit {
        EvalAltResult::ErrorTerminated(payload, Position::NONE)
    } else {
        EvalAltResult::ErrorRuntime(payload, Position::NONE)
    })
}

/// The error of ours that rhai reports, and the line of the helper that failed.
pub(crate) fn from_rhai_error(error: EvalAltResult) -> (Box<EvalError>, Option<usize>) {
    let line = error.position().line();
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, _) => {
            let (error, inner_line) = from_rhai_error(*inner);
            (error, inner_line.or(line))
        }
        EvalAltResult::ErrorRuntime(payload, _) | EvalAltResult::ErrorTerminated(payload, _) => {
            match payload.try_cast::<Thrown>() {
                Some(Thrown(error)) => (error, line),
                None => (fault(), line),
            }
        }
        EvalAltResult::ErrorTooManyOperations(_)
        | EvalAltResult::ErrorTooManyModules(_)
        | EvalAltResult::ErrorTooManyVariables(_) => (
            Box::new(EvalError::new(Kind::Limit, "the script does too much work")),
            line,
        ),
        EvalAltResult::ErrorStackOverflow(_) => (
            Box::new(EvalError::new(Kind::Limit, "calls are nested too deeply")),
            line,
        ),
        EvalAltResult::ErrorDataTooLarge(..) => (
            Box::new(EvalError::new(Kind::Limit, "a value grows too large")),
            line,
        ),
        _ => (fault(), line),
    }
}

fn fault() -> Box<EvalError> {
    Box::new(
        EvalError::new(Kind::Unsupported, "this script cannot be run")
            .with_code("R9001")
            .with_help("this is a fault of bindery: please report the binding"),
    )
}

fn values(array: Array) -> Vec<Value> {
    let mut values = Vec::with_capacity(array.len());
    for item in array {
        if item.is::<Spread>() {
            if let Some(Spread(items)) = item.try_cast::<Spread>() {
                values.extend(items);
            }
        } else {
            values.push(from_rhai(item));
        }
    }
    values
}

/// Registers a helper of so many operands, each a value.
macro_rules! helper {
    ($engine:ident, $name:literal, |$run:ident| $body:expr) => {
        $engine.register_fn(
            $name,
            |context: NativeCallContext, rt: &mut Rt| -> Native<Dynamic> {
                let $run = &Run {
                    state: &rt.state,
                    native: Some(&context),
                    tables: Some(&rt.tables),
                };
                $body.map(to_rhai).map_err(thrown)
            },
        );
    };
    ($engine:ident, $name:literal, |$run:ident, $a:ident| $body:expr) => {
        $engine.register_fn(
            $name,
            |context: NativeCallContext, rt: &mut Rt, a: Dynamic| -> Native<Dynamic> {
                let $run = &Run {
                    state: &rt.state,
                    native: Some(&context),
                    tables: Some(&rt.tables),
                };
                let $a = from_rhai(a);
                $body.map(to_rhai).map_err(thrown)
            },
        );
    };
    ($engine:ident, $name:literal, |$run:ident, $a:ident, $b:ident| $body:expr) => {
        $engine.register_fn(
            $name,
            |context: NativeCallContext, rt: &mut Rt, a: Dynamic, b: Dynamic| -> Native<Dynamic> {
                let $run = &Run {
                    state: &rt.state,
                    native: Some(&context),
                    tables: Some(&rt.tables),
                };
                let ($a, $b) = (from_rhai(a), from_rhai(b));
                $body.map(to_rhai).map_err(thrown)
            },
        );
    };
    ($engine:ident, $name:literal, |$run:ident, $a:ident, $b:ident, $c:ident| $body:expr) => {
        $engine.register_fn(
            $name,
            |context: NativeCallContext,
             rt: &mut Rt,
             a: Dynamic,
             b: Dynamic,
             c: Dynamic|
             -> Native<Dynamic> {
                let $run = &Run {
                    state: &rt.state,
                    native: Some(&context),
                    tables: Some(&rt.tables),
                };
                let ($a, $b, $c) = (from_rhai(a), from_rhai(b), from_rhai(c));
                $body.map(to_rhai).map_err(thrown)
            },
        );
    };
}

/// Registers a helper with an index into a table after its operands, or other rhai types.
macro_rules! indexed {
    ($engine:ident, $name:literal, |$run:ident $(, $arg:ident : $ty:ty)*| $body:expr) => {
        $engine.register_fn(
            $name,
            |context: NativeCallContext, rt: &mut Rt $(, $arg: $ty)*| -> Native<Dynamic> {
                let $run =
                    &Run { state: &rt.state, native: Some(&context), tables: Some(&rt.tables) };
                $body.map(to_rhai).map_err(thrown)
            },
        );
    };
}

/// An engine with the limits of a profile and every helper.
pub(crate) fn engine(limits: &Limits) -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_optimization_level(OptimizationLevel::None);
    engine.set_max_operations(limits.operations);
    engine.set_max_call_levels(limits.call_depth);
    // Each level of the source is at most three of rhai's.
    engine.set_max_expr_depths(limits.nesting * 4, limits.nesting * 4);
    engine.set_max_string_size(limits.string_bytes);
    engine.set_max_array_size(limits.collection_items);
    engine.set_max_variables(4_096);
    engine.set_max_functions(1_024);
    engine.register_iterator::<Array>();
    register_operators(&mut engine);
    register_access(&mut engine);
    register_calls(&mut engine);
    register_types(&mut engine);
    register_overloads(&mut engine);
    engine
}

/// The helpers that nearly every script calls, found by rhai at its first look.
fn register_overloads(engine: &mut Engine) {
    exact(engine, "truthy", None, |run, _, [a]| {
        Ok(Value::Boolean(operator::truth(run, &a)))
    });
    exact(engine, "is_null", None, |_, _, [a]| {
        Ok(Value::Boolean(a.is_null()))
    });
    exact(engine, "eq", None, |run, _, [a, b]| {
        boolean(operator::equal(run, &a, &b))
    });
    exact(engine, "ne", None, |run, _, [a, b]| {
        boolean(operator::equal(run, &a, &b).map(|same| !same))
    });
    exact(engine, "gt", None, |_, _, [a, b]| {
        boolean(operator::compare(&a, &b).map(|o| o.is_gt()))
    });
    exact(engine, "lt", None, |_, _, [a, b]| {
        boolean(operator::compare(&a, &b).map(|o| o.is_lt()))
    });
    exact(engine, "add", None, |run, _, [a, b]| {
        operator::add(run, &a, &b)
    });
    exact(engine, "at", None, |run, _, [a, b]| access::at(run, &a, &b));
    exact(engine, "walk", Some(2), |run, index, [a]| {
        access::walk(run, a, index as usize)
    });
    exact(engine, "chain_on", Some(1), |run, index, [a]| {
        access::chain_on(run, a, index)
    });
    exact(engine, "m0", Some(2), |run, site, [target]| {
        call::method(run, &target, site, &[])
    });
    exact(engine, "m1", Some(2), |run, site, [target, a]| {
        call::method(run, &target, site, &[a])
    });
    exact(engine, "s0", Some(2), |run, site, [target]| {
        call::safe_method(run, &target, site, &[])
    });
    exact(engine, "s1", Some(2), |run, site, [target, a]| {
        call::safe_method(run, &target, site, &[a])
    });
    exact(engine, "m2", Some(2), |run, site, [target, a, b]| {
        call::method(run, &target, site, &[a, b])
    });
    exact(engine, "holds_on", Some(1), |run, index, [a]| {
        access::chain_on(run, a, index).map(|value| Value::Boolean(operator::truth(run, &value)))
    });
    exact(engine, "coerce", Some(2), |run, ty, [a]| {
        convert::coerce(run, &a, ty as usize)
    });
}

fn boolean(outcome: Outcome<bool>) -> Outcome<Value> {
    outcome.map(Value::Boolean)
}

fn register_operators(engine: &mut Engine) {
    helper!(engine, "add", |run, a, b| operator::add(run, &a, &b));
    helper!(engine, "subtract", |run, a, b| operator::subtract(
        run, &a, &b
    ));
    helper!(engine, "multiply", |run, a, b| operator::multiply(
        run, &a, &b
    ));
    helper!(engine, "divide", |run, a, b| operator::divide(run, &a, &b));
    helper!(engine, "remainder", |run, a, b| operator::remainder(
        run, &a, &b
    ));
    helper!(engine, "power", |run, a, b| operator::power(run, &a, &b));
    helper!(engine, "bit_and", |run, a, b| operator::bit_and(
        run, &a, &b
    ));
    helper!(engine, "bit_or", |run, a, b| operator::bit_or(run, &a, &b));
    helper!(engine, "bit_xor", |run, a, b| operator::bit_xor(
        run, &a, &b
    ));
    helper!(engine, "shift_left", |run, a, b| operator::shift_left(
        run, &a, &b
    ));
    helper!(engine, "shift_right", |run, a, b| operator::shift_right(
        run, &a, &b
    ));
    helper!(engine, "shift_right_unsigned", |run, a, b| {
        operator::shift_right_unsigned(run, &a, &b)
    });
    helper!(engine, "neg", |run, a| operator::negate(run, &a));
    helper!(engine, "pos", |_run, a| operator::positive(&a));
    helper!(engine, "bit_not", |run, a| operator::bit_not(run, &a));
    helper!(engine, "eq", |run, a, b| boolean(operator::equal(
        run, &a, &b
    )));
    helper!(engine, "ne", |run, a, b| boolean(
        operator::equal(run, &a, &b).map(|same| !same)
    ));
    helper!(engine, "lt", |_run, a, b| boolean(
        operator::compare(&a, &b).map(|o| o.is_lt())
    ));
    helper!(engine, "le", |_run, a, b| boolean(
        operator::compare(&a, &b).map(|o| o.is_le())
    ));
    helper!(engine, "gt", |_run, a, b| boolean(
        operator::compare(&a, &b).map(|o| o.is_gt())
    ));
    helper!(engine, "ge", |_run, a, b| boolean(
        operator::compare(&a, &b).map(|o| o.is_ge())
    ));
    helper!(engine, "compare", |_run, a, b| {
        operator::compare(&a, &b).map(|order| Value::Integer(order as i32))
    });
    helper!(engine, "find", |run, a, b| regex::matcher(run, &a, &b));
    helper!(engine, "matches", |run, a, b| boolean(call::matches(
        run, &a, &b
    )));
    helper!(engine, "contained", |run, a, b| boolean(call::is_case(
        run, &b, &a
    )));
    helper!(engine, "matches_case", |run, a, b| boolean(call::is_case(
        run, &b, &a
    )));
    helper!(engine, "truthy", |run, a| Ok(Value::Boolean(
        operator::truth(run, &a)
    )));
    helper!(engine, "is_null", |_run, a| Ok(Value::Boolean(a.is_null())));
    helper!(engine, "step", |run, a, delta| {
        operator::step(run, &a, delta.as_i64().unwrap_or(0) as i32)
    });
    indexed!(
        engine,
        "range",
        |run, from: Dynamic, to: Dynamic, inclusive: bool| {
            create::range(run, &from_rhai(from), &from_rhai(to), inclusive)
        }
    );
}

fn register_access(engine: &mut Engine) {
    indexed!(engine, "path", |run, index: i64| access::path(
        run,
        index as usize
    ));
    indexed!(engine, "chain", |run, index: i64| access::chain(run, index));
    indexed!(engine, "holds", |run, index: i64| {
        access::chain(run, index).map(|value| Value::Boolean(operator::truth(run, &value)))
    });
    indexed!(engine, "holds_on", |run, index: i64, target: Dynamic| {
        access::chain_on(run, from_rhai(target), index)
            .map(|value| Value::Boolean(operator::truth(run, &value)))
    });
    indexed!(engine, "chain_on", |run, index: i64, target: Dynamic| {
        access::chain_on(run, from_rhai(target), index)
    });
    indexed!(engine, "walk", |run, target: Dynamic, index: i64| {
        access::walk(run, from_rhai(target), index as usize)
    });
    indexed!(
        engine,
        "member",
        |run, target: Dynamic, name: Dynamic, mode: i64| {
            access::member(run, &from_rhai(target), &from_rhai(name), mode)
        }
    );
    helper!(engine, "at", |run, a, index| access::at(run, &a, &index));
    helper!(engine, "set_at", |run, a, index, value| access::set_at(
        run, &a, &index, value
    ));
    helper!(engine, "set_member", |run, a, name, value| {
        access::set_member(run, &a, &name, value)
    });
    helper!(engine, "set_member_safe", |run, a, name, value| {
        if a.is_null() {
            Ok(value)
        } else {
            access::set_member(run, &a, &name, value)
        }
    });
    indexed!(engine, "assign", |run, name: &str, value: Dynamic| {
        let value = from_rhai(value);
        run.assign(name, value.clone());
        Ok::<_, Box<EvalError>>(value)
    });
    indexed!(engine, "constant", |run, index: i64| {
        Ok::<_, Box<EvalError>>(
            run.tables
                .and_then(|tables| tables.constants.get(index as usize))
                .cloned()
                .unwrap_or_default(),
        )
    });
    helper!(engine, "binding", |_run| Ok(Value::object(Object::Binding)));
    engine.register_fn(
        "walk_items",
        |context: NativeCallContext, rt: &mut Rt, value: Dynamic| -> Native<Array> {
            let run = Run {
                state: &rt.state,
                native: Some(&context),
                tables: Some(&rt.tables),
            };
            let items = crate::collection::walk(&run, &from_rhai(value)).map_err(thrown)?;
            Ok(items.into_iter().map(to_rhai).collect())
        },
    );
    engine.register_fn(
        "spread",
        |context: NativeCallContext, rt: &mut Rt, value: Dynamic| -> Native<Dynamic> {
            let run = Run {
                state: &rt.state,
                native: Some(&context),
                tables: Some(&rt.tables),
            };
            let value = from_rhai(value);
            let items = match &value {
                Value::Map(map) => {
                    let entries = run.entries(map).map_err(thrown)?;
                    entries
                        .into_iter()
                        .flat_map(|(key, item)| [key.to_value(), item])
                        .collect()
                }
                other => crate::collection::walk(&run, other).map_err(thrown)?,
            };
            Ok(Dynamic::from(Spread(items)))
        },
    );
}

fn register_calls(engine: &mut Engine) {
    indexed!(engine, "m0", |run, target: Dynamic, site: i64| {
        call::method(run, &from_rhai(target), site, &[])
    });
    indexed!(engine, "m1", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic| {
        call::method(run, &from_rhai(target), site, &[from_rhai(a)])
    });
    indexed!(engine, "m2", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic,
                            b: Dynamic| {
        call::method(run, &from_rhai(target), site, &[from_rhai(a), from_rhai(b)])
    });
    indexed!(engine, "mn", |run,
                            target: Dynamic,
                            site: i64,
                            arguments: Array| {
        call::method(run, &from_rhai(target), site, &values(arguments))
    });
    indexed!(engine, "s0", |run, target: Dynamic, site: i64| {
        call::safe_method(run, &from_rhai(target), site, &[])
    });
    indexed!(engine, "s1", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic| {
        call::safe_method(run, &from_rhai(target), site, &[from_rhai(a)])
    });
    indexed!(engine, "s2", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic,
                            b: Dynamic| {
        call::safe_method(run, &from_rhai(target), site, &[from_rhai(a), from_rhai(b)])
    });
    indexed!(engine, "sn", |run,
                            target: Dynamic,
                            site: i64,
                            arguments: Array| {
        call::safe_method(run, &from_rhai(target), site, &values(arguments))
    });
    indexed!(engine, "x0", |run, target: Dynamic, site: i64| {
        call::spread_method(run, &from_rhai(target), site, &[])
    });
    indexed!(engine, "x1", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic| {
        call::spread_method(run, &from_rhai(target), site, &[from_rhai(a)])
    });
    indexed!(engine, "x2", |run,
                            target: Dynamic,
                            site: i64,
                            a: Dynamic,
                            b: Dynamic| {
        call::spread_method(run, &from_rhai(target), site, &[from_rhai(a), from_rhai(b)])
    });
    indexed!(engine, "xn", |run,
                            target: Dynamic,
                            site: i64,
                            arguments: Array| {
        call::spread_method(run, &from_rhai(target), site, &values(arguments))
    });
    indexed!(
        engine,
        "dynamic",
        |run, target: Dynamic, name: Dynamic, safe: bool, args: Array| {
            call::dynamic(
                run,
                &from_rhai(target),
                &from_rhai(name),
                safe,
                &values(args),
            )
        }
    );
    indexed!(
        engine,
        "invoke",
        |run, callee: Dynamic, arguments: Array| {
            call::invoke(run, &from_rhai(callee), &values(arguments))
        }
    );
    indexed!(
        engine,
        "script_call",
        |run, name: &str, arguments: Array| { call::script_call(run, name, &values(arguments)) }
    );
    indexed!(engine, "method_of", |run, target: Dynamic, site: i64| {
        call::method_reference(run, from_rhai(target), site)
    });
    indexed!(engine, "define", |run, name: i64, closure: Dynamic| {
        call::define(run, name, from_rhai(closure))
    });
    engine.register_fn(
        "closure",
        |_context: NativeCallContext,
         rt: &mut Rt,
         code: rhai::FnPtr,
         index: i64|
         -> Native<Dynamic> {
            let run = Run {
                state: &rt.state,
                native: None,
                tables: Some(&rt.tables),
            };
            let signature = rt
                .tables
                .signatures
                .get(index as usize)
                .cloned()
                .unwrap_or_default();
            run.allocate(128).map_err(thrown)?;
            let closure = Arc::new(Closure {
                code: Code::Script(Some(code).into()),
                signature,
                curried: Vec::new(),
                curried_right: Vec::new(),
            });
            run.register(&closure);
            Ok(to_rhai(Value::Closure(closure)))
        },
    );
    engine.register_fn("is_missing", |_rt: &mut Rt, value: Dynamic| {
        value.is::<Missing>()
    });
    helper!(engine, "raise", |run, a| call::raise(run, &a));
    helper!(engine, "assertion", |run, a| call::assertion(run, &a));
    engine.register_fn(
        "caught",
        |rt: &mut Rt, error: Dynamic, types: Array| -> bool {
            let Some(Thrown(error)) = error.try_cast::<Thrown>() else {
                return false;
            };
            types.is_empty()
                || types.iter().filter_map(|ty| ty.as_int().ok()).any(|ty| {
                    let class = rt
                        .tables
                        .names
                        .get(ty as usize)
                        .map_or("", |name| name.as_str());
                    crate::class::is_exception(error.origin.exception, class)
                })
        },
    );
    engine.register_fn("exception", |_rt: &mut Rt, error: Dynamic| -> Dynamic {
        error
            .try_cast::<Thrown>()
            .map_or(Dynamic::UNIT, |Thrown(error)| {
                to_rhai(call::exception_value(&error))
            })
    });
}

fn register_types(engine: &mut Engine) {
    indexed!(engine, "list", |run, items: Array| run.list(values(items)));
    indexed!(engine, "map", |run, items: Array| {
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
                entries.push((Key::new(from_rhai(key)), from_rhai(value)));
            }
        }
        run.map(entries)
    });
    indexed!(engine, "interpolate", |run, index: i64, items: Array| {
        create::interpolate(run, index as usize, values(items))
    });
    indexed!(engine, "create", |run, class: i64, arguments: Array| {
        let name = run
            .tables
            .and_then(|tables| tables.names.get(class as usize))
            .cloned();
        create::object(run, &name.unwrap_or_default(), &values(arguments))
    });
    indexed!(engine, "array", |run, ty: i64, sizes: Array| {
        create::array(run, ty as usize, &values(sizes))
    });
    indexed!(engine, "instance", |run, value: Dynamic, ty: i64| {
        convert::instance(run, &from_rhai(value), ty as usize).map(Value::Boolean)
    });
    indexed!(engine, "as_type", |run, value: Dynamic, ty: i64| {
        convert::as_type(run, &from_rhai(value), ty as usize)
    });
    indexed!(engine, "cast", |run, value: Dynamic, ty: i64| {
        convert::cast(run, &from_rhai(value), ty as usize)
    });
    indexed!(engine, "coerce", |run, value: Dynamic, ty: i64| {
        convert::coerce(run, &from_rhai(value), ty as usize)
    });
}
