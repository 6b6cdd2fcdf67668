//! What the targets share: the context they evaluate in, and scripts made of picks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bindery_expression::{Context, Engine, Sink, Value, functions};
use serde_json::json;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::default);

static CONTEXT: LazyLock<Context> = LazyLock::new(|| {
    let user = Value::from_json(&json!({
        "email": "ann@example.org", "firstname": "Ann", "lastname": "O'Neil", "age": 41,
        "manager": null, "groups": ["a", "b,c", ""], "tags": {"k": 1, "z": [1, 2.5]},
    }));
    Context::from_json(&json!({
        "a": [1, "b", null, 2.5, [3], {"k": "v"}],
        "m": {"k": "v", "n": null, "l": [1, 2], "m": {"x": {"y": 1}}},
        "s": "te,xt \"é😀\" $1 \\d",
        "n": null,
        "t": true,
        "i": 7,
        "big": 123456789012345678901234567890_f64,
        "when": {"$date": "2024-03-05T10:20:30Z"},
        "response": {"call1": {"headers": {"Link": "<http://x/?p=2>; rel=\"next\", <b>; rel=z"}}},
    }))
    .with_object("user", user)
    .with_clock(1_718_454_896_000)
});

/// Compiles a template for every kind of sink, evaluates and renders it.
///
/// # Panics
/// When the answer is a fault.
pub fn answer(template: &str) {
    let sink = match template.len() % 3 {
        0 => Sink::Text,
        1 => Sink::Json,
        _ => Sink::Form,
    };
    let Ok(program) = ENGINE.compile_text(template, sink) else {
        return;
    };
    match program.evaluate(&CONTEXT) {
        Ok(value) => {
            let _ = value.to_text();
            let _ = value.to_json();
        }
        Err(error) => {
            assert_ne!(error.code, "R9001", "{template}: {error}");
            assert!(!error.message.is_empty(), "{template}");
            assert!(template.get(error.span.clone()).is_some(), "{template}");
        }
    }
    let _ = program.render(&CONTEXT);
}

const VALUES: &[&str] = &[
    "a",
    "m",
    "s",
    "n",
    "t",
    "i",
    "big",
    "when",
    "user",
    "response",
    "0",
    "1",
    "-1",
    "2",
    "7L",
    "2.50",
    "-0.0",
    "1e30",
    "1e-400",
    "0.1d",
    "3.5f",
    "99999999999G",
    "2147483647",
    "-2147483648",
    "9223372036854775807L",
    "Double.NaN",
    "''",
    "'x'",
    "'é😀'",
    "'a,b;c'",
    "\"g${s}\"",
    "'('",
    "'(a+)+$'",
    "'yyyy-MM-dd'",
    "'%5.2f %s'",
    "'{\"k\":[1,null]}'",
    "'100'",
    "'YQ=='",
    "[]",
    "[1, 2, 3]",
    "['b', 'a', null]",
    "[[1, 2], [3]]",
    "[:]",
    "[k: 1, z: [2]]",
    "(1..3)",
    "(5..<2)",
    "('a'..'e')",
    "{ it }",
    "{ x, y -> x }",
    "{ p, q -> p <=> q }",
    "{ -> 1 }",
    "{ k, v -> [(v): k] }",
    "new Date()",
    "new Date(0)",
    "new HashMap()",
    "new StringBuilder('ab')",
    "new Random()",
    "Calendar.getInstance()",
    "'a' as char",
    "[1, 2] as Set",
    "'a,b' as String[]",
    "new JsonBuilder()",
    "TimeZone.getTimeZone('UTC')",
    "new Exception('e')",
    "~/b+/",
    "(s =~ /t./)",
    "new BigDecimal('1E-500')",
    "10.0G.power(50)",
    "Integer",
    "Locale.US",
    "new ArrayList([1])",
    "new TreeMap()",
    "new LinkedList([1, 2])",
    "('x' * 1000)",
    "(0..500)",
    "a.size()",
    "null",
    "it",
];

const OPERATORS: &[&str] = &[
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
    " && ",
    " =~ ",
    " ==~ ",
    " << ",
    " >> ",
    " >>> ",
    " & ",
    " | ",
    " ^ ",
    "..",
    " instanceof ",
];

const TAILS: &[&str] = &[
    "[0]",
    "[-1]",
    "[1..2]",
    "['k']",
    ".k",
    "?.k",
    "*.k",
    " as String",
    " as Integer",
    " as List",
    " as Set",
    " as BigDecimal",
    " as boolean",
    " as char",
    " as Map",
    " as Date",
    " as long",
    " as double",
    "()",
    "++",
];

static METHODS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let names = functions()
        .iter()
        .filter(|it| !it.receiver.starts_with("static "));
    names
        .map(|it| it.name)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
});

static STATICS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let statics = functions().iter().filter_map(|function| {
        let class = function.receiver.strip_prefix("static ")?;
        Some(format!("{class}.{}", function.name))
    });
    statics.collect::<BTreeSet<_>>().into_iter().collect()
});

/// A script from picks: bytes choose values and what is done with them, as on a stack.
#[must_use]
pub fn script_of(picks: &[u8]) -> String {
    const LONGEST: usize = 600;
    let mut picks = picks.iter().map(|pick| usize::from(*pick));
    let mut stack = vec![String::from("s")];
    let pop = |stack: &mut Vec<String>| stack.pop().unwrap_or_else(|| "a".to_owned());
    while let Some(action) = picks.next() {
        let mut pick = || picks.next().unwrap_or(0);
        let made = match action % 12 {
            0..=3 => VALUES[pick() % VALUES.len()].to_owned(),
            4..=7 => {
                let name = METHODS[(pick() * 256 + pick()) % METHODS.len()];
                let arguments: Vec<String> =
                    (0..action / 12 % 4).map(|_| pop(&mut stack)).collect();
                let target = pop(&mut stack);
                format!("({target}).{name}({})", arguments.join(", "))
            }
            8 => {
                let name = &STATICS[(pick() * 256 + pick()) % STATICS.len()];
                let arguments: Vec<String> =
                    (0..action / 12 % 4).map(|_| pop(&mut stack)).collect();
                format!("{name}({})", arguments.join(", "))
            }
            9 => {
                let right = pop(&mut stack);
                let left = pop(&mut stack);
                format!("({left}{}{right})", OPERATORS[pick() % OPERATORS.len()])
            }
            10 => format!("({}){}", pop(&mut stack), TAILS[pick() % TAILS.len()]),
            _ => match pick() % 8 {
                0 => format!("[{}, {}]", pop(&mut stack), pop(&mut stack)),
                1 => format!("[({}): {}]", pop(&mut stack), pop(&mut stack)),
                2 => format!("{{ {} }}", pop(&mut stack)),
                3 => format!(
                    "({} ? {} : {})",
                    pop(&mut stack),
                    pop(&mut stack),
                    pop(&mut stack)
                ),
                4 => format!("\"x${{{}}}\"", pop(&mut stack)),
                5 => format!("x = {}; x", pop(&mut stack)),
                6 => format!(
                    "for (x in {}) {{ {} }}; x",
                    pop(&mut stack),
                    pop(&mut stack)
                ),
                _ => format!("def it = {}; it", pop(&mut stack)),
            },
        };
        if made.len() <= LONGEST {
            stack.push(made);
        }
    }
    pop(&mut stack)
}
