//! Strings of a definition: templates with their places, and plain words.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use bindery_diagnostics::{Fix, Place, SourceId};
use bindery_grammar::ast::{Part, Span, Template};

use crate::json::{ByteRange, JsonString, SharedText, escape};
use crate::origin::Origin;
use crate::pointer::Pointer;

/// A string that may hold bindings. Cheap to clone.
///
/// Parameters ([`crate::Parameters`]) are filled into [`Text::template`] as literal text; the raw
/// text stays as the author wrote it, so that spans and excerpts remain true.
#[derive(Clone)]
pub struct Text {
    data: Arc<Data>,
}

struct Data {
    raw: JsonString,
    template: Parsed,
    pointer: Pointer,
    /// The string token in the origin's text, quotes included.
    token: ByteRange,
    /// The text that the token stands in; `None` for a text made by the program.
    origin: Option<Arc<Origin>>,
}

/// What parsing a text gave.
enum Parsed {
    /// Its syntax is broken.
    Broken,
    /// It stands for itself. Most texts do, and few are ever asked for their template.
    Itself(OnceLock<Box<Template>>),
    /// Anything else.
    Template(Arc<Template>),
}

impl Parsed {
    fn of(raw: &str, template: Option<Arc<Template>>) -> Self {
        let Some(template) = template else {
            return Self::Broken;
        };
        match template.parts.as_slice() {
            [Part::Literal { text, .. }] if text == raw => Self::Itself(OnceLock::new()),
            _ => Self::Template(template),
        }
    }
}

/// The template of a text without bindings.
fn literal(raw: &str) -> Template {
    Template {
        parts: vec![Part::Literal {
            text: raw.to_owned(),
            span: Span::new(0, raw.len()),
        }],
    }
}

impl Text {
    pub(crate) fn new(
        raw: JsonString,
        template: Option<Arc<Template>>,
        origin: &Arc<Origin>,
        token: Range<usize>,
        pointer: &Pointer,
    ) -> Self {
        Self {
            data: Arc::new(Data {
                template: Parsed::of(&raw.text, template),
                raw,
                pointer: pointer.clone(),
                token: token.into(),
                origin: Some(Arc::clone(origin)),
            }),
        }
    }

    /// A text that stands in no file: a default, or one made by a test. Its template is parsed;
    /// where that fails it has none.
    #[must_use]
    pub fn plain(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        let parsed = bindery_grammar::parse_template(&raw).ok();
        Self {
            data: Arc::new(Data {
                template: Parsed::of(&raw, parsed.map(Arc::new)),
                token: (0..raw.len()).into(),
                raw: JsonString { text: raw.into() },
                pointer: Pointer::ROOT,
                origin: None,
            }),
        }
    }

    /// Tells it from every other text that is alive; its clones have the same. Comparing places
    /// would build them.
    #[must_use]
    pub fn id(&self) -> usize {
        Arc::as_ptr(&self.data).addr()
    }

    /// The text as written, JSON escapes resolved, parameters not filled.
    #[must_use]
    pub fn raw(&self) -> &str {
        &self.data.raw.text
    }

    /// The parsed template with parameters filled; `None` when its syntax is broken, which has been
    /// reported. Its spans are byte ranges of [`Text::raw`].
    #[must_use]
    pub fn template(&self) -> Option<&Template> {
        match &self.data.template {
            Parsed::Broken => None,
            Parsed::Itself(once) => {
                Some(once.get_or_init(|| Box::new(literal(&self.data.raw.text))))
            }
            Parsed::Template(template) => Some(template),
        }
    }

    /// The text where it holds no binding, parameters filled.
    #[must_use]
    pub fn literal(&self) -> Option<String> {
        let template = match &self.data.template {
            Parsed::Broken => return None,
            Parsed::Itself(_) => return Some(self.data.raw.text.to_string()),
            Parsed::Template(template) => template,
        };
        template
            .parts
            .iter()
            .try_fold(String::new(), |mut all, part| match part {
                Part::Literal { text, .. } => {
                    all.push_str(text);
                    Some(all)
                }
                Part::Binding(_) => None,
            })
    }

    /// Whether it holds a binding.
    #[must_use]
    pub fn has_bindings(&self) -> bool {
        match &self.data.template {
            Parsed::Broken => true,
            Parsed::Itself(_) => false,
            Parsed::Template(template) => !template.is_literal(),
        }
    }

    /// Whether nothing is written, blanks aside.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.data.raw.text.trim().is_empty()
    }

    /// The place of the whole string.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.data.origin {
            Some(origin) => origin.place(self.data.token.range(), &self.data.pointer),
            None => Place::new(SourceId(usize::MAX), self.data.token.range()),
        }
    }

    /// The place of a byte range of [`Text::raw`], in the bytes of the file.
    #[must_use]
    pub fn place_of(&self, range: Range<usize>) -> Place {
        match &self.data.origin {
            Some(origin) => origin.place(self.data.raw.map().outer(range), &self.data.pointer),
            None => Place::new(SourceId(usize::MAX), range),
        }
    }

    /// A fix that replaces a byte range of [`Text::raw`], escaped as the file wants it. `None` where
    /// the text is no JSON string: a number, a word without quotes, a text made by the program.
    #[must_use]
    pub fn fix(
        &self,
        title: impl Into<String>,
        range: Range<usize>,
        replacement: &str,
    ) -> Option<Fix> {
        let origin = self.data.origin.as_ref()?;
        let quoted = self.data.raw.map().outer(0..0).start > self.data.token.range().start;
        quoted.then(|| {
            let written = origin.written(&escape(replacement));
            Fix::new(title, self.place_of(range), written)
        })
    }

    /// The attribute it belongs to.
    #[must_use]
    pub fn attribute(&self) -> Option<&str> {
        self.data.origin.as_ref().and_then(|o| o.attribute())
    }
}

impl fmt::Debug for Text {
    /// Shows where it stands and how long it is: it may hold a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Text({}{}, {} bytes)",
            self.attribute().unwrap_or_default(),
            self.data.pointer,
            self.data.raw.text.len()
        )
    }
}

/// A string that the dialect takes as it is: a name, a path, a column, a date pattern.
/// Parameters are filled. Two words are equal where their texts are. Cheap to clone.
#[derive(Clone)]
pub struct Word {
    data: Arc<WordData>,
}

struct WordData {
    text: SharedText,
    /// `None` for a word that stands in no file.
    source: Option<Source>,
}

struct Source {
    origin: Arc<Origin>,
    token: ByteRange,
    pointer: Pointer,
    /// Whether the token is the word, and not a value that implies it.
    is_written: bool,
}

impl Word {
    /// A word with its token in the origin's text.
    pub(crate) fn new(
        text: SharedText,
        origin: &Arc<Origin>,
        token: Range<usize>,
        pointer: &Pointer,
    ) -> Self {
        Self::read(text, origin, token, pointer, true)
    }

    /// A word that is implied by a value, such as the name of an unnamed call.
    pub(crate) fn implied(
        text: SharedText,
        origin: &Arc<Origin>,
        token: Range<usize>,
        pointer: &Pointer,
    ) -> Self {
        Self::read(text, origin, token, pointer, false)
    }

    fn read(
        text: SharedText,
        origin: &Arc<Origin>,
        token: Range<usize>,
        pointer: &Pointer,
        is_written: bool,
    ) -> Self {
        let source = Some(Source {
            origin: Arc::clone(origin),
            token: token.into(),
            pointer: pointer.clone(),
            is_written,
        });
        Self {
            data: Arc::new(WordData { text, source }),
        }
    }

    /// A word that stands in no file.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into().into();
        Self {
            data: Arc::new(WordData { text, source: None }),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.data.text
    }

    /// Where it stands.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.data.source {
            Some(s) => s.origin.place(s.token.range(), &s.pointer),
            None => Place::new(SourceId(usize::MAX), 0..0),
        }
    }

    /// A fix that writes another word in its place; `None` where it is not written in a file.
    #[must_use]
    pub fn fix(&self, title: impl Into<String>, replacement: &str) -> Option<Fix> {
        let source = self.data.source.as_ref().filter(|s| s.is_written)?;
        let written = source
            .origin
            .written(&format!("\"{}\"", escape(replacement)));
        Some(Fix::new(title, self.place(), written))
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Word {}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Word {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Word {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
