//! Helpers registered once for each class of their operands.
//!
//! rhai finds a native function by the exact types of its arguments; only when it finds none does
//! it try every combination of `Dynamic` parameters, and it forgets what it found after each
//! evaluation and each call of a closure. A helper of two operands costs six look-ups that way
//! and one this way. Operands of other types still reach the `Dynamic` version.

use std::any::TypeId;
use std::mem;

use rhai::{Dynamic, Engine, EvalAltResult, INT, ImmutableString, NativeCallContext};

use crate::error::Outcome;
use crate::machine::{Rt, from_rhai, thrown, to_rhai};
use crate::run::Run;
use crate::value::Value;

/// Registers the overloads of a helper of `N` operands. `index` is the position of its index into
/// a table among all its arguments, if it takes one; the body gets 0 otherwise.
pub(crate) fn exact<const N: usize>(
    engine: &mut Engine,
    name: &str,
    index: Option<usize>,
    body: fn(&Run<'_>, i64, [Value; N]) -> Outcome<Value>,
) {
    let kinds = [
        TypeId::of::<Value>(),
        TypeId::of::<ImmutableString>(),
        TypeId::of::<INT>(),
        TypeId::of::<bool>(),
        TypeId::of::<()>(),
    ];
    let mut signatures = vec![vec![TypeId::of::<Rt>()]];
    for _ in 0..N {
        let longer = signatures.iter().flat_map(|signature| {
            kinds
                .iter()
                .map(|kind| [signature.as_slice(), &[*kind]].concat())
        });
        signatures = longer.collect();
    }
    for mut signature in signatures {
        if let Some(index) = index {
            signature.insert(index.min(signature.len()), TypeId::of::<INT>());
        }
        engine.register_raw_fn(
            name,
            signature,
            move |context: NativeCallContext,
                  arguments: &mut [&mut Dynamic]|
                  -> Result<Dynamic, Box<EvalAltResult>> {
                let mut operands = [const { Value::Null }; N];
                let mut slots = operands.iter_mut();
                let mut site = 0;
                let Some((rt, rest)) = arguments.split_first_mut() else {
                    return Ok(Dynamic::UNIT);
                };
                for (position, argument) in rest.iter_mut().enumerate() {
                    if index == Some(position + 1) {
                        site = argument.as_int().unwrap_or(-1);
                    } else if let Some(slot) = slots.next() {
                        *slot = from_rhai(mem::take(*argument));
                    }
                }
                let Some(rt) = rt.read_lock::<Rt>() else {
                    return Ok(Dynamic::UNIT);
                };
                let run = Run {
                    state: &rt.state,
                    native: Some(&context),
                    tables: Some(&rt.tables),
                };
                body(&run, site, operands).map(to_rhai).map_err(thrown)
            },
        );
    }
}
