//! The token request and its companions: rotation, and the call that renews a refresh token
//! (`rest-dialect §1.8`).

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Value;

use super::settings::{ASSERTION, Kind};
use super::token::{TokenPath, with_prefix};
use super::{Authenticator, State};
use crate::Outcome;
use crate::decode::{Body, decode};
use crate::origin::Origins;
use crate::ports::ResponseData;
use crate::request::CallTemplate;
use crate::send::exchange::World;
use crate::send::told::Told;
use crate::send::words_of;

impl Authenticator {
    pub(super) async fn fetch(
        &self,
        state: &mut State,
        world: &World,
        origins: &Origins,
    ) -> Outcome<()> {
        let Some(request) = &self.settings.token else {
            return self.assert_alone(state, world);
        };
        if request.call.reads("refresh_token") || self.settings.refresh.is_some() {
            self.recall(state, world)?;
        }
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
            if self.forget_kept(state, response.status) {
                continue;
            }
            let context = self.context(world, state)?;
            let prefix = match &self.settings.token_type {
                Some(template) => template.text(&context)?,
                None => String::new(),
            };
            if self.settings.kind == Kind::Cookies {
                state.cookies = Some(self.cookies_in(world, &response, &body)?);
            }
            state.value = match &request.path {
                Some(path) => {
                    let token = self.token_in(world, path, &response, &body)?;
                    Some(with_prefix(&prefix, &token))
                }
                None => state.cookies.clone(),
            };
            state.generation += 1;
            let rotated = request.refresh_path.as_ref();
            if let Some(rotated) = rotated.and_then(|p| p.find(&response, &body)) {
                self.keep(state, world, rotated)?;
            }
            if self.settings.refresh_always && self.settings.refresh.is_some() {
                self.renew_refresh_token(state, world, origins).await?;
            }
            return Ok(());
        }
    }

    /// An assertion that is itself the token, where there is no token endpoint (`rest-dialect §1.7`).
    fn assert_alone(&self, state: &mut State, world: &World) -> Outcome<()> {
        let Some(assertion) = &self.settings.assertion else {
            return Err(self.nothing_to_send());
        };
        let context = self.context(world, state)?;
        let signed = assertion.sign(&self.settings.name, &context, world.clock.now())?;
        world.masker.learn(&signed);
        let prefix = match &self.settings.token_type {
            Some(template) => template.text(&context)?,
            None => String::new(),
        };
        state.value = Some(with_prefix(&prefix, &signed));
        state.generation += 1;
        Ok(())
    }

    async fn renew_refresh_token(
        &self,
        state: &mut State,
        world: &World,
        origins: &Origins,
    ) -> Outcome<()> {
        if let Some(refresh) = &self.settings.refresh {
            let (response, body) = self.ask(state, world, origins, &refresh.call).await?;
            let renewed = self.token_in(world, &refresh.path, &response, &body)?;
            self.keep(state, world, renewed)?;
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
        let mut context = self.context(world, state)?;
        if let Some(assertion) = &self.settings.assertion
            && call.reads(ASSERTION)
        {
            let signed = assertion.sign(&self.settings.name, &context, world.clock.now())?;
            world.masker.learn(&signed);
            context.set(ASSERTION, Value::from(signed));
        }
        let mut request = call.render(&context, origins, None)?;
        if self.settings.kind == Kind::BasicToken
            && !call.has_header("authorization")
            && let Some(basic) = self.settings.basic(&context)?
        {
            request.headers.push(("Authorization".to_owned(), basic));
        }
        if let Some(tls) = call.tls.as_ref().or(self.settings.tls.as_ref()) {
            request.tls = Some(tls.profile(world, &context)?);
        }
        // Asking twice for a token harms nobody, unless the first answer used a refresh token up.
        let idempotent = !call.reads("refresh_token");
        let exchange = world
            .exchange("token", &request, idempotent, Some(self))
            .await?;
        let response = exchange.response;
        let outcome = if is_2xx(response.status) {
            "ok"
        } else {
            "refused"
        };
        let told = Told::of(Some(&response), outcome, exchange.elapsed);
        world.tell("token", &request, told);
        let body = decode(&response, self.settings.clean);
        Ok((response, body))
    }

    /// The cookies that a login set, which the masker learns at once.
    fn cookies_in(&self, world: &World, response: &ResponseData, body: &Body) -> Outcome<String> {
        let cookies = TokenPath::Header("Set-Cookie".to_owned());
        let pairs = self.token_in(world, &cookies, response, body)?;
        for (_, value) in pairs.split("; ").filter_map(|pair| pair.split_once('=')) {
            // A short value may well be a language or a flag; hiding it would hide half of a text.
            if value.len() >= 8 {
                world.masker.learn(value);
            }
        }
        Ok(pairs)
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
