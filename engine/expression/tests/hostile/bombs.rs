//! Small scripts with large consequences: each ends in a limit, or has an answer that is small.
//!
//! Time and memory are asserted by `measure`, in a release build.

use bindery_expression::{Context, Engine, Kind, Limits, Sink, Value};

/// What ends in a limit.
pub const LIMITED: &[&str] = &[
    // Loops.
    "for (;;) {}",
    "def s = ''; while (true) { s += 'aaaaaaaaaaaaaaaa' }",
    "def l = []; while (true) { l << 'a' }",
    "def m = [:]; def i = 0; while (true) { m[i++] = 'v' + i }",
    "while (true) { try { throw new Exception('x') } catch (e) { } }",
    "try { while (true) {} } catch (Throwable e) { while (true) {} }",
    "2000000000.times{ it }",
    "1.upto(9000000000000000000L){ it }",
    "(0..10000).each{ (0..10000).each{ (0..10000).each{ } } }",
    // Strings.
    "def s = 'aaaaaaaaaa'; for (i in 0..60) { s = \"${s}${s}\" }; s.size()",
    "def s = new StringBuilder('aaaaaaaaaa'); for (i in 0..60) { s.append(s.toString()) }; s.length()",
    "def s = 'aaaaaaaaaa'; for (i in 0..60) { s = s.replace('a', 'aaaaaaaaaa') }; s",
    "def s = 'aaaaaaaaaa'; for (i in 0..60) { s = s.replaceAll('a', '$0$0$0$0$0$0$0$0') }; s",
    "'a'.padRight(2000000000, 'xy')",
    "'a'.center(2000000000)",
    "(0..100000).collect{ 'a'.padLeft(100000) }",
    "('x' * 8000000).chars",
    "('x' * 8000000).toCharArray()",
    "def s = 'a'; for (i in 0..200) { s = s.bytes.encodeBase64().toString() }; s",
    // Collections.
    "[1] * 2000000000",
    "def l = [1]; for (i in 0..60) { l = [l, l, l, l] }; l.toString()",
    "(0..2000000000)",
    "(0..2000000000).toList()",
    "(0..2000000000).join(',')",
    "def l = (0..100).toList(); l.collectMany{ a -> l.collectMany{ b -> l.collectMany{ c -> l } } }",
    "(0..12).toList().permutations()",
    "[(0..99), (0..99), (0..99), (0..99)].combinations()",
    "(0..100000).inject([]){ x, y -> x + y }",
    // Structures that share their parts.
    "def l = [1]; for (i in 0..40) { l = [l, l] }; l",
    "def l = [1]; for (i in 0..40) { l = [k: l, z: l] }; l",
    "def l = [1]; for (i in 0..40) { l = [l, l] }; l.flatten()",
    "def l = [1]; for (i in 0..40) { l = [l, l, l, l] }; l.hashCode()",
    "def l = [1]; for (i in 0..40) { l = [l, l] }; [(l): 1].size()",
    "def l = [1]; def k = [1]; for (i in 0..40) { l = [l, l]; k = [k, k] }; l == k",
    "def l = [1]; def k = [1]; for (i in 0..40) { l = [l, l]; k = [k, k] }; l.equals(k)",
    "def l = [1]; for (i in 0..40) { l = [l, l] }; groovy.json.JsonOutput.toJson(l)",
    "def l = []; for (i in 0..5000) { l = [l] }; l.toString()",
    // Structures that hold themselves.
    "def l = []; l << l; l",
    "def m = [:]; m.m = m; m",
    "def l = []; def k = [l]; l << k; l.toString()",
    "def m = [:]; m.m = m; groovy.json.JsonOutput.toJson(m)",
    "a << (a << 1); a",
    "a << a; a << a; a",
    "def m = [k: a]; a << m; a << m; m",
    "a << [k: a, l: a]; a",
    // Numbers.
    "9 ** 999999999",
    "1.5.pow(99999999)",
    "1.5.setScale(-2000000000)",
    "(new BigDecimal('1E-5000') ** 30000).toPlainString()",
    "new BigDecimal('1E-5000').pow(30000).toPlainString()",
    "def x = 1.1; for (i in 0..60) { x = x * x }; x",
    "1G << 2000000000",
    "1.5.setScale(2000000000)",
    // Closures.
    "def f; def g; f = { g(it) }; g = { f(it) }; f(1)",
    "def f; f = { [1, 2].each{ f(it) } }; f(1)",
    "def f; f = { k -> k == 0 ? 1 : f(k - 1) + f(k - 1) }; f(25)",
    "def l = (0..1000).toList(); l.sort{ x, y -> l.sort{ c, d -> 1 }; 1 }",
    // Regular expressions.
    "('a' * 100000 + '!') ==~ /(a|a)*(\\1)?$/",
];

/// What has an answer of some kind.
pub const ANSWERED: &[&str] = &[
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a+)+$')",
    "('a' * 5000 + '!').replaceAll('(?=(a+)+$)(a+)+$', 'x')",
    "10G.pow(99999999)",
    "new Random()[0]",
    "new StringBuilder('ab')[0]",
    "new StringBuilder('ab').getAt(0)",
    "new Date()[s]",
    "def m = [:]; m[m] = 1; m[m] = 2; m.size()",
    "def m = [:]; m[[m]] = 1; m.containsKey([m])",
    "def l = []; l << l; l.hashCode()",
    "def e = [a: 1].entrySet().toList()[0]; e.setValue(e); e == e",
    "def e = [a: 1].entrySet().toList()[0]; e.setValue(e); [e] as Set",
    "def l = []; l << l; def k = []; k << k; l == k",
    "def l = []; l << l; [l, l].sort()",
    "def l = []; l << l; l.contains(l); l.removeAll(l)",
    "def l = (0..100).toList(); l.sort{ x, y -> l.clear(); 1 }",
    "def l = (0..1000).toList(); l.sort{ x, y -> 1 }; l.size()",
    "(2000000000..0).reverse()",
    "-4444444444444333333..44444888888888*8888888444444",
    "(Long.MIN_VALUE..Long.MAX_VALUE).size()",
    "(Long.MIN_VALUE..Long.MAX_VALUE).contains(1)",
    "(Long.MAX_VALUE..Long.MIN_VALUE)[3]",
    "[1, 2][(Long.MAX_VALUE..0)]",
    "'ab'[(Long.MIN_VALUE..Long.MAX_VALUE)]",
    "for (i in Long.MAX_VALUE..Long.MIN_VALUE) { }",
    "(0..Long.MAX_VALUE).step(2)",
    "(0..40).toList().subsequences()",
    "('a'..'zzzzzzzz').toList()",
    "new Date().format('y' * 70000).size()",
    "new BigInteger('9' * 1000000)",
    "new BigDecimal('9' * 1000000)",
    "new BigDecimal('1E-2147483647') + 1",
    "new BigDecimal('1E999999999') == 1G",
    "1e999999999 + 1",
    "9.99e4999 ** 2",
    "Long.MIN_VALUE.intdiv(-1)",
    "Integer.MIN_VALUE % -1",
    "new Date(9223372036854775807L) + 2000000000",
    "new Date(9223372036854775807L)[Calendar.YEAR]",
    "def c = Calendar.getInstance(); c.add(Calendar.YEAR, 2147483647); c.time",
    "def c = Calendar.getInstance(); c.add(Calendar.MONTH, -2147483648); c.time",
    "def c = Calendar.getInstance(); (0..15).each{ c.add(it, 2147483647) }; c.time",
    "def c = Calendar.getInstance(); c.set(2147483647, 2147483647, 2147483647); c.time",
    "'a'.matches('((((a{1000}){1000}){1000}){1000})')",
    "new groovy.json.JsonSlurper().parseText('[' * 100000 + ']' * 100000)",
    "def m; m = [:].withDefault{ m[it + 1] }; m[0]",
    "def f = { it }; for (i in 0..1000) { f = f.curry(1) }; f()",
];

fn answer(engine: &Engine, template: &str) -> Result<Value, Kind> {
    let context = Context::from_json(&serde_json::json!({"a": [1, 2], "s": "text", "n": null}));
    let program = engine
        .compile_text(template, Sink::Text)
        .map_err(|errors| errors[0].kind)?;
    program.evaluate(&context).map_err(|error| {
        assert_ne!(error.code, "R9001", "{template}: {error}");
        error.kind
    })
}

/// The default profile with less of everything, so that an unoptimised build is soon done.
fn engine() -> Engine {
    Engine::new(Limits {
        operations: 50_000,
        work: 200_000,
        ..Limits::default()
    })
}

#[test]
fn bombs_end_in_a_limit() {
    let engine = engine();
    let mut wrong = Vec::new();
    for body in LIMITED {
        let got = answer(&engine, &format!("${{{body}}}")).map(|value| value.to_text());
        if got != Err(Kind::Limit) {
            wrong.push(format!("{body}: {got:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_looks_like_a_bomb_has_an_answer_of_some_kind() {
    let engine = engine();
    for body in ANSWERED {
        if let Ok(value) = answer(&engine, &format!("${{{body}}}")) {
            let _ = (value.to_text(), value.to_json());
        }
    }
}

#[test]
fn a_result_is_weighed_before_it_is_given_out() {
    let engine = Engine::default();
    let wide = answer(&engine, "${(0..5000).collect{ [it] }}").unwrap();
    assert_eq!(wide.items().unwrap().len(), 5_001);
    let shared = "${def l = (0..999).toList(); (0..999).collect{ l }}";
    assert_eq!(answer(&engine, shared).unwrap_err(), Kind::Limit);
}

#[test]
fn a_long_date_pattern_is_padded_with_zeros() {
    let text = answer(&engine(), "${new Date(0).format('y' * 70000)}")
        .unwrap()
        .to_text();
    assert_eq!(text.len(), 70_000);
    assert!(text.starts_with("0000") && text.ends_with("001970"));
}

#[test]
fn a_small_number_is_written_out_however_many_zeros_it_takes() {
    let text = answer(
        &Engine::default(),
        "${new BigDecimal('1E-5000').toPlainString()}",
    )
    .unwrap()
    .to_text();
    assert_eq!(text.len(), 5_002);
}

#[test]
fn a_date_beyond_the_calendar_is_shown_and_not_calculated_with() {
    let engine = engine();
    // What directories store for an account that never expires.
    let never = "new Date(9223372036854775807L.intdiv(10000) - 11644473600000L)";
    let show = |body: &str| answer(&engine, &format!("${{{body}}}")).map(|value| value.to_text());
    assert_eq!(show(never).unwrap(), "Thu Sep 14 02:48:05 UTC 30828");
    assert_eq!(
        show(&format!("{never}.format('yyyy-MM-dd EEEE')")).unwrap(),
        "30828-09-14 Thursday"
    );
    assert_eq!(show(&format!("{never}.year")), Err(Kind::Unsupported));
    let far = "def c = Calendar.getInstance(); c.add(Calendar.YEAR, 2147483647)";
    assert_eq!(show(far), Err(Kind::Other));
}
