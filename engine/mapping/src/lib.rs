//! Pure rules from responses to rows: paths, column types, success rules, paging and status decisions.
