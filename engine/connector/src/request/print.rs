//! Requests for people: as HTTP text, as a curl command, as JSON. Always masked.

use serde_json::json;
use url::Url;

use crate::mask::Masker;
use crate::ports::RequestSpec;

/// How a request is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Style {
    /// As it goes over the wire.
    #[default]
    Http,
    /// As a command.
    Curl,
    /// As one JSON object.
    Json,
}

/// Prints a request with its secrets hidden.
#[must_use]
pub fn print(request: &RequestSpec, masker: &Masker, style: Style) -> String {
    let url = masker.url(&request.url);
    let headers: Vec<(String, String)> = request
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), masker.header(name, value)))
        .collect();
    let content_type = request
        .headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case("content-type"))
        .map_or("", |(_, v)| v.as_str());
    let body = request.body.as_ref().map(|b| masker.body(content_type, b));
    match style {
        Style::Http => http(&request.method, &url, &headers, body.as_deref()),
        Style::Curl => curl(&request.method, &url, &headers, body.as_deref()),
        Style::Json => json!({
            "method": request.method,
            "url": url,
            "headers": headers
                .into_iter()
                .map(|(n, v)| (n, v.into()))
                .collect::<serde_json::Map<_, _>>(),
            "body": body,
        })
        .to_string(),
    }
}

fn http(method: &str, url: &str, headers: &[(String, String)], body: Option<&str>) -> String {
    let parsed = Url::parse(url).ok();
    let (target, host) = match &parsed {
        Some(parsed) => {
            let host = parsed.host_str().unwrap_or_default();
            let port = parsed.port().map_or_else(String::new, |p| format!(":{p}"));
            let start = url.find("://").map_or(0, |at| at + 3);
            let rest = url.get(start..).unwrap_or_default();
            let path = rest
                .find(['/', '?'])
                .and_then(|at| rest.get(at..))
                .unwrap_or("/");
            (path.to_owned(), format!("{host}{port}"))
        }
        None => (url.to_owned(), String::new()),
    };
    let mut text = format!("{method} {target} HTTP/1.1\nHost: {host}\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\n"));
    }
    if let Some(body) = body {
        text.push('\n');
        text.push_str(body);
        text.push('\n');
    }
    text
}

fn curl(method: &str, url: &str, headers: &[(String, String)], body: Option<&str>) -> String {
    let mut text = format!("curl -X {method} {}", quoted(url));
    for (name, value) in headers {
        text.push_str(&format!(
            " \\\n  -H {}",
            quoted(&format!("{name}: {value}"))
        ));
    }
    if let Some(body) = body {
        text.push_str(&format!(" \\\n  --data-raw {}", quoted(body)));
    }
    text.push('\n');
    text
}

/// Quoted for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> RequestSpec {
        RequestSpec {
            method: "POST".into(),
            url: "https://h.test:8443/users?api_key=k&x=1".into(),
            headers: vec![
                ("Authorization".into(), "Bearer abcdef".into()),
                ("Content-Type".into(), "application/json".into()),
            ],
            body: Some(br#"{"password":"p","name":"O'Hara"}"#.to_vec()),
            connect_timeout: None,
            read_timeout: None,
            tls: None,
        }
    }

    #[test]
    fn a_request_prints_as_http_without_its_secrets() {
        insta::assert_snapshot!(print(&request(), &Masker::default(), Style::Http));
    }

    #[test]
    fn a_request_prints_as_a_curl_command_without_its_secrets() {
        insta::assert_snapshot!(print(&request(), &Masker::default(), Style::Curl));
    }

    #[test]
    fn a_request_prints_as_json_without_its_secrets() {
        insta::assert_snapshot!(print(&request(), &Masker::default(), Style::Json));
    }
}
