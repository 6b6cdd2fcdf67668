//! The binding language: compiled templates, the value type, the function library and its limits.
