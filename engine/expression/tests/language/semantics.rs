//! What Groovy 2.4 answers where one would not expect it.

use super::all_answer;

/// Scripts, each with the text of its value or the kind of its error.
const ANSWERS: &[(&str, &str)] = &[
    // A variable is declared once, closure parameters and loop variables included.
    ("def k = 1; [1].collect { k -> k }", "syntax"),
    ("[1].each { [2].each { it -> it } }", "syntax"),
    ("def e = 1; try { 1 / 0 } catch (e) { e.message }", "syntax"),
    ("def x = 1; for (x in [1]) { }; x", "syntax"),
    ("[1].collect { x -> x }; def x = 2; x", "2"),
    // A type test ends its operand.
    ("'5' as int + 1", "syntax"),
    ("('5' as int) + 1", "6"),
    ("'a' in a as List", "syntax"),
    ("'5' as int == 5", "true"),
    // A pattern, declared.
    (r"def p = ~/(\d+)/; ('a12' =~ p)[0][1]", "12"),
    ("def x = ~5; x", "-6"),
    // Comparators give numbers.
    ("[3, 1].sort { a, b -> a > b }", "other"),
    ("[3, 1, 2].sort { [it] }", "[1, 2, 3]"),
    ("[3, 1, 2].sort { a, b -> 1.5 }", "[3, 1, 2]"),
    ("['b', 'A'].sort(String.CASE_INSENSITIVE_ORDER)", "null"),
    // Lists, maps, ranges and arrays.
    ("[1] + null", "[1, null]"),
    ("[1, null] - null", "[1]"),
    ("[a: 1] - null", "[a:1]"),
    ("(1..3).sort()", "other"),
    ("(1..3).sort(false)", "[1, 2, 3]"),
    ("a.indices", "[0, 1]"),
    ("int[] x = [3, 1]; x.first()", "missing_method"),
    ("'ab'.toCharArray().sort()", "missing_method"),
    ("'ab'.bytes.sum()", "-61"),
    ("def x = new int[2]; x[0] = 3.7; x", "[3, 0]"),
    ("['1', '2'] as int[]", "[1, 2]"),
    ("[1, 2].transpose()", "other"),
    ("[a: 1] as String", "[a:1]"),
    ("new TreeMap().with { put('a', 1); put(2, 1) }", "other"),
    (
        "[1, 2, 3].subsequences()",
        "[[1], [1, 2, 3], [2], [2, 3], [1, 2], [3], [1, 3]]",
    ),
    // JSON.
    (
        "new groovy.json.JsonSlurper().parseText('{\"a\":1,}')",
        "[a:1]",
    ),
    (
        "new groovy.json.JsonSlurper().parseText('{\"a\":1} rest')",
        "[a:1]",
    ),
    (
        "new groovy.json.JsonSlurper().parseText('{\"a\":{\"b\":1}')",
        "[a:[b:1]]",
    ),
    ("new groovy.json.JsonSlurper().parseText('[1,]')", "other"),
    ("new groovy.json.JsonSlurper().parseText('[00012]')", "[12]"),
    (
        "new groovy.json.JsonSlurper().parseText('[99999999999999999999]')",
        "[7766279631452241919]",
    ),
    ("groovy.json.JsonOutput.prettyPrint('bad')", "other"),
    (
        "groovy.json.JsonOutput.prettyPrint('[1 ,2]')",
        "[\n    1,\n    2\n]",
    ),
    // Texts.
    ("'a{b'.split('{')", "other"),
    ("'É' ==~ /(?i)é/", "false"),
    ("'É' ==~ /(?iu)é/", "true"),
    ("'abc' as char", "a"),
    ("new StringBuilder('abc').toUpperCase()", "missing_method"),
    ("'a'.bytes.encodeBase64() == 'YQ=='", "false"),
    ("'a'.bytes.encodeBase64().size()", "missing_method"),
    ("'Basic ' + 'a'.bytes.encodeBase64()", "Basic YQ=="),
    ("'abc'['x']", "missing_property"),
    (
        "'a' =~ 'b'",
        "java.util.regex.Matcher[pattern=b region=0,1 lastmatch=]",
    ),
    // Dates that a variable made.
    ("def d = new Date(5L); d.clearTime(); d.time", "0"),
    ("def d = new Date(0L); d.hours = 4; d.time", "14400000"),
    ("def d = new Date(0L); d.setTime(7); d.time", "7"),
    // Classes, methods, numbers.
    ("int.class", "int"),
    ("this.s", "text"),
    ("String f(x) { x }; f(5).class.simpleName", "String"),
    ("java.nio.charset.StandardCharsets.UTF_8.name()", "UTF-8"),
    (
        "new String('é'.getBytes(java.nio.charset.StandardCharsets.UTF_8), 'UTF-8')",
        "é",
    ),
    ("5.parseInt('7')", "7"),
    ("5.clone()", "other"),
    ("new StringBuilder(5L)", "other"),
    ("Math.max(1, 2.5)", "other"),
    ("null.with { 1 }", "1"),
    // Closures and methods that call themselves.
    (
        "def f; f = { k -> k <= 1 ? 1G : k * f(k - 1) }; f(30)",
        "265252859812191058636308480000000",
    ),
    (
        "def f; f = { k -> k < 2 ? k : f(k - 1) + f(k - 2) }; f(15)",
        "610",
    ),
    ("def f(n) { n < 1 ? 0 : n + f(n - 1) }; f(200)", "20100"),
    (
        "java.security.MessageDigest.getInstance('SHA256').digest('a'.bytes).length",
        "32",
    ),
    // Errors as `catch` sees them.
    (
        "try { [].first() } catch (e) { e.message }",
        "Cannot access first() element from an empty List",
    ),
    (
        "try { null + 1 } catch (e) { e.message }",
        "Cannot execute null+1",
    ),
    (
        "try { 5.zz } catch (e) { e.message }",
        "No such property: zz for class: java.lang.Integer",
    ),
    ("try { 1 % 0 } catch (e) { e.message }", "/ by zero"),
    (
        "try { 'a'.foo() } catch (e) { e.class.simpleName }",
        "MissingMethodException",
    ),
];

#[test]
fn answers_are_those_of_groovy() {
    all_answer(ANSWERS);
}
