//! The documented behaviour of Bynder's user management, over real HTTP, strict as described.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;

use client::{Client, bynder, start};
use serde_json::{Value, json};

const REGULAR: &str = "D2489F37-6A1E-4B8C-A7F30C5E91B62D04";

fn new_user(name: &str) -> String {
    format!(
        "email={name}%40x.example&password=secret&firstname=Ada&lastname=Byron&profileId={REGULAR}"
    )
}

#[tokio::test]
async fn users_come_in_pages_with_totals_in_headers() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let mut seen = Vec::new();
    for page in 1..=4 {
        let path = format!("/api/v4/users/?includeInActive=true&limit=50&page={page}");
        let reply = client.get(&path).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("x-pagination-totalrecords"), "137");
        assert_eq!(reply.header("x-pagination-totalpages"), "3");
        assert_eq!(reply.header("x-pagination-page"), page.to_string());
        assert_eq!(reply.header("x-pagination-limit"), "50");
        seen.push(reply.items().len());
    }
    assert_eq!(seen, [50, 50, 37, 0]);
}

#[tokio::test]
async fn inactive_users_are_hidden_unless_asked_for() {
    let running = start(&bynder());
    let client = Client::of(&running);
    for (query, count) in [
        ("", 125),
        ("?includeInActive=false", 125),
        ("?includeInActive=0", 125),
        ("?includeInActive=1", 137),
        ("?includeInActive=true", 137),
    ] {
        let reply = client.get(&format!("/api/v4/users/{query}")).await;
        assert_eq!(reply.items().len(), count, "{query}");
    }
    let odd = client.get("/api/v4/users/?includeInActive=maybe").await;
    assert_eq!(odd.status, 400);
}

#[tokio::test]
async fn active_is_a_number_in_the_list_and_a_boolean_in_the_single_read() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let list = client
        .get("/api/v4/users/?includeInActive=true")
        .await
        .items();
    let off = list.iter().find(|user| user["active"] == json!(0)).unwrap();
    let id = off["id"].as_str().unwrap();
    let single = client.get(&format!("/api/v4/users/{id}")).await.json();
    assert_eq!(single["active"], json!(false));
    assert!(off.get("firstname").is_none() && single.get("name").is_none());
    let name = format!(
        "{} {}",
        single["firstname"].as_str().unwrap(),
        single["lastname"].as_str().unwrap()
    );
    assert_eq!(off["name"], json!(name));
    let groups: Vec<usize> = id.split('-').map(str::len).collect();
    assert_eq!(groups, [8, 4, 4, 16]);
}

#[tokio::test]
async fn groups_stop_at_twenty_unless_a_limit_is_given() {
    let running = start(&bynder());
    let client = Client::of(&running);
    assert_eq!(client.get("/api/groups/list/").await.items().len(), 20);
    assert_eq!(
        client.get("/api/groups/list?limit=100").await.items().len(),
        34
    );
    assert_eq!(
        client.get("/api/groups/list/?page=2").await.items().len(),
        14
    );
    assert_eq!(
        client.get("/api/groups/list/?page=3").await.items().len(),
        0
    );
    let found = client
        .get("/api/groups/list/?search_term=press")
        .await
        .items();
    assert_eq!(found[0]["name"], json!("Press office"));
    assert_eq!(client.get("/api/v4/profiles/").await.items().len(), 5);
    assert_eq!(client.get("/api/v4/groups/").await.status, 404);
}

#[tokio::test]
async fn a_user_lives_from_create_to_delete() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let created = client.form("/api/v4/users/", &new_user("ada")).await;
    assert_eq!(created.status, 201);
    let body = created.json();
    assert_eq!(body.as_object().unwrap().len(), 2);
    assert_eq!(body["username"], json!("ada@x.example"));
    let path = format!("/api/v4/users/{}", body["id"].as_str().unwrap());
    let user = client.get(&path).await.json();
    assert_eq!(user["active"], json!(true));
    assert_eq!(user["language"], json!("en_GB"));
    assert_eq!(user["lastLogin"], json!(""));

    let modified = client.form(&path, "active=0&job=Poet+%26+engineer").await;
    assert_eq!((modified.status, modified.json()), (202, body.clone()));
    let user = client.get("/api/v4/users/ada@x.example").await.json();
    assert_eq!(user["active"], json!(false));
    assert_eq!(user["job"], json!("Poet & engineer"));
    assert_eq!(user["firstname"], json!("Ada"), "what is left out stays");

    let deleted = client.delete(&path).await;
    assert_eq!((deleted.status, deleted.text.as_str()), (204, ""));
    let gone = client.get(&path).await;
    assert_eq!(gone.status, 404);
    assert_eq!(
        gone.json(),
        json!({"message": "User not found", "statuscode": 404})
    );
    assert_eq!(client.delete(&path).await.status, 404);
}

#[tokio::test]
async fn group_ids_replace_the_memberships_and_an_empty_one_clears_them() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let all = client.get("/api/groups/list/?limit=50").await.items();
    let id = |at: usize| all[at]["id"].as_str().unwrap().to_owned();
    let created = client.form("/api/v4/users/", &new_user("ada")).await.json();
    let path = format!("/api/v4/users/{}", created["id"].as_str().unwrap());
    let groups = async || -> Vec<Value> {
        let user = client.get(&path).await.json();
        user["groups"].as_array().cloned().unwrap()
    };
    let both = format!("groupIds={},{}", id(0), id(1));
    assert_eq!(client.form(&path, &both).await.status, 202);
    assert_eq!(groups().await.len(), 2);
    assert_eq!(
        groups().await[0],
        json!({"name": all[0]["name"], "id": id(0)})
    );
    client.form(&path, &format!("groupIds={}", id(2))).await;
    assert_eq!(
        groups().await,
        [json!({"name": all[2]["name"], "id": id(2)})]
    );
    client.form(&path, "groupIds=").await;
    assert!(groups().await.is_empty());
    let unknown = client.form(&path, "groupIds=ABC").await;
    assert_eq!(unknown.status, 400);
}

#[tokio::test]
async fn bad_writes_are_refused_and_change_nothing() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let before = running.snapshot("users");
    let missing = client
        .form("/api/v4/users/", "email=a%40x.example&password=x")
        .await;
    assert_eq!(missing.status, 400);
    assert_eq!(
        missing.json(),
        json!({"message": "firstname is required", "statuscode": 400})
    );
    let profile = new_user("ada").replace(REGULAR, "nope");
    assert_eq!(client.form("/api/v4/users/", &profile).await.status, 400);
    let taken = before[5]["email"]
        .as_str()
        .unwrap()
        .replace('@', "%40")
        .to_uppercase();
    let duplicate = new_user("ada").replace("ada%40x.example", &taken);
    assert_eq!(client.form("/api/v4/users/", &duplicate).await.status, 409);
    let path = format!("/api/v4/users/{}", before[5]["id"].as_str().unwrap());
    assert_eq!(client.form(&path, "active=perhaps").await.status, 400);
    assert_eq!(client.form(&path, "email=").await.status, 400);
    assert_eq!(client.form(&path, "").await.status, 400);
    assert_eq!(client.form(&path, "noSuchField=1").await.status, 400);
    let json = json!({"email": "a@x.example", "password": "x", "firstname": "A",
        "lastname": "B", "profileId": REGULAR});
    let reply = client.json("POST", "/api/v4/users/", &json).await;
    assert_eq!(
        reply.json(),
        json!({"message": "No data sent", "statuscode": 400})
    );
    let put = client.json("PUT", &path, &json!({"active": 0})).await;
    assert_eq!(
        (put.status, put.header("allow")),
        (405, "GET, POST, DELETE")
    );
    assert_eq!(client.json("PATCH", &path, &json!({})).await.status, 405);
    assert_eq!(running.snapshot("users"), before);
    let big = format!("email={}", "x".repeat(300_000));
    assert_eq!(client.form(&path, &big).await.status, 413);
}

#[tokio::test]
async fn a_password_is_kept_as_the_number_of_its_writes() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let created = client.form("/api/v4/users/", &new_user("ada")).await.json();
    let id = created["id"].as_str().unwrap();
    let path = format!("/api/v4/users/{id}");
    client.form(&path, "job=Poet").await;
    let written = || {
        let users = running.snapshot("users");
        users.iter().find(|u| u["id"] == json!(id)).unwrap()["password"].clone()
    };
    assert_eq!(written(), json!(1));
    client.form(&path, "password=another").await;
    assert_eq!(written(), json!(2));
    assert!(!client.get(&path).await.text.contains("another"));
    let log = running.requests();
    assert!(log.iter().any(|r| r.fields == ["password"]));
    assert!(!format!("{log:?}").contains("another"));
}

#[tokio::test]
async fn a_wrong_token_gets_401_as_text_and_a_narrow_one_403() {
    let running = start(&bynder());
    for wrong in [
        None,
        Some("Bearer nope"),
        Some("simulated-permanent-token"),
        Some("Basic x"),
    ] {
        let client = Client::with(&running, wrong.map(str::to_owned));
        let reply = client.get("/api/v4/users/").await;
        assert_eq!(reply.status, 401);
        assert_eq!(reply.text, "Invalid or expired token.");
        assert!(reply.header("content-type").starts_with("text/plain"));
    }
    let narrow = Client::with(
        &running,
        Some("Bearer simulated-read-only-token".to_owned()),
    );
    assert_eq!(narrow.get("/api/v4/users/").await.status, 200);
    let refused = narrow.form("/api/v4/users/", &new_user("ada")).await;
    assert_eq!(
        refused.json(),
        json!({"message": "Access denied", "statuscode": 403})
    );
}

#[tokio::test]
async fn the_current_user_is_the_owner_of_the_token() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let own = client.get("/api/v4/currentUser/").await.json();
    assert_eq!(own["username"], json!("iga.integration"));
    assert!(own.get("groups").is_none());
    assert_eq!(client.get("/api/v4/currentuser/").await.status, 404);
    let id = running
        .find("users", "username", "iga.integration")
        .unwrap();
    assert!(running.remove("users", &id));
    assert_eq!(
        client.get("/api/v4/profiles/").await.status,
        403,
        "its owner is gone"
    );
}

#[tokio::test]
async fn client_credentials_give_tokens_that_expire() {
    let running = start(&bynder());
    let nobody = Client::with(&running, None);
    let path = "/v6/authentication/oauth2/token";
    let ask = "grant_type=client_credentials&client_id=simulated-client\
               &client_secret=simulated-secret&scope=admin.user:read%20made.up";
    let reply = nobody.form(path, ask).await;
    let token = reply.json();
    assert_eq!(token["token_type"], json!("bearer"));
    assert_eq!(token["expires_in"], json!(3600));
    assert_eq!(token["scope"], json!("admin.user:read"));
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let client = Client::with(&running, Some(bearer));
    assert_eq!(client.get("/api/v4/users/?limit=1").await.status, 200);
    assert_eq!(client.get("/api/groups/list/").await.status, 200);
    assert_eq!(client.get("/api/v4/profiles/").await.status, 403);
    running.advance(std::time::Duration::from_secs(3601));
    assert_eq!(client.get("/api/v4/users/").await.status, 401);

    let wrong = ask.replace("simulated-secret", "guess");
    let refused = nobody.form(path, &wrong).await;
    assert_eq!(
        (refused.status, refused.json()["error"].clone()),
        (401, json!("invalid_client"))
    );
    let grant = nobody.form(path, "grant_type=password").await;
    assert_eq!(grant.json()["error"], json!("unsupported_grant_type"));
    let basic = Client::with(
        &running,
        Some("Basic c2ltdWxhdGVkLWNsaWVudDpzaW11bGF0ZWQtc2VjcmV0".to_owned()),
    );
    assert_eq!(
        basic
            .form(path, "grant_type=client_credentials")
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn above_the_rate_everything_is_429_until_nothing_was_asked_for_a_while() {
    let patch = json!({"server": {"rateLimit": {"requests": 3}}});
    let options = bindery_simulator::Options {
        patch: Some(patch),
        ..Default::default()
    };
    let running = bynder().start(options).unwrap();
    let client = Client::of(&running);
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(client.get("/api/v4/profiles/").await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    running.advance(std::time::Duration::from_secs(200));
    assert_eq!(client.get("/api/v4/profiles/").await.status, 429);
    running.advance(std::time::Duration::from_secs(200));
    assert_eq!(
        client.get("/api/v4/profiles/").await.status,
        429,
        "each request prolongs it"
    );
    running.advance(std::time::Duration::from_secs(301));
    assert_eq!(client.get("/api/v4/profiles/").await.status, 200);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_portal() {
    let simulator = bynder();
    let (one, two) = (start(&simulator), start(&simulator));
    let other = simulator
        .start(bindery_simulator::Options {
            seed: 2,
            ..Default::default()
        })
        .unwrap();
    for resource in ["users", "groups", "profiles"] {
        assert_eq!(one.snapshot(resource), two.snapshot(resource));
    }
    assert_ne!(one.snapshot("users"), other.snapshot("users"));
    assert_eq!(other.snapshot("users").len(), 137);
}

#[tokio::test]
async fn an_evening_in_the_portal_changes_what_it_says() {
    let running = start(&bynder());
    let before = running.snapshot("users");
    let done = running.drift("an-evening-in-the-portal").unwrap();
    let counts: Vec<usize> = done.iter().map(|d| d.ids.len()).collect();
    assert_eq!(counts, [1, 2, 1, 1, 1]);
    let after = running.snapshot("users");
    assert_eq!(after.len(), before.len());
    let active = |rows: &[Value]| rows.iter().filter(|r| r["active"] == json!(true)).count();
    assert_eq!(active(&before) - active(&after), 2);
    assert!(
        running
            .find("users", "username", "solveig.aamodt")
            .is_some()
    );
    assert!(running.find("groups", "name", "Campaign 2026-27").is_some());
}

#[tokio::test]
async fn odd_requests_are_answered_and_never_with_a_failure() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let most = u64::MAX;
    for path in [
        format!("/api/v4/users/?limit={most}&page={most}"),
        "/api/v4/users/?limit=0".to_owned(),
        "/api/v4/users/?page=-1".to_owned(),
        "/api/v4/users/?=&&limit".to_owned(),
        "/api/v4/users/%FF%00".to_owned(),
        "/api/v4/users/..%2f..%2fetc".to_owned(),
        "//api//v4//users//".to_owned(),
        "/".to_owned(),
    ] {
        assert!(client.get(&path).await.status < 500, "{path}");
        assert!(
            client
                .form(&path, "%ff=%f&&&=x&groupIds=%2C,,")
                .await
                .status
                < 500,
            "{path}"
        );
    }
    let user = running.snapshot("users")[3]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let bytes = "\u{0}\u{1F600}".repeat(50);
    let path = format!("/api/v4/users/{user}");
    for media in [
        "application/x-www-form-urlencoded",
        "text/plain",
        "",
        "application/json",
    ] {
        let reply = client
            .send("POST", &path, Some((media, bytes.clone())))
            .await
            .unwrap();
        assert_eq!(reply.status, 400, "{media}");
    }
}
