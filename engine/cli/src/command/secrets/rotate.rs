//! `bindery secrets rotate`: another key for what the store keeps sealed.

use std::io::Write;

use crate::exit::{End, Exit, Failure};
use crate::lookup::StoreArgument;
use crate::output::Output;
use crate::paint::GOOD;
use crate::secrets::{key_of, seal_key};
use crate::table::counted;

/// Seals everything with the new key.
pub fn rotate(store: &StoreArgument, output: &mut Output) -> End {
    let Some(new) = key_of("BINDERY_NEW_KEY", "BINDERY_NEW_KEY_FILE")? else {
        return Err(Failure::usage(
            "there is no new key",
            "set BINDERY_NEW_KEY to a key from `openssl rand -base64 32`, or name its file in BINDERY_NEW_KEY_FILE",
        ));
    };
    let mut repository = store.look()?.with_key(seal_key()?);
    let count = repository
        .rotate(&new)
        .map_err(|found| Failure::run(*found))?;
    let secrets = counted(count, "secret", "secrets");
    writeln!(output, "{GOOD}sealed anew{GOOD:#}  {secrets}")?;
    output.say("set BINDERY_KEY to the new key from now on");
    Ok(Exit::Fine)
}
