//! Any text is a template or a list of mistakes, whose places lie in the text.
#![no_main]

use bindery_grammar::ast::Part;
use bindery_grammar::parse_template_recovering;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let recovered = parse_template_recovering(text);
    for error in &recovered.errors {
        assert!(text.get(error.span.range()).is_some(), "{error:?}");
        assert!(!error.message.is_empty());
    }
    let mut end = 0;
    for part in &recovered.template.parts {
        let span = match part {
            Part::Literal { span, .. } => *span,
            Part::Binding(binding) => binding.span,
        };
        assert_eq!(span.start, end, "the parts leave a gap");
        end = span.end;
    }
});
