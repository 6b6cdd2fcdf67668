//! `--param NAME=VALUE`: what fills the placeholders of a definition.
//!
//! A value can be named instead of written: `NAME=env:VAR` reads an environment variable,
//! `NAME=file:PATH` a file (its last line break removed). A parameter that the connector declares
//! secret is taken in one of these two ways only, so that it never stands in a shell's history or a
//! list of processes.

use std::convert::Infallible;
use std::str::FromStr;
use std::{env, fmt, fs};

use crate::exit::Failure;

/// Where a value was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Written,
    Workspace,
    Named,
}

/// One parameter as given on the command line. Its value is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Parameter {
    name: String,
    value: String,
    origin: Origin,
}

impl fmt::Debug for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parameter")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Parameter {
    /// A parameter that did not stand on the command line.
    pub const fn named(name: String, value: String) -> Self {
        Self {
            name,
            value,
            origin: Origin::Named,
        }
    }

    /// A parameter whose value stands in `bindery.toml`.
    pub fn of_workspace(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
            origin: Origin::Workspace,
        }
    }

    /// Its name, blanks trimmed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the value itself stood on the command line, or in `bindery.toml`.
    pub fn is_written_out(&self) -> bool {
        self.origin != Origin::Named
    }
}

/// A parameter as it was given. It is read only after the command line is, since a wrong argument is
/// repeated in the message about it, and this one may be a secret.
#[derive(Clone)]
pub enum Given {
    /// `NAME=VALUE`, unread.
    Written(String),
    /// By the program.
    Ready(Parameter),
}

impl Given {
    /// Whether it gives the parameter of this name.
    pub fn is_of(&self, name: &str) -> bool {
        let own = match self {
            Self::Written(text) => text.split_once('=').map_or(text.as_str(), |(own, _)| own),
            Self::Ready(parameter) => parameter.name(),
        };
        own.trim().eq_ignore_ascii_case(name)
    }
}

impl FromStr for Given {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::Written(text.to_owned()))
    }
}

/// Reads what was given.
pub fn read(given: &[Given]) -> Result<Vec<Parameter>, Failure> {
    let one = |given: &Given| match given {
        Given::Ready(parameter) => Ok(parameter.clone()),
        Given::Written(text) => parse(text).map_err(|message| {
            Failure::usage(
                message,
                "give each as --param NAME=VALUE, NAME=env:VAR or NAME=file:PATH",
            )
        }),
    };
    given.iter().map(one).collect()
}

/// Reads one `NAME=VALUE`.
fn parse(text: &str) -> Result<Parameter, String> {
    let (name, value) = text
        .split_once('=')
        .ok_or("a parameter is given without a `=`")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("a parameter is given without a name".to_owned());
    }
    let (value, origin) = resolve(value)?;
    Ok(Parameter {
        name: name.to_owned(),
        value,
        origin,
    })
}

/// Reads a value that must not stand on the command line: `env:VAR` or `file:PATH`.
pub fn parse_secret(text: &str) -> Result<String, String> {
    match resolve(text)? {
        (value, Origin::Named) => Ok(value),
        _ => Err("a secret was written on the command line".to_owned()),
    }
}

fn resolve(text: &str) -> Result<(String, Origin), String> {
    if let Some(variable) = text.strip_prefix("env:") {
        let value = env::var(variable)
            .map_err(|_| format!("the environment variable `{variable}` is not set"))?;
        return Ok((value, Origin::Named));
    }
    if let Some(path) = text.strip_prefix("file:") {
        let value = fs::read_to_string(path).map_err(|error| {
            format!(
                "the file `{path}` cannot be read: {}",
                crate::reason::reason(&error)
            )
        })?;
        let value = value.strip_suffix('\n').unwrap_or(&value);
        let value = value.strip_suffix('\r').unwrap_or(value);
        return Ok((value.to_owned(), Origin::Named));
    }
    Ok((text.to_owned(), Origin::Written))
}

/// Refuses values on the command line for parameters that the connector declares secret.
pub fn refuse_written_secrets<'a>(
    given: &[Parameter],
    secret: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), Failure> {
    for parameter in given.iter().filter(|p| p.is_written_out()) {
        let name = parameter.name();
        if secret.clone().any(|s| s.eq_ignore_ascii_case(name)) {
            return Err(match parameter.origin {
                Origin::Workspace => Failure::usage(
                    format!("the parameter `{name}` is secret and was written into bindery.toml"),
                    format!("write {name} = \"env:VAR\" or {name} = \"file:PATH\""),
                ),
                _ => Failure::usage(
                    format!("the parameter `{name}` is secret and was written on the command line"),
                    format!("give it as --param {name}=env:VAR or --param {name}=file:PATH"),
                ),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_written_value_keeps_everything_after_the_first_equals_sign() {
        let parameter = parse(" HOST = a=b ").unwrap();
        assert_eq!((parameter.name(), parameter.value()), ("HOST", " a=b "));
        assert!(parameter.is_written_out());
    }

    #[test]
    fn a_named_value_is_read_and_loses_its_last_line_break() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        fs::write(&path, "s3cret\r\n").unwrap();
        let parameter = parse(&format!("TOKEN=file:{}", path.display())).unwrap();
        assert_eq!(parameter.value(), "s3cret");
        assert!(!parameter.is_written_out());
        assert!(!format!("{parameter:?}").contains("s3cret"));
    }

    #[test]
    fn a_secret_on_the_command_line_is_refused_without_being_repeated() {
        let given = [parse("token=abc123").unwrap()];
        let Err(Failure::Usage { message, help }) =
            refuse_written_secrets(&given, ["TOKEN"].into_iter())
        else {
            panic!("accepted")
        };
        assert!(message.contains("secret") && !message.contains("abc123"));
        assert!(help.contains("env:VAR"));
    }

    #[test]
    fn what_is_no_pair_or_cannot_be_read_is_said() {
        assert!(parse("novalue").is_err());
        assert!(parse("=x").is_err());
        assert!(
            parse("A=env:BINDERY_SURELY_NOT_SET")
                .unwrap_err()
                .contains("is not set")
        );
        assert!(
            parse("A=file:/no/such/file")
                .unwrap_err()
                .contains("cannot be read")
        );
    }
}
