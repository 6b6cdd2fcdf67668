//! Sending a call: its token, its request, its answer, judged.
//!
//! Import and provisioning both send through [`Wire::send`]. It binds `access_token` and
//! `connection` for the authentication that the call names, renews a rejected token and sends again
//! (`rest-dialect §1.9`), leaves repeats to [`World::exchange`] (design D13), and judges the answer
//! by the call's success rules. A judged failure is not an error here: the caller knows whether a
//! 404 of one object is a failure of the whole.

use std::borrow::Cow;
use std::mem;

use bindery_definition::ErrorRules;
use bindery_diagnostics::{Diagnostic, Place, Severity, codes};
use bindery_expression::Context;
use bindery_mapping::Selection;
use indexmap::IndexMap;
use serde_json::Value as Json;

use super::authorised::{reads_auth, speaks};
use super::exchange::{Exchange, World};
use super::rules::Rules;
use super::told::Told;
use super::words::words_of;
use crate::Outcome;
use crate::auth::rejection::Rejection;
use crate::auth::{Authenticator, Token};
use crate::decode::{Body, decode, decode_selected};
use crate::origin::Origins;
use crate::ports::{RequestSpec, ResponseData};
use crate::request::{CallTemplate, PageSpot};

/// A compiled call of a definition.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// Its name, which messages and events use.
    pub name: String,
    /// The authentication that the nearest `connection` key names.
    pub connection: Option<String>,
    /// The request.
    pub request: CallTemplate,
    /// What counts as success.
    pub rules: Rules,
    /// The parts of a good answer that its reader looks at.
    pub selection: Selection,
    /// What it says of refused tokens in place of its authentication (`rest-dialect §2.17`).
    pub errors: Option<Box<ErrorRules>>,
    /// Where it stands in the definition.
    pub place: Option<Place>,
    /// Whether it may be sent twice although its verb writes.
    pub idempotent: bool,
}

/// An answer, judged.
pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Body,
    /// The URL that was requested.
    pub url: String,
    /// Why the call counts as failed; `None` for a success.
    pub failure: Option<Box<Diagnostic>>,
    /// A value of the body decided whether it failed, and not the status alone.
    pub by_body: bool,
}

/// A call that was sent, its answer as it came.
pub(crate) struct Sent {
    token: Option<Token>,
    request: RequestSpec,
    exchange: Exchange,
}

/// The way to a target: the outside world, the allowed origins, the authentications.
pub(crate) struct Wire {
    pub world: World,
    pub origins: Origins,
    /// The same with the base of one authentication, by its name (`rest-dialect §0.3`).
    pub own_origins: IndexMap<String, Origins>,
    pub auths: IndexMap<String, Result<Authenticator, Vec<Diagnostic>>>,
    /// ConnectionJSON is there, and encrypted (design D8).
    pub encrypted: bool,
}

impl Wire {
    /// Sends a call, or one page of it.
    ///
    /// # Errors
    /// No answer (`R1xxx`), no token or a rejected one (`R2xxx`), a request that cannot be rendered
    /// (`B4xxx`) or must not be sent (`B5xxx`). Everything shown is masked.
    pub async fn send(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
    ) -> Outcome<Answer> {
        self.try_send(call, context, page, false)
            .await
            .map_err(|finding| self.masked(finding))
    }

    /// Sends a call that may have been sent before: what a DELETE no longer finds is done (design D13).
    ///
    /// # Errors
    /// As [`Wire::send`].
    pub async fn send_again(&self, call: &Call, context: &Context) -> Outcome<Answer> {
        self.try_send(call, context, None, true)
            .await
            .map_err(|finding| self.masked(finding))
    }

    /// Obtains the token of a call, so that nothing but the call itself is still to be sent.
    ///
    /// # Errors
    /// No token (`R2xxx`).
    pub async fn warm(&self, call: &Call) -> Outcome<()> {
        if let Some(auth) = self.authenticator(call)?
            && speaks(auth, call)
        {
            auth.token(&self.world, self.origins_of(call))
                .await
                .map_err(|finding| self.masked(finding))?;
        }
        Ok(())
    }

    /// Sends a page of a call, and leaves its answer as it came: pages that were asked for ahead wait
    /// as their bytes, which are smaller than what is read from them.
    ///
    /// # Errors
    /// As [`Wire::send`], but for what the answer says.
    pub async fn ask(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
    ) -> Outcome<Sent> {
        self.try_ask(call, context, page)
            .await
            .map_err(|finding| self.masked(finding))
    }

    /// Reads and judges an answer, with a token that was renewed where it refuses the one that was sent.
    /// What is in `spare`, such as the page before, is used again for what is read.
    ///
    /// # Errors
    /// As [`Wire::send`].
    pub async fn receive(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
        (sent, spare): (Sent, Json),
    ) -> Outcome<Answer> {
        self.try_receive(call, context, page, (sent, spare), false)
            .await
            .map_err(|finding| self.masked(finding))
    }

    async fn try_send(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
        again: bool,
    ) -> Outcome<Answer> {
        let sent = self.try_ask(call, context, page).await?;
        self.try_receive(call, context, page, (sent, Json::Null), again)
            .await
    }

    async fn try_ask(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
    ) -> Outcome<Sent> {
        let auth = self.authenticator(call)?;
        let token = match auth.filter(|auth| speaks(auth, call)) {
            Some(auth) => Some(auth.token(&self.world, self.origins_of(call)).await?),
            None => None,
        };
        self.ask_with(call, context, page, token).await
    }

    async fn ask_with(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
        token: Option<Token>,
    ) -> Outcome<Sent> {
        let auth = self.authenticator(call)?;
        let mut request = match auth.zip(token.as_ref()) {
            Some((auth, token)) => self.render(call, context, page, auth, token)?,
            None => call.request.render(context, self.origins_of(call), page)?,
        };
        self.set_tls(call, auth, context, &mut request)?;
        let exchange = self
            .world
            .exchange(&call.name, &request, call.idempotent, auth)
            .await?;
        Ok(Sent {
            token,
            request,
            exchange,
        })
    }

    async fn try_receive(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
        (mut sent, mut spare): (Sent, Json),
        again: bool,
    ) -> Outcome<Answer> {
        let auth = self.authenticator(call)?;
        let (mut renewals, mut waits) = (0, 0);
        loop {
            let Sent {
                token,
                request,
                mut exchange,
            } = sent;
            exchange.repeated |= again;
            let body = read(call, auth, &exchange.response, mem::take(&mut spare));
            let answered = (&request, &exchange, &body);
            if self.wait_out(call, auth, answered, waits).await {
                waits += 1;
                sent = self.ask_with(call, context, page, token).await?;
                continue;
            }
            waits = 0;
            let Some((auth, token)) = auth.zip(token) else {
                return self.judge(call, context, &request, (exchange, body));
            };
            let rejection = rejection_of(call, auth);
            if !rejection.matches(exchange.response.status, &body) {
                return self.judge(call, context, &request, (exchange, body));
            }
            let rule = "the authentication takes this answer for a rejected token";
            self.tell(call, &request, &exchange, "token refused", rule);
            let most = call.errors.as_ref().and_then(|e| e.max_refresh_try_count);
            let most = most.unwrap_or(auth.settings.renewals);
            if !auth.settings.can_renew() || renewals >= most {
                let body = decode(&exchange.response, auth.settings.clean);
                return Err(self.rejected(call, &request, auth, &exchange, &body));
            }
            renewals += 1;
            self.world.counters.repeated();
            let renewed = auth
                .renew(&self.world, self.origins_of(call), token.generation)
                .await?;
            sent = self.ask_with(call, context, page, Some(renewed)).await?;
        }
    }

    /// The request of a call as it would be sent now, without asking anyone: the token is the one
    /// that is known, or a placeholder.
    ///
    /// # Errors
    /// A request that cannot be rendered or must not be sent.
    pub async fn preview(&self, call: &Call, context: &Context) -> Outcome<RequestSpec> {
        let auth = self.authenticator(call)?;
        let rendered = match auth.filter(|auth| speaks(auth, call)) {
            Some(auth) => {
                let token = auth.known_token(context).await;
                self.render(call, context, None, auth, &token)
            }
            None => call.request.render(context, self.origins_of(call), None),
        };
        rendered.map_err(|finding| self.masked(finding))
    }

    /// Makes sure that the call's token is one that was obtained, before its URL is rendered apart
    /// from its request.
    ///
    /// # Errors
    /// No token (`R2xxx`).
    pub async fn ready(&self, call: &Call) -> Outcome<()> {
        if call.request.url_reads("access_token")
            && let Some(auth) = self.authenticator(call)?
        {
            auth.token(&self.world, self.origins_of(call))
                .await
                .map_err(|finding| self.masked(finding))?;
        }
        Ok(())
    }

    /// The names that the call's authentication adds to a context: for paging expressions.
    ///
    /// # Errors
    /// An authentication that is unknown or broken.
    pub async fn bind(&self, call: &Call, context: &Context) -> Outcome<Context> {
        match self.authenticator(call)? {
            Some(auth) if speaks(auth, call) => {
                let token = auth.known_token(context).await;
                self.with_auth(context, auth, &token)
            }
            _ => Ok(context.clone()),
        }
    }

    /// Waits before the call is sent again, where its answer tells of a timeout and patience is left.
    async fn wait_out(
        &self,
        call: &Call,
        auth: Option<&Authenticator>,
        (request, exchange, body): (&RequestSpec, &Exchange, &Body),
        waits: u32,
    ) -> bool {
        if !call.idempotent {
            return false;
        }
        let response = &exchange.response;
        let timeout = timeout_of(call, auth);
        if !timeout.is_some_and(|timeout| timeout.matches(response.status, body)) {
            return false;
        }
        let Some(wait) = self.world.wait_again(waits, response) else {
            return false;
        };
        let rule = "timeOutError says that the target's time ran out";
        self.tell(call, request, exchange, "again", rule);
        let status = Some(response.status);
        self.world.pause(status, wait, waits + 1).await;
        true
    }

    /// The origins of a call, with its authentication's base.
    pub fn origins_of(&self, call: &Call) -> &Origins {
        let own = call.connection.as_ref();
        own.and_then(|name| self.own_origins.get(name))
            .unwrap_or(&self.origins)
    }

    /// The authentication of a call; `None` for a call that has none and needs none. One that the
    /// call does not need still paces it.
    fn authenticator(&self, call: &Call) -> Outcome<Option<&Authenticator>> {
        let needed = reads_auth(call);
        let found = match &call.connection {
            Some(name) => self.auths.get(name).or_else(|| {
                self.auths
                    .iter()
                    .find(|(n, _)| n.eq_ignore_ascii_case(name))
                    .map(|(_, a)| a)
            }),
            None if self.auths.len() == 1 => self.auths.values().next(),
            None => None,
        };
        match found {
            Some(Ok(auth)) => Ok(Some(auth)),
            Some(Err(problems)) => Err(first(problems)),
            None if !needed => Ok(None),
            None => Err(self.unknown_connection(call)),
        }
    }

    fn unknown_connection(&self, call: &Call) -> Box<Diagnostic> {
        if self.auths.is_empty() && self.encrypted {
            return Box::new(
                Diagnostic::new(
                    codes::ENCRYPTED_ATTRIBUTE,
                    "the package's ConnectionJSON is encrypted, so there is nothing to authenticate with",
                )
                .with_severity(Severity::Error)
                .with_help("give your own with --connection-json FILE"),
            );
        }
        let named = call.connection.as_deref().unwrap_or("");
        let mut finding = Diagnostic::new(
            codes::UNKNOWN_CONNECTION,
            format!(
                "call {} needs authentication `{named}`, which ConnectionJSON does not define",
                call.name
            ),
        );
        let names: Vec<&str> = self.auths.keys().map(String::as_str).collect();
        finding = if names.is_empty() {
            finding.with_help("give a ConnectionJSON with --connection-json FILE")
        } else {
            finding.with_help(format!("it defines {}", names.join(", ")))
        };
        Box::new(finding)
    }

    fn judge(
        &self,
        call: &Call,
        context: &Context,
        request: &RequestSpec,
        (mut exchange, mut body): (Exchange, Body),
    ) -> Outcome<Answer> {
        let status = exchange.response.status;
        let verdict = call.rules.judge(status, &body, context)?;
        // A DELETE that was sent twice finds nothing the second time (design D13).
        let is_done =
            verdict.ok || (exchange.repeated && request.method == "DELETE" && status == 404);
        let outcome = if is_done { "ok" } else { "refused" };
        self.tell(call, request, &exchange, outcome, &verdict.why);
        if !is_done && !call.selection.is_whole() {
            let auth = self.authenticator(call).ok().flatten();
            let clean = auth.is_some_and(|auth| auth.settings.clean);
            body = decode(&exchange.response, clean);
        }
        let failure = (!is_done).then(|| {
            let mut finding = self.failed(call, request, status, &verdict.why, &body);
            if let (300..400, Some(to)) = (status, exchange.response.header("location")) {
                let to = self.world.masker.url(to);
                finding.notes.push(format!("it points to {to}"));
            }
            finding
        });
        let bytes = mem::take(&mut exchange.response.body);
        self.world.transport.give_back(bytes);
        Ok(Answer {
            status,
            headers: exchange.response.headers,
            body,
            url: request.url.clone(),
            failure,
            by_body: verdict.by_body,
        })
    }

    fn tell(
        &self,
        call: &Call,
        request: &RequestSpec,
        exchange: &Exchange,
        outcome: &str,
        rule: &str,
    ) {
        let told = Told {
            rule: Some(rule),
            ..Told::of(Some(&exchange.response), outcome, exchange.elapsed)
        };
        self.world.tell(&call.name, request, told);
    }

    fn failed(
        &self,
        call: &Call,
        request: &RequestSpec,
        status: u16,
        why: &str,
        body: &Body,
    ) -> Box<Diagnostic> {
        let message = format!("{} failed: the target answered {status}", call.name);
        let mut finding = Diagnostic::new(codes::BAD_STATUS, message)
            .with_note(format!("{} {}", request.method, request.url))
            .with_note(why)
            .with_help(help_for(status));
        if let Some(words) = words_of(body, &self.world.masker) {
            finding = finding.with_note(format!("the target says: {words}"));
        }
        self.masked(Box::new(located(finding, call)))
    }

    fn rejected(
        &self,
        call: &Call,
        request: &RequestSpec,
        auth: &Authenticator,
        exchange: &Exchange,
        body: &Body,
    ) -> Box<Diagnostic> {
        let status = exchange.response.status;
        let name = &auth.settings.name;
        let (message, help) = if auth.settings.can_renew() {
            (
                format!("the target does not accept the token of {name}, not even a fresh one"),
                "check the permissions of the client, and tokenType",
            )
        } else {
            (
                format!("the target does not accept the credentials of {name}"),
                "the token or password is wrong or has expired: put a new one where ConnectionJSON takes it from",
            )
        };
        let mut finding = Diagnostic::new(codes::UNAUTHENTICATED, message)
            .with_note(format!(
                "{} {} was answered with {status}",
                request.method, request.url
            ))
            .with_note(format!("in call {}", call.name))
            .with_help(help);
        if !auth.settings.can_renew()
            && let Some(word) = auth.settings.missing_prefix()
        {
            finding = finding.with_help(format!(
                "accessToken is sent as it is written: put `{word}` before it if the target wants that"
            ));
        }
        if let Some(words) = words_of(body, &self.world.masker) {
            finding = finding.with_note(format!("the target says: {words}"));
        }
        Box::new(located(finding, call))
    }

    /// A finding without secrets.
    pub fn masked(&self, mut finding: Box<Diagnostic>) -> Box<Diagnostic> {
        let mask = |text: &mut String| *text = self.world.masker.text(text).into_owned();
        mask(&mut finding.message);
        for note in &mut finding.notes {
            *note = match note.split_once(' ') {
                Some((verb, url)) if url.contains("://") && !verb.starts_with('`') => {
                    format!("{verb} {}", self.world.masker.url(url))
                }
                _ => self.world.masker.text(note).into_owned(),
            };
        }
        finding.help.iter_mut().for_each(mask);
        finding
    }
}

/// The body of an answer: of a good one what the call's reader and the rules look at, of any other
/// the whole, since it is what a person wants to see.
fn read(call: &Call, auth: Option<&Authenticator>, response: &ResponseData, spare: Json) -> Body {
    let clean = auth.is_some_and(|auth| auth.settings.clean);
    if call.selection.is_whole() || !(200..300).contains(&response.status) {
        return decode(response, clean);
    }
    let mut selection = call.selection.clone();
    call.rules.select(&mut selection);
    if let Some(auth) = auth {
        rejection_of(call, auth).select(&mut selection);
    }
    if let Some(timeout) = timeout_of(call, auth) {
        timeout.select(&mut selection);
    }
    decode_selected(response, clean, &selection, spare)
}

/// Which answers refuse the token of a call: what it says itself, else its authentication.
fn rejection_of<'a>(call: &Call, auth: &'a Authenticator) -> Cow<'a, Rejection> {
    let own = &auth.settings.rejection;
    match &call.errors {
        Some(rules) => Cow::Owned(own.overridden(rules)),
        None => Cow::Borrowed(own),
    }
}

/// Which answers tell of a timeout; `None` where nothing says so.
fn timeout_of<'a>(call: &Call, auth: Option<&'a Authenticator>) -> Option<Cow<'a, Rejection>> {
    let own = auth.map(|auth| &auth.settings.timeout);
    let timeout = match (&call.errors, own) {
        (Some(rules), Some(own)) => Cow::Owned(own.timeouts_overridden(rules)),
        (Some(rules), None) => Cow::Owned(Rejection::of_timeouts(rules)),
        (None, own) => Cow::Borrowed(own?),
    };
    (!timeout.is_silent()).then_some(timeout)
}

/// A finding that points at its call in the definition.
fn located(finding: Diagnostic, call: &Call) -> Diagnostic {
    match &call.place {
        Some(place) => finding.at(place.clone(), "this call"),
        None => finding,
    }
}

/// The first of several problems; the others have been reported when the definition was compiled.
pub(crate) fn first(problems: &[Diagnostic]) -> Box<Diagnostic> {
    Box::new(problems.first().cloned().unwrap_or_else(|| {
        Diagnostic::new(
            codes::FAULT,
            "a part of the definition was left out without a reason",
        )
    }))
}

const fn help_for(status: u16) -> &'static str {
    match status {
        300..=399 => "redirects are not followed: put the final URL into the definition",
        401 => "check the credentials",
        403 => "the credentials are known, and lack a permission at the target",
        404 => "check the path, the identifier and the base URL",
        400 | 409 | 422 => "see what the target says, and compare the request with --dry-run",
        500..=599 => "the target has a fault of its own: try again later",
        _ => "compare the call with the target's documentation",
    }
}
