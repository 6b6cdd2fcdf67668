//! Texts beside what becomes of them: the canonical form, or the errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write;

use bindery_grammar::{parse_script, parse_template};

const TEMPLATES: &[&str] = &[
    "plain $name and \\${escaped} text",
    "${}",
    "a ${user.email} b $<user.name> c",
    "$<a>=b> $<xs.collect { x -> (x > 1) }> $</b> $<= $<(a > b)>",
    "${'}'} ${\"${'}'}\"} ${/}/} ${/* } */ 1}",
    "${a ? b : c ?: d} ${-2**2} ${2 * -2**2} ${!a.b && c in (d as List)}",
    "${-2147483648} ${2147483648} ${9223372036854775808} ${0xFF} ${010} ${1_000L} ${1.50} ${1e3} ${2d} ${1g}",
    "${[a: 1, 'b c': 2, (k): 3, \"$x\": 4, in: 5, *: m]} ${[:]} ${[1, *xs]}",
    "${xs.inject(0) { a, b -> a + b }} ${f { it }} ${(f)(1)} ${add(1)(2)}",
    "${println 'x'} ${user.first name} ${String.&valueOf} ${a*.b?.c}",
    "${String[] p = x as String[]; Map<String, List<String>> m = new HashMap<>(); final int i = (int) 3.5}",
    "${if (a) b else if (c) { d } else e; for (Map m : ms) { if (m.x) return m.y }; while (i-- > 0) r += i}",
    "${\"$a.b.c! ${x} \\$ \\u00e9\"} ${'''a\nb'''} ${$/a$$b/$}",
    "${class A { def x = '}' }} ${@Foo def x = 1} ${a.@b} ${import static a.B.c}",
    "${a\n .b()\n ? 1\n : 2} ${f(1,\n 2)} ${a\n+ b}",
];

const BROKEN: &[&str] = &[
    "${user.email",
    "${a} ${b ${c} ${'d} e",
    "${x.replace(‘a’,’b’)}",
    "${a === b} ${!in} ${x !in xs}",
    "${if (a) { b } return ''}",
    "${else { }}",
    "${a ? b}",
    "${x +} ${f(1,} ${]} ${user.} ${[1, 2}",
    "${5 = x} ${f() = 1} ${5++}",
    "${\"\\x\"} ${\"a$\"} ${'\\uD83D'}",
    "${08} ${1x} ${99999999999i}",
    "${[1, a: 2]} ${[-1: 2]}",
    "${do { x } while (y)} ${def 1x = 3} ${case 1: 2}",
    "${'a\nb'}",
    "${/* never closed}",
    "${x -> x + 1}",
    "$<a",
];

#[test]
fn templates_print_in_canonical_form() {
    let mut out = String::new();
    for text in TEMPLATES {
        let template = parse_template(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
        writeln!(out, "{text}\n  => {template}\n").unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn errors_say_what_where_and_what_to_do() {
    let mut out = String::new();
    for text in BROKEN {
        writeln!(out, "{text}").unwrap();
        for error in parse_template(text).expect_err(text) {
            let span = error.span;
            let at = text.get(span.range()).unwrap_or_default();
            writeln!(out, "  {}..{} `{at}`: {error}", span.start, span.end).unwrap();
            if let Some(help) = &error.help {
                writeln!(out, "    help: {help}").unwrap();
            }
        }
        writeln!(out).unwrap();
    }
    insta::assert_snapshot!(out);
}

#[test]
fn spans_cover_what_was_read() {
    let script = parse_script("ab  + (c.d) /* x */ ; e").unwrap();
    insta::assert_debug_snapshot!(script);
}
