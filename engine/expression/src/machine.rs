//! The rhai engine: its limits, its values and its errors. null, booleans, Integers and Strings travel as rhai's own
//! types, everything else as a [`Value`].

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, EvalAltResult, OptimizationLevel, Position};

use crate::error::{EvalError, Kind};
use crate::limits::Limits;
use crate::lower::Tables;
use crate::run::State;
use crate::value::{Text, Value};

/// The running evaluation, as scripts hold it.
#[derive(Clone)]
pub(crate) struct Rt(pub(crate) Arc<Running>);

/// What helpers see of the running evaluation.
pub(crate) struct Running {
    pub(crate) state: Arc<State>,
    pub(crate) tables: Arc<Tables>,
}

/// A parameter that got no argument and takes its default.
#[derive(Clone)]
pub(crate) struct Missing;

/// An error of ours inside one of rhai's.
#[derive(Clone)]
pub(crate) struct Thrown(pub(crate) Box<EvalError>);

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
    crate::syntax::register(&mut engine);
    engine
}
