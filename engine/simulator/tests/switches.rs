//! The undecided facts of Bynder's API, each as a switch that changes what a client sees.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;

use bindery_simulator::Options;
use client::{Client, Reply, bynder, start_with};
use serde_json::json;

const NEW: &str = "email=ada%40x.example&password=long-enough&firstname=Ada&lastname=Byron\
                   &profileId=D2489F37-6A1E-4B8C-A7F30C5E91B62D04";

async fn post(switch: &str, choice: &str, body: &str) -> (Reply, String) {
    let running = start_with(&bynder(), switch, choice);
    let client = Client::of(&running);
    let created = client.form("/api/v4/users/", NEW).await.json();
    let path = format!("/api/v4/users/{}", created["id"].as_str().unwrap());
    let groups = running.snapshot("groups");
    let mut body = body.to_owned();
    for (at, group) in groups.iter().enumerate().rev() {
        body = body.replace(&format!("G{at}."), group["id"].as_str().unwrap());
    }
    client
        .form(
            &path,
            &format!("groupIds={}", groups[5]["id"].as_str().unwrap()),
        )
        .await;
    let reply = client.form(&path, &body).await;
    let user = client.get(&path).await.json();
    (reply, user["groups"].as_array().unwrap().len().to_string())
}

#[test]
fn every_choice_of_every_switch_gives_a_target_that_starts() {
    let simulator = bynder();
    assert!(simulator.switches().len() >= 15);
    for (name, switch) in simulator.switches() {
        assert!(switch.choices.len() > 1, "{name} has no alternative");
        for choice in switch.choices.keys() {
            start_with(&simulator, name, choice).stop();
        }
    }
}

#[test]
fn an_unknown_switch_or_choice_is_refused_with_the_known_ones() {
    for (name, choice, help) in [
        ("gravity", "on", "the switches are errorBodies, duplicate"),
        ("duplicate", "418", "the choices are 409, 400"),
    ] {
        let mut options = Options::default();
        options.switches.insert(name.to_owned(), choice.to_owned());
        let error = bynder().start(options).unwrap_err().to_string();
        assert!(error.contains(help), "{error}");
    }
}

#[tokio::test]
async fn group_ids_can_append_ignore_refuse_and_use_semicolons() {
    let (_, groups) = post("groupIdsWrite", "append", "groupIds=G1.,G2.").await;
    assert_eq!(groups, "3");
    let (reply, groups) = post("groupIdsEmpty", "ignore", "groupIds=").await;
    assert_eq!((reply.status, groups.as_str()), (202, "1"));
    let (reply, groups) = post("groupIdsEmpty", "refuse", "groupIds=").await;
    assert_eq!((reply.status, groups.as_str()), (400, "1"));
    let (reply, groups) = post("groupIdsSeparator", "semicolon", "groupIds=G1.;G2.").await;
    assert_eq!((reply.status, groups.as_str()), (202, "2"));
    let (reply, _) = post("groupIdsSeparator", "semicolon", "groupIds=G1.,G2.").await;
    assert_eq!(reply.status, 400);
    let many: Vec<String> = (0..21).map(|at| format!("G{at}.")).collect();
    let many = format!("groupIds={}", many.join(","));
    assert_eq!(post("groupsAtOnce", "20", &many).await.0.status, 400);
    assert_eq!(post("groupsAtOnce", "unlimited", &many).await.1, "21");
}

#[tokio::test]
async fn error_bodies_duplicates_and_passwords_follow_their_switches() {
    let (reply, _) = post("errorBodies", "string", "active=odd").await;
    assert_eq!(reply.json()["statuscode"], json!("400"));
    let (reply, _) = post("errorBodies", "text", "active=odd").await;
    assert_eq!(reply.text, "active is not a boolean");
    let (reply, _) = post("passwords", "eight", "password=short").await;
    assert_eq!(reply.status, 400);
    let running = start_with(&bynder(), "duplicate", "400");
    let client = Client::of(&running);
    assert_eq!(client.form("/api/v4/users/", NEW).await.status, 201);
    assert_eq!(client.form("/api/v4/users/", NEW).await.status, 400);
}

#[tokio::test]
async fn lists_follow_their_switches() {
    let count = async |switch: &str, choice: &str, path: &str| {
        let running = start_with(&bynder(), switch, choice);
        let reply = Client::of(&running).get(path).await;
        (reply.status, reply.json().as_array().map_or(0, Vec::len))
    };
    let all = "/api/v4/users/?includeInActive=1";
    let big = "/api/v4/users/?includeInActive=1&limit=500";
    assert_eq!(count("usersWithoutLimit", "all", all).await, (200, 137));
    assert_eq!(count("usersWithoutLimit", "100", all).await, (200, 100));
    assert_eq!(count("largestLimit", "100", big).await, (200, 100));
    assert_eq!(count("largestLimit", "refuse", big).await, (400, 0));
    let running = start_with(&bynder(), "groupIdForm", "rfc4122");
    let groups = Client::of(&running).get("/api/groups/list/").await.items();
    let sizes: Vec<usize> = groups[0]["id"]
        .as_str()
        .unwrap()
        .split('-')
        .map(str::len)
        .collect();
    assert_eq!(sizes, [8, 4, 4, 4, 12]);
}

#[tokio::test]
async fn paths_follow_their_switches() {
    let status = async |switch: &str, choice: &str, path: &str| {
        let running = start_with(&bynder(), switch, choice);
        Client::of(&running).get(path).await.status
    };
    assert_eq!(
        status("trailingSlash", "either", "/api/v4/users").await,
        200
    );
    assert_eq!(status("trailingSlash", "exact", "/api/v4/users").await, 404);
    assert_eq!(
        status("trailingSlash", "redirect", "/api/v4/users").await,
        301
    );
    assert_eq!(
        status("pathCase", "insensitive", "/API/v4/currentuser/").await,
        200
    );
}

#[tokio::test]
async fn writes_follow_their_switches() {
    let body = json!({"email": "a@x.example", "password": "x", "firstname": "A", "lastname": "B",
        "profileId": "D2489F37-6A1E-4B8C-A7F30C5E91B62D04"});
    for (choice, status) in [("ignored", 400), ("refused", 415), ("accepted", 201)] {
        let running = start_with(&bynder(), "jsonBodies", choice);
        let reply = Client::of(&running)
            .json("POST", "/api/v4/users/", &body)
            .await;
        assert_eq!(reply.status, status, "{choice}");
    }
    let (reply, _) = post("unknownFields", "refused", "userName=x").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn activity_follows_its_switches() {
    for (switch, choice, again, after) in [
        ("reactivation", "after180Days", 400, false),
        ("reactivation", "free", 202, true),
        ("omittedActive", "reset", 202, true),
    ] {
        let running = start_with(&bynder(), switch, choice);
        let client = Client::of(&running);
        let created = client.form("/api/v4/users/", NEW).await.json();
        let path = format!("/api/v4/users/{}", created["id"].as_str().unwrap());
        assert_eq!(client.form(&path, "active=0").await.status, 202);
        let change = if switch == "omittedActive" {
            "job=Poet"
        } else {
            "active=1"
        };
        assert_eq!(client.form(&path, change).await.status, again, "{switch}");
        assert_eq!(client.get(&path).await.json()["active"], json!(after));
        running.advance(std::time::Duration::from_secs(181 * 24 * 3600));
        let client = Client::of(&running);
        assert_eq!(client.form(&path, "active=1").await.status, 202);
    }
}

#[tokio::test]
async fn a_change_that_applies_later_is_read_later() {
    let running = start_with(&bynder(), "modifyApplies", "later");
    let client = Client::of(&running);
    let created = client.form("/api/v4/users/", NEW).await.json();
    let path = format!("/api/v4/users/{}", created["id"].as_str().unwrap());
    assert_eq!(client.form(&path, "job=Poet").await.status, 202);
    assert_eq!(client.get(&path).await.json()["job"], json!(""));
    running.advance(std::time::Duration::from_millis(500));
    assert_eq!(client.get(&path).await.json()["job"], json!("Poet"));
}
