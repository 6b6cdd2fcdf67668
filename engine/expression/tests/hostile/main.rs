//! Scripts that mean harm end in an error, soon, on a small stack.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bombs;
mod measure;
mod scripts;

use std::time::{Duration, Instant};

use bindery_expression::{Context, Engine, Kind, Sink, Value, ask};
use bindery_model::catalogue::{Operation, Scope};
use proptest::prelude::*;

fn kind(template: &str) -> Option<Kind> {
    let engine = Engine::default();
    let context = Context::from_json(&serde_json::json!({"a": [1, 2], "s": "text", "n": null}));
    match engine.compile_text(template, Sink::Text) {
        Ok(program) => program.evaluate(&context).err().map(|error| error.kind),
        Err(errors) => Some(errors[0].kind),
    }
}

#[test]
fn hostile_scripts_end_in_a_limit() {
    let deep = format!("${{{}1{}}}", "[".repeat(500), "]".repeat(500));
    let cases = [
        "${while (true) {}}",
        "${def x = 0; while (true) { x++ }}",
        "${def s = 'aaaaaaaaaa'; for (i in 0..60) { s = s + s }; s}",
        "${def l = [1]; for (i in 0..60) { l = l + l }; l}",
        "${(0..2000000000).collect{ it }}",
        "${'a' * 2000000000}",
        "${'a'.padLeft(2000000000)}",
        "${def f; f = { f(it) }; f(1)}",
        "${def f(x) { f(x) }; f(1)}",
        "${def f = { call(it) }; f(1)}",
        "${def s; s = \"${-> s}\"; s}",
        "${new java.text.DecimalFormat('0').format(1e999999999)}",
        "${def r = new Random(1); while (true) { r.nextInt(3) }}",
        "${'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('(a|a)*(\\\\1)?$')}",
        "${2 ** 2000000000}",
        "${def x = 9; for (i in 0..40) { x = x * x * 1G }; x}",
        "${def l = []; for (i in 0..100000) { l = [l] }; l}",
        "${String.format('%2000000000d', 1)}",
        "${def m = [:]; (0..10000000).each{ m[it] = 'aaaaaaaaaaaaaaaaaaaaaaaaaaa' + it }; m}",
        "${m.a--.b--.c--.d--.e--.f--.g--.h--.i--.j--.k--.l--.m--.n--.o--.p--.q--.r--.s--.t--}",
        &deep,
    ];
    for template in cases {
        let started = Instant::now();
        let got = kind(template);
        let shown: String = template.chars().take(60).collect();
        assert_eq!(got, Some(Kind::Limit), "{shown}");
        assert!(
            started.elapsed() < Duration::from_secs(8),
            "{shown} took {:?}",
            started.elapsed()
        );
    }
}

#[test]
fn what_reaches_outside_is_refused() {
    for template in [
        "${Runtime.getRuntime().exec('ls')}",
        "${System.getenv()}",
        "${System.exit(0)}",
        "${Class.forName('java.io.File')}",
        "${'ls'.execute()}",
        "${new File('/etc/passwd').text}",
        "${new URL('http://x/').text}",
        "${'a'.class.classLoader}",
        "${'a'.metaClass}",
        "${Eval.me('1')}",
        "${Thread.sleep(1)}",
        "${evaluate('1')}",
        "${new GroovyShell()}",
        "${java.nio.file.Files.list(null)}",
        "${'a'.getClass().forName('x')}",
        "${new ProcessBuilder('ls')}",
    ] {
        assert_eq!(kind(template), Some(Kind::Unsupported), "{template}");
    }
}

#[test]
fn deep_values_are_dropped_without_recursion() {
    let mut value = Value::Null;
    for _ in 0..200_000 {
        value = Value::list(vec![value]);
    }
    drop(value);
}

#[test]
fn deep_objects_are_dropped_without_recursion() {
    let scripts = [
        "def f = { it }; 20000.times { f = f << f }; 1",
        "def f = { it }; 20000.times { def g = f; f = { g } }; 1",
        "def f = { it }; 5000.times { f = f.curry(f) }; 1",
        "def f = { 1 }; 10000.times { f = f.&call }; 1",
        "def o = Optional.of(1); 10000.times { o = Optional.of(o) }; 1",
        "def o = [1].iterator(); 10000.times { o = [o].iterator() }; 1",
        "def s = [1].stream(); 10000.times { s = [s].stream() }; 1",
        "def e = [a: 1].entrySet().toList()[0]; 9000.times { e = [a: e].entrySet().toList()[0] }; 1",
        "def v = [a: 1].values(); 8000.times { v = [a: v].values() }; 1",
        "def x = [1]; 8000.times { x = [(x): 1].keySet() }; 1",
        "def x = [1]; 8000.times { x = [[(x): 1]] }; 1",
        "def m = [:].withDefault { 1 }; 9000.times { def h = m; m = [:].withDefault { h } }; 1",
        "def g = 'x'; 8000.times { g = \"${g}\" }; 1",
    ];
    let small = std::thread::Builder::new().stack_size(1024 * 1024);
    let run = small.spawn(move || scripts.map(|script| kind(&format!("${{{script}}}"))));
    for (script, kind) in scripts.iter().zip(run.unwrap().join().unwrap()) {
        assert!(
            kind.is_none_or(|kind| kind == Kind::Limit),
            "{script}: {kind:?}"
        );
    }
}

#[test]
fn long_chains_compile_and_run() {
    let sum = format!("${{{}}}", vec!["1"; 150].join(" + "));
    let engine = Engine::default();
    let value = engine
        .compile_text(&sum, Sink::Text)
        .unwrap()
        .evaluate(&Context::new())
        .unwrap();
    assert_eq!(value.to_text(), "150");
    let calls = format!("${{' a '{}}}", ".trim()".repeat(150));
    let value = engine
        .compile_text(&calls, Sink::Text)
        .unwrap()
        .evaluate(&Context::new())
        .unwrap();
    assert_eq!(value.to_text(), "a");
}

#[test]
fn context_data_is_copied_on_its_first_write() {
    let engine = Engine::default();
    let context = Context::from_json(&serde_json::json!({"l": [1], "m": {"k": [1]}}));
    let program = engine
        .compile_text("${l << 2; m.k << 3; [l, m]}", Sink::Text)
        .unwrap();
    for _ in 0..2 {
        let value = program.evaluate(&context).unwrap();
        assert_eq!(value.to_text(), "[[1, 2], [k:[1, 3]]]");
    }
}

const PIECES: &[&str] = &[
    "a",
    "s",
    "n",
    "1",
    "2L",
    "2.50",
    "1e3",
    "'x'",
    "\"q${s}\"",
    "[1, 2]",
    "[k: 1]",
    "null",
    "true",
    ".size()",
    ".k",
    "?.k",
    "[0]",
    "[-9]",
    "[1..2]",
    ".split(',')",
    ".collect{ it }",
    ".each{ x -> x }",
    ".toString()",
    ".replaceAll('(', 'b')",
    ".substring(5)",
    ".sort()",
    ".inject{ p, q -> p + q }",
    " + ",
    " - ",
    " * ",
    " / ",
    " % ",
    " ** ",
    " == ",
    " <=> ",
    " < ",
    " in ",
    " ?: ",
    " ? ",
    " : ",
    " && ",
    " || ",
    " =~ ",
    " << ",
    " as Integer",
    " instanceof String",
    "(",
    ")",
    "[",
    "]",
    "{ ",
    " }",
    "; ",
    "def x = ",
    "x = ",
    "x",
    "x++",
    "return ",
    "if (s) ",
    " else ",
    "for (i in a) ",
    "while (n) ",
    "new Date()",
    "new HashMap()",
    ".format('yyyy')",
    "Math.addExact(",
    ",",
    "String.format('%d', ",
    "..",
    "..<",
    "!",
    "-",
    "~",
    "*.",
    ".&size",
    "try { ",
    " } catch (e) { ",
    "switch (a) { case ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Whatever is put together from pieces of the language gets an answer, never a panic.
    #[test]
    fn any_script_gets_an_answer(picks in prop::collection::vec(0..PIECES.len(), 1..14)) {
        let body: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        let template = format!("${{{body}}}");
        let engine = ENGINE.with(Clone::clone);
        let context = Context::from_json(&serde_json::json!({"a": [1, "b"], "s": "te,xt", "n": null}));
        ask_everything(&template);
        if let Ok(program) = engine.compile_text(&template, Sink::Text)
            && let Err(error) = program.evaluate(&context)
        {
            prop_assert_ne!(error.code, "R9001", "{}", template);
            prop_assert!(!error.message.is_empty(), "{}", template);
        }
    }
}

thread_local! {
    static ENGINE: Engine = Engine::default();
}

/// Every static question has an answer for whatever parses.
fn ask_everything(template: &str) {
    let place = Scope::Provisioning(Operation::CreateAccount);
    if let Ok(template) = bindery_grammar::parse_template(template) {
        let _ = (ask::reads(&template), ask::quotes(&template));
        let _ = (
            ask::strangers(&template, place),
            ask::calls(&template, place),
        );
        let _ = (ask::risks(&template, place), ask::yields(&template, place));
        let _ = ENGINE.with(|engine| ask::constants(engine, &template));
    }
}

#[test]
fn the_deepest_scripts_fit_a_small_stack() {
    fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
        format!("${{{}{middle}{}}}", open.repeat(depth), close.repeat(depth))
    }
    for depth in [10, 20, 23, 30, 44, 60, 90, 200] {
        for template in [
            nested("[", "1", "]", depth),
            nested("(1 + ", "1", ")", depth),
            nested("[k: ", "1", "]", depth),
            nested("a.collect{ ", "it", " }", depth),
            nested("{ -> ", "1", " }()", depth),
            nested("n ? 1 : ", "2", "", depth),
            nested("n ?: ", "2", "", depth),
            nested("if (s) { ", "2", " }", depth),
            nested("for (i in a) { ", "2", " }", depth),
            nested("\"${", "s", "}\"", depth),
            nested("Math.max(1, ", "2", ")", depth),
            nested("try { ", "2", " } catch (e) { 1 }", depth),
            nested("!", "s", "", depth),
            nested("a[", "0", "]", depth),
            nested("[a.collect{ [k: s ? ", "1", " : 2] }]", depth / 2),
        ] {
            // Any answer will do; an overflow would end the process.
            if std::env::var_os("BINDERY_FAILURES").is_some() {
                eprintln!("{depth} {}", template.chars().take(30).collect::<String>());
            }
            let _ = kind(&template);
            ask_everything(&template);
        }
    }
    for depth in [5, 10, 20, 30, 40] {
        for (open, close) in [
            ("Math.max(1, ", ")"),
            ("[1].collect{ ", " }"),
            ("s ? ", " : 1"),
        ] {
            let body = format!("{}f(it){}", open.repeat(depth), close.repeat(depth));
            let _ = kind(&format!("${{def f; f = {{ {body} }}; f(1)}}"));
            let _ = kind(&format!("${{def f(it) {{ {body} }}; f(1)}}"));
        }
    }
}
