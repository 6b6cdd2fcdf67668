//! An object opened against its table of keys.

use std::collections::BTreeMap;
use std::ops::Range;

use bindery_diagnostics::{Diagnostic, Fix, Place, Severity, codes};

use crate::json::{Member, Node, Value, escape};
use crate::pointer::Pointer;
use crate::shape::{Effect, Extra, Key, SHAPES, Shape, Spelling, effect};
use crate::suggest::nearest;
use crate::text::{Text, Word};

use super::{Reader, Role};

/// The most calls, types or columns that are read of one object: a definition of 50 MB has some ten
/// thousand, and each takes a kilobyte and more.
pub(crate) const MAX_ENTRIES: usize = 50_000;

/// Why a key that authors invent has no effect.
const NOT_OF_THE_DIALECT: &str = "not part of the dialect";

/// The members of an object by the dialect's names.
pub(crate) struct Fields<'n> {
    pub shape: &'static Shape,
    pub node: &'n Node,
    pub pointer: Pointer,
    known: BTreeMap<&'static str, &'n Member>,
    /// Members that are not in the table and mean something there.
    pub extra: Vec<&'n Member>,
}

impl<'n> Fields<'n> {
    /// Sorts members into known keys and others and reports what is odd about the keys.
    pub(super) fn open(
        reader: &mut Reader<'_>,
        node: &'n Node,
        members: &'n [Member],
        at: &Pointer,
        shape: &'static Shape,
    ) -> Self {
        let mut fields = Self {
            shape,
            node,
            pointer: at.clone(),
            known: BTreeMap::new(),
            extra: Vec::new(),
        };
        for member in members {
            fields.sort(reader, member);
        }
        for key in shape.keys.iter().filter(|k| k.required) {
            let is_misspelt = |m: &Member| {
                let written = m.key.text.as_str();
                shape.find(written).is_none()
                    && nearest(written, shape.keys.iter().map(|k| k.name)) == Some(key.name)
            };
            // A slip of the key has been told, and is all that there is to mend.
            if !fields.known.contains_key(key.name) && !members.iter().any(is_misspelt) {
                reader.report(
                    Diagnostic::new(
                        codes::MISSING_KEY,
                        format!("`{}` is missing from this {}", key.name, shape.noun),
                    )
                    .at(
                        reader.origin.place(node.head(), at),
                        format!("this {}", shape.noun),
                    )
                    .with_help(format!("add `{}`: {}", key.name, key.about)),
                );
            }
        }
        fields
    }

    fn sort(&mut self, reader: &mut Reader<'_>, member: &'n Member) {
        let written = member.key.text.as_str();
        let Some((key, spelling)) = self.shape.find(written) else {
            self.unknown(reader, member);
            return;
        };
        let place = reader
            .origin
            .place(member.key_span(), self.pointer.key(&member.key.text));
        // An exact key is never displaced by another spelling of it.
        if self
            .known
            .get(key.name)
            .is_some_and(|m| m.key.text == key.name)
            && spelling != Spelling::Exact
        {
            reader.report(
                Diagnostic::new(
                    codes::DUPLICATE_KEY,
                    format!("`{written}` repeats `{}` and is ignored", key.name),
                )
                .at(place, "ignored")
                .with_help("keep one of them"),
            );
            return;
        }
        match spelling {
            Spelling::Exact => {}
            Spelling::OtherCase if written.trim() != written => {
                let fix = self.rename(reader, member, key.name);
                reader.blank_in_key(member, place.clone(), fix);
            }
            Spelling::OtherCase => reader.report(
                Diagnostic::new(
                    codes::KEY_CASE,
                    format!("`{written}` is written `{}` by the dialect", key.name),
                )
                .at(place.clone(), "read all the same")
                .with_help("write it in the dialect's case; the product may ignore it")
                .with_fix_of(self.rename(reader, member, key.name)),
            ),
            Spelling::Alias => reader.report(
                Diagnostic::new(
                    codes::KEY_ALIAS,
                    format!("`{written}` is read as `{}`", key.name),
                )
                .at(place.clone(), format!("the dialect has `{}`", key.name))
                .with_help(format!(
                    "write `{}`; the product may ignore this name",
                    key.name
                ))
                .with_fix_of(self.rename(reader, member, key.name)),
            ),
        }
        if let Effect::None(why) = effect(self.shape, key) {
            let help = match why {
                NOT_OF_THE_DIALECT => "remove it",
                _ => "it may stay for the product's sake; bindery does without it",
            };
            reader.report(
                Diagnostic::new(
                    codes::IGNORED_KEY,
                    format!("`{written}` has no effect: {why}"),
                )
                .at(place, "ignored")
                .with_help(help),
            );
        }
        self.known.insert(key.name, member);
    }

    fn unknown(&mut self, reader: &mut Reader<'_>, member: &'n Member) {
        let written = member.key.text.as_str();
        if reader.is_full(codes::UNKNOWN_KEY) && self.shape.extra != Extra::Kept {
            return;
        }
        let guess = nearest(written, self.shape.keys.iter().map(|k| k.name));
        if self.shape.extra == Extra::Kept {
            self.extra.push(member);
            if guess.is_none() {
                return;
            }
        }
        if written.is_empty() {
            return;
        }
        let place = reader
            .origin
            .place(member.key_span(), self.pointer.key(&member.key.text));
        if guess.is_none()
            && let Some(homes) = homes(written)
        {
            reader.report(
                Diagnostic::new(
                    codes::KEY_OF_ANOTHER_OBJECT,
                    format!(
                        "`{written}` is a key of {homes}, not of this {}",
                        self.shape.noun
                    ),
                )
                .at(place, "ignored here")
                .with_help("move it there; a bracket may stand too early or too late above"),
            );
            return;
        }
        let help = guess.map_or_else(
            || "remove it, or move it to where the dialect has it".to_owned(),
            |g| format!("did you mean `{g}`?"),
        );
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_KEY,
            format!("`{written}` is not a key of this {}", self.shape.noun),
        )
        .at(place, "ignored")
        .with_help(help)
        .with_fix_of(guess.and_then(|g| self.rename(reader, member, g)));
        // Without a key that must be there nothing works.
        let keys = self.shape.keys.iter();
        let required = keys.filter(|k| k.required && Some(k.name) == guess);
        let members = self.node.members().unwrap_or_default();
        let is_there = |key: &Key| {
            let mut all = members.iter();
            all.any(|m| {
                self.shape
                    .find(&m.key.text)
                    .is_some_and(|(k, _)| k.name == key.name)
            })
        };
        let is_needed = required.into_iter().any(|key| !is_there(key));
        reader.report(if is_needed {
            diagnostic.with_severity(Severity::Error)
        } else {
            diagnostic
        });
    }

    /// A fix that gives a member another key; `None` where the object has a member of that key.
    fn rename(&self, reader: &Reader<'_>, member: &Member, key: &str) -> Option<Fix> {
        let members = self.node.members().unwrap_or_default();
        let others = members.iter().filter(|m| m.key_span() != member.key_span());
        let is_taken = others
            .map(|m| m.key.text.as_str())
            .any(|k| k.eq_ignore_ascii_case(key) || k == member.key.text.as_str());
        if is_taken || member.key.text.is_empty() {
            return None;
        }
        let range = member.key.map().outer(0..member.key.text.len());
        let written = reader.origin.written(&escape(key));
        let place = reader.origin.place(range, "");
        Some(Fix::new(format!("write `{key}`"), place, written))
    }

    /// The value of a key with its pointer; null counts as absent.
    pub fn get(&self, key: &str) -> Option<(&'n Node, Pointer)> {
        debug_assert!(
            self.shape.keys.iter().any(|k| k.name == key),
            "`{key}` is not in the table of {}",
            self.shape.noun
        );
        let member = self.known.get(key)?;
        (member.node.value != Value::Null)
            .then(|| (&member.node, self.pointer.key(&member.key.text)))
    }

    /// Whether a key is there, null included.
    pub fn has(&self, key: &str) -> bool {
        self.known.contains_key(key)
    }

    /// A template.
    pub fn template(&self, reader: &mut Reader<'_>, key: &str) -> Option<Text> {
        let (node, at) = self.get(key)?;
        reader.template(node, &at, key, Role::Other)
    }

    /// A URL.
    pub fn url(&self, reader: &mut Reader<'_>, key: &str) -> Option<Text> {
        let (node, at) = self.get(key)?;
        reader.template(node, &at, key, Role::Url)
    }

    /// A word.
    pub fn word(&self, reader: &mut Reader<'_>, key: &str) -> Option<Word> {
        let (node, at) = self.get(key)?;
        reader.word(node, &at, key)
    }

    /// A boolean.
    pub fn boolean(&self, reader: &mut Reader<'_>, key: &str) -> Option<bool> {
        let (node, at) = self.get(key)?;
        reader.boolean(node, &at, key)
    }

    /// A whole number.
    pub fn integer(&self, reader: &mut Reader<'_>, key: &str) -> Option<i64> {
        let (node, at) = self.get(key)?;
        reader.integer(node, &at, key)
    }

    /// A whole number that is not negative.
    pub fn count(&self, reader: &mut Reader<'_>, key: &str) -> Option<u64> {
        let (node, at) = self.get(key)?;
        reader.count(node, &at, key)
    }

    /// A list of templates.
    pub fn templates(&self, reader: &mut Reader<'_>, key: &str) -> Vec<Text> {
        let Some((node, at)) = self.get(key) else {
            return Vec::new();
        };
        reader
            .scalars(node, &at, key)
            .into_iter()
            .filter_map(|(n, p)| reader.template(n, &p, key, Role::Other))
            .collect()
    }

    /// A list of words.
    pub fn words(&self, reader: &mut Reader<'_>, key: &str) -> Vec<Word> {
        let Some((node, at)) = self.get(key) else {
            return Vec::new();
        };
        reader
            .scalars(node, &at, key)
            .into_iter()
            .filter_map(|(n, p)| reader.word(n, &p, key))
            .collect()
    }

    /// An object opened against its own table.
    pub fn object(
        &self,
        reader: &mut Reader<'_>,
        key: &str,
        shape: &'static Shape,
    ) -> Option<Self> {
        let (node, at) = self.get(key)?;
        reader.open(node, &at, shape)
    }

    /// The members of an object with free keys, each with its pointer. Empty keys are left out.
    pub fn entries(&self, reader: &mut Reader<'_>, key: &str) -> Vec<(&'n Member, Pointer)> {
        let Some((node, at)) = self.get(key) else {
            return Vec::new();
        };
        reader.entries(node, &at, key)
    }
}

/// The objects that have a key of this name, at most two of them; nothing where none has.
fn homes(key: &str) -> Option<String> {
    let has = |shape: &&&Shape| shape.keys.iter().any(|k| k.name == key);
    let mut nouns: Vec<&str> = SHAPES.iter().filter(has).map(|s| s.noun).collect();
    nouns.dedup();
    match nouns.as_slice() {
        [] => None,
        [one] => Some(format!("the {one}")),
        [one, two] => Some(format!("the {one} and the {two}")),
        [one, two, ..] => Some(format!("the {one}, the {two} and others")),
    }
}

impl Reader<'_> {
    /// Reports a key with blanks around it.
    pub fn blank_in_key(&mut self, member: &Member, place: Place, fix: Option<Fix>) {
        let written = &member.key.text;
        self.report(
            Diagnostic::new(
                codes::BLANK_IN_KEY,
                format!("the key `{written}` begins or ends with a blank"),
            )
            .at(place, "part of the key")
            .with_help(format!("write `{}`", written.trim()))
            .with_fix_of(fix),
        );
    }

    /// The members of an object with free keys, each with its pointer. Empty keys are reported and
    /// left out; of duplicates the last counts.
    pub fn entries<'n>(
        &mut self,
        node: &'n Node,
        at: &Pointer,
        key: &str,
    ) -> Vec<(&'n Member, Pointer)> {
        let members = match &node.value {
            Value::Object(members) => members,
            Value::Null => return Vec::new(),
            _ => {
                self.wrong_type(node, at, key, "an object");
                return Vec::new();
            }
        };
        let mut out: Vec<(&'n Member, Pointer)> = Vec::with_capacity(members.len());
        let mut index: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
        for member in members {
            if out.len() == MAX_ENTRIES {
                self.too_many(key, member.key_span(), at);
                break;
            }
            let name = member.key.text.as_str();
            if name.trim().is_empty() {
                if member.node.value != Value::Invalid {
                    self.report(
                        Diagnostic::new(
                            codes::EMPTY_NAME,
                            format!("an entry of `{key}` has no name"),
                        )
                        .at(self.origin.place(member.key_span(), at), "left out")
                        .with_help("name it or remove it"),
                    );
                }
                continue;
            }
            let entry = (member, at.key(&member.key.text));
            match index.get(name).and_then(|i| out.get_mut(*i)) {
                Some(slot) => *slot = entry,
                None => {
                    index.insert(name, out.len());
                    out.push(entry);
                }
            }
        }
        out
    }

    /// Says that a text holds more of something than is read.
    pub fn too_many(&mut self, key: &str, span: Range<usize>, at: &Pointer) {
        self.report(
            Diagnostic::new(
                codes::REFUSED_PACKAGE,
                format!("`{key}` holds more than {MAX_ENTRIES} entries"),
            )
            .at(self.origin.place(span, at), "not read from here on")
            .with_help("no definition has as many; give the package itself"),
        );
    }

    /// The key of a member as a word.
    pub fn key_word(&self, member: &Member, at: &Pointer) -> Word {
        Word::new(member.key.text.clone(), &self.origin, member.key_span(), at)
    }
}
