//! The rhai text of typical scripts, and that rhai takes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_grammar::parse_script;

use super::{Lowering, Tables};
use crate::limits::Limits;

#[test]
fn scripts_become_calls_of_helpers() {
    let engine = crate::machine::engine(&Limits::default());
    let mut out = String::new();
    for source in [
        "user.name ?: 'none'",
        "headers?.Link?.split(',')?.size() == 2 ? headers.Link : null",
        "x = 1; x += 2; x++",
        "def l = []; for (r in response.roles) { if (r.id == 5) { l << r.name } }; l",
        "items.collect{ it.id }.join(',')",
        "switch (a) { case 1: 'one'; break; default: 'many' }",
        "try { a.b() } catch (NullPointerException e) { 'null' }",
        "\"${user.name}-${1 + 2}\"",
    ] {
        let (mut tables, mut roots, mut errors) = (Tables::default(), Vec::new(), Vec::new());
        let script = parse_script(source).unwrap();
        let lowered = Lowering::new(&mut tables, &mut roots, &mut errors, 96).script(&script);
        assert!(errors.is_empty(), "{errors:?}");
        engine.compile(&lowered.code).unwrap();
        out.push_str(&format!(
            "# {source}{}\n",
            lowered.code.replace('\n', "\n  ")
        ));
    }
    insta::assert_snapshot!(out);
}
