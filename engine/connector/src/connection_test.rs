//! Test connection (`rest-dialect §1.10`): obtain a token, run the test call, judge the answer.

use bindery_definition::{Authentication, Text, Word};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Context;
use bindery_mapping::{Path, text_of};

use crate::Outcome;
use crate::connector::{Connector, Part};
use crate::decode::Body;
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts, RequestTimeouts};
use crate::send::rules::Rules;
use crate::send::wire::first;
use crate::send::{Answer, Call, words_of};

/// The compiled test of one authentication.
#[derive(Debug)]
pub(crate) struct TestPlan {
    /// `None` where the definition gives no test call.
    call: Option<Call>,
    success: Values,
    errors: Values,
}

/// Values at a path; without values, nothing is asked.
#[derive(Debug, Default)]
struct Values {
    listed: Vec<String>,
    path: Option<Path>,
}

/// A test that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPassed {
    /// The authentication.
    pub authentication: String,
    /// The status of the test call; `None` where the definition gives none and only the token was
    /// obtained.
    pub status: Option<u16>,
}

impl TestPlan {
    pub fn compile(
        mut compiler: Compiler<'_>,
        auth: &Authentication,
        timeouts: RequestTimeouts,
    ) -> Part<Self> {
        let test = auth.test.as_ref();
        let rule = test.and_then(|t| t.success.as_ref());
        let rules = Rules::compile(rule, None, &mut compiler.problems);
        let parts = match (test, &auth.test_url) {
            (Some(test), _) => Some(Parts::of(&test.http, DefaultMethod::Get)),
            (None, Some(url)) if !url.is_blank() => Some(Parts {
                url,
                method: None,
                headers: &[],
                content_type: None,
                body: None,
                default_method: DefaultMethod::Get,
            }),
            _ => None,
        };
        let call = parts.map(|parts| {
            let mut request = CallTemplate::compile(&mut compiler, &parts);
            request.timeouts = timeouts;
            Call {
                name: "test connection".to_owned(),
                connection: Some(auth.name.as_str().to_owned()),
                request,
                rules,
                idempotent: true,
            }
        });
        let values = |listed: &[Text], path: Option<&Word>| Values {
            listed: listed
                .iter()
                .map(|t| t.literal().unwrap_or_else(|| t.raw().to_owned()))
                .filter(|t| !t.is_empty())
                .collect(),
            path: path.and_then(|p| Path::parse(p.as_str()).ok()),
        };
        let plan = Self {
            call,
            success: test.map_or_else(Values::default, |t| {
                values(&t.success_response, t.success_response_path.as_ref())
            }),
            errors: test.map_or_else(Values::default, |t| {
                values(&t.errors, t.error_path.as_ref())
            }),
        };
        compiler.finish(plan)
    }

    /// Why an answer does not pass; `None` where it does.
    fn objection(&self, answer: &Answer) -> Option<String> {
        if self.errors.hold(&answer.body) {
            return Some("the answer holds one of the listed errors".to_owned());
        }
        if !self.success.listed.is_empty() {
            let passed = self.success.hold(&answer.body);
            return (!passed).then(|| "the answer holds none of successResponse".to_owned());
        }
        answer
            .failure
            .as_ref()
            .map(|_| format!("the target answered {}", answer.status))
    }
}

impl Values {
    fn hold(&self, body: &Body) -> bool {
        if self.listed.is_empty() {
            return false;
        }
        match (&self.path, &body.json) {
            (Some(path), Some(json)) => path
                .get(json)
                .values()
                .into_iter()
                .filter_map(text_of)
                .any(|text| self.listed.contains(&text)),
            _ => self.listed.iter().any(|value| body.text.contains(value)),
        }
    }
}

impl Connector {
    /// Tests every authentication of the definition.
    ///
    /// # Errors
    /// Whatever kept one from passing; `R2003` where the test call's answer does not pass.
    pub async fn test_connection(&self) -> Result<Vec<TestPassed>, Vec<Diagnostic>> {
        self.require_parameters(&["ConnectionJSON"])?;
        if self.tests.is_empty() {
            return Err(vec![self.no_connection()]);
        }
        let mut passed = Vec::new();
        let mut failed = Vec::new();
        for (name, plan) in &self.tests {
            let outcome = match plan {
                Ok(plan) => self.test_one(name, plan).await,
                Err(problems) => Err(first(problems)),
            };
            match outcome {
                Ok(one) => passed.push(one),
                Err(finding) => failed.push(*self.wire.masked(finding)),
            }
        }
        if failed.is_empty() {
            Ok(passed)
        } else {
            Err(failed)
        }
    }

    fn no_connection(&self) -> Diagnostic {
        let (code, message) = if self.wire.encrypted {
            (
                codes::ENCRYPTED_ATTRIBUTE,
                "the package's ConnectionJSON is encrypted, so there is nothing to test",
            )
        } else {
            (codes::NO_TOKEN, "the definition has no ConnectionJSON")
        };
        Diagnostic::new(code, message)
            .with_severity(bindery_diagnostics::Severity::Error)
            .with_help("give your own with --connection-json FILE")
    }

    async fn test_one(&self, name: &str, plan: &TestPlan) -> Outcome<TestPassed> {
        let passed = |status| TestPassed {
            authentication: name.to_owned(),
            status,
        };
        let world = &self.wire.world;
        let Some(call) = &plan.call else {
            match self.wire.auths.get(name) {
                Some(Ok(auth)) => auth.token(world, &self.wire.origins).await?,
                Some(Err(problems)) => return Err(first(problems)),
                None => return Err(Box::new(self.no_connection())),
            };
            return Ok(passed(None));
        };
        let context = Context::new().with_clock(world.clock.now());
        let answer = self.wire.send(call, &context, None).await?;
        let Some(objection) = plan.objection(&answer) else {
            return Ok(passed(Some(answer.status)));
        };
        let mut finding = Diagnostic::new(
            codes::TEST_FAILED,
            format!("the test of {name} did not pass: {objection}"),
        )
        .with_note(format!("GET {}", answer.url))
        .with_help("check the token's permissions and testConnectionParams");
        if let Some(words) = words_of(&answer.body, &world.masker) {
            finding = finding.with_note(format!("the target says: {words}"));
        }
        Err(Box::new(finding))
    }
}
