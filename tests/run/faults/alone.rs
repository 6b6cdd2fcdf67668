//! Rows that need a world of their own: nobody at the address, strangers, the store's own troubles.

use std::process::Command;
use std::sync::{Arc, Mutex};

use bindery_connector::ports::{
    AccountRule, AccountVerdict, MissingAction, RunKind, StagedPage, StagedRows, Store,
};
use bindery_repository::Repository;

use super::{
    CONFIG, End, Shape, Shown, TOKEN, answer, import, imported, in_order, judge, page, people,
};
use crate::bindery::run;
use crate::stub::{Connector, PEOPLE, Stub, reply};

/// Nobody listens, or nobody that can be trusted.
pub fn unreachable() -> Vec<Shown> {
    let (stub, connector, before) = imported(Shape::Whole);
    let over_tls = stub.url.replace("http:", "https:");
    let end = End::Failed("R1001");
    let mut all = Vec::new();
    for (name, base, shown) in [
        (
            "a connection that is refused",
            "http://127.0.0.1:1",
            "no connection was accepted",
        ),
        (
            "a host name that nobody knows",
            "https://no-such-host.invalid",
            "the host name is unknown",
        ),
        (
            "a target that does not speak TLS",
            over_tls.as_str(),
            "closed the connection before TLS was agreed",
        ),
    ] {
        let ended = import(&connector, &["--base-url", base, "--retries", "0"]);
        judge(name, end, &[shown], &ended, (&connector, &before));
        all.push(Shown {
            name: name.to_owned(),
            end,
            text: page::steady(&ended, &[&over_tls, &stub.url]),
        });
    }
    all.push(untrusted());
    all
}

fn untrusted() -> Shown {
    let name = "a certificate that nobody vouches for";
    let (_plain, connector, before) = imported(Shape::Whole);
    let stub = Stub::start_tls(|_| people());
    let ended = import(&connector, &["--base-url", &stub.url]);
    let end = End::Failed("R1001");
    let shown = ["certificate is not trusted"];
    judge(name, end, &shown, &ended, (&connector, &before));
    assert!(stub.asked().is_empty());
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url]),
    }
}

/// A host that nothing may reach.
fn stranger() -> (Stub, String) {
    let stub = Stub::start(|_| people());
    let url = format!("{}/people?page=2", stub.url);
    (stub, url)
}

/// Answers that point to other hosts.
pub fn strangers() -> Vec<Shown> {
    vec![redirect(), token_redirect(), next_page(), token_endpoint()]
}

fn redirect() -> Shown {
    let name = "a redirect to another host";
    let (stub, connector, before) = imported(Shape::Whole);
    let (other, to) = stranger();
    let target = to.clone();
    stub.answer(move |asked| answer(asked, || reply(302, "").with("Location", &target)));
    let ended = import(&connector, &[]);
    let end = End::Failed("R1003");
    let shown = ["redirects are not followed", to.as_str()];
    judge(name, end, &shown, &ended, (&connector, &before));
    assert!(other.asked().is_empty());
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url, &other.url]),
    }
}

fn token_redirect() -> Shown {
    let name = "a token endpoint that redirects to another host";
    let (stub, connector, before) = imported(Shape::Whole);
    let (other, to) = stranger();
    stub.answer(move |_| reply(307, "").with("Location", &to));
    let ended = import(&connector, &[]);
    let end = End::Failed("R2002");
    let shown = ["answered with 307"];
    judge(name, end, &shown, &ended, (&connector, &before));
    assert!(other.asked().is_empty());
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url, &other.url]),
    }
}

fn next_page() -> Shown {
    let name = "a next page on another host";
    let (stub, connector, before) = imported(Shape::Next);
    let (other, to) = stranger();
    stub.answer(move |asked| {
        let body = format!(r#"{{"people":{PEOPLE},"next":"{to}"}}"#);
        answer(asked, || reply(200, &body))
    });
    let ended = import(&connector, &[]);
    let end = End::Failed("B5002");
    judge(name, end, &[], &ended, (&connector, &before));
    assert!(other.asked().is_empty());
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url, &other.url]),
    }
}

fn token_endpoint() -> Shown {
    let name = "a token endpoint out of order";
    let (stub, connector, before) = imported(Shape::Whole);
    let times = Arc::new(Mutex::new(0));
    let counted = times.clone();
    stub.answer(move |asked| {
        assert_eq!(asked.path, "/token");
        *counted.lock().unwrap() += 1;
        reply(503, r#"{"error":"maintenance of client-secret"}"#)
    });
    let ended = import(&connector, &[]);
    let end = End::Failed("R2002");
    let shown = ["maintenance of •••"];
    judge(name, end, &shown, &ended, (&connector, &before));
    assert_eq!(*times.lock().unwrap(), 2);
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url]),
    }
}

/// Troubles of the store.
pub fn stores() -> Vec<Shown> {
    vec![
        #[cfg(unix)]
        full_disk(),
        locked(),
        held(),
    ]
}

/// A limit on the size of files stands in for the end of the disk. Where the system says that it is
/// full, the finding is `R5004`.
#[cfg(unix)]
fn full_disk() -> Shown {
    let name = "a disk that takes no more";
    let stub = Stub::start(|asked| answer(asked, || in_order(asked)));
    let connector = Connector::new(TOKEN, &stub.url);
    connector.put("ConfigJSON.json", CONFIG);
    connector.import().expect(0);
    let before = super::stored(&connector);
    stub.answer(|asked| {
        answer(asked, || {
            let people: Vec<String> = (0..30_000)
                .map(|n| format!(r#"{{"id":"{n}","login":"user{n}"}}"#))
                .collect();
            reply(200, &format!("[{}]", people.join(",")))
        })
    });
    let import = connector.command(&["import", "{}", "--verbose"]);
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg("trap '' XFSZ; ulimit -f 2000; exec \"$@\"")
        .arg("sh");
    command.arg(import.get_program()).args(import.get_args());
    command.current_dir(import.get_current_dir().unwrap());
    for (name, value) in import.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let ended = run(command);
    let end = End::Failed("R5001");
    judge(name, end, &[], &ended, (&connector, &before));
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url]),
    }
}

/// Another process is amid a write, and does not end it in the time that is waited.
fn locked() -> Shown {
    let name = "a store locked by another process";
    let (stub, connector, before) = imported(Shape::Whole);
    let mut store = Repository::open(connector.store()).unwrap();
    let endpoint = store.open_endpoint("another").unwrap();
    let now = 1_700_000_000_000;
    let begun = store.begin_run(&endpoint, RunKind::Import, now).unwrap();
    let page = StagedPage {
        rows: StagedRows::Accounts(Vec::new()),
        cursor: "{}".to_owned(),
    };
    store.stage(begun, &page, now).unwrap();
    let rule = AccountRule {
        key_column: "accountID".to_owned(),
        include_inactive: false,
    };
    let mut ended = None;
    store
        .reconcile_accounts(begun, &rule, &mut |_| {
            // The transaction is open while this runs.
            ended = Some(import(&connector, &[]));
            AccountVerdict {
                action: MissingAction::Keep,
                delete_links: false,
            }
        })
        .unwrap();
    drop(store);
    let ended = ended.unwrap();
    let end = End::Failed("R5002");
    judge(
        name,
        end,
        &["another process"],
        &ended,
        (&connector, &before),
    );
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url]),
    }
}

/// Another run holds the endpoint.
fn held() -> Shown {
    let name = "another run of the same connection";
    let (stub, connector, before) = imported(Shape::Whole);
    let mut store = Repository::open(connector.store()).unwrap();
    let endpoint = run(connector.command(&["accounts", "list", "--format", "json"]));
    let endpoint = endpoint.json()[0]["endpoint"].as_str().unwrap().to_owned();
    let endpoint = store.open_endpoint(&endpoint).unwrap();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = i64::try_from(now.unwrap().as_millis()).unwrap();
    store.begin_run(&endpoint, RunKind::Import, now).unwrap();
    let ended = import(&connector, &[]);
    let end = End::Failed("R5002");
    judge(name, end, &["help:"], &ended, (&connector, &before));
    Shown {
        name: name.to_owned(),
        end,
        text: page::steady(&ended, &[&stub.url]),
    }
}
