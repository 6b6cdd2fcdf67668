//! Static questions, answered without running.

mod path;

pub use path::{Path, Segment, SegmentKey};
