//! What this crate refuses, so that no input overflows a stack.
//!
//! Every recursive walk over a tree (converting, printing, comparing, dropping, and lowering in
//! other crates) goes as deep as the tree, so the tree's height is bounded here, once.

/// How deep brackets, then-branches and brace-less `if`s may nest in one script; an interpolation
/// counts twice.
///
/// In an unoptimised build 47 interpolations overflowed the 2 MiB of a spawned thread. At this depth
/// every shape of `tests/depth.rs` passes on 1.5 MiB, which leaves the rest to the caller.
pub const MAX_DEPTH: usize = 32;

/// How tall the tree of one script may grow, chains of operators and calls included.
///
/// `a + b + … ` and `a.b.c…` are one level higher per link. Every recursive walk over
/// a tree, in other crates too, may rely on it.
pub const MAX_HEIGHT: usize = 400;

/// The longest template in bytes: bodies of requests, not documents.
pub const MAX_SOURCE: usize = 1 << 20;

/// The bytes of script in one template, all its bindings together: the longest of the field has two
/// thousand. The time and memory of parsing and lowering grow with them.
pub const MAX_SCRIPT: usize = 32 * 1024;

/// How many broken bindings of one template are reported: each may cost a scan of the whole text.
pub const MAX_ERRORS: usize = 64;

/// The longest number literal in characters; its conversion is quadratic.
pub const MAX_NUMBER: usize = 1000;
