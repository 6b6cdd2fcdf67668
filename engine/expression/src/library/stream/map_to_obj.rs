//! `Stream.mapToObj`

use crate::library::{Function, map_stream};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "mapToObj",
    parameters: "closure: Closure",
    result: "Stream",
    doc: "What the closure makes of each.",
    examples: &[("[1, 2].stream().mapToObj{ it + 1 }.count()", "2")],
    run: map_stream,
};
