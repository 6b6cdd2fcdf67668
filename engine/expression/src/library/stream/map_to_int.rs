//! `Stream.mapToInt`

use crate::library::{Function, map_stream};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "mapToInt",
    parameters: "closure: Closure",
    result: "Stream",
    doc: "What the closure makes of each, as numbers.",
    examples: &[("[1, 2].stream().mapToInt{ it * 2 }.sum()", "6")],
    run: map_stream,
};
