//! `static XmlUtil.escapeXml`

use crate::error::Outcome;
use crate::library::{Arguments, Function};
use crate::run::Run;
use crate::value::Value;

pub(crate) static FUNCTION: Function = Function {
    receiver: "static XmlUtil",
    name: "escapeXml",
    parameters: "text: String",
    result: "String",
    doc: "Text with `& < > \" '` escaped.",
    examples: &[("groovy.xml.XmlUtil.escapeXml('a<b')", "a&lt;b")],
    run,
};

fn run(run: &Run<'_>, _this: &Value, arguments: &[Value]) -> Outcome<Value> {
    let args = Arguments::new(arguments, 1, 1)?;
    let mut out = String::new();
    for letter in args.text(0)?.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            letter => out.push(letter),
        }
    }
    run.text(out)
}
