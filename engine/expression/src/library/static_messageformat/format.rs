//! `static MessageFormat.format`

use crate::error::{Kind, Outcome, fail};
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static MessageFormat",
    name: "format",
    parameters: "pattern: String, values: Object...",
    result: "String",
    doc: "Texts in the places `{0}`, `{1}` of a pattern.",
    examples: &[(
        "java.text.MessageFormat.format('{0} is {1}', 'a', 5)",
        "a is 5",
    )],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, usize::MAX)?;
    let mut out = String::new();
    let mut letters = args.text(0)?.chars().peekable();
    let mut quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '\'' if letters.peek() == Some(&'\'') => {
                letters.next();
                out.push('\'');
            }
            '\'' => quoted = !quoted,
            '{' if !quoted => {
                let mut name = String::new();
                loop {
                    match letters.next() {
                        Some('}') => break,
                        Some(letter) => name.push(letter),
                        None => return fail(Kind::Other, "a brace of the pattern is not closed"),
                    }
                }
                let Ok(at) = name.trim().parse::<usize>() else {
                    return fail(
                        Kind::Unsupported,
                        "formats within a pattern are not available",
                    );
                };
                match args.get(at.saturating_add(1)) {
                    None => out.push_str(&format!("{{{at}}}")),
                    Some(Value::Null) => out.push_str("null"),
                    Some(value @ (Value::Integer(_) | Value::Long(_) | Value::BigInteger(_))) => {
                        let conversion = Value::string("%,d");
                        let text =
                            crate::library::format(run, &conversion, std::slice::from_ref(value))?;
                        crate::text::append(run, &mut out, &text)?;
                    }
                    Some(
                        value @ (Value::String(_)
                        | Value::GString(_)
                        | Value::Boolean(_)
                        | Value::Character(_)),
                    ) => {
                        crate::text::append(run, &mut out, value)?;
                    }
                    Some(_) => {
                        return fail(
                            Kind::Unsupported,
                            "this value in a pattern is not available",
                        );
                    }
                }
            }
            letter => out.push(letter),
        }
    }
    run.text(out)
}
