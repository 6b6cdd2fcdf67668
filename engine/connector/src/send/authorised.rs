//! A call with what its authentication gives it: the token and cookies, the names that its texts
//! read, and TLS options.

use bindery_expression::{Context, Value};

use super::wire::{Call, Wire};
use crate::Outcome;
use crate::auth::{Authenticator, Kind, Token};
use crate::ports::RequestSpec;
use crate::request::PageSpot;

impl Wire {
    pub(super) fn with_auth(
        &self,
        context: &Context,
        auth: &Authenticator,
        token: &Token,
    ) -> Outcome<Context> {
        let mut bound = context.with("access_token", Value::from(token.value.as_str()));
        if let Some(cookies) = &token.cookies {
            bound.set("cookies", Value::from(cookies.as_str()));
        }
        let connection = auth.settings.connection(context)?;
        Ok(bound.with("connection", connection))
    }

    pub(super) fn render(
        &self,
        call: &Call,
        context: &Context,
        page: Option<&PageSpot>,
        auth: &Authenticator,
        token: &Token,
    ) -> Outcome<RequestSpec> {
        let context = self.with_auth(context, auth, token)?;
        let mut request = call.request.render(&context, self.origins_of(call), page)?;
        // An authentication with a header of its own sends it also where a call forgets to.
        if let Some(header) = &auth.settings.header
            && !call.request.has_header(header)
            && !call.request.reads("access_token")
        {
            request.headers.push((header.clone(), token.value.clone()));
        }
        if let Some(cookies) = &token.cookies
            && !has_header(&request, "cookie")
        {
            request.headers.push(("Cookie".to_owned(), cookies.clone()));
        }
        Ok(request)
    }

    /// The call's own TLS options, else those of its authentication.
    pub(super) fn set_tls(
        &self,
        call: &Call,
        auth: Option<&Authenticator>,
        context: &Context,
        request: &mut RequestSpec,
    ) -> Outcome<()> {
        let of_auth = auth.and_then(|auth| auth.settings.tls.as_ref());
        let Some(tls) = call.request.tls.as_ref().or(of_auth) else {
            return Ok(());
        };
        let context = match auth {
            Some(auth) => context.with("connection", auth.settings.connection(context)?),
            None => context.clone(),
        };
        request.tls = Some(tls.profile(&self.world, &context)?);
        Ok(())
    }
}

/// Whether a call reads a name that an authentication gives.
pub(super) fn reads_auth(call: &Call) -> bool {
    ["access_token", "connection", "cookies"]
        .iter()
        .any(|name| call.request.reads(name))
}

/// Whether a call carries what its authentication gives.
pub(super) fn speaks(auth: &Authenticator, call: &Call) -> bool {
    let settings = &auth.settings;
    reads_auth(call)
        || settings.header.is_some()
        || settings.signs()
        || settings.kind == Kind::Cookies
}

fn has_header(request: &RequestSpec, name: &str) -> bool {
    let mut names = request.headers.iter().map(|(name, _)| name);
    names.any(|there| there.eq_ignore_ascii_case(name))
}
