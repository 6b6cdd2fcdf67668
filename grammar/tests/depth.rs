//! No input overflows a stack, nor keeps the parser for ever, on a thread with 1.5 MiB of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_grammar::{parse_script, parse_template_recovering};

/// Opening piece, middle, closing piece: nested or chained by repetition.
const SHAPES: &[(&str, &str, &str)] = &[
    ("(", "x", ")"),
    ("[", "x", "]"),
    ("[a: ", "x", "]"),
    ("[(", "k", "): 1]"),
    ("[([", "k", "]): 1]"),
    ("{", "x", "}"),
    ("{ a -> ", "x", "}"),
    ("{ a = ", "x", " -> 1 }"),
    ("x.each { ", "x", " }"),
    ("f(", "x", ")"),
    ("f({ a = 1 -> g(", "x", ") })"),
    ("Foo bar({ ", "x", " })"),
    ("foo bar({ ", "x", " })"),
    ("String f(a = ", "x", ") { 1 }"),
    ("def f(a = {", "x", "}) { 1 }"),
    ("x[", "0", "]"),
    ("new A(", "x", ")"),
    ("new A() {", "x", "}"),
    ("new int[", "1", "]"),
    ("\"${", "x", "}\""),
    ("\"${-> ", "x", "}\""),
    ("\"\"\"${", "x", "}\"\"\""),
    ("/a${", "x", "}/"),
    ("$/a${", "x", "}/$"),
    ("a ? ", "b", " : c"),
    ("a ? b : ", "c", ""),
    ("a ?: ", "c", ""),
    ("a ? (", "b", ") : c"),
    ("(a ? b : ", "b", ")"),
    ("!", "x", ""),
    ("-", "x", ""),
    ("- ", "x", ""),
    ("~", "x", ""),
    ("(int) ", "x", ""),
    ("(Foo) ", "x", ""),
    ("(foo) ", "x", ""),
    ("(Foo)(", "x", ")"),
    ("x = ", "1", ""),
    ("x + ", "1", ""),
    ("x ** ", "1", ""),
    ("x && ", "1", ""),
    ("x == ", "1", ""),
    ("x .. ", "1", ""),
    ("", "x", " as A"),
    ("", "x", ".a"),
    ("", "x", "?.a()"),
    ("", "x", "[0]"),
    ("", "x", "()"),
    ("", "x", " {}"),
    ("", "x", "++"),
    ("", "\"$a", ".a"),
    ("if (x) ", "y", ""),
    ("if (x) y else ", "y", ""),
    ("if (x) if (y) a else ", "y", ""),
    ("if (x) { ", "y", " } else { z }"),
    ("while (x) ", "y", ""),
    ("for (x in y) ", "y", ""),
    ("for (;;) ", "y", ""),
    ("for (i = (", "0", "); ; ) x"),
    ("try { ", "y", " } finally { }"),
    ("try { } catch (e) { ", "y", " }"),
    ("switch (x) { case 1: ", "y", " }"),
    ("switch (", "x", ") { }"),
    ("case ", "x", ""),
    ("a: ", "x", ""),
    ("@A ", "def x", ""),
    ("@A(", "x", ") def x"),
    ("class A { ", "x", " }"),
    ("def (a, b) = [", "x", "]"),
    ("(a, b) = ", "x", ""),
    ("return ", "x", ""),
    ("List<", "x", ">"),
    ("List<", "List", "> x = 1"),
    ("/* ", "x", " */"),
    ("'", "x", "'"),
    ("\"", "x", "\""),
    ("1", "1", "1"),
    ("0x", "f", "f"),
    ("x\n.", "x", ""),
    ("\n", "x", ";"),
    ("x.'", "a", "'"),
    ("x.\"${", "a", "}\""),
    ("x.(", "a", ")"),
    ("*", "x", ""),
    ("[*", "x", "]"),
    ("[*:", "x", "]"),
    ("f(*", "x", ")"),
    ("f(a: ", "x", ")"),
    ("println ", "x", ""),
    ("${", "x", "}"),
    ("$<", "x", ">"),
    ("${'", "x", "'}"),
    ("${\"", "x", "/*}"),
];

fn shape(n: usize, (open, middle, close): (&str, &str, &str)) -> String {
    format!("{}{middle}{}", open.repeat(n), close.repeat(n))
}

/// Everything that walks a tree: printing for people, copying, comparing, dropping.
fn exercise(text: &str) {
    let script = parse_script(text);
    assert_eq!(script.clone(), script);
    assert!(!format!("{script:?}").is_empty());
    for wrapped in [
        format!("${{{text}}}"),
        format!("$<{text}>"),
        text.to_owned(),
    ] {
        let recovered = parse_template_recovering(&wrapped);
        assert_eq!(recovered.clone(), recovered);
    }
}

#[test]
fn no_shape_overflows_the_stack() {
    std::thread::Builder::new()
        .stack_size(3 << 19)
        .spawn(|| {
            for shape_of in SHAPES {
                for n in [1, 15, 16, 31, 32, 399, 1000] {
                    exercise(&shape(n, *shape_of));
                    exercise(&shape_of.0.repeat(n));
                }
            }
        })
        .unwrap()
        .join()
        .unwrap();
}
