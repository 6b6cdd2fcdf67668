//! The nouns of identity governance and the one catalogue of attributes, operations and bindings.
