//! A preview shows what would be sent: each text escaped for where it goes.

use crate::bindery;

#[test]
fn a_preview_escapes_each_text_for_where_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(
        path.join("connector.toml"),
        "display_name = \"x\"\nversion = \"1.0.0\"\n",
    )
    .unwrap();
    std::fs::write(
        path.join("DisableAccountJSON.json"),
        r#"{"call":[
            {"name":"form","url":"https://a.example/u/${user.id}?q=${user.id}","httpMethod":"POST",
             "httpContentType":"application/x-www-form-urlencoded",
             "httpParams":"id=${user.id}&reason=${businessJustification ?: 'none'}"},
            {"name":"json","url":"https://a.example/u","httpMethod":"POST",
             "httpContentType":"application/json","httpParams":"{\"name\":\"${user.name}\"}"}
        ]}"#,
    )
    .unwrap();
    let context = path.join("context.json");
    std::fs::write(&context, r#"{"user":{"id":"a/b &c","name":"say \"hi\""}}"#).unwrap();
    let output = bindery(
        &[
            "render",
            path.to_str().unwrap(),
            "DisableAccountJSON",
            "--context",
            context.to_str().unwrap(),
        ],
        b"",
    );
    assert!(output.status.success(), "{}", crate::shown(&output));
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let call = &shown["call"][0];
    assert_eq!(call["url"], "https://a.example/u/a%2Fb%20&c?q=a/b%20%26c");
    assert_eq!(call["httpParams"], "id=a%2Fb%20%26c&reason=none");
    assert_eq!(shown["call"][1]["httpParams"], r#"{"name":"say \"hi\""}"#);
}

#[test]
fn a_connection_chooses_how_much_its_bindings_may_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(
        path.join("DisableAccountJSON.json"),
        r#"{"call":[{"name":"a","url":"https://a.example/u/${(0..300000).sum()}","httpMethod":"GET"}]}"#,
    )
    .unwrap();
    let render = |manifest: &str| {
        std::fs::write(path.join("connector.toml"), manifest).unwrap();
        let output = bindery(
            &["render", path.to_str().unwrap(), "DisableAccountJSON"],
            b"",
        );
        (output.status.success(), crate::shown(&output))
    };
    let (sent, shown) = render("version = \"1.0.0\"\n");
    assert!(!sent && shown.contains("B4008"), "{shown}");
    let (sent, shown) = render("limits = \"large\"\n");
    assert!(sent && shown.contains("/u/2050477040"), "{shown}");
    let (sent, shown) = render("limits = \"endless\"\n");
    assert!(
        !sent && shown.contains("`limits` takes \"standard\" or \"large\""),
        "{shown}"
    );
}
