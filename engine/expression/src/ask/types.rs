//! What an expression yields: its class and whether it can be null, as far as that is known.
//!
//! Roots have the types of the catalogue, methods those of the function library, literals their own.
//! A variable has the type of its only value; one with several is unknown.

use std::collections::{BTreeMap, BTreeSet};

use bindery_grammar::ast::{
    Access, BinaryOperator, Expression, ExpressionKind, Member, Number, Script, Statement,
    StatementKind, TypeName, UnaryOperator,
};
use bindery_grammar::walk_expressions;
use bindery_model::catalogue::{FieldType, Scope, fields_of, find_binding};

use super::path::Path;
use super::reads::{class_in, roots};
use super::walk::Known;
use crate::attribute::has;
use crate::call::getter_property;
use crate::class::simple_name;
use crate::library::{Function, named};

/// Whether a value can be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nullability {
    /// It is never null.
    Never,
    /// It can be null: the catalogue or the function library says so.
    Maybe,
    /// It is always null.
    Always,
    /// Nothing is known.
    Unknown,
}

/// What an expression yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// The simple name of the class, as the function library names receivers: `String`, `List`.
    pub class: Option<&'static str>,
    /// The kind of object of the catalogue; `Any` when it is none.
    pub object: FieldType,
    /// Whether it can be null.
    pub null: Nullability,
}

impl Type {
    pub(super) const UNKNOWN: Self = Self::new(None, Nullability::Unknown);
    pub(super) const NULL: Self = Self::new(None, Nullability::Always);
    pub(super) const TEXT: Self = Self::new(Some("String"), Nullability::Never);

    const fn new(class: Option<&'static str>, null: Nullability) -> Self {
        Self {
            class,
            object: FieldType::Any,
            null,
        }
    }

    const fn of(class: &'static str) -> Self {
        Self::new(Some(class), Nullability::Never)
    }

    const fn field(ty: FieldType, nullable: bool) -> Self {
        let class = match ty {
            FieldType::Text => Some("String"),
            FieldType::Number => Some("Number"),
            FieldType::Date => Some("Date"),
            FieldType::List => Some("List"),
            FieldType::Any => None,
            _ => Some("Map"),
        };
        let null = match ty {
            FieldType::Any => Nullability::Unknown,
            _ if nullable => Nullability::Maybe,
            _ => Nullability::Never,
        };
        Self {
            class,
            object: ty,
            null,
        }
    }

    const fn nullable(mut self, null: Nullability) -> Self {
        self.null = null;
        self
    }

    /// One of two: what both are.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        use Nullability::{Always, Maybe, Never, Unknown};
        let null = match (self.null, other.null) {
            (Never, Never) => Never,
            (Always, Always) => Always,
            (Maybe | Always, _) | (_, Maybe | Always) => Maybe,
            (Unknown, _) | (_, Unknown) => Unknown,
        };
        let class = match (self.class, other.class) {
            // Null has every class.
            (one, _) if other.null == Always => one,
            (_, one) if self.null == Always => one,
            (Some(one), Some(two)) if one == two => Some(one),
            (Some("String" | "GString"), Some("String" | "GString")) => Some("String"),
            _ => None,
        };
        let object = if self.object == other.object || other.null == Always {
            self.object
        } else if self.null == Always {
            other.object
        } else {
            FieldType::Any
        };
        Self {
            class,
            object,
            null,
        }
    }
}

/// The types of a script's expressions at a place of a definition.
pub(super) struct Types<'s> {
    place: Scope,
    roots: BTreeSet<&'s str>,
    variables: BTreeMap<&'s str, Type>,
}

/// The class of a list or a map, where a variable is declared as one.
fn collection(declared: &TypeName) -> Option<&'static str> {
    if declared.dimensions > 0 {
        return None;
    }
    match simple_name(&declared.name) {
        "List" | "ArrayList" | "LinkedList" => Some("List"),
        "Map" | "LinkedHashMap" => Some("Map"),
        _ => None,
    }
}

impl<'s> Types<'s> {
    pub(super) fn new(script: &'s Script, place: Scope) -> Self {
        let mut types = Self {
            place,
            roots: roots(script),
            variables: BTreeMap::new(),
        };
        types.declare(&script.statements);
        walk_expressions(script, &mut |it| {
            let (ExpressionKind::Assign { target, .. } | ExpressionKind::Step { target, .. }) =
                &it.kind
            else {
                return;
            };
            if let ExpressionKind::Name(name) = &target.kind {
                types.variables.remove(name.as_str());
            }
        });
        types
    }

    /// The variables of the outermost statements; those of closures and branches stay unknown.
    fn declare(&mut self, statements: &'s [Statement]) {
        let mut twice = BTreeSet::new();
        for statement in statements {
            if let StatementKind::Declare {
                names,
                ty: declared,
            } = &statement.kind
            {
                for (name, value) in names {
                    let mut ty = value
                        .as_ref()
                        .map_or(Type::NULL, |value| self.of(value, &Known::default()));
                    if ty.class.is_none() && ty.null != Nullability::Always {
                        ty.class = declared.as_ref().and_then(collection);
                    }
                    if self.variables.insert(&name.text, ty).is_some() {
                        twice.insert(name.text.as_str());
                    }
                }
            }
        }
        self.variables.retain(|name, _| !twice.contains(name));
    }

    /// The type of an expression, given what is known not to be null.
    pub(super) fn of(&self, it: &Expression, known: &Known) -> Type {
        let mut ty = self.plain(it, known);
        if !known.is_empty()
            && matches!(ty.null, Nullability::Maybe | Nullability::Unknown)
            && Path::of(it).is_some_and(|path| known.has(&path.to_string()))
        {
            ty.null = Nullability::Never;
        }
        ty
    }

    fn plain(&self, it: &Expression, known: &Known) -> Type {
        match &it.kind {
            ExpressionKind::Null => Type::NULL,
            ExpressionKind::Boolean(_)
            | ExpressionKind::InstanceOf { .. }
            | ExpressionKind::Unary {
                operator: UnaryOperator::Not,
                ..
            } => Type::of("Boolean"),
            ExpressionKind::Number(number) => Type::of(match number {
                Number::Integer(_) => "Integer",
                Number::Long(_) => "Long",
                Number::BigInteger(_) => "BigInteger",
                Number::BigDecimal(_) => "BigDecimal",
                Number::Double(_) => "Double",
                Number::Float(_) => "Float",
            }),
            ExpressionKind::String(_) => Type::TEXT,
            ExpressionKind::Interpolated(_) => Type::of("GString"),
            ExpressionKind::List(_) => Type::of("List"),
            ExpressionKind::Map(_) => Type::of("Map"),
            ExpressionKind::Range { .. } => Type::of("Range"),
            ExpressionKind::Closure { .. } | ExpressionKind::MethodReference { .. } => {
                Type::of("Closure")
            }
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::Property {
                target,
                member: Member::Name(name),
                access,
            } => self.property(target, &name.text, *access, known),
            ExpressionKind::Index { target, .. } => match self.of(target, known).class {
                Some("String" | "GString") => Type::TEXT,
                Some("Map" | "List") => Type::new(None, Nullability::Maybe),
                _ => Type::UNKNOWN,
            },
            ExpressionKind::Call {
                target: Some(target),
                member: Member::Name(name),
                access,
                arguments,
            } => self.call(target, &name.text, *access, arguments.is_empty(), known),
            ExpressionKind::New { class, .. } if class.dimensions == 0 => {
                let class = self::class(simple_name(&class.name));
                Type::new(class, Nullability::Never)
            }
            ExpressionKind::Unary { operand, .. } => {
                self.of(operand, known).nullable(Nullability::Never)
            }
            ExpressionKind::Binary {
                operator,
                left,
                right,
            } => self.binary(*operator, left, right, known),
            ExpressionKind::As { value, ty } | ExpressionKind::Cast { value, ty } => {
                let null = self.of(value, known).null;
                let class = self::class(simple_name(&ty.name)).filter(|_| ty.dimensions == 0);
                Type::new(class, null)
            }
            ExpressionKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                let one = self.of(then, &known.when(condition, true));
                one.or(self.of(otherwise, &known.when(condition, false)))
            }
            ExpressionKind::Elvis { value, otherwise } => {
                let one = self.of(value, known).nullable(Nullability::Never);
                one.or(self.of(otherwise, &known.when(value, false)))
            }
            ExpressionKind::Assign {
                operator: None,
                value,
                ..
            } => self.of(value, known),
            _ => Type::UNKNOWN,
        }
    }

    fn name(&self, name: &str) -> Type {
        if let Some(ty) = self.variables.get(name) {
            return *ty;
        }
        if !self.roots.contains(name) {
            return Type::UNKNOWN;
        }
        find_binding(self.place, name)
            .map_or(Type::UNKNOWN, |entry| Type::field(entry.ty, entry.nullable))
    }

    fn property(&self, target: &Expression, name: &str, access: Access, known: &Known) -> Type {
        let owner = self.of(target, known);
        let safe = access == Access::Safe && owner.null != Nullability::Never;
        let ty = match (owner.object, owner.class) {
            _ if access == Access::Spread => return Type::of("List"),
            (_, Some("List" | "Set" | "Range")) => return Type::of("List"),
            (object, _) if !fields_of(object).is_empty() => attribute(object, name),
            (_, Some("Map")) => Type::new(None, Nullability::Maybe),
            (_, Some(class)) => {
                let getter = format!("get{}", crate::access::capitalized(name));
                method(class, &getter).map_or(Type::UNKNOWN, result)
            }
            _ => Type::UNKNOWN,
        };
        if safe { through(ty, owner.null) } else { ty }
    }

    fn call(
        &self,
        target: &Expression,
        name: &str,
        access: Access,
        bare: bool,
        known: &Known,
    ) -> Type {
        if access == Access::Spread {
            return Type::of("List");
        }
        let (owner, functions) = self.functions(target, name, known);
        if bare
            && !fields_of(owner.object).is_empty()
            && functions.is_empty()
            && let Some(property) = getter_property(name)
        {
            return through_if(access, attribute(owner.object, &property), owner.null);
        }
        let mut results = functions.iter().map(|function| result(function));
        let Some(first) = results.next() else {
            return Type::UNKNOWN;
        };
        let mut ty = results.fold(first, Type::or);
        let is_open = owner.class.is_none() && functions.len() > 1;
        if is_open && matches!(ty.null, Nullability::Never | Nullability::Maybe) {
            ty.null = Nullability::Unknown;
        }
        through_if(access, ty, owner.null)
    }

    /// The class a method is called on, and the functions that it may be there.
    pub(super) fn functions(
        &self,
        target: &Expression,
        name: &str,
        known: &Known,
    ) -> (Type, Vec<&'static Function>) {
        let path = Path::of(target);
        let is_root = |path: &Path| {
            self.roots.contains(path.root.as_str()) || path.root.contains(char::is_uppercase)
        };
        if let Some(class) = path.filter(is_root).and_then(|path| class_in(&path)) {
            let class = format!("static {}", simple_name(&class));
            let found = named(name).iter().copied();
            let found: Vec<_> = found.filter(|it| it.receiver == class).collect();
            let receiver = found.first().map(|it| it.receiver);
            return (Type::new(receiver, Nullability::Never), found);
        }
        let owner = self.of(target, known);
        let found = match owner.class {
            Some(class) => method(class, name).into_iter().collect(),
            None => named(name)
                .iter()
                .copied()
                // A stream is known as one: it comes out of a call, never out of a context.
                .filter(|it| !matches!(it.receiver, "null" | "Stream"))
                .filter(|it| !it.receiver.starts_with("static "))
                .collect(),
        };
        (owner, found)
    }

    fn binary(
        &self,
        operator: BinaryOperator,
        left: &Expression,
        right: &Expression,
        known: &Known,
    ) -> Type {
        use BinaryOperator as Op;
        let one = self.of(left, known);
        match operator {
            Op::Or | Op::And | Op::Equal | Op::NotEqual | Op::Match | Op::In => Type::of("Boolean"),
            Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => Type::of("Boolean"),
            Op::Compare => Type::of("Integer"),
            Op::Find => Type::of("Matcher"),
            Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Remainder => {
                let two = self.of(right, known);
                Type::new(sum(operator, one.class, two.class), Nullability::Never)
            }
            Op::ShiftLeft => one.nullable(Nullability::Never),
            _ => Type::new(None, Nullability::Never),
        }
    }
}

/// The class of an operation on two classes.
fn sum(
    operator: BinaryOperator,
    left: Option<&'static str>,
    right: Option<&'static str>,
) -> Option<&'static str> {
    use BinaryOperator as Op;
    match (operator, left, right) {
        (Op::Add, Some("String" | "GString"), _) => Some("String"),
        (Op::Add, _, Some("String" | "GString"))
            if !matches!(left, Some("List" | "Set" | "Map") | None) =>
        {
            Some("String")
        }
        (_, Some("String" | "GString"), _) => Some("String"),
        (Op::Divide, Some("Integer" | "Long" | "BigDecimal"), Some("Integer" | "Long")) => {
            Some("BigDecimal")
        }
        (Op::Divide, ..) => None,
        (_, Some("Integer"), Some("Integer")) => Some("Integer"),
        (Op::Add | Op::Subtract, Some(one @ ("List" | "Set" | "Map" | "Date")), _) => {
            (!matches!((one, right), ("Date", Some("Date")))).then_some(one)
        }
        _ => None,
    }
}

fn attribute(object: FieldType, name: &str) -> Type {
    match fields_of(object).iter().find(|field| field.name == name) {
        Some(field) => Type::field(field.ty, field.nullable),
        None if has(object, name) => Type::field(FieldType::Text, true),
        None => Type::UNKNOWN,
    }
}

/// The result of a function as its declaration says it.
fn result(function: &Function) -> Type {
    let (name, nullable) = match function.result.strip_suffix('?') {
        Some(name) => (name, true),
        None => (function.result, false),
    };
    match name {
        "null" => Type::NULL,
        // A member or a result of a closure may be null whatever the function does.
        "Object" => Type::new(
            None,
            if nullable {
                Nullability::Maybe
            } else {
                Nullability::Unknown
            },
        ),
        _ => Type::new(
            class(name),
            if nullable {
                Nullability::Maybe
            } else {
                Nullability::Never
            },
        ),
    }
}

fn through_if(access: Access, ty: Type, owner: Nullability) -> Type {
    if access == Access::Safe {
        through(ty, owner)
    } else {
        ty
    }
}

/// What `?.` makes of a type: null where its owner is null.
fn through(ty: Type, owner: Nullability) -> Type {
    match owner {
        Nullability::Never => ty,
        Nullability::Always => Type::NULL,
        Nullability::Maybe => Type {
            null: Nullability::Maybe,
            ..ty
        },
        Nullability::Unknown if ty.null == Nullability::Never => Type {
            null: Nullability::Unknown,
            ..ty
        },
        Nullability::Unknown => ty,
    }
}

/// Classes whose methods a class answers besides its own, nearest first.
const fn parents(class: &str) -> &'static [&'static str] {
    match class.as_bytes() {
        b"GString" => &["String"],
        b"Integer" | b"Long" | b"Double" | b"Float" | b"BigInteger" | b"BigDecimal" => &["Number"],
        b"List" => &["Collection", "Iterable"],
        b"Range" => &["List", "Collection", "Iterable"],
        b"Set" => &["Collection", "Iterable"],
        b"LinkedList" => &["List", "Collection", "Iterable"],
        _ => &[],
    }
}

/// The method of a class.
fn method(class: &str, name: &str) -> Option<&'static Function> {
    let found = named(name);
    std::iter::once(class)
        .chain(parents(class).iter().copied())
        .chain(["Object"])
        .find_map(|receiver| found.iter().find(|it| it.receiver == receiver))
        .copied()
}

/// A class of the library by its simple name.
fn class(name: &str) -> Option<&'static str> {
    const NAMED: [(&str, &str); 10] = [
        ("ArrayList", "List"),
        ("LinkedHashMap", "Map"),
        ("HashMap", "Map"),
        ("TreeMap", "Map"),
        ("HashSet", "Set"),
        ("LinkedHashSet", "Set"),
        ("int", "Integer"),
        ("long", "Long"),
        ("double", "Double"),
        ("boolean", "Boolean"),
    ];
    if let Some((_, class)) = NAMED.iter().find(|(written, _)| *written == name) {
        return Some(class);
    }
    crate::library::functions()
        .iter()
        .map(|function| function.receiver)
        .find(|receiver| *receiver == name)
}
