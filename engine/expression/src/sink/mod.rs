//! Where rendered text goes, which decides how bindings are escaped (design D4).

/// The place a template is rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sink {
    /// Nothing is escaped: `eval`, call conditions, names.
    #[default]
    Text,
    /// A JSON body: escaped inside string literals; the result must parse.
    Json,
    /// A form body or one value of it (`a=b&c=d`): percent-encoded.
    Form,
    /// A URL: encoded by position, unless the binding begins it.
    Url,
    /// A header value: line breaks are refused.
    Header,
    /// XML text and attribute values.
    Xml,
    /// Plain substitution, for connections with `escape = "eic"`.
    Plain,
}
