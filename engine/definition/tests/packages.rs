//! Packages from strangers: zips, folders, exports, encodings, and what is refused.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Write;

use bindery_definition::{
    Body, Loaded, MAX_ENTRIES, Pagination, Parameters, load, load_from_bytes,
};
use bindery_diagnostics::render::{Style, human};
use bindery_diagnostics::{Code, codes};
use bindery_model::catalogue::Operation;
use proptest::prelude::*;
use serde_json::json;
use zip::write::SimpleFileOptions;

const CREATE: &str = r#"{"call":[{"name":"call1","url":"https://@HOST@/é/${user.username}","httpMethod":"POST","httpParams":"{\"n\":\"${user.firstname}\"}"}]}"#;

fn export() -> String {
    serde_json::to_string_pretty(&json!({"acme": {
        "connectionname": "acme", "externalconnectiontype": "REST",
        "EXTERNAL_ATTR": [{"attributename": "CreateAccountJSON", "encryptedattributevalue": CREATE}]
    }}))
    .unwrap()
}

/// An export with the attributes that have the most to read.
fn full_export() -> String {
    let connection = r#"{"authentications":{"a":{"authType":"oauth2","url":"https://h.test/token","httpParams":"{\"c\":\"${x}\"}","retryFailureStatusCode":[401],"ssl":{"keyFile":"k"}}}}"#;
    let import = r##"{"accountParams":{"connection":"a","call":{"c1":{"callOrder":0,"http":{"url":"/u","httpHeaders":{"Accept":"é"}},"colsToPropsMap":{"accountID":"id~#~char","cp1":"#CONST#${response.x}~#~char"},"pagination":{"nextUrl":{"nextUrlPath":"${response?.completeResponseMap?.next}"}}}},"statusAndThresholdConfig":{"active":["1",1]}},"entitlementParams":{"entTypes":{"G":{"entTypeOrder":0,"call":{}}}},"acctEntParams":{"processingType":"acctToEntMapping"}}"##;
    serde_json::to_string_pretty(&json!({"acme": {
        "connectionname": "acme", "externalconnectiontype": "REST",
        "EXTERNAL_ATTR": [
            {"attributename": "ConnectionJSON", "encryptedattributevalue": connection},
            {"attributename": "ImportAccountEntJSON", "encryptedattributevalue": import},
            {"attributename": "CreateAccountJSON", "encryptedattributevalue": CREATE},
        ]
    }}))
    .unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn codes_of(loaded: &Loaded) -> Vec<Code> {
    loaded.all_diagnostics().iter().map(|d| d.code).collect()
}

#[test]
fn leftovers_marks_and_nested_folders_do_not_disturb() {
    let with_mark = format!("\u{feff}{}", export());
    let bytes = zip(&[
        ("__MACOSX/Acme/._Connection_1.json", b"\0\x05\x16\x07"),
        ("Acme/._Connection_1.json", b"\0\x05"),
        ("Acme/ObjectSummary_1.json", b"{}"),
        ("Acme/Connection_1.json", with_mark.as_bytes()),
        ("Acme/readme.txt", b"\xff\xff"),
    ]);
    let loaded = load_from_bytes("Acme.zip", &bytes);
    assert_eq!(codes_of(&loaded), []);
    let connection = loaded.select(None).unwrap();
    assert_eq!(connection.name, "acme");
    let document = connection
        .definition
        .operation(Operation::CreateAccount)
        .unwrap();
    let place = document.calls[0].http.url.place();
    let file = loaded.sources.get(place.source).unwrap();
    assert_eq!(file.name, "Acme.zip!Acme/Connection_1.json");
}

#[test]
fn a_summary_that_lists_other_connections_is_named() {
    let package = |summary: &str| {
        let bytes = zip(&[
            ("ObjectSummary_1.json", summary.as_bytes()),
            ("Connection_1.json", export().as_bytes()),
        ]);
        codes_of(&load_from_bytes("Acme.zip", &bytes))
    };
    assert_eq!(package(r#"{"Objects":{"connection":["ACME"]}}"#), []);
    assert_eq!(package(r#"{"Objects":{"connection":[]}}"#), []);
    assert_eq!(package("no json"), []);
    assert_eq!(
        package(r#"{"Objects":{"connection":["acme","other"]}}"#),
        [codes::SUMMARY_MISMATCH]
    );
    assert_eq!(
        package(r#"{"Objects":{"connection":["other"]}}"#),
        [codes::SUMMARY_MISMATCH, codes::SUMMARY_MISMATCH]
    );
}

#[test]
fn what_is_given_twice_is_named() {
    let list = json!([
        {"attributename": "CreateAccountJSON", "encryptedattributevalue": CREATE},
        {"attributename": "createaccountjson", "encryptedattributevalue": CREATE},
        {"attributename": "ConfigJSON", "encryptedattributevalue": ""},
        {"attributename": "ConfigJSON", "encryptedattributevalue": "{}"},
    ]);
    let export = json!({"acme": {"EXTERNAL_ATTR": list}, "Acme": {"EXTERNAL_ATTR": []}});
    let loaded = load_from_bytes("acme.json", export.to_string().as_bytes());
    assert_eq!(
        codes_of(&loaded),
        [codes::REPEATED_ATTRIBUTE, codes::REPEATED_CONNECTION]
    );
}

#[test]
fn a_range_of_a_body_leads_to_its_bytes_through_every_level() {
    let loaded = load_from_bytes("acme.json", export().as_bytes());
    let definition = &loaded.select(None).unwrap().definition;
    let call = &definition
        .operation(Operation::CreateAccount)
        .unwrap()
        .calls[0];
    let Some(Body::Text(body)) = &call.http.body else {
        panic!()
    };
    let at = body.raw().find("${").unwrap();
    let place = body.place_of(at..at + "${user.firstname}\"".len());
    let text = &loaded.sources.get(place.source).unwrap().text;
    assert_eq!(&text[place.span.clone()], r#"${user.firstname}\\\""#);
    assert_eq!(place.attribute.as_deref(), Some("CreateAccountJSON"));
    assert_eq!(place.path.as_deref(), Some("/call/0/httpParams"));
    let url = &call.http.url;
    let at = url.raw().find('é').unwrap();
    let place = url.place_of(at..at + 'é'.len_utf8());
    assert_eq!(&text[place.span], "é");
}

#[test]
fn parameters_fill_literal_text_and_their_values_are_no_templates() {
    let mut loaded = load_from_bytes("acme.json", export().as_bytes());
    assert_eq!(
        loaded.select(None).unwrap().definition.unfilled()[0].name,
        "HOST"
    );
    let mut parameters = Parameters::default();
    parameters.insert("HOST", "h.test/${user.password}");
    loaded.fill(parameters);
    let definition = &loaded.select(None).unwrap().definition;
    assert_eq!(definition.unfilled(), Vec::<&_>::new());
    let url = &definition
        .operation(Operation::CreateAccount)
        .unwrap()
        .calls[0]
        .http
        .url;
    let parts = &url.template().unwrap().parts;
    assert_eq!(parts.len(), 2);
    assert!(
        matches!(&parts[0], bindery_grammar::ast::Part::Literal { text, .. } if text == "https://h.test/${user.password}/é/")
    );
    assert!(url.raw().contains("@HOST@"));
}

#[test]
fn paths_that_leave_the_archive_are_refused() {
    for path in [
        "../Connection_1.json",
        "a/../../Connection_1.json",
        "/etc/Connection_1.json",
        "C:\\Connection_1.json",
        "a\\..\\..\\b.json",
    ] {
        let loaded = load_from_bytes("a.zip", &zip(&[(path, export().as_bytes())]));
        assert_eq!(codes_of(&loaded), [codes::REFUSED_PACKAGE], "{path}");
        assert!(loaded.connections.is_empty());
    }
}

#[test]
fn bombs_are_refused_while_they_expand() {
    let bomb = vec![b' '; 40 * 1024 * 1024];
    let loaded = load_from_bytes("bomb.zip", &zip(&[("Connection_1.json", &bomb)]));
    assert_eq!(codes_of(&loaded), [codes::REFUSED_PACKAGE]);
    // Also where the entries are small one by one.
    let many: Vec<(String, Vec<u8>)> = (0..=MAX_ENTRIES)
        .map(|i| (format!("{i}.json"), b"{}".to_vec()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    let loaded = load_from_bytes("many.zip", &zip(&many));
    assert_eq!(codes_of(&loaded), [codes::REFUSED_PACKAGE]);
}

#[test]
fn what_is_no_package_is_named() {
    let cases: &[(&str, &[u8], Code)] = &[
        ("empty.json", b"", codes::NO_CONNECTION),
        ("list.json", b"[]", codes::NO_CONNECTION),
        ("object.json", b"{\"a\": {}}", codes::NO_CONNECTION),
        ("text.json", b"hello", codes::JSON_SYNTAX),
        ("binary.json", b"\x7fELF\xff\xfe", codes::UNREADABLE),
        ("cut.zip", b"PK\x03\x04rest", codes::UNREADABLE),
        ("empty.zip", &zip(&[]), codes::NO_CONNECTION),
    ];
    for (name, bytes, code) in cases {
        let loaded = load_from_bytes(name, bytes);
        assert!(
            codes_of(&loaded).contains(code),
            "{name}: {:?}",
            codes_of(&loaded)
        );
        assert!(loaded.select(None).is_err());
    }
    let loaded = load(std::path::Path::new("/nonexistent/package.zip"));
    assert_eq!(codes_of(&loaded), [codes::UNREADABLE]);
}

#[test]
fn utf_16_is_read() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(export().encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(
        load_from_bytes("a.json", &bytes).select(None).unwrap().name,
        "acme"
    );
}

#[test]
fn a_look_up_of_the_manifest_belongs_to_the_calls_it_speaks_of_and_is_checked_like_them() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let manifest = r#"name = "acme"
max_tries = 4
resume = "from-start"
account_name_rule = "${user.email}"
[in_doubt.create-account]
url = "https://h.test/users?name=${user.username}&k=@KEY@"
headers = { Authorization = "${access_token}" }
found = { totalResults = [1, 2] }
answer = "Resources[0]"
hearders = {}
[in_doubt.call2]
url = "/mail/${user.email"
found = "id"
[in_doubt.create-acount]
url = "/x"
[in_doubt."update-account/call1"]
method = "POST"
"#;
    write("connector.toml", manifest);
    let document = r#"{"call": [{"name": "call1", "url": "/u"}, {"name": "call2", "url": "/m"}]}"#;
    write("CreateAccountJSON.json", document);
    write("UpdateAccountJSON.json", document);
    let loaded = load(folder.path());
    let connection = loaded.select(None).unwrap();
    assert_eq!(connection.manifest.max_tries, Some(4));
    assert_eq!(
        connection.manifest.resume,
        Some(bindery_definition::Resume::FromStart)
    );
    let definition = &connection.definition;
    let rule = definition.account_name_rule.as_ref().unwrap();
    assert_eq!(rule.raw(), "${user.email}");
    let create = definition.operation(Operation::CreateAccount).unwrap();
    let lookup = create.calls[0].in_doubt.as_ref().unwrap();
    assert_eq!(lookup.answer.as_ref().unwrap(), "Resources[0]");
    assert!(matches!(
        lookup.found,
        Some(bindery_definition::Evidence::Rule(_))
    ));
    let url = lookup.http.url.place();
    assert_eq!(
        &manifest[url.span.clone()],
        "\"https://h.test/users?name=${user.username}&k=@KEY@\""
    );
    assert_eq!(definition.unfilled()[0].name, "KEY");
    // The last one that speaks of a call wins, and one of a name speaks of every call of that name.
    assert!(create.calls[1].in_doubt.is_some());
    let update = definition.operation(Operation::UpdateAccount).unwrap();
    assert!(update.calls[0].in_doubt.is_none());
    let mut found: Vec<String> = connection
        .diagnostics()
        .map(|d| d.message.clone())
        .collect();
    found.extend(loaded.diagnostics.iter().map(|d| d.message.clone()));
    found.sort();
    assert_eq!(
        found,
        [
            "`create-acount` is no operation or call of the definition",
            "`hearders` is not a key of an in-doubt look-up",
            "`url` is missing from this in-doubt look-up",
            "the binding is never closed: `${` without its `}`",
        ]
    );
}

#[test]
fn a_folder_is_read_with_its_manifest_and_json_bodies() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "connector.toml",
        "name = \"acme\"\nbase_url = \"https://h.test\"\nidempotent = [\"update-account/call1\"]\nescpae = \"eic\"\n\
         [parameters.TOKEN]\ndescription = \"the token\"\nsecret = true\n[parameters.SIZE]\ndefault = \"50\"\n",
    );
    write(
        "ConnectionJSON.json",
        r#"{"authentications": {"acctAuth": {"authType": "oauth2", "url": "https://h.test/token", "accessToken": "Bearer @TOKEN@", "myKey": "x"}}}"#,
    );
    write(
        "UpdateAccountJSON.json",
        r#"{"call": {"name": "call1", "url": "/users", "httpMethod": "PUT", "httpParams": {"a": "${user.email}", "n": 1.50}}}"#,
    );
    write(
        "ImportAccountEntJSON.json",
        r#"{"accountParams": {"call": {"call1": {"http": {"url": "/u"}, "pagination": {"page": {"pageNumberParam": "p", "pageSize": "@SIZE@"}}}}}}"#,
    );
    write("simulator.json", "not read");
    write("CreateAcountJSON.json", "{}");
    let mut loaded = load(folder.path());
    assert_eq!(
        codes_of(&loaded),
        [codes::UNKNOWN_KEY, codes::UNKNOWN_ATTRIBUTE]
    );
    let connection = loaded.select(Some("ACME")).unwrap();
    assert!(connection.manifest.is_secret("TOKEN"));
    let definition = &connection.definition;
    assert_eq!(definition.unfilled().len(), 1);
    let call = &definition
        .operation(Operation::UpdateAccount)
        .unwrap()
        .calls[0];
    assert!(call.idempotent && call.name == "call1");
    assert!(matches!(call.http.body, Some(Body::Json(_))));
    let page = definition
        .import
        .as_ref()
        .unwrap()
        .accounts
        .as_ref()
        .unwrap()
        .calls[0]
        .pagination
        .clone();
    assert!(matches!(
        page.unwrap().kind,
        Pagination::Page {
            page_size: Some(50),
            ..
        }
    ));
    let auth = &definition.connection.as_ref().unwrap().authentications["acctAuth"];
    assert_eq!(auth.extra["myKey"].raw(), "x");
    assert_eq!(
        definition.origin_of_authentication("acctAuth").as_deref(),
        Some("https://h.test")
    );

    let mut parameters = Parameters::default();
    parameters.insert("TOKEN", "s3cret");
    loaded.fill(parameters);
    assert!(!format!("{loaded:?}").contains("s3cret"));
    let definition = &loaded.select(None).unwrap().definition;
    let auth = &definition.connection.as_ref().unwrap().authentications["acctAuth"];
    assert_eq!(
        auth.access_token.as_ref().unwrap().literal().as_deref(),
        Some("Bearer s3cret")
    );
}

#[test]
fn a_replaced_connection_is_read_in_its_own_file() {
    let mut loaded = load_from_bytes("acme.json", export().as_bytes());
    let text =
        "\u{feff}{\"authentications\": {\"a\": {\"authType\": 1, \"maxRefreshTryCount\": \"x\"}}}";
    loaded.set_connection_json(None, "mine.json", text).unwrap();
    let found = loaded.all_diagnostics();
    let place = &found[0].primary.as_ref().unwrap().place;
    assert_eq!(found[0].code, codes::WRONG_TYPE);
    let file = loaded.sources.get(place.source).unwrap();
    assert_eq!(
        (file.name.as_str(), &file.text[place.span.clone()]),
        ("mine.json", "\"x\"")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = load_from_bytes("x", &bytes);
    }

    #[test]
    fn a_damaged_zip_is_read_without_a_panic(at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = zip(&[("Connection_1.json", export().as_bytes())]);
        let i = at.index(bytes.len());
        bytes[i] = byte;
        let _ = load_from_bytes("x.zip", &bytes);
        bytes.truncate(cut.index(bytes.len()));
        let _ = load_from_bytes("x.zip", &bytes);
    }

    #[test]
    fn a_damaged_export_is_read_within_its_bounds(at in any::<prop::sample::Index>(), put in "[\\[\\]{}:,\"\\\\ 'n1$<@“]{0,3}", cut in 0usize..3) {
        let mut chars: Vec<char> = full_export().chars().collect();
        let from = at.index(chars.len());
        let to = (from + cut).min(chars.len());
        chars.splice(from..to, put.chars());
        let text: String = chars.into_iter().collect();
        let loaded = load_from_bytes("x.json", text.as_bytes());
        let _ = human(&loaded.all_diagnostics(), &loaded.sources, Style::default());
        for diagnostic in loaded.all_diagnostics() {
            let place = diagnostic.primary.unwrap().place;
            let file = loaded.sources.get(place.source).unwrap();
            prop_assert!(file.text.get(place.span.clone()).is_some(), "{:?}", place);
        }
    }
}
