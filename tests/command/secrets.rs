//! What is secret in a ConnectionJSON shows in no finding and in no preview, wherever it stands.

use serde_json::json;

use crate::{bindery, shown};

const SECRET: &str = "S3cretZz";

#[test]
fn no_finding_and_no_preview_shows_a_secret() {
    let authentications = [
        json!({"httpHeaders": {"Authorization": format!("Basic {SECRET}"), "bad": "${x.}"}}),
        json!({"httpHeaders": {"x-api-key": SECRET, "Cookie": format!("sid={SECRET}")}, "bad": "${x.}"}),
        json!({"properties": {"userName": "u", "pwd": SECRET, "bad": "${x.}"}}),
        json!({"httpParams": format!("grant_type=x&client_secret={SECRET}&b=${{x.}}")}),
        json!({"url": format!("https://u:{SECRET}@a.example/?api_key={SECRET}&b=${{x.}}")}),
        json!({"authType": 1, "accessToken": format!("Bearer {SECRET}")}),
    ];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    std::fs::write(
        folder.path().join("connector.toml"),
        "display_name = \"x\"\nversion = \"1.0.0\"\n",
    )
    .unwrap();
    for authentication in authentications {
        let document = json!({"authentications": {"acctAuth": authentication}});
        let file = folder.path().join("ConnectionJSON.json");
        std::fs::write(&file, document.to_string()).unwrap();
        for arguments in [
            vec!["check", path],
            vec!["check", path, "--format", "json"],
            vec!["render", path, "ConnectionJSON"],
            vec!["import", path, "--store", "never.db"],
        ] {
            let output = shown(&bindery(&arguments, b""));
            assert!(!output.contains(SECRET), "{arguments:?}\n{output}");
            assert!(!output.is_empty());
        }
    }
}
