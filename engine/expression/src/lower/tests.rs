//! The rhai text of typical scripts, and that rhai takes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_grammar::parse_script;

use super::{Lowering, Tables};
use crate::limits::Limits;
use crate::{Context, Engine, Sink};

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
        "items?.eachWithIndex{ v, i -> if (i > 0) { out << v } }",
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

#[test]
fn a_closure_run_in_place_does_what_it_does_when_called() {
    let engine = Engine::default();
    let context = Context::new();
    let answer = |script: &str| {
        let program = engine.compile_text(&format!("${{{script}}}"), Sink::Plain);
        let value = program.unwrap().evaluate(&context);
        value
            .map(|value| value.to_text())
            .map_err(|error| (error.kind, error.message))
    };
    let mut answered = 0;
    for receiver in [
        "[1, 2, 3]",
        "[[1, 2], [3, 4]]",
        "[b: 1, a: 2]",
        "(1..3)",
        "'xyz'",
        "\"${1 + 1}\"",
        "[].iterator()",
        "[3, 4].iterator()",
        "['a', 'b'] as Set",
        "null",
        "5",
        "2.5",
        "true",
        "new Date(0)",
        "'a,b'.split(',')",
    ] {
        for (call, closure) in [
            ("each", "{ s += \"$it;\" }"),
            ("each", "{ z -> def y = z; f << { y }; s += z }"),
            ("each", "{ it -> it = 1; s += it }"),
            (
                "each",
                "{ if (s.size() > 20) { throw new RuntimeException(s) } else { s += it } }",
            ),
            ("eachWithIndex", "{ v, i -> s += \"$i=$v;\"; f << { i } }"),
            ("eachWithIndex", "{ v, i -> assert i < 2; s += v }"),
        ] {
            let end = "; s + f.collect{ it() } + (r == x)";
            let start = format!("def s = ''; def f = []; def x = {receiver};");
            let in_place = answer(&format!("{start} def r = x.{call}{closure}{end}"));
            let called = answer(&format!(
                "{start} def c = {closure}; def r = x.{call}(c){end}"
            ));
            assert_eq!(in_place, called, "{receiver}.{call}{closure}");
            answered += usize::from(in_place.is_ok());
        }
    }
    assert!(answered > 40, "{answered}");
}
