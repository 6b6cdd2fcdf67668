//! A target that is nothing like Bynder, from data alone: the crate knows no target by name.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;

use bindery_simulator::{Running, Simulator};
use client::{Client, start};
use serde_json::{Value, json};

const STAFF: &str = include_str!("inputs/staff.json");

fn staff() -> (Running, Client) {
    let running = start(&Simulator::from_json(STAFF, "staff.json").unwrap());
    // robot:r0b0t
    let client = Client::with(&running, Some("Basic cm9ib3Q6cjBiMHQ=".to_owned()));
    (running, client)
}

#[tokio::test]
async fn an_envelope_carries_totals_and_a_link_to_the_next_page() {
    let (running, client) = staff();
    let mut path = "/scim/people?order=asc".to_owned();
    let mut pages = Vec::new();
    let mut names = Vec::new();
    loop {
        let page = client.get(&path).await.json();
        assert_eq!(page["totalResults"], json!(25));
        pages.push((page["startIndex"].clone(), page["itemsPerPage"].clone()));
        for person in page["Resources"].as_array().unwrap() {
            names.push(person["name"]["familyName"].as_str().unwrap().to_owned());
        }
        match page["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => break,
        }
        assert!(path.starts_with(&running.url()));
    }
    assert_eq!(
        pages,
        [
            (json!(1), json!(10)),
            (json!(11), json!(10)),
            (json!(21), json!(5))
        ]
    );
    assert!(names.is_sorted());
    let capped = client.get("/scim/People?count=100").await.json();
    assert_eq!(capped["itemsPerPage"], json!(12));
    assert_eq!(client.get("/scim/People?startIndex=0").await.status, 400);
    assert_eq!(client.get("/scim/People?count=many").await.status, 400);
}

#[tokio::test]
async fn json_bodies_are_nested_typed_and_strict() {
    let (_running, client) = staff();
    let groups = client.get("/groups").await.items();
    assert_eq!(groups[0]["id"], json!("1"));
    let person = json!({"userName": "cleo", "name": {"givenName": "Cleo", "familyName": "Oe"},
        "room": 7, "active": false, "groups": ["1", "3"]});
    let created = client.json("POST", "/scim/People", &person).await;
    assert_eq!(created.status, 201);
    let body = created.json();
    assert_eq!(
        body["name"],
        json!({"givenName": "Cleo", "familyName": "Oe"})
    );
    assert_eq!(
        (&body["room"], &body["active"]),
        (&json!("7"), &json!(false))
    );
    assert!(body.get("nickName").is_none());
    let path = format!("/scim/People/{}", body["id"].as_str().unwrap());
    let changed = client
        .json("PATCH", &path, &json!({"groups": [], "unheard": 1}))
        .await;
    assert_eq!(changed.status, 200);
    assert_eq!(
        client.get(&path).await.json()["data"]["userName"],
        json!("cleo")
    );

    let unknown = client
        .json("POST", "/scim/People", &json!({"userName": "x", "zz": 1}))
        .await;
    assert_eq!(
        unknown.json(),
        json!({"schemas": ["error"], "detail": "zz is not known", "status": "400"})
    );
    assert_eq!(
        client
            .json("POST", "/scim/People", &json!([1]))
            .await
            .status,
        400
    );
    assert_eq!(client.form("/scim/People", "userName=x").await.status, 415);
    let wrong = json!({"userName": "x", "room": "attic"});
    assert_eq!(
        client.json("POST", "/scim/People", &wrong).await.status,
        400
    );
    assert_eq!(
        client.get("/scim/People/").await.status,
        404,
        "slashes are exact here"
    );
}

#[tokio::test]
async fn members_are_read_added_and_taken_away_below_their_group() {
    let (_running, client) = staff();
    let people = client.get("/scim/People").await.json();
    let id = people["Resources"][0]["id"].as_str().unwrap().to_owned();
    for group in ["1", "2", "3"] {
        let reply = client
            .delete(&format!("/groups/{group}/members/{id}"))
            .await;
        assert_eq!(reply.status, 204);
    }
    let members = async |group: &str| -> Vec<Value> {
        client
            .get(&format!("/groups/{group}/members"))
            .await
            .items()
    };
    let is_member = |rows: &[Value]| rows.iter().any(|row| row["value"] == json!(id));
    assert!(!is_member(&members("2").await));
    let joined = client
        .json("POST", "/groups/2/members", &json!({"value": id}))
        .await;
    assert_eq!(joined.status, 204);
    assert!(is_member(&members("2").await));
    let groups = client.get("/groups").await.items();
    assert!(is_member(groups[1]["members"].as_array().unwrap()));
    assert_eq!(client.get("/groups/9/members").await.status, 404);
    assert_eq!(
        client
            .json("POST", "/groups/2/members", &json!({}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn basic_credentials_open_headers_and_the_window_are_data_too() {
    let (running, client) = staff();
    let nobody = Client::with(&running, None);
    let refused = nobody.get("/groups").await;
    assert_eq!(refused.header("www-authenticate"), "Basic realm=\"staff\"");
    assert_eq!(refused.json(), json!({"detail": "who are you"}));
    assert_eq!(nobody.get("/health").await.status, 200);
    for _ in 0..60 {
        client.get("/health").await;
    }
    let over = client.get("/health").await;
    assert_eq!(over.status, 429);
    assert!(over.header("retry-after").parse::<u64>().unwrap() <= 10);
    running.advance(std::time::Duration::from_secs(11));
    assert_eq!(client.get("/health").await.status, 200);
}

#[test]
fn names_that_mean_nothing_are_all_reported() {
    let broken = STAFF
        .replace(
            "\"shape\": \"person\", \"envelope\"",
            "\"shape\": \"persona\", \"envelope\"",
        )
        .replace("\"familyName\": \"family\"", "\"familyName\": \"surname\"")
        .replace(
            "\"parameter\": \"id\", \"resource\": \"groups\", \"field\": \"memberOf\"}",
            "\"parameter\": \"gid\", \"resource\": \"group\", \"field\": \"memberOf\"}",
        );
    let error = Simulator::from_json(&broken, "broken.json").unwrap_err();
    insta::assert_snapshot!(error);
}

#[test]
fn a_description_that_is_no_description_is_refused() {
    for text in ["", "[]", "{", "{}", "{\"name\": 1}", "null", "\u{0}"] {
        assert!(Simulator::from_json(text, "x").is_err(), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert!(Simulator::from_json(&deep, "deep").is_err());
    let missing = Simulator::from_folder("no/such/folder".as_ref()).unwrap_err();
    assert!(missing.to_string().contains("there is no such file"));
}
