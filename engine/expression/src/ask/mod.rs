//! Static questions, answered without running: one file per question.
//!
//! | question | answer |
//! |---|---|
//! | [`reads`] | the paths a template reads, with their places, and whether null along them is guarded |
//! | [`strangers`] | names and attributes that the catalogue does not know, with the closest that it does |
//! | [`calls`] | the methods a template calls, on which class where known, and the functions they may be |
//! | [`risks`] | parts that can be null and are dereferenced without a guard |
//! | [`yields`] | the class of the result, and whether it can be null |
//! | [`quotes`] | literals that contain `"`, which turn escaping off (design D4) |
//! | [`constants`] | bindings that read nothing, with their value |
//!
//! Names, attributes and their types come from the catalogue (design D14), methods from the function
//! library. An answer is conservative: what is not known is said to be unknown, and a script with
//! several assignments to a variable makes that variable unknown. The trees are as high as the
//! grammar allows (`bindery_grammar::limits`), so recursion over them is safe.

mod calls;
mod constants;
mod facts;
mod path;
mod quotes;
mod reads;
mod risks;
mod strangers;
mod types;
mod walk;
mod yields;

pub use calls::{CallSite, calls};
pub use constants::{Constant, constants};
pub use path::{Path, Segment, SegmentKey};
pub use quotes::quotes;
pub use reads::{Read, reads};
pub use risks::{Risk, risks};
pub use strangers::{Stranger, strangers};
pub use types::{Nullability, Type};
pub use yields::yields;

#[cfg(test)]
mod tests;
