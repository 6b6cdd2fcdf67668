//! Faults over real HTTP: each goes wrong in its own way, where and as often as it was told to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod client;

use bindery_simulator::{Fault, FaultKind, Options};
use client::{Client, bynder, start};

const USERS: &str = "/api/v4/users/?limit=3";

#[tokio::test]
async fn each_fault_goes_wrong_in_its_own_way() {
    let running = start(&bynder());
    let client = Client::of(&running);
    for (kind, status) in [
        (FaultKind::Error500, 500),
        (FaultKind::Error503, 503),
        (FaultKind::Error429, 429),
        (FaultKind::Unauthorized, 401),
    ] {
        running.set_fault(Fault::next(kind, 1));
        assert_eq!(client.get(USERS).await.status, status);
        assert_eq!(client.get(USERS).await.status, 200);
    }
    running.set_fault(Fault::next(FaultKind::Truncate, 1));
    let cut = client.get(USERS).await;
    assert_eq!(cut.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(&cut.text).is_err());
    running.set_fault(Fault::next(FaultKind::Html, 1));
    let html = client.get(USERS).await;
    assert!(html.header("content-type").starts_with("text/html"));
    assert!(html.text.starts_with("<!DOCTYPE html>"));
    running.set_fault(Fault::next(FaultKind::Empty, 1));
    let empty = client.get(USERS).await;
    assert_eq!(
        (
            empty.text.as_str(),
            empty.header("x-pagination-totalrecords")
        ),
        ("[]", "0")
    );
    running.set_fault(Fault::next(FaultKind::Drop, 1));
    assert!(client.send("GET", USERS, None).await.is_err());
    assert_eq!(client.get(USERS).await.items().len(), 3);
}

#[tokio::test]
async fn a_connection_dropped_after_the_write_has_still_written() {
    let running = start(&bynder());
    let client = Client::of(&running);
    let user = running.snapshot("users")[3]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/api/v4/users/{user}");
    let job = || {
        let users = running.snapshot("users");
        users.iter().find(|row| row["id"] == *user).unwrap()["job"].clone()
    };
    let send = async |text: &str| {
        let body = ("application/x-www-form-urlencoded", text.to_owned());
        client.send("POST", &path, Some(body)).await
    };
    running.set_fault(Fault::next(FaultKind::Drop, 1).on("modifyUser"));
    assert!(send("job=never").await.is_err());
    assert_ne!(job(), "never");
    running.set_fault(Fault::next(FaultKind::DropAfter, 1).on("modifyUser"));
    assert!(send("job=once").await.is_err());
    assert_eq!(job(), "once");
    let cut = running.requests();
    assert!(cut.iter().all(|request| request.status == 0));
}

#[tokio::test]
async fn an_expired_token_stays_expired_and_a_fetched_one_can_be_renewed() {
    let running = start(&bynder());
    let client = Client::of(&running);
    running.set_fault(Fault::nth(FaultKind::ExpireToken, 2));
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(client.get(USERS).await.status);
    }
    assert_eq!(statuses, [200, 401, 401]);
    let nobody = Client::with(&running, None);
    let ask = format!(
        "grant_type=client_credentials&client_id={}&client_secret={}",
        running.client_id(),
        running.client_secret()
    );
    let token = nobody
        .form("/v6/authentication/oauth2/token", &ask)
        .await
        .json();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let fresh = Client::with(&running, Some(bearer));
    assert_eq!(fresh.get(USERS).await.status, 200);
    running.expire_tokens();
    assert_eq!(fresh.get(USERS).await.status, 401);
}

#[tokio::test]
async fn faults_by_rate_are_the_same_for_the_same_seed() {
    let run = async |seed| {
        let options = Options {
            seed,
            faults: vec![
                "error-500=0.3".parse().unwrap(),
                "html:listGroups=0.5".parse().unwrap(),
            ],
            ..Options::default()
        };
        let running = bynder().start(options).unwrap();
        let client = Client::of(&running);
        for path in [USERS, "/api/groups/list/"].iter().cycle().take(40) {
            client.get(path).await;
        }
        let log = running.requests();
        log.into_iter()
            .map(|r| (r.status, r.faults))
            .collect::<Vec<_>>()
    };
    let (one, two, other) = (run(7).await, run(7).await, run(8).await);
    assert_eq!(one, two);
    assert_ne!(one, other);
    let failed = one.iter().filter(|(status, _)| *status == 500).count();
    assert!((4..20).contains(&failed), "{failed}");
}

#[tokio::test]
async fn a_slow_answer_and_a_latency_take_their_time() {
    let options = Options {
        latency: std::time::Duration::from_millis(30),
        patch: Some(serde_json::json!({"server": {"slowMs": 120}})),
        ..Options::default()
    };
    let running = bynder().start(options).unwrap();
    let client = Client::of(&running);
    running.set_fault(Fault::next(FaultKind::Slow, 1));
    let started = std::time::Instant::now();
    client.get(USERS).await;
    assert!(started.elapsed().as_millis() >= 150);
    let started = std::time::Instant::now();
    client.get(USERS).await;
    assert!(started.elapsed().as_millis() >= 30);
}

#[tokio::test]
async fn a_stopped_target_frees_its_port() {
    let running = start(&bynder());
    let port = running.port();
    let client = Client::of(&running);
    assert_eq!(client.get(USERS).await.status, 200);
    running.stop();
    assert!(client.send("GET", USERS, None).await.is_err());
    let options = Options {
        port: Some(port),
        ..Options::default()
    };
    let again = bynder().start(options.clone()).unwrap();
    assert_eq!(again.port(), port);
    let taken = bynder().start(options).unwrap_err();
    assert!(taken.to_string().contains("the port can't be opened"));
}

#[test]
fn a_fault_on_an_unknown_route_is_refused() {
    let options = Options {
        faults: vec![Fault::next(FaultKind::Drop, 1).on("nowhere")],
        ..Options::default()
    };
    let error = bynder().start(options).unwrap_err();
    assert!(error.to_string().contains("there is no route nowhere"));
}
