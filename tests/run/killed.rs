//! A run that is killed leaves the store as it was, and the next run goes through.

use std::time::Duration;

use bindery_simulator::Options;

use crate::bindery::{Store, bindery, command};
use crate::target::Target;

#[test]
fn killing_an_import_leaves_nothing_half_written() {
    let target = Target::start();
    let store = Store::new();
    target.import(&store).expect(0);
    let before = store.dump();
    target.simulator.drift("an-evening-in-the-portal").unwrap();

    // The same rows behind answers so slow that the import can be killed at any of its steps.
    for wait in [0, 60, 140, 260] {
        let slow = Target::start_with(Options {
            latency: Duration::from_millis(100),
            ..Options::default()
        });
        let mut child = slow
            .command(&["import", "{}"], Some(&store.path()))
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(store.dump(), before, "killed after {wait} ms");
    }
    let report = target.import(&store).expect(0).json();
    assert_eq!(report["status"], "completed");
    assert_ne!(store.dump(), before);
}

#[test]
fn killing_the_demonstration_leaves_a_store_that_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    for wait in [5, 40, 90, 150, 220] {
        let path = folder.path().join(format!("{wait}.db"));
        let path = path.to_str().unwrap();
        let words = ["demo", "--keep", path].map(ToOwned::to_owned);
        let mut child = command(&words).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        let accounts = bindery(&["accounts", "list", "--store", path, "--format", "json"]);
        if accounts.code == 2 {
            continue; // Killed before there was a store.
        }
        let accounts = accounts.expect(0).json().as_array().unwrap().len();
        assert!(
            accounts == 0 || accounts >= 100,
            "{accounts} accounts after {wait} ms"
        );
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_an_import_in_order() {
    let target = Target::start_with(Options {
        latency: Duration::from_secs(20),
        ..Options::default()
    });
    let store = Store::new();
    let mut child = target
        .command(&["import", "{}"], Some(&store.path()))
        .spawn()
        .unwrap();
    // The first request waits for its answer: the import is under way, and listens.
    while target.simulator.requests().is_empty() {
        assert_eq!(child.try_wait().unwrap(), None, "ended without a request");
        std::thread::sleep(Duration::from_millis(5));
    }
    let signalled = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(signalled.success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(
        ended.status.code(),
        Some(130),
        "{}",
        String::from_utf8_lossy(&ended.stderr)
    );
    assert!(store.rows("accounts").is_empty());
}
