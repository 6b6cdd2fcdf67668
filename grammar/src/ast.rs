//! The syntax tree of templates and scripts.
//!
//! Every node carries the byte range it was read from, counted in the text handed to the parser.
//! Equality ignores those ranges ([`Span`] compares equal to any other), so that a tree printed
//! and parsed again equals the original.

use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A byte range of the parsed text. Two spans always compare equal: trees are compared by meaning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span over `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The span as a standard range.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Span {}

impl Hash for Span {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A string that carries bindings: literal text and scripts in turn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Template {
    /// The parts, in the order of the text; two literals never follow each other.
    pub parts: Vec<Part>,
}

impl Template {
    /// The bindings in the order of the text.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.parts.iter().filter_map(|part| match part {
            Part::Binding(binding) => Some(binding),
            Part::Literal { .. } => None,
        })
    }

    /// The binding, where the template is exactly one: such a template keeps its value's type.
    #[must_use]
    pub fn is_single_binding(&self) -> Option<&Binding> {
        match self.parts.as_slice() {
            [Part::Binding(binding)] => Some(binding),
            _ => None,
        }
    }

    /// Whether the template holds no binding.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        self.bindings().next().is_none()
    }
}

/// One part of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text taken as it is; `$name` and `\${`, backslash included, belong to it.
    Literal {
        /// The text.
        text: String,
        /// Where it stood.
        span: Span,
    },
    /// `${…}` or `$<…>`.
    Binding(Binding),
}

/// One `${…}` or `$<…>` of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Which of the two spellings was used; both mean the same (design D1).
    pub spelling: Spelling,
    /// What stands between the delimiters.
    pub script: Script,
    /// The whole binding, delimiters included.
    pub span: Span,
}

/// The two spellings of a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `${…}`
    Braces,
    /// `$<…>`
    Angles,
}

/// A list of statements; its value is the explicit `return` or the last statement's value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// The text of the statements.
    pub span: Span,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// What it is.
    pub kind: StatementKind,
    /// Where it stood.
    pub span: Span,
}

/// The statements that packages use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StatementKind {
    /// An expression for its value or effect.
    Expression(Expression),
    /// `def x = 1`, `String a, b = 'x'`, `final int i`.
    Declare {
        /// The declared type; `None` for `def` and `final` alone.
        ty: Option<TypeName>,
        /// Names with their initial values.
        names: Vec<(Name, Option<Expression>)>,
    },
    /// `def (a, b) = [1, 2]`.
    DeclareTuple {
        /// The names, each with its own optional type.
        names: Vec<(Option<TypeName>, Name)>,
        /// The list that is taken apart.
        value: Expression,
    },
    /// `if (c) … else …`.
    If {
        /// The condition.
        condition: Expression,
        /// Run when the condition is true.
        then: Box<Statement>,
        /// Run otherwise.
        otherwise: Option<Box<Statement>>,
    },
    /// `for (T x in xs)` and `for (T x : xs)`.
    ForIn {
        /// The declared type of the variable.
        ty: Option<TypeName>,
        /// The variable.
        name: Name,
        /// What is walked.
        iterable: Expression,
        /// The loop's body.
        body: Box<Statement>,
    },
    /// `for (init; condition; update)`.
    For {
        /// Statements run once before.
        init: Vec<Statement>,
        /// The condition; absent means true.
        condition: Option<Expression>,
        /// Expressions evaluated after each round.
        update: Vec<Expression>,
        /// The loop's body.
        body: Box<Statement>,
    },
    /// `while (condition) body`.
    While {
        /// The condition.
        condition: Expression,
        /// The loop's body.
        body: Box<Statement>,
    },
    /// `return` with an optional value.
    Return(Option<Expression>),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `label: statement`.
    Labelled {
        /// The label.
        label: Name,
        /// What it stands before.
        body: Box<Statement>,
    },
    /// `break label` or `continue label`.
    Jump {
        /// The label of a loop around it.
        label: Name,
        /// Whether the loop goes on with its next round.
        resume: bool,
    },
    /// `{ … }` in statement position.
    Block(Vec<Statement>),
    /// `try … catch … finally …`.
    Try {
        /// The guarded statements.
        body: Vec<Statement>,
        /// The handlers in order.
        catches: Vec<Catch>,
        /// Run in every case.
        finally: Option<Vec<Statement>>,
    },
    /// `throw e`.
    Throw(Expression),
    /// `switch (subject) { case …: … default: … }`.
    Switch {
        /// The value that is matched.
        subject: Expression,
        /// The cases in order; a `None` label is `default`.
        cases: Vec<Case>,
    },
    /// `assert condition : message`.
    Assert {
        /// What must hold.
        condition: Expression,
        /// The text of the failure.
        message: Option<Expression>,
    },
    /// `import a.b.C`, `import a.b.*`, `import a.b.C as D`.
    Import {
        /// The dotted name, `*` included.
        path: String,
        /// The name after `as`.
        alias: Option<String>,
    },
    /// `def f(a, b) { … }` and `String f(a) { … }` at script level.
    Method {
        /// The type of what it gives, if it is written: `void`, `String`.
        ty: Option<TypeName>,
        /// The method's name.
        name: Name,
        /// Its parameters.
        parameters: Vec<Parameter>,
        /// Its body.
        body: Vec<Statement>,
    },
    /// `import static java.lang.Math.max` and `import static java.lang.Math.*`.
    StaticImport {
        /// The class and its member, or `*`.
        path: String,
        /// The name after `as`.
        alias: Option<String>,
    },
    /// Syntax that Groovy knows and bindery refuses, such as a class definition.
    Unsupported {
        /// What it is, in words: `class definition`.
        what: String,
        /// The source text, comments left out.
        text: String,
    },
}

/// One `catch (A | B e) { … }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catch {
    /// The caught types; empty means any.
    pub types: Vec<TypeName>,
    /// The variable.
    pub name: Name,
    /// The handler.
    pub body: Vec<Statement>,
}

/// One `case label:` of a `switch`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The label; `None` is `default`.
    pub label: Option<Expression>,
    /// The statements up to the next label.
    pub body: Vec<Statement>,
}

/// An identifier with its place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The identifier.
    pub text: String,
    /// Where it stood.
    pub span: Span,
}

/// A type as written: `String`, `java.util.Map<String, List>`, `int[]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeName {
    /// The dotted name without type arguments, which have no effect at run time.
    pub name: String,
    /// How many `[]` follow.
    pub dimensions: usize,
    /// Where it stood.
    pub span: Span,
}

/// A parameter of a closure or method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The declared type.
    pub ty: Option<TypeName>,
    /// The name.
    pub name: Name,
    /// The default value.
    pub default: Option<Expression>,
}

/// An expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stood.
    pub span: Span,
}

/// How a number is written decides its type, as in Groovy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// An integer of at most 32 bits.
    Integer(i32),
    /// An integer of at most 64 bits, or one with the suffix `L`.
    Long(i64),
    /// Decimal digits of an integer that needs more, or has the suffix `G`.
    BigInteger(String),
    /// A decimal literal, digits as written without suffix (`1.50`, `1e3`).
    BigDecimal(String),
    /// A literal with the suffix `d`, digits as written.
    Double(String),
    /// A literal with the suffix `f`, digits as written.
    Float(String),
}

/// A piece of an interpolating string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StringPart {
    /// Text, escapes resolved.
    Text(String),
    /// `${…}`: a script of its own.
    Script(Script),
    /// `$a.b.c`: a dotted path.
    Path(Expression),
}

/// One entry of a list literal or an argument list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// A value.
    Value(Expression),
    /// `*xs`: each element of a list.
    Spread(Expression),
}

/// One entry of a map literal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapEntry {
    /// `key: value`.
    Pair(MapKey, Expression),
    /// `*: other`.
    Spread(Expression),
}

/// The key of a map literal's entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapKey {
    /// A bare name or a string or number: taken as the literal it is.
    Literal(Expression),
    /// `(expr)`, an interpolating string, or any other computed key.
    Computed(Expression),
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// By position.
    Value(Expression),
    /// `*xs`.
    Spread(Expression),
    /// `name: value`, collected into a leading map as Groovy does.
    Named(MapKey, Expression),
}

/// The name after a dot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// `.name`, or `.'quoted name'` (both look up the same).
    Name(Name),
    /// `."text ${script}"`: computed.
    Dynamic(Box<Expression>),
}

/// How a member is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// `.`
    Plain,
    /// `?.`: null stays null.
    Safe,
    /// `*.`: over each element.
    Spread,
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `~` on a number or a string (a pattern).
    BitNot,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<=>`
    Compare,
    /// `=~`
    Find,
    /// `==~`
    Match,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `in`
    In,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `>>>`
    ShiftRightUnsigned,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `**`
    Power,
}

/// The expressions of the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpressionKind {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// A number literal.
    Number(Number),
    /// A string without interpolation, whatever its quotes.
    String(String),
    /// A string with interpolation.
    Interpolated(Vec<StringPart>),
    /// `[a, b]`
    List(Vec<Element>),
    /// `[k: v]`, `[:]`
    Map(Vec<MapEntry>),
    /// `a..b`, `a..<b`
    Range {
        /// The first value.
        from: Box<Expression>,
        /// The last value.
        to: Box<Expression>,
        /// Whether `to` belongs to the range.
        inclusive: bool,
    },
    /// A variable, a root of the context, or the first segment of a class name.
    Name(String),
    /// `target.member`
    Property {
        /// The object.
        target: Box<Expression>,
        /// The member.
        member: Member,
        /// `.`, `?.` or `*.`
        access: Access,
    },
    /// `target[index]`; more than one index makes a list of look-ups.
    Index {
        /// The object.
        target: Box<Expression>,
        /// The indexes.
        indexes: Vec<Element>,
    },
    /// `name(args)` or `target.name(args)`; trailing closures are the last arguments.
    Call {
        /// The receiver; absent for a bare call.
        target: Option<Box<Expression>>,
        /// The method.
        member: Member,
        /// `.`, `?.` or `*.`; `Plain` for a bare call.
        access: Access,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `(expr)(args)`, `{ … }(args)`, `f[0](args)`: calls a value.
    CallValue {
        /// What is called.
        callee: Box<Expression>,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `target.&name`
    MethodReference {
        /// The object or class.
        target: Box<Expression>,
        /// The method.
        name: Name,
    },
    /// `new T(args)`
    New {
        /// The class.
        class: TypeName,
        /// The arguments.
        arguments: Vec<Argument>,
    },
    /// `new T[n][m]`, or `new T[]{…}` as `sizes` empty with a list of values.
    NewArray {
        /// The element type, with its total dimensions.
        class: TypeName,
        /// The given sizes.
        sizes: Vec<Expression>,
    },
    /// `{ a, b -> … }`
    Closure {
        /// Parameters; `None` when no arrow is written (then `it` is bound).
        parameters: Option<Vec<Parameter>>,
        /// The body.
        body: Vec<Statement>,
    },
    /// `!a`, `-a`, `+a`, `~a`
    Unary {
        /// The operator.
        operator: UnaryOperator,
        /// The operand.
        operand: Box<Expression>,
    },
    /// `++a`, `a++`, `--a`, `a--`
    Step {
        /// The variable, property or element.
        target: Box<Expression>,
        /// `1` or `-1`.
        delta: i32,
        /// Whether the value is that before the step (`a++`).
        postfix: bool,
    },
    /// `a op b`
    Binary {
        /// The operator.
        operator: BinaryOperator,
        /// The left operand.
        left: Box<Expression>,
        /// The right operand.
        right: Box<Expression>,
    },
    /// `a instanceof T`
    InstanceOf {
        /// The value.
        value: Box<Expression>,
        /// The type.
        ty: TypeName,
    },
    /// `a as T`
    As {
        /// The value.
        value: Box<Expression>,
        /// The type.
        ty: TypeName,
    },
    /// `(T) a`
    Cast {
        /// The type.
        ty: TypeName,
        /// The value.
        value: Box<Expression>,
    },
    /// `c ? a : b`
    Ternary {
        /// The condition.
        condition: Box<Expression>,
        /// When true.
        then: Box<Expression>,
        /// When false.
        otherwise: Box<Expression>,
    },
    /// `a ?: b`
    Elvis {
        /// The value taken when true.
        value: Box<Expression>,
        /// The value taken otherwise.
        otherwise: Box<Expression>,
    },
    /// `a = b`, `a += b`
    Assign {
        /// The operator of a compound assignment.
        operator: Option<BinaryOperator>,
        /// A name, property or element.
        target: Box<Expression>,
        /// The value.
        value: Box<Expression>,
    },
    /// `(a, b) = list`
    AssignTuple {
        /// The targets.
        targets: Vec<Expression>,
        /// The list.
        value: Box<Expression>,
    },
    /// Syntax that Groovy knows and bindery refuses, such as `a.@field`.
    Unsupported {
        /// What it is, in words.
        what: String,
        /// The source text, comments left out.
        text: String,
    },
}
