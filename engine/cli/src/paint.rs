//! The few styles of the command line. Meaning never hangs on colour alone.

use anstyle::{AnsiColor, Style};

/// A heading, a name that matters.
pub const STRONG: Style = Style::new().bold();
/// Went well, was added.
pub const GOOD: Style = AnsiColor::Green.on_default();
/// Went wrong, was removed.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Deserves a look, was changed.
pub const CARE: Style = AnsiColor::Yellow.on_default();
/// Stands back.
pub const QUIET: Style = Style::new().dimmed();
