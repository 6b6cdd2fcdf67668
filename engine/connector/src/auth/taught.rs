//! Every secret that stands in an authentication, for the masker (`rest-dialect §1.12`).

use bindery_definition::{Authentication, Body, JsonTemplate, Text};
use bindery_expression::Context;

use super::settings::Settings;
use super::token::is_dummy;
use crate::mask::Masker;

impl Settings {
    /// Lets the masker know every secret that stands in the definition.
    pub fn teach(&self, masker: &Masker, auth: &Authentication) {
        for name in &auth.mask_in_logs {
            masker.learn_name(name.as_str());
        }
        let learn = |text: &Text| {
            // A placeholder such as `Bearer none` is no secret, and hiding every `none` would help nobody.
            if let Some(value) = text.literal().filter(|value| !is_dummy(value)) {
                masker.learn(&value);
            }
        };
        auth.access_token.iter().for_each(learn);
        auth.refresh_token.iter().for_each(learn);
        let learn = |text: &Text| {
            if let Some(value) = text.literal() {
                masker.learn(&value);
            }
        };
        let named = auth
            .properties
            .iter()
            .chain(&auth.flat_parameters)
            .chain(&auth.extra);
        for (name, text) in named {
            let is_key = matches!(name.to_ascii_lowercase().as_str(), "ikey" | "skey");
            if is_key || masker.is_secret_name(name) {
                learn(text);
            }
        }
        let key = auth.jwt.iter().flat_map(|jwt| &jwt.key);
        let password = auth.ssl.iter().flat_map(|ssl| &ssl.key_file_password);
        key.chain(password).for_each(learn);
        if let Some(Body::Json(JsonTemplate::Object(pairs))) = &auth.body {
            for (name, value) in pairs {
                if let JsonTemplate::Text(text) = value
                    && masker.is_secret_name(name.raw())
                {
                    learn(text);
                }
            }
        }
        if let Ok(Some(basic)) = self.basic(&Context::new()) {
            masker.learn(&basic);
        }
    }
}
