//! Diagnostics as data: codes, places, labels, next steps, and their renderers.
