//! `Stream.map`

use crate::library::{Function, map_stream};

pub(crate) static FUNCTION: Function = Function {
    receiver: "Stream",
    name: "map",
    parameters: "closure: Closure",
    result: "Stream",
    doc: "What the closure makes of each.",
    examples: &[(
        "[1, 2].stream().map{ it + 1 }.collect(java.util.stream.Collectors.toList())",
        "[2, 3]",
    )],
    run: map_stream,
};
