//! How a lowered script calls a helper: `h name_line(operand,…)`, a syntax of its own for rhai.
//!
//! As native functions of rhai, helpers cost more to find than most of them do: rhai hashes the
//! types of all arguments, looks for a function of the script and then for a native one, and
//! forgets what it found with each call of a closure. A syntax of its own is resolved while the
//! script is compiled, so that a call is a call. It also runs closures with the state that rhai
//! has at hand instead of a copy.
//!
//! `line` is the line of the rhai text, which leads to the place in the template; 0 has none. The
//! running evaluation is rhai's tag, put there by `bind` at the beginning of each script.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use rhai::{
    Array, Dynamic, Engine, EvalAltResult, EvalContext, Expression, ImmutableString, Position,
};

use crate::error::Outcome;
use crate::machine::{Rt, from_rhai, thrown, to_rhai};
use crate::run::Run;
use crate::value::Value;
use crate::vocabulary::HELPERS;

/// The most operands that a helper takes.
const MOST: usize = 4;

/// The evaluated operands of a call; those that a helper does not take are null.
type Operands = [Dynamic; MOST];

/// A helper.
pub(crate) struct Helper {
    pub(crate) name: &'static str,
    pub(crate) operands: usize,
    pub(crate) run: fn(&Run<'_>, Operands) -> Outcome<Dynamic>,
}

/// What an operand is to a helper.
pub(crate) trait Operand {
    /// The operand that rhai evaluated.
    fn of(value: Dynamic) -> Self;
}

impl Operand for Value {
    fn of(value: Dynamic) -> Self {
        from_rhai(value)
    }
}

impl Operand for Dynamic {
    fn of(value: Dynamic) -> Self {
        value
    }
}

impl Operand for i64 {
    fn of(value: Dynamic) -> Self {
        value.as_int().unwrap_or(-1)
    }
}

impl Operand for bool {
    fn of(value: Dynamic) -> Self {
        value.as_bool().unwrap_or(false)
    }
}

impl Operand for ImmutableString {
    fn of(value: Dynamic) -> Self {
        value.into_immutable_string().unwrap_or_default()
    }
}

impl Operand for Array {
    fn of(value: Dynamic) -> Self {
        value.into_array().unwrap_or_default()
    }
}

/// What a helper gives back.
pub(crate) trait Answer {
    /// The answer as rhai keeps it.
    fn into_rhai(self) -> Dynamic;
}

impl Answer for Value {
    fn into_rhai(self) -> Dynamic {
        to_rhai(self)
    }
}

impl Answer for bool {
    fn into_rhai(self) -> Dynamic {
        Dynamic::from(self)
    }
}

impl Answer for Dynamic {
    fn into_rhai(self) -> Dynamic {
        self
    }
}

impl Answer for Array {
    fn into_rhai(self) -> Dynamic {
        Dynamic::from(self)
    }
}

/// Runs the code of closures.
pub(crate) trait Caller {
    /// Calls a function of the script, which takes its arguments away.
    fn call(&self, name: &str, arguments: &mut [Dynamic]) -> Result<Dynamic, Box<EvalAltResult>>;
}

/// rhai as it is at the helper that was called.
struct Frame<'f, 'a, 's, 'ps, 'g, 'c, 't>(RefCell<&'f mut EvalContext<'a, 's, 'ps, 'g, 'c, 't>>);

impl Caller for Frame<'_, '_, '_, '_, '_, '_, '_> {
    fn call(&self, name: &str, arguments: &mut [Dynamic]) -> Result<Dynamic, Box<EvalAltResult>> {
        let Ok(mut context) = self.0.try_borrow_mut() else {
            return Err(EvalAltResult::ErrorStackOverflow(Position::NONE).into());
        };
        let mut arguments: Vec<&mut Dynamic> = arguments.iter_mut().collect();
        context.call_fn_raw(name, false, false, &mut arguments)
    }
}

/// What the parser needs of a helper: its number and what follows its name.
struct Shape {
    number: i64,
    symbols: Vec<ImmutableString>,
}

static SHAPES: LazyLock<HashMap<&'static str, Shape>> = LazyLock::new(|| {
    let named = all().map(|helper| (helper.name, helper.operands));
    let named = named.chain([(BIND, 1)]).zip(0..);
    named
        .map(|((name, operands), number)| {
            let symbols = symbols(operands);
            (name, Shape { number, symbols })
        })
        .collect()
});

fn all() -> impl Iterator<Item = &'static Helper> {
    HELPERS.iter().copied().flatten()
}

/// `(`, the operands between commas, `)`; rhai takes `()` for one sign.
fn symbols(operands: usize) -> Vec<ImmutableString> {
    if operands == 0 {
        return vec!["()".into()];
    }
    let mut symbols: Vec<ImmutableString> = vec!["(".into()];
    for operand in 0..operands {
        if operand > 0 {
            symbols.push(",".into());
        }
        symbols.push("$expr$".into());
    }
    symbols.push(")".into());
    symbols
}

/// The key of the syntax.
pub(crate) const KEY: &str = "h";
/// What makes an operand the running evaluation; every script begins with it.
pub(crate) const BIND: &str = "bind";
/// The bits of a call's state that hold its line; those above hold the helper's number.
const LINE_BITS: u32 = 32;

/// Teaches rhai the helpers.
pub(crate) fn register(engine: &mut Engine) {
    let helpers: Vec<&'static Helper> = all().collect();
    engine.register_custom_syntax_with_state_raw(
        KEY,
        |symbols, next, state| {
            let Some(name) = symbols.get(1) else {
                return Ok(Some(next.into()));
            };
            let known = name.rsplit_once('_');
            let known = known.and_then(|(name, line)| Some((SHAPES.get(name)?, line)));
            let Some((shape, line)) = known else {
                let unknown = rhai::LexError::UnexpectedInput(String::new());
                return Err(unknown.into_err(Position::NONE));
            };
            if symbols.len() == 2 {
                let line = line.parse::<u32>().unwrap_or(0);
                *state = Dynamic::from_int(shape.number << LINE_BITS | i64::from(line));
            }
            Ok(shape.symbols.get(symbols.len() - 2).cloned())
        },
        false,
        move |context, inputs, state| {
            let state = state.as_int().unwrap_or(-1);
            let number = usize::try_from(state >> LINE_BITS);
            match number.ok().and_then(|number| helpers.get(number)) {
                Some(helper) => perform(context, helper, state as u32, inputs),
                None => {
                    if let Some(input) = inputs.first() {
                        *context.tag_mut() = context.eval_expression_tree(input)?;
                    }
                    Ok(Dynamic::UNIT)
                }
            }
        },
    );
}

/// Evaluates the operands and calls the helper.
fn perform(
    context: &mut EvalContext<'_, '_, '_, '_, '_, '_>,
    helper: &Helper,
    line: u32,
    inputs: &[Expression<'_>],
) -> Result<Dynamic, Box<EvalAltResult>> {
    let mut operands = [const { Dynamic::UNIT }; MOST];
    for (operand, input) in operands.iter_mut().zip(inputs) {
        *operand = context.eval_expression_tree(input)?.flatten();
    }
    let Some(rt) = context.tag().read_lock::<Rt>().map(|rt| Rt::clone(&rt)) else {
        return Ok(Dynamic::UNIT);
    };
    let frame = Frame(RefCell::new(context));
    let run = Run {
        state: &rt.0.state,
        native: Some(&frame),
        tables: Some(&rt.0.tables),
    };
    (helper.run)(&run, operands).map_err(|mut error| {
        if line > 0 && error.span.is_empty() && error.origin.line.is_none() {
            error.origin.line = usize::try_from(line).ok();
        }
        thrown(error)
    })
}
