//! A stateful HTTP target described by data.
