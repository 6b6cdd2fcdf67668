//! The transport against small servers on loopback that misbehave in one way each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use bindery_connector::ports::{
    RequestSpec, ResponseData, Transport, TransportError, TransportFault,
};
use bindery_http::{HttpTransport, Options};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Serves every connection: reads a request's head, writes the reply, closes.
async fn serve(reply: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut head = [0u8; 4096];
            let _ = stream.read(&mut head).await;
            stream.write_all(reply).await.unwrap();
            let _ = stream.shutdown().await;
        }
    });
    format!("http://127.0.0.1:{port}/")
}

fn get(url: &str) -> RequestSpec {
    RequestSpec {
        method: "GET".into(),
        url: url.into(),
        headers: vec![],
        body: None,
        connect_timeout: None,
        read_timeout: None,
        tls: None,
    }
}

async fn send(request: &RequestSpec) -> Result<ResponseData, TransportError> {
    let options = Options {
        body_cap: 1000,
        ..Options::default()
    };
    HttpTransport::new(options).unwrap().send(request).await
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_refused_and_the_request_never_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let error = send(&get(&format!("http://127.0.0.1:{port}/")))
        .await
        .unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Refused, false));
}

#[tokio::test]
async fn an_unknown_host_is_named_as_such_and_the_request_never_left() {
    let error = send(&get("http://no-such-host.invalid/"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.fault, error.left),
        (TransportFault::UnknownHost, false)
    );
}

#[tokio::test]
async fn a_plain_server_on_an_https_url_is_a_tls_fault_and_the_request_never_left() {
    let url = serve(b"this is not TLS at all, and it never was\r\n\r\n").await;
    let error = send(&get(&url.replace("http:", "https:")))
        .await
        .unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Tls, false));
}

#[tokio::test]
async fn a_server_that_says_nothing_times_out_and_the_request_may_have_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut request = get(&format!("http://127.0.0.1:{port}/"));
    request.read_timeout = Some(Duration::from_millis(200));
    let error = send(&request).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Timeout, true));
}

#[tokio::test]
async fn a_body_shorter_than_announced_is_closed_and_not_an_answer() {
    let url = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n[1,2").await;
    let error = send(&get(&url)).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Closed, true));
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_may_have_left() {
    let url = serve(b"").await;
    let error = send(&get(&url)).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Closed, true));
}

#[tokio::test]
async fn a_body_over_the_cap_is_too_large() {
    let reply: &'static [u8] = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n{}",
        "x".repeat(2000)
    )
    .leak()
    .as_bytes();
    let error = send(&get(&serve(reply).await)).await.unwrap_err();
    assert_eq!(error.fault, TransportFault::TooLarge);
}

#[tokio::test]
async fn headers_are_found_whatever_their_case_and_repeats_are_kept() {
    let url = serve(
        b"HTTP/1.1 200 OK\r\nX-Total-COUNT: 7\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\
          Content-Length: 2\r\n\r\n[]",
    )
    .await;
    let answer = send(&get(&url)).await.unwrap();
    assert_eq!(answer.header("x-total-count"), Some("7"));
    assert_eq!(answer.body, b"[]");
    let cookies = answer.headers.iter().filter(|(n, _)| n == "set-cookie");
    assert_eq!(cookies.count(), 2);
}

#[tokio::test]
async fn a_redirect_is_an_answer() {
    let url = serve(
        b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    assert_eq!(send(&get(&url)).await.unwrap().status, 302);
}

#[tokio::test]
async fn broken_compression_is_not_an_answer() {
    let url =
        serve(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot a zip")
            .await;
    let error = send(&get(&url)).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::Other, true));
}

#[tokio::test]
async fn a_url_or_header_that_http_forbids_never_leaves() {
    let error = send(&get("ftp://host/")).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::BadUrl, false));
    let mut request = get("http://127.0.0.1:1/");
    request.headers.push(("X-A".into(), "one\r\ntwo".into()));
    let error = send(&request).await.unwrap_err();
    assert_eq!((error.fault, error.left), (TransportFault::BadUrl, false));
}
