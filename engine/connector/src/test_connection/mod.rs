//! Testing a connection: one request per authentication (rest-dialect §1.10).
//!
//! The test gets a token, sends the `http` of `testConnectionParams` (else a GET of the older
//! `testname`), and judges: a value at `errorPath` that is one of `errors` fails; else
//! `successResponses` or `successResponse` has to match; else any 2xx passes. An authentication
//! without a test is only asked for its token, and reported as untested.

mod judge;

use std::time::Instant;

use bindery_definition::{Authentication, Definition, HttpBlock, SuccessRule, Text, Word};
use bindery_diagnostics::{Diagnostic, Severity, codes};
use bindery_mapping::Selection;
use serde::Serialize;

use crate::Outcome;
use crate::connector::Connector;
use crate::provision::{Workshop, findings};
use crate::request::template::Compiler;
use crate::request::{CallTemplate, DefaultMethod, Parts};
use crate::send::rules::Rules;
use crate::send::{Answer, Call, Wire, words_of};

/// How the test of one authentication ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestVerdict {
    /// The target answered as it should.
    Passed,
    /// It did not.
    Failed,
    /// The definition has no test for it; a token is there.
    Untested,
}

/// The test of one authentication.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AuthenticationTest {
    /// The authentication's name.
    pub authentication: String,
    /// How it ended.
    pub verdict: TestVerdict,
    /// The verb; empty where no request could be made.
    pub method: String,
    /// The masked URL.
    pub url: String,
    /// The status; `None` without an answer.
    pub status: Option<u16>,
    /// Milliseconds, the token request included.
    pub elapsed_ms: u64,
}

/// A test that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestPassed {
    /// The authentication.
    pub authentication: String,
    /// The status of the test call; `None` where the definition gives none and only the token was
    /// obtained.
    pub status: Option<u16>,
}

/// The test of a connection.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TestReport {
    /// The connection's name.
    pub connection: String,
    /// One test per authentication, in the order of the definition.
    pub tests: Vec<AuthenticationTest>,
    /// The findings, masked.
    #[serde(serialize_with = "findings")]
    pub diagnostics: Vec<Diagnostic>,
}

impl TestReport {
    /// Whether no test failed.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.tests.iter().all(|t| t.verdict != TestVerdict::Failed)
    }
}

/// Tests every authentication of a connection.
pub(crate) async fn test_at(
    definition: &Definition,
    wire: &Wire,
    workshop: Workshop<'_>,
) -> Outcome<TestReport> {
    let connection = definition.connection.as_ref();
    let authentications: Vec<&Authentication> = connection
        .map(|c| c.authentications.values().collect())
        .unwrap_or_default();
    if authentications.is_empty() {
        return Err(nothing_to_test(definition));
    }
    let mut report = TestReport {
        connection: definition.name.clone(),
        tests: Vec::with_capacity(authentications.len()),
        diagnostics: Vec::new(),
    };
    for authentication in authentications {
        let test = Test::compile(authentication, workshop);
        test.run(wire, &mut report).await;
    }
    Ok(report)
}

fn nothing_to_test(definition: &Definition) -> Box<Diagnostic> {
    if definition.connection_is_encrypted {
        return Box::new(
            Diagnostic::new(
                codes::ENCRYPTED_ATTRIBUTE,
                "the package's ConnectionJSON is encrypted, so there is nothing to test",
            )
            .with_severity(Severity::Error)
            .with_help("give your own with --connection-json FILE"),
        );
    }
    Box::new(
        Diagnostic::new(
            codes::TEST_FAILED,
            format!(
                "the connector {} has no authentication to test",
                definition.name
            ),
        )
        .with_help("give a ConnectionJSON with --connection-json FILE"),
    )
}

/// A compiled test.
struct Test<'d> {
    authentication: &'d Authentication,
    /// The request; `None` where the definition has no test.
    call: Option<Result<Call, Vec<Diagnostic>>>,
}

impl<'d> Test<'d> {
    fn compile(authentication: &'d Authentication, workshop: Workshop<'_>) -> Self {
        let name = authentication.name.as_str();
        let http = authentication.test.as_ref().map(|test| &test.http);
        let http = http.filter(|http| !http.url.is_blank());
        let call = match (http, &authentication.test_url) {
            (Some(http), _) => {
                let success = authentication
                    .test
                    .as_ref()
                    .and_then(|t| t.success.as_ref());
                Some(compile(
                    name,
                    &Parts::of(http, default_method(http)),
                    success,
                    workshop,
                ))
            }
            (None, Some(url)) if !url.is_blank() => {
                let own = authentication.auth_header_name.as_ref();
                let own = own.map(Word::as_str).filter(|name| !name.trim().is_empty());
                let headers = [bindery_definition::Header {
                    name: Word::plain(own.unwrap_or("Authorization")),
                    value: Text::plain("${access_token}"),
                }];
                let parts = Parts {
                    url,
                    method: None,
                    headers: &headers,
                    content_type: None,
                    body: None,
                    ssl: None,
                    default_method: DefaultMethod::Get,
                };
                Some(compile(name, &parts, None, workshop))
            }
            _ => None,
        };
        Self {
            authentication,
            call,
        }
    }

    async fn run(&self, wire: &Wire, report: &mut TestReport) {
        let started = Instant::now();
        let mut test = AuthenticationTest {
            authentication: self.authentication.name.as_str().to_owned(),
            verdict: TestVerdict::Failed,
            method: String::new(),
            url: String::new(),
            status: None,
            elapsed_ms: 0,
        };
        match self.outcome(wire, &mut test).await {
            Ok(None) => test.verdict = TestVerdict::Passed,
            Ok(Some(finding)) => {
                test.verdict = TestVerdict::Untested;
                report.diagnostics.push(*finding);
            }
            Err(finding) => report.diagnostics.push(*finding),
        }
        test.elapsed_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        report.tests.push(test);
    }

    /// Nothing for a pass, a finding for what could not be tested.
    async fn outcome(
        &self,
        wire: &Wire,
        test: &mut AuthenticationTest,
    ) -> Outcome<Option<Box<Diagnostic>>> {
        let context = wire.world.context();
        let call = match &self.call {
            None => return self.token_only(wire).await.map(Some),
            Some(Ok(call)) => call,
            Some(Err(problems)) => return Err(crate::send::wire::first(problems)),
        };
        let preview = wire.preview(call, &context).await?;
        test.method = preview.method;
        test.url = wire.world.masker.url(&preview.url);
        let answer = wire.send(call, &context, None).await?;
        test.status = Some(answer.status);
        let why = self.authentication.test.as_ref().map_or_else(
            || judge::verdict_of_status(&answer),
            |written| judge::judge(written, &answer),
        );
        match why {
            None => Ok(None),
            Some(why) => Err(failed(wire, test, &answer, why)),
        }
    }

    /// Gets a token where there is no request to test it with.
    async fn token_only(&self, wire: &Wire) -> Outcome<Box<Diagnostic>> {
        let name = self.authentication.name.as_str();
        if let Some(Ok(authenticator)) = wire.auths.get(name) {
            let token = authenticator.token(&wire.world, &wire.origins).await;
            token.map_err(|finding| wire.masked(finding))?;
        }
        Ok(Box::new(
            Diagnostic::new(
                codes::TEST_FAILED,
                format!("authentication {name} has no test, so nobody knows whether it works"),
            )
            .with_severity(Severity::Warning)
            .with_help("add testConnectionParams with a harmless GET to it"),
        ))
    }
}

fn default_method(http: &HttpBlock) -> DefaultMethod {
    if http.body.as_ref().is_some_and(|b| !b.is_empty()) {
        DefaultMethod::Post
    } else {
        DefaultMethod::Get
    }
}

fn compile(
    name: &str,
    parts: &Parts<'_>,
    success: Option<&SuccessRule>,
    workshop: Workshop<'_>,
) -> Result<Call, Vec<Diagnostic>> {
    let mut compiler = Compiler::new(workshop.engine, workshop.plain);
    let mut request = CallTemplate::compile(&mut compiler, parts);
    request.timeouts = workshop.timeouts;
    let rules = Rules::compile(success, None, &mut compiler);
    compiler.finish(Call {
        name: "connection test".to_owned(),
        connection: Some(name.to_owned()),
        request,
        rules,
        errors: None,
        selection: Selection::whole(),
        place: None,
        idempotent: false,
    })
}

fn failed(wire: &Wire, test: &AuthenticationTest, answer: &Answer, why: String) -> Box<Diagnostic> {
    let mut finding = Diagnostic::new(
        codes::TEST_FAILED,
        format!(
            "the connection test of {} failed: the target answered {}",
            test.authentication, answer.status
        ),
    )
    .with_note(format!("{} {}", test.method, answer.url))
    .with_note(why);
    if let Some(words) = words_of(&answer.body, &wire.world.masker) {
        finding = finding.with_note(format!("the target says: {words}"));
    }
    if let Some(help) = answer.failure.as_ref().and_then(|f| f.help.clone()) {
        finding = finding.with_help(help);
    } else {
        finding = finding.with_help("compare the answer with testConnectionParams");
    }
    wire.masked(Box::new(finding))
}

impl Connector {
    /// Tests every authentication of the connection; all of them pass, or the findings say why not.
    ///
    /// # Errors
    /// Those of [`Connector::test_report`], and the findings of every test that failed: `R2001`
    /// wrong credentials, `R2002` no token, `R2003` an answer that does not pass, `R1xxx` no answer.
    pub async fn test_connection(&self) -> Result<Vec<TestPassed>, Vec<Diagnostic>> {
        let report = self.test_report().await?;
        if !report.passed() {
            return Err(report.diagnostics);
        }
        let passed = report.tests.into_iter().map(|test| TestPassed {
            authentication: test.authentication,
            status: test.status,
        });
        Ok(passed.collect())
    }

    /// Tests every authentication of the connection. A test that fails is no error here: the report
    /// tells of it.
    ///
    /// # Errors
    /// What keeps the test from starting: no ConnectionJSON, an encrypted one, `B3004` an unfilled
    /// parameter. Nothing was sent.
    pub async fn test_report(&self) -> Result<TestReport, Vec<Diagnostic>> {
        self.require_parameters(&["ConnectionJSON"])?;
        test_at(&self.definition, &self.wire, self.workshop())
            .await
            .map_err(|finding| vec![*finding])
    }
}
