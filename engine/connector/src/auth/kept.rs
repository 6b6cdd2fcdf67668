//! Refresh tokens from run to run (`rest-dialect §1.8`, §5.9).
//!
//! A target that replaces the refresh token with every use makes the configured one worthless, so
//! the newest is kept in the vault. It counts as long as the definition still has the refresh token
//! that it descends from: an operator who puts in another one is believed. A kept token that the
//! target refuses is dropped for the configured one, once.

use bindery_diagnostics::{Diagnostic, codes};
use ring::digest;
use serde_json::{Value, json};

use super::{Authenticator, State};
use crate::Outcome;
use crate::send::exchange::World;

/// Where the current refresh token comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kept {
    /// The vault has not been asked.
    #[default]
    Unknown,
    /// The definition, or this run.
    Ours,
    /// The vault.
    Stored,
}

impl Authenticator {
    /// Takes the refresh token that an earlier run kept.
    pub(super) fn recall(&self, state: &mut State, world: &World) -> Outcome<()> {
        if state.kept != Kept::Unknown {
            return Ok(());
        }
        state.kept = Kept::Ours;
        let (Some(vault), true) = (&world.vault, self.has_refresh_token()) else {
            return Ok(());
        };
        let Some(kept) = vault.load(&world.connection, &self.settings.name)? else {
            return Ok(());
        };
        let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
        let from = kept.get("from").and_then(Value::as_str);
        let token = kept.get("refreshToken").and_then(Value::as_str);
        if let (Some(from), Some(token)) = (from, token)
            && from == self.origin_of_tokens(world)?
        {
            world.masker.learn(token);
            state.refresh_token = Some(token.to_owned());
            state.kept = Kept::Stored;
        }
        Ok(())
    }

    /// Takes a new refresh token, and keeps it for the next run.
    pub(super) fn keep(&self, state: &mut State, world: &World, token: String) -> Outcome<()> {
        world.masker.learn(&token);
        let is_new = state.refresh_token.as_ref() != Some(&token)
            && self.configured(world)?.as_ref() != Some(&token);
        if is_new {
            let secret = json!({"from": self.origin_of_tokens(world)?, "refreshToken": token});
            let (now, name) = (world.clock.now(), &self.settings.name);
            let kept = match &world.vault {
                Some(vault) => vault.save(&world.connection, name, &secret.to_string(), now)?,
                None => false,
            };
            if !kept {
                world.notice(self.not_kept());
            }
        }
        state.kept = Kept::Ours;
        state.refresh_token = Some(token);
        Ok(())
    }

    /// Whether to try once more with the configured refresh token, after the target refused the one
    /// that was kept.
    pub(super) fn forget_kept(&self, state: &mut State, status: u16) -> bool {
        let was_kept = state.kept == Kept::Stored && matches!(status, 400 | 401 | 403);
        if was_kept {
            state.kept = Kept::Ours;
            state.refresh_token = None;
        }
        was_kept
    }

    fn has_refresh_token(&self) -> bool {
        self.settings.refresh_token.is_some() || self.settings.refresh.is_some()
    }

    fn configured(&self, world: &World) -> Outcome<Option<String>> {
        let context = world.context();
        let connection = self.settings.connection(&context)?;
        let context = context.with("connection", connection);
        let written = self.settings.refresh_token.as_ref();
        written.map(|t| t.text(&context)).transpose()
    }

    /// A fingerprint of the configured refresh token.
    fn origin_of_tokens(&self, world: &World) -> Outcome<String> {
        let configured = self.configured(world)?.unwrap_or_default();
        let hash = digest::digest(&digest::SHA256, configured.as_bytes());
        Ok(hash.as_ref().iter().map(|b| format!("{b:02x}")).collect())
    }

    fn not_kept(&self) -> Diagnostic {
        let message = format!(
            "the target replaced the refresh token of {}, and the new one is not kept",
            self.settings.name
        );
        Diagnostic::new(codes::TOKEN_NOT_KEPT, message).with_help(
            "set BINDERY_KEY to a key from `openssl rand -base64 32`, so that the next run has it",
        )
    }
}
