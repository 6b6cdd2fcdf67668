//! A workspace: begun, filled, checked, and its connections used by their names.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::bindery::root;
use crate::home::Home;
use crate::target::Target;
use crate::written::Written;

#[cfg(unix)]
fn close(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_workspace_is_begun_once_and_is_right() {
    let home = Home::new();
    let begun = home.bindery(&["init"]).expect(0);
    assert!(
        begun.out.contains("bindery.toml") && begun.out.contains(".gitignore"),
        "{begun}"
    );
    let ignored = fs::read_to_string(home.path(".gitignore")).unwrap();
    assert!(ignored.lines().any(|line| line == "bindery.db"));
    home.bindery(&["check", "bindery.toml", "--deny", "warnings"])
        .expect(0);
    home.says("# mine");
    let before = home.settings();
    let again = home.bindery(&["init"]).expect(2);
    assert!(again.err.contains("B2032"), "{again}");
    assert_eq!(home.settings(), before);
    // A folder of its own, whose .gitignore stays.
    home.file("other/.gitignore", "mine\n");
    home.bindery(&["init", "other"]).expect(0);
    assert_eq!(
        fs::read_to_string(home.path("other/.gitignore")).unwrap(),
        "mine\n"
    );
    assert!(home.path("other/bindery.toml").is_file());
}

#[test]
fn a_connection_is_added_used_by_its_name_and_removed_with_the_rest_untouched() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says("# a remark of mine");
    let shown = home.json(&["connection", "show", "acme"]);
    assert_eq!(shown["endpoint"], "acme");
    assert_eq!(shown["parameters"]["TOKEN"], "env:PARAM_TOKEN");
    assert_eq!(home.json(&["connection", "list"])[0]["name"], "acme");
    let list = home.bindery(&["connection", "list"]).expect(0);
    assert!(list.out.contains("acme"), "{list}");
    home.bindery(&["connection", "test", "acme"]).expect(0);
    let report = home.json(&["import", "acme"]);
    assert_eq!(report["status"], "completed");
    let accounts = home.json(&["accounts", "list", "--endpoint", "acme", "--limit", "1"]);
    assert_eq!(accounts[0]["endpoint"], "acme", "{accounts}");

    let twice = home
        .bindery(&[
            "connection",
            "add",
            "acme",
            root().join("connectors/bynder").to_str().unwrap(),
        ])
        .expect(2);
    assert!(twice.err.contains("B2041"), "{twice}");
    home.says("[[security_system]]\nsystemname = \"S\"\nconnection = \"acme\"");
    let needed = home.bindery(&["connection", "remove", "acme"]).expect(2);
    assert!(needed.err.contains("B2040"), "{needed}");
    let text = home.settings().replace("connection = \"acme\"", "");
    fs::write(home.path("bindery.toml"), text).unwrap();
    home.bindery(&["connection", "remove", "acme"]).expect(0);
    let left = home.settings();
    assert!(
        left.contains("# a remark of mine") && !left.contains("name = \"acme\"\npath"),
        "{left}"
    );
    home.bindery(&["check", "bindery.toml", "--deny", "warnings"])
        .expect(0);
    let gone = home.bindery(&["connection", "show", "acmee"]).expect(2);
    assert!(gone.err.contains("declares no connection"), "{gone}");
}

#[test]
fn an_import_fills_the_endpoint_that_the_workspace_declares() {
    let target = Target::start();
    let home = Home::of(&target);
    home.says(
        "[[security_system]]\nsystemname = \"Assets\"\ndisplayname = \"Digital assets\"\nconnection = \"acme\"\n\
         [[endpoint]]\nendpointname = \"Library\"\nsecurity_system = \"Assets\"\ncustomproperty1 = \"eu\"",
    );
    home.json(&["import", "acme"]);
    let accounts = home.json(&["accounts", "list", "--limit", "1"]);
    assert_eq!(accounts[0]["endpoint"], "Library");
    assert_eq!(
        home.json(&["connection", "show", "acme"])["endpoint"],
        "Library"
    );
    let facts = home.bindery(&["connection", "show", "acme"]).expect(0);
    assert!(facts.out.contains("Assets"), "{facts}");
}

#[test]
fn a_secret_is_named_and_its_file_is_closed() {
    let target = Target::start();
    let mut home = Home::new();
    home.knows(&target);
    home.bindery(&["init"]).expect(0);
    let connector = root().join("connectors/bynder").display().to_string();
    let add = |parameter: &str| {
        home.bindery(&[
            "connection",
            "add",
            "acme",
            &connector,
            "--param",
            parameter,
        ])
    };
    let written = add("TOKEN=s3cret-value").expect(2);
    assert!(
        written.err.contains("secret") && !written.err.contains("s3cret-value"),
        "{written}"
    );
    assert!(!home.settings().contains("s3cret-value"));
    let token = target.simulator.parameters()["TOKEN"].clone();
    let file = home.file("secrets/token", &format!("{token}\n"));
    let added = add("TOKEN=file:secrets/token").expect(0);
    assert!(added.err.contains("PORTAL"), "{added}");
    assert!(home.settings().contains("file:secrets/token"));
    let url = target.simulator.url();
    let test = || {
        home.bindery(&[
            "connection",
            "test",
            "acme",
            "--base-url",
            &url,
            "--param",
            "PORTAL=acme.bynder.com",
        ])
    };
    #[cfg(unix)]
    {
        close(&file, 0o644);
        let open = test().expect(2);
        assert!(
            open.err.contains("B2043") && open.err.contains("chmod 600"),
            "{open}"
        );
        close(&file, 0o600);
    }
    test().expect(0);
    fs::remove_file(&file).unwrap();
    let gone = test().expect(2);
    assert!(gone.err.contains("B2044"), "{gone}");
    // One that stands in the file by hand is refused as well, and not repeated.
    let text = home
        .settings()
        .replace("file:secrets/token", "s3cret-value");
    fs::write(home.path("bindery.toml"), text).unwrap();
    let by_hand = test().expect(2);
    assert!(
        by_hand.err.contains("bindery.toml") && !by_hand.err.contains("s3cret-value"),
        "{by_hand}"
    );
}

#[test]
fn everything_that_is_wrong_with_the_settings_is_told_where_they_are_read() {
    let home = Home::new();
    home.says(
        "[[connection]]\nname = \"acme\"\npath = \"x\"\npth = \"y\"\n\n\
         [[security_system]]\nsystemname = \"Assets\"\nconnection = \"acmee\"\n\n\
         [[endpoint]]\nname = \"Library\"\nsecurity_system = \"Asset\"\nresume = \"later\"\ncustomproperty46 = \"x\"\n\n\
         [[endpoint]]\nname = \"Library\"\n\n\
         [[job]]\nname = \"nightly\"\ntype = \"provisionning\"\nendpoint = \"Library\"\n\n\
         [[job]]\nname = \"weekly\"\ntype = \"provisioning\"\nendpoint = \"Library\"\nschedule = \"0 25 * * *\"\n\n\
         [[job]]\nname = \"daily\"\ntype = \"user-import\"\nendpoint = \"Nowhere\"\nschedule = \"@daily\"\ntime_zone = \"Europe/Olso\"",
    );
    let checked = home.bindery(&["check", "bindery.toml"]).expect(1);
    insta::assert_snapshot!(checked);
    let listed = home.bindery(&["connection", "list"]).expect(2);
    assert!(
        listed.err.contains("B2040") && listed.err.contains("B2042"),
        "{listed}"
    );
}

#[test]
fn users_are_loaded_from_csv_and_json_by_their_columns() {
    let home = Home::new();
    let people = "username,FirstName,email,startdate,statuskey\n\
                  ann,Ann,ann@acme.example,2024-06-15,1\nbob,Bob,,,inactive\n";
    home.file("people.csv", people);
    let loaded = home.json(&["users", "load", "people.csv"]);
    assert_eq!(loaded["added"], 2);
    let again = home.json(&["users", "load", "people.csv"]);
    assert_eq!(
        (&again["unchanged"], &again["replaced"]),
        (&json!(2), &json!(0))
    );
    home.file(
        "people.json",
        r#"[{"username": "bob", "FIRSTNAME": "Robert", "statuskey": true}]"#,
    );
    let changed = home.json(&["users", "load", "people.json"]);
    assert_eq!(changed["replaced"], 1);
    let bob = home.json(&["users", "show", "bob"]);
    assert_eq!(bob["columns"]["firstname"], "Robert");
    assert_eq!(bob["columns"]["statuskey"], "1");
    let ann = home.json(&["users", "show", "ann"]);
    assert_eq!(ann["columns"]["startdate"], "2024-06-15T00:00:00Z");
    home.file("wrong.csv", "username,email\nann,a\nann,b\n");
    let wrong = home.bindery(&["users", "load", "wrong.csv"]).expect(2);
    assert!(wrong.err.contains("line 3 of `wrong.csv`"), "{wrong}");
    home.file("odd.csv", "username,emial\nzoe,z@acme.example\n");
    let odd = home.bindery(&["users", "load", "odd.csv"]).expect(0);
    assert!(odd.err.contains("did you mean `email`"), "{odd}");
}

#[test]
fn accounts_that_hold_the_listed_entitlements_belong_to_the_logical_endpoint() {
    let target = Written::new()
        .attribute(
            "ImportAccountEntJSON",
            &json!({
                "accountParams": {"connection": "target", "call": {"call1": {
                    "callOrder": 0, "stageNumber": 0, "keyField": "accountID", "listField": "people",
                    "http": {"url": "/people", "httpMethod": "GET"},
                    "colsToPropsMap": {"accountID": "id~#~char", "name": "id~#~char",
                        "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}},
                    "acctEntMappings": {"Group": {"listPath": "groups", "idPath": "id", "keyField": "entitlementID"}}},
                "entitlementParams": {"connection": "target", "entTypes": {"Group": {"entTypeOrder": 0, "call": {"call1": {
                    "callOrder": 0, "stageNumber": 0, "keyField": "entitlementID", "listField": "groups",
                    "http": {"url": "/groups", "httpMethod": "GET"},
                    "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}}}}},
                "acctEntParams": {"connection": "target", "processingType": "acctToEntMapping"}
            }),
        )
        .attribute("ENDPOINTS_FILTER", &json!({"Press": [{"Group": ["press", "editors"]}]}));
    let groups = json!({"groups": [{"id": "1", "name": "press"}, {"id": "2", "name": "sales"}]});
    target.has("/groups", &groups);
    let people = |groups: &str| json!({"people": [{"id": "ann", "groups": [{"id": "1"}]}, {"id": "bob", "groups": [{"id": groups}]}]});
    target.has("/people", &people("2"));
    let report = target.import(&[], 0);
    assert_eq!(
        report["endpoints"]["Press"],
        json!({"added": 1, "removed": 0, "unchanged": 0}),
        "{report}"
    );
    let path = target.store.path();
    let store = path.to_str().unwrap();
    let press = || {
        let list = crate::bindery::bindery(&[
            "accounts",
            "list",
            "--endpoint",
            "Press",
            "--store",
            store,
            "--format",
            "json",
        ]);
        let rows = list.expect(0).json();
        let names = rows.as_array().unwrap().iter();
        names
            .map(|a| a["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(press(), ["ann"]);
    let shown = crate::bindery::bindery(&["accounts", "show", "ann", "--store", store]).expect(0);
    assert!(shown.out.contains("Press"), "{shown}");
    target.has("/people", &people("1"));
    let again = target.import(&[], 0);
    assert_eq!(
        again["endpoints"]["Press"],
        json!({"added": 1, "removed": 0, "unchanged": 1})
    );
    assert_eq!(press(), ["ann", "bob"]);
}

#[test]
fn a_secret_that_the_store_keeps_is_used_and_never_shown() {
    let target = Target::start();
    let mut home = Home::new();
    home.knows(&target);
    home.bindery(&["init"]).expect(0);
    let token = target.simulator.parameters()["TOKEN"].clone();
    let connector = root().join("connectors/bynder").display().to_string();
    let url = target.simulator.url();
    home.bindery(&[
        "connection",
        "add",
        "acme",
        &connector,
        "--base-url",
        &url,
        "--param",
        "TOKEN=sealed:acme-token",
        "--param",
        "PORTAL=acme.bynder.com",
    ])
    .expect(0);
    let missing = home.bindery(&["connection", "test", "acme"]).expect(2);
    assert!(
        missing.err.contains("B2044") && missing.err.contains("secrets set acme-token"),
        "{missing}"
    );
    let written = home
        .bindery(&["secrets", "set", "acme-token", &token])
        .expect(2);
    assert!(!written.err.contains(&token), "{written}");
    let kept = home
        .bindery(&["secrets", "set", "acme-token", "env:PARAM_TOKEN"])
        .expect(0);
    assert!(!kept.to_string().contains(&token), "{kept}");
    home.bindery(&["connection", "test", "acme"]).expect(0);
    home.json(&["import", "acme"]);
    let listed = home.bindery(&["secrets", "list"]).expect(0);
    assert!(
        listed.out.contains("acme-token") && !listed.out.contains(&token),
        "{listed}"
    );
    assert_eq!(home.json(&["secrets", "list"])[0]["name"], "acme-token");
    let shown = home.json(&["connection", "show", "acme"]);
    assert_eq!(shown["parameters"]["TOKEN"], "sealed:acme-token");
    for file in ["bindery.db", "bindery.db-wal", "bindery.toml"] {
        let bytes = fs::read(home.path(file)).unwrap_or_default();
        let found = bytes
            .windows(token.len())
            .any(|part| part == token.as_bytes());
        assert!(!found, "{file} holds the token");
    }
    home.bindery(&["secrets", "remove", "acme-token"]).expect(0);
    home.bindery(&["secrets", "remove", "acme-token"]).expect(2);
    home.bindery(&["connection", "test", "acme"]).expect(2);
}
