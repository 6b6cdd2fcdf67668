//! What names mean: variables, classes, imports, roots.

use bindery_grammar::ast::{Access, Expression, ExpressionKind, Member, Span, TypeName};

use super::tables::TypeRef;
use super::{Lowering, Path, Segment, Step};
use crate::class::{ClassName, is_primitive, resolve};
use crate::error::{EvalError, Kind};
use crate::program::Root;
use crate::value::Text;

/// The code of a class or method that a script may not reach.
pub(crate) const REFUSED: &str = "B5001";

/// Errors of one script up to which a similar class is looked for.
const SUGGESTIONS: usize = 10;

/// What a static import brings in.
pub(super) struct StaticImport {
    /// The full name of the class.
    class: String,
    name: String,
    /// The member of the class, or `*` for all.
    member: String,
}

/// Whether a name can be that of a member: every class has a `name`, which `*` does not bring in.
fn is_own(name: &str) -> bool {
    !matches!(name, "name" | "simpleName" | "canonicalName" | "typeName")
}

impl Lowering<'_> {
    /// The class that a written name means, with imports; problems are reported.
    pub(super) fn class_of(&mut self, name: &str, span: Span) -> Option<String> {
        match self.resolve_name(name) {
            ClassName::Known(full) => Some(full.to_owned()),
            ClassName::Refused => {
                self.errors.push(refused(name).at(span.range()));
                None
            }
            ClassName::Lacking => {
                let message = format!("class {name} is not available");
                self.errors
                    .push(EvalError::new(Kind::Unsupported, message).at(span.range()));
                None
            }
            ClassName::Unknown => {
                let message = format!("there is no class {name}");
                let mut error = EvalError::new(Kind::Syntax, message).at(span.range());
                if self.errors.len() < SUGGESTIONS {
                    let similar = crate::class::similar(name);
                    error.help = similar.map(|it| format!("did you mean `{it}`?"));
                }
                self.errors.push(error);
                None
            }
        }
    }

    fn resolve_name(&self, name: &str) -> ClassName {
        if let Some(full) = self.imports.get(name) {
            return resolve(full);
        }
        match resolve(name) {
            ClassName::Unknown if !name.contains('.') => {
                let stars = self
                    .imports
                    .iter()
                    .filter(|(alias, _)| alias.ends_with('*'));
                stars
                    .map(|(_, package)| resolve(&format!("{package}.{name}")))
                    .find(|found| *found != ClassName::Unknown)
                    .unwrap_or(ClassName::Unknown)
            }
            found => found,
        }
    }

    pub(super) fn import(&mut self, path: &str, alias: Option<&str>, span: Span) {
        if let Some(package) = path.strip_suffix(".*") {
            self.imports
                .insert(format!("{package}.*"), package.to_owned());
            return;
        }
        let name = alias.unwrap_or_else(|| crate::class::simple_name(path));
        self.imports.insert(name.to_owned(), path.to_owned());
        self.class_of(path, span);
    }

    /// `import static a.B.c`: what `c` means from here on.
    pub(super) fn static_import(&mut self, path: &str, alias: Option<&str>, span: Span) {
        let Some((class, member)) = path.rsplit_once('.') else {
            return self.refuse(
                Kind::Syntax,
                span,
                "a static import names a class and a member",
            );
        };
        if let Some(class) = self.class_of(class, span) {
            self.static_imports.push(StaticImport {
                class,
                name: alias.unwrap_or(member).to_owned(),
                member: member.to_owned(),
            });
        }
    }

    /// The class and the member that a static import gives a name, functions and constants apart.
    pub(super) fn imported(&self, name: &str, is_call: bool) -> Option<(String, String)> {
        let imports = self.static_imports.iter().rev();
        imports
            .filter(|it| it.name == name || it.member == "*" && is_own(name))
            .map(|it| {
                let member = if it.member == "*" { name } else { &it.member };
                (it.class.clone(), member.to_owned())
            })
            .find(|(class, member)| {
                if is_call {
                    crate::call::has_static(class, member)
                } else {
                    crate::library::constant(class, member).is_some()
                }
            })
    }

    /// The type of a declaration, as an index.
    pub(super) fn type_of(&mut self, ty: &TypeName) -> Option<usize> {
        if matches!(ty.name.as_str(), "def" | "Object" | "java.lang.Object") && ty.dimensions == 0 {
            return None;
        }
        let name = if is_primitive(&ty.name) || ty.name == "void" || ty.name == "def" {
            ty.name.clone()
        } else {
            self.class_of(&ty.name, ty.span)?
        };
        Some(self.tables.add_type(TypeRef {
            name,
            dimensions: ty.dimensions,
        }))
    }

    /// The class that an expression of names denotes, if it denotes one.
    pub(super) fn class_expression(&mut self, expression: &Expression) -> Option<ClassName> {
        let name = self.dotted(expression)?;
        let last = name.rsplit('.').next().unwrap_or(&name);
        if let Some(primitive) = crate::class::primitive(&name) {
            return Some(ClassName::Known(primitive));
        }
        if !last.starts_with(|first: char| first.is_ascii_uppercase()) {
            return None;
        }
        match self.resolve_name(&name) {
            ClassName::Unknown => None,
            found => Some(found),
        }
    }

    /// `a.b.C` as text, unless it starts at a variable.
    pub(super) fn dotted(&self, expression: &Expression) -> Option<String> {
        match &expression.kind {
            ExpressionKind::Name(name) if self.local(name).is_none() => Some(name.clone()),
            ExpressionKind::Property {
                target,
                member: Member::Name(name),
                access: Access::Plain,
            } => Some(format!("{}.{}", self.dotted(target)?, name.text)),
            _ => None,
        }
    }

    /// The path that an expression spells from a root of the context, if it is one.
    pub(crate) fn path_of(&mut self, expression: &Expression) -> Option<Path> {
        let mut segments = Vec::new();
        let mut current = expression;
        loop {
            if self.class_expression(current).is_some() {
                return None;
            }
            match &current.kind {
                // The script answers for what is bound.
                ExpressionKind::Property {
                    target,
                    member: Member::Name(name),
                    access: Access::Plain,
                } if matches!(&target.kind, ExpressionKind::Name(own) if own == "this")
                    && !matches!(name.text.as_str(), "class" | "metaClass" | "binding") =>
                {
                    segments.reverse();
                    self.note_root(&name.text, current.span);
                    return Some(Path {
                        root: Text::from(name.text.as_str()),
                        root_span: current.span,
                        segments,
                    });
                }
                ExpressionKind::Property {
                    target,
                    member: Member::Name(name),
                    access,
                } => {
                    segments.push(segment(&name.text, *access, name.span));
                    current = target;
                }
                ExpressionKind::Name(name)
                    if self.local(name).is_none()
                        && self.imported(name, false).is_none()
                        && !matches!(name.as_str(), "this" | "super" | "binding")
                        && !(self.closures > 0 && is_of_closures(name)) =>
                {
                    segments.reverse();
                    self.note_root(name, current.span);
                    return Some(Path {
                        root: Text::from(name.as_str()),
                        root_span: current.span,
                        segments,
                    });
                }
                _ => return None,
            }
        }
    }

    pub(super) fn note_root(&mut self, name: &str, span: Span) {
        let assigned = self.tables.assigned.iter().any(|known| known == name);
        if !assigned && !self.roots.iter().any(|root| root.name == name) {
            self.roots.push(Root {
                name: name.to_owned(),
                span: span.range(),
            });
        }
    }
}

/// Whether a closure has a property of its own of that name.
fn is_of_closures(name: &str) -> bool {
    matches!(
        name,
        "owner" | "delegate" | "thisObject" | "resolveStrategy" | "directive" | "parameterTypes"
    )
}

pub(super) fn segment(name: &str, access: Access, span: Span) -> Segment {
    let step = match access {
        Access::Plain => Step::Plain,
        Access::Safe => Step::Safe,
        Access::Spread => Step::Spread,
    };
    Segment {
        name: Text::from(name),
        step,
        span,
    }
}

pub(crate) fn refused(name: &str) -> EvalError {
    EvalError::new(
        Kind::Unsupported,
        format!("{name} is out of bounds for bindings"),
    )
    .with_code(REFUSED)
    .with_help("bindings see only the data of their call, a clock and a library of functions")
}
