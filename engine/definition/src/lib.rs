//! Connector definitions: spanned JSON, typed attributes, and the packages that carry them.
