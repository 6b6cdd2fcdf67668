//! The offline validator: what is wrong with a definition, before anyone runs it.
