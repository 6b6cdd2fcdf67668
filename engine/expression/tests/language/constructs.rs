//! Constructs of Groovy, each with its answer.

use super::all_answer;

/// A script and the text of its value, or the kind of its error.
const ANSWERS: &[(&str, &str)] = &[
    (
        "def r = []; o: for (i in 0..3) { for (j in 0..3) { if (j == 2) continue o; if (i == 2) break o; r << \"$i$j\" } }; r",
        "[00, 01, 10, 11]",
    ),
    (
        "def r = ''; a1: for (x in 1..3) { b1: for (y in 1..3) { for (z in 1..3) { if (z == 2) continue b1; if (y == 3) continue a1; if (x == 3) break a1; r += \"$x$y$z \" } } }; r",
        "111 121 211 221 ",
    ),
    (
        "def r = ''; o: while (true) { switch (r.size()) { case 3: break o; default: r += 'x'; continue o }; r += 'y' }; r",
        "xxx",
    ),
    (
        "def r = ''; o: for (int i = 0; i < 5; i++) { for (int j = 0; j < 5; j++) { if (j == 1) continue o; r += i } }; r",
        "01234",
    ),
    ("o: for (x in [1, 2]) { [1].each { break o } }", "syntax"),
    ("for (i in 1..2) { break o }", "syntax"),
    ("o: 5", "5"),
    ("def x = println('z'); x", "null"),
    ("import static java.lang.Math.max; max(3, 4)", "4"),
    (
        "import static java.lang.Math.*; max(3, 4) + PI",
        "7.141592653589793",
    ),
    (
        "import static java.lang.Math.PI as pie; pie",
        "3.141592653589793",
    ),
    (
        "import static java.lang.Integer.parseInt as number; number('5') + 1",
        "6",
    ),
    (
        "import static java.lang.Math.max; def max(a, b) { 'own' }; max(3, 4)",
        "own",
    ),
    ("import static java.lang.Nowhere.max; max(3, 4)", "syntax"),
    (
        "def x = [a: 1]; x.with { b = 2; c = a }; x",
        "[a:1, b:2, c:1]",
    ),
    ("[a: 2].with { a = 3; a }", "3"),
    ("[zz: 2].with { user }", "null"),
    (
        "def c = Calendar.instance; c.with { time = new Date(0); get(Calendar.YEAR) }",
        "1970",
    ),
    ("'x'.with { found = 1 }; found", "1"),
    (
        "new StringBuilder('x').with { append('y'); it.toString() }",
        "xy",
    ),
    ("def l = [5, 6]; l.remove((Object) 6); l", "[5]"),
    ("def l = [5, 6]; l.remove((Object) 7)", "false"),
    ("def x = [a: 1]; x.remove((Object) 'a')", "1"),
    ("def l = null; l?.remove((Object) 1)", "null"),
    ("def l = [1, 2, 3]; l[0..1] = [7, 8]; l", "[7, 8, 3]"),
    ("def l = [1, 2, 3]; l[0..1] = 9; l", "[9, 3]"),
    ("def l = [1, 2, 3]; l[1..<1] = [7, 8]; l", "[1, 7, 8, 2, 3]"),
    ("def l = [1, 2, 3]; l[2..5] = ['x']; l", "[1, 2, x]"),
    ("def l = [1, 2, 3]; l[-2..-1] = []; l", "[1]"),
    ("def l = [1, 2, 3]; l[0, 2] = [7, 8]; l", "[7, 2, 8]"),
    ("def l = [1, 2, 3]; l[0, 2] = 0; l", "[0, 2, 0]"),
    ("def l = [1, 2, 3]; l[0, 1] = [7]; l", "other"),
    ("def c = { it * 2 } << { it + 1 }; c(3)", "8"),
    (
        "def f = { x -> x }.curry(1, 2); [a: 1].collect(f)",
        "missing_method",
    ),
    ("String.format('%(d|% d|%h', -5, 5, 'abc')", "(5)| 5|17862"),
    ("'ab\\ncd'.eachLine { l, n -> l + n }", "cd1"),
    ("(short) 70000", "4464"),
    ("def f(Object... a) { a.size() }; f(1, 2, 3)", "3"),
    ("def f(Object... a) { a.size() }; f([1, 2])", "1"),
    (
        "def f(String a, int... b) { a + b.sum() }; f('x', 1, 2)",
        "x3",
    ),
    (
        "def f(int a) { 'i' }; def f(String a) { 's' }; f('x') + f(1)",
        "si",
    ),
    (
        "def f(a) { 1 }; def f(a, b) { 2 }; \"${f(0)}${f(0, 0)}\"",
        "12",
    ),
    (
        "try { null.foo() } catch (e) { e.message }",
        "Cannot invoke method foo() on null object",
    ),
    (
        "try { null.foo } catch (e) { e.message }",
        "Cannot get property 'foo' on null object",
    ),
    ("\"a${'b'}\".hashCode() - 'ab'.hashCode()", "37"),
    ("Double.MIN_VALUE", "4.9E-324"),
    ("TimeZone.getTimeZone('PST').ID", "PST"),
    (
        "def d = new Date(0L); def c = Calendar.instance; c.time = d; c.compareTo(c.clone())",
        "0",
    ),
];

#[test]
fn constructs_mean_what_they_mean_in_groovy() {
    all_answer(ANSWERS);
}
