//! The questions, asked of templates as connectors have them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_grammar::ast::Template;
use bindery_grammar::parse_template;
use bindery_model::catalogue::{Operation, Scope};

use super::*;
use crate::Engine;

const CREATE: Scope = Scope::Provisioning(Operation::CreateAccount);

const BODY: &str = r#"{"login": "${user.username}", "mail": "${user.email?.toLowerCase()}",
 "name": "${user.displayname != null ? user.displayname.trim() : user.firstname + ' ' + user.lastname}",
 "groups": ${user.customproperty6 ? '["' + user.customproperty6.split(',').join('","') + '"]' : '[]'}}"#;

const PAGING: &str = "${def link = headers?.Link?.split(',').find { it.contains('next') }
if (link == null) return null
link.substring(link.indexOf('<') + 1, link.indexOf('>'))}";

fn parsed(text: &str) -> Template {
    parse_template(text).unwrap()
}

fn paths(text: &str) -> Vec<String> {
    let found = reads(&parsed(text)).into_iter();
    found
        .map(|read| {
            let mark = if read.guarded { "" } else { "!" };
            format!("{}{mark}", read.path)
        })
        .collect()
}

fn risky(text: &str, place: Scope) -> Vec<String> {
    let found = risks(&parsed(text), place).into_iter();
    found
        .map(|risk| format!("{} → {}", risk.part, risk.asked))
        .collect()
}

fn yielded(text: &str) -> (Option<&'static str>, Nullability) {
    let ty = yields(&parsed(text), CREATE);
    (ty.class, ty.null)
}

#[test]
fn a_body_reads_its_paths_in_the_order_of_the_text() {
    assert_eq!(
        paths(BODY),
        [
            "user.username",
            "user.email",
            "user.displayname",
            "user.displayname",
            "user.firstname",
            "user.lastname",
            "user.customproperty6",
            "user.customproperty6",
        ]
    );
    let read = &reads(&parsed(BODY))[0];
    assert_eq!(&BODY[read.path.span.clone()], "user.username");
}

#[test]
fn variables_parameters_and_classes_are_no_reads() {
    assert_eq!(paths(PAGING), ["headers.Link"]);
    assert_eq!(
        paths("${users.collect { u -> Math.max(u.age, it) }; java.util.UUID.randomUUID()}"),
        ["users", "it"]
    );
    assert_eq!(paths("${x = user.email; x.trim()}"), ["user.email"]);
    assert_eq!(
        paths(r#"${"Dear ${user.firstname} $user.lastname"}"#),
        ["user.firstname", "user.lastname"]
    );
}

#[test]
fn getters_and_brackets_are_paths_too() {
    assert_eq!(
        paths("${user.getEmail() + response.create.message['id'] + list[0].name}"),
        ["user.email", "response.create.message.id!", "list[0].name!"]
    );
}

#[test]
fn tests_and_safe_steps_guard_a_path() {
    assert_eq!(paths("${response.a.message}"), ["response.a.message!"]);
    assert_eq!(paths("${response?.a?.message}"), ["response.a.message"]);
    assert_eq!(
        paths("${response.a != null && response.a.message ? 1 : response.a.code}"),
        ["response.a", "response.a.message", "response.a.code!"]
    );
    assert_eq!(
        paths("${if (!response.a) { return '' }\nresponse.a.message}"),
        ["response.a", "response.a.message"]
    );
    assert_eq!(
        paths("${!(response.a == null || x) ? response.a.message : response.a.code}"),
        ["response.a", "x", "response.a.message", "response.a.code!"]
    );
}

#[test]
fn names_and_attributes_unknown_to_the_catalogue_are_strangers() {
    let found = strangers(
        &parsed("${usr.email + user.custompropertry6 + user.title}"),
        CREATE,
    );
    let told: Vec<_> = found
        .iter()
        .map(|it| (it.name.as_str(), it.owner.as_deref(), it.meant.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("usr", None, Some("user")),
            ("custompropertry6", Some("user"), Some("customproperty6")),
        ]
    );
    assert!(strangers(&parsed(BODY), CREATE).is_empty());
    let elsewhere = strangers(&parsed("${user.email}"), Scope::Paging);
    assert_eq!(elsewhere[0].name, "user");
}

#[test]
fn calls_know_their_receivers() {
    let text =
        "${user.email.split('@').collect { it.trim() }.join('') + Math.max(1, 2) + x.trim()}";
    let found = calls(&parsed(text), CREATE);
    let told: Vec<_> = found
        .iter()
        .map(|call| (call.name.as_str(), call.receiver, call.functions.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("join", Some("List"), 1),
            ("collect", None, 3),
            ("split", Some("String"), 1),
            ("trim", None, 1),
            ("max", Some("static Math"), 1),
            ("trim", None, 1),
        ]
    );
}

#[test]
fn unguarded_parts_that_can_be_null_are_risks() {
    assert_eq!(
        risky("${user.email.trim() + accountName.trim()}", CREATE),
        ["user → email", "user.email → trim"]
    );
    assert_eq!(risky("${user?.email?.trim()}", CREATE), [""; 0]);
    assert_eq!(
        risky("${user?.email ? user.email.trim() : ''}", CREATE),
        [""; 0]
    );
    assert_eq!(
        risky("${def mail = user?.email; mail.trim()}", CREATE),
        ["mail → trim"]
    );
    assert_eq!(
        risky(
            "${def mail = user?.email; if (mail) { mail.trim() }}",
            CREATE
        ),
        [""; 0]
    );
    assert_eq!(
        risky("${task.accountName.concat('x').find('x').trim()}", CREATE),
        [
            "task.accountName → concat",
            "task.accountName.concat('x').find('x') → trim"
        ]
    );
    assert_eq!(risky("${unknown.path.trim()}", CREATE), [""; 0]);
    assert!(risks(&parsed("${null.trim()}"), CREATE)[0].certain);
}

#[test]
fn a_template_yields_a_type() {
    use Nullability::{Always, Maybe, Never, Unknown};
    assert_eq!(yielded("text ${user.email}"), (Some("String"), Never));
    assert_eq!(yielded("${user?.email}"), (Some("String"), Maybe));
    assert_eq!(yielded("${user?.email ?: ''}"), (Some("String"), Never));
    assert_eq!(
        yielded("${user?.email == null ? null : 1}"),
        (Some("Integer"), Maybe)
    );
    assert_eq!(
        yielded("${accountName.length() > 3}"),
        (Some("Boolean"), Never)
    );
    assert_eq!(
        yielded("${accountName.split(',').size() / 2}"),
        (Some("BigDecimal"), Never)
    );
    assert_eq!(yielded("${null}"), (None, Always));
    assert_eq!(yielded("${something}"), (None, Unknown));
    assert_eq!(
        yielded("${if (user?.email) { return 'a' }; 'b'}"),
        (Some("String"), Never)
    );
    assert_eq!(
        yielded("${if (user?.email) { 'a' }}"),
        (Some("String"), Maybe)
    );
    assert_eq!(yielded("${def x = 1; x = 'a'; x}"), (None, Unknown));
    assert_eq!(yielded("${accountName.find('x')}"), (Some("String"), Maybe));
    assert_eq!(yielded("${[1, 2].collect { it }}"), (Some("List"), Never));
}

#[test]
fn literals_with_quotes_are_named_and_turn_escaping_off() {
    let found = quotes(&parsed(BODY));
    let texts: Vec<&str> = found.into_iter().map(|span| &BODY[span]).collect();
    assert_eq!(texts, [r#"'["'"#, r#"'","'"#, r#"'"]'"#]);
    for text in [
        BODY,
        PAGING,
        r"${'a\u0022b'}",
        r#"${"x ${'"'}"}"#,
        "${'plain'}",
    ] {
        let template = parsed(text);
        let holds = template
            .bindings()
            .any(|binding| crate::lower::holds_any(&binding.script, &['"']));
        assert_eq!(!quotes(&template).is_empty(), holds, "{text}");
    }
}

#[test]
fn constant_bindings_are_folded() {
    let engine = Engine::default();
    let folded = |text: &str| -> Vec<String> {
        let found = constants(&engine, &parsed(text)).into_iter();
        found.map(|constant| constant.value.to_text()).collect()
    };
    assert_eq!(
        folded("${'a' + 'b'} ${user.email} ${[1, 2].sum()} ${Math.max(3, 4)}"),
        ["ab", "3", "4"]
    );
    for varying in [
        "${new Date()}",
        "${UUID.randomUUID().toString()}",
        "${System.currentTimeMillis()}",
        "${Math.random()}",
        "${binding.variables}",
        "${1 / 0}",
    ] {
        assert_eq!(folded(varying), [""; 0], "{varying}");
    }
}

#[test]
fn every_question_answers_the_tallest_trees() {
    let engine = Engine::default();
    let tall = [
        format!("${{user{}}}", ".a".repeat(380)),
        format!("${{user.email{}}}", ".trim()".repeat(180)),
        format!("${{1{}}}", " + user.email".repeat(380)),
        format!("${{{}1{}}}", "(".repeat(30), ")".repeat(30)),
        format!("${{{}1}}", "user.email ? 'a' : ".repeat(28)),
        format!("${{{}1}}", "user.email ?: ".repeat(180)),
    ];
    for text in &tall {
        let Ok(template) = parse_template(text) else {
            continue;
        };
        let _ = (reads(&template), strangers(&template, CREATE));
        let _ = (calls(&template, CREATE).len(), risks(&template, CREATE));
        let _ = (yields(&template, CREATE), quotes(&template));
        let _ = constants(&engine, &template).len();
    }
}
