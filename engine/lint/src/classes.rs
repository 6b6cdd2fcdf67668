//! Classes that a script names with their package, where the package is none that scripts are offered:
//! a jar of one's own. What Java and Groovy have is judged by the compiler.

use std::ops::Range;

use bindery_definition::Text;
use bindery_grammar::ast::{
    Expression, ExpressionKind, Member, Statement, StatementKind, TypeName,
};
use bindery_grammar::walk::{free_names, walk_expressions};

/// Where packages begin that scripts may use, or that the compiler speaks of.
const OFFERED: [&str; 7] = [
    "java.",
    "javax.",
    "groovy.",
    "groovyx.",
    "org.codehaus.groovy.",
    "com.fasterxml.jackson.",
    "sun.",
];

/// A class by its full name, with its bytes in the text of its template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Foreign {
    pub(crate) name: String,
    pub(crate) span: Range<usize>,
}

impl Foreign {
    /// The name without its package, by which an import makes it known.
    pub(crate) fn simple(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// The classes of a text's bindings that no library has, in the order of the text.
pub(crate) fn foreign_classes(text: &Text) -> Vec<Foreign> {
    let mut found = Vec::new();
    for binding in text.template().iter().flat_map(|t| t.bindings()) {
        let free = free_names(&binding.script);
        imports(&binding.script.statements, &mut found);
        walk_expressions(&binding.script, &mut |expression| {
            let named = match &expression.kind {
                ExpressionKind::New { class: ty, .. }
                | ExpressionKind::NewArray { class: ty, .. }
                | ExpressionKind::InstanceOf { ty, .. }
                | ExpressionKind::As { ty, .. }
                | ExpressionKind::Cast { ty, .. } => of_type(ty),
                ExpressionKind::Property { .. } => of_path(expression, |root| free.contains(root)),
                _ => None,
            };
            found.extend(named);
        });
    }
    found.sort_by_key(|f| f.span.start);
    found
}

fn imports(statements: &[Statement], found: &mut Vec<Foreign>) {
    for statement in statements {
        let path = match &statement.kind {
            StatementKind::Import { path, .. } => path.as_str(),
            StatementKind::StaticImport { path, .. } => {
                path.rsplit_once('.').map_or("", |(class, _)| class)
            }
            _ => continue,
        };
        let span = statement.span.range();
        found.extend(is_foreign(path).then(|| Foreign {
            name: path.to_owned(),
            span,
        }));
    }
}

fn of_type(ty: &TypeName) -> Option<Foreign> {
    is_foreign(&ty.name).then(|| Foreign {
        name: ty.name.clone(),
        span: ty.span.range(),
    })
}

/// `com.acme.Signer` as the object of a call: names in lower case down to the first in upper case.
fn of_path(expression: &Expression, is_free: impl Fn(&str) -> bool) -> Option<Foreign> {
    let mut names = Vec::new();
    let mut at = expression;
    loop {
        match &at.kind {
            ExpressionKind::Property {
                target,
                member: Member::Name(name),
                ..
            } => {
                names.push(name.text.as_str());
                at = target;
            }
            ExpressionKind::Name(root) if is_free(root) => {
                names.push(root.as_str());
                break;
            }
            _ => return None,
        }
    }
    names.reverse();
    let (class, packages) = names.split_last()?;
    let is_class = class.starts_with(|c: char| c.is_ascii_uppercase());
    let name = names.join(".");
    let is_path = is_class && packages.len() > 1 && is_foreign(&name);
    is_path.then(|| Foreign {
        name,
        span: expression.span.range(),
    })
}

/// Whether a dotted name is that of a class outside the libraries: packages in lower case before it.
fn is_foreign(name: &str) -> bool {
    let Some((package, class)) = name.rsplit_once('.') else {
        return false;
    };
    let is_word = |part: &str| part.starts_with(|c: char| c.is_ascii_lowercase());
    let is_class = class == "*" || class.starts_with(|c: char| c.is_ascii_uppercase());
    is_class && package.split('.').all(is_word) && !OFFERED.iter().any(|o| name.starts_with(o))
}
