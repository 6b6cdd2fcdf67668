//! The token request and its companions: rotation, and the call that renews a refresh token
//! (`rest-dialect §1.8`).

use bindery_diagnostics::{Diagnostic, codes};

use super::settings::Kind;
use super::token::{TokenPath, with_prefix};
use super::{Authenticator, State};
use crate::Outcome;
use crate::decode::{Body, decode};
use crate::origin::Origins;
use crate::ports::ResponseData;
use crate::request::CallTemplate;
use crate::send::exchange::World;
use crate::send::words_of;

impl Authenticator {
    pub(super) async fn fetch(
        &self,
        state: &mut State,
        world: &World,
        origins: &Origins,
    ) -> Outcome<()> {
        let Some(request) = &self.settings.token else {
            return Err(self.nothing_to_send());
        };
        let mut renewals = 0;
        loop {
            let (response, body) = self.ask(state, world, origins, &request.call).await?;
            if let Some(refresh) = &self.settings.refresh
                && refresh.stale.matches(response.status, &body)
                && renewals < self.settings.renewals
            {
                renewals += 1;
                self.renew_refresh_token(state, world, origins).await?;
                continue;
            }
            let token = self.token_in(world, &request.path, &response, &body)?;
            let context = self.context(world, state)?;
            let prefix = match &self.settings.token_type {
                Some(template) => template.text(&context)?,
                None => String::new(),
            };
            state.value = Some(with_prefix(&prefix, &token));
            state.generation += 1;
            let rotated = request.refresh_path.as_ref();
            if let Some(rotated) = rotated.and_then(|p| p.find(&response, &body)) {
                world.masker.learn(&rotated);
                state.refresh_token = Some(rotated);
            }
            if self.settings.refresh_always && self.settings.refresh.is_some() {
                self.renew_refresh_token(state, world, origins).await?;
            }
            return Ok(());
        }
    }

    async fn renew_refresh_token(
        &self,
        state: &mut State,
        world: &World,
        origins: &Origins,
    ) -> Outcome<()> {
        if let Some(refresh) = &self.settings.refresh {
            let (response, body) = self.ask(state, world, origins, &refresh.call).await?;
            state.refresh_token = Some(self.token_in(world, &refresh.path, &response, &body)?);
        }
        Ok(())
    }

    async fn ask(
        &self,
        state: &State,
        world: &World,
        origins: &Origins,
        call: &CallTemplate,
    ) -> Outcome<(ResponseData, Body)> {
        let context = self.context(world, state)?;
        let mut request = call.render(&context, origins, None)?;
        if self.settings.kind == Kind::BasicToken
            && !call.has_header("authorization")
            && let Some(basic) = self.settings.basic(&context)?
        {
            request.headers.push(("Authorization".to_owned(), basic));
        }
        self.pace(world).await;
        // Asking twice for a token harms nobody, unless the first answer used a refresh token up.
        let idempotent = !call.reads("refresh_token");
        let exchange = world.exchange("token", &request, idempotent).await?;
        let response = exchange.response;
        let outcome = if is_2xx(response.status) {
            "ok"
        } else {
            "refused"
        };
        world.tell(
            "token",
            &request,
            Some(response.status),
            outcome,
            response.body.len(),
            exchange.elapsed,
        );
        let body = decode(&response, self.settings.clean);
        Ok((response, body))
    }

    /// The token of a response, which the masker learns at once.
    fn token_in(
        &self,
        world: &World,
        path: &TokenPath,
        response: &ResponseData,
        body: &Body,
    ) -> Outcome<String> {
        if is_2xx(response.status)
            && let Some(token) = path.find(response, body)
        {
            world.masker.learn(&token);
            return Ok(token);
        }
        Err(self.no_token(world, path, response, body))
    }

    fn no_token(
        &self,
        world: &World,
        path: &TokenPath,
        response: &ResponseData,
        body: &Body,
    ) -> Box<Diagnostic> {
        let name = &self.settings.name;
        if !is_2xx(response.status) {
            let message = format!(
                "the token request of {name} was answered with {}",
                response.status
            );
            let mut finding = Diagnostic::new(codes::NO_TOKEN, message)
                .with_help("check the credentials and the URL of the authentication");
            if let Some(words) = words_of(body, &world.masker) {
                finding = finding.with_note(format!("the target says: {words}"));
            }
            return Box::new(finding);
        }
        let message = format!(
            "the token response of {name} has nothing at {}",
            path.words()
        );
        let mut finding = Diagnostic::new(codes::NO_TOKEN, message)
            .with_help("set tokenResponsePath to where the token is");
        if let Some(serde_json::Value::Object(members)) = &body.json {
            let keys: Vec<&str> = members.keys().map(String::as_str).take(20).collect();
            finding = finding.with_note(format!("it has the keys {}", keys.join(", ")));
        } else if let Err(problem) = body.require_json() {
            finding = finding.with_note(problem.message);
        }
        Box::new(finding)
    }
}

fn is_2xx(status: u16) -> bool {
    (200..300).contains(&status)
}
