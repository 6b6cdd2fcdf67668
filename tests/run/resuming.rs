//! An import that is killed is taken up where it was, or begun again, and ends the same.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};

use crate::bindery::{Store, bindery, run};
use crate::written::Written;

/// How the large proof is scaled: accounts and kills.
const SCALE: &str = "BINDERY_KILLS";

/// A feed of accounts in pages, groups, and the members of each group by a call of its own.
struct Feed {
    target: Written,
    page: usize,
}

impl Feed {
    fn new(page: usize) -> Self {
        let paging = json!({"page": {"pageSizeParam": "limit", "pageSize": page,
            "pageNumberParam": "page"}});
        let import = json!({
            "accountParams": {"connection": "target", "call": {"people": {
                "http": {"url": "/people", "httpMethod": "GET"}, "listField": "",
                "keyField": "accountID", "pagination": paging,
                "colsToPropsMap": {"accountID": "id~#~char", "name": "login~#~char",
                    "customproperty1": "team~#~char"}}}},
            "entitlementParams": {"connection": "target", "entTypes": {"Group": {"entTypeOrder": 0,
                "entTypeLabels": {}, "call": {"groups": {
                "http": {"url": "/groups", "httpMethod": "GET"}, "listField": "",
                "keyField": "entitlementID",
                "colsToPropsMap": {"entitlementID": "id~#~char", "entitlement_value": "name~#~char"}}}}}},
            "acctEntParams": {"connection": "target", "entTypes": {"Group": {"call": {"members": {
                "processingType": "httpEntToAcct",
                "http": {"url": "/groups/${id}/members", "httpMethod": "GET"}, "listField": "",
                "acctIdPath": "id", "entKeyField": "entitlementID", "acctKeyField": "accountID"}}}}}
        });
        let target = Written::new().attribute("ImportAccountEntJSON", &import);
        Self { target, page }
    }

    /// The same with users, maps that the groups carry, and the owners of each group.
    fn with_relations(page: usize) -> Self {
        let feed = Self::new(page);
        let path = feed.target.path().join("ImportAccountEntJSON.json");
        let mut import: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        import["entitlementParams"]["entTypes"]["Group"]["entMappings"] = json!({"Group": {
            "listPath": "parts", "idPath": "", "idColumn": "entitlementID",
            "mappingTypes": ["ENT2"]}});
        import["entOwnerParams"] = json!({"connection": "target", "entTypes": {"Group": {"call": {
            "owners": {"http": {"url": "/groups/${id}/owners", "httpMethod": "GET"},
                "listField": "", "entKeyField": "entitlementID", "acctIdPath": "id",
                "acctKeyField": "accountID"}}}}});
        let users = json!({"connection": "target", "url": "/users", "httpMethod": "GET",
            "userResponsePath": "", "colsToPropsMap": {"username": "login~#~char"}});
        let rule = "name = \"written\"\n[correlation]\nuser = \"username\"\naccount = \"name\"\n";
        let target = feed
            .target
            .attribute("ImportAccountEntJSON", &import)
            .attribute("ImportUserJSON", &users)
            .file("connector.toml", rule);
        Self { target, page }
    }

    /// What [`Self::people`] says, and the users, maps and owners of this state of the world.
    fn related(&self, count: usize, world: usize) {
        self.people(count, world);
        let users = (0..count).map(|n| json!({"login": format!("login{n}")}));
        self.target.has("/users", &Value::Array(users.collect()));
        let groups = (0..8).map(|n| {
            let parts = [(n + 1 + world) % 8, (n + 3) % 8].map(|part| format!("g{part}"));
            json!({"id": format!("g{n}"), "name": format!("Group {n}"), "parts": parts})
        });
        self.target.has("/groups", &Value::Array(groups.collect()));
        for group in 0..8 {
            let owner = json!([{"id": format!("u{:06}", group * 2 + world)}]);
            self.target.has(&format!("/groups/g{group}/owners"), &owner);
        }
    }

    /// So many people in this state of the world: some rows differ from one to the next.
    fn people(&self, count: usize, world: usize) {
        let person = |n: usize| {
            let team = if n.is_multiple_of(7) { world } else { 0 };
            json!({"id": format!("u{n:06}"), "login": format!("login{n}"), "team": format!("team {team}")})
        };
        for (page, from) in (0..=count + self.page).step_by(self.page).enumerate() {
            let rows: Vec<Value> = (from..count.min(from + self.page)).map(person).collect();
            let path = format!("/people?limit={}&page={}", self.page, page + 1);
            self.target.has(&path, &Value::Array(rows));
        }
        let groups = (0..8).map(|n| json!({"id": format!("g{n}"), "name": format!("Group {n}")}));
        self.target.has("/groups", &Value::Array(groups.collect()));
        for group in 0..8 {
            let members = (group..count).step_by(11 + world);
            let members = members.map(|n| json!({"id": format!("u{n:06}")}));
            let path = format!("/groups/g{group}/members");
            self.target.has(&path, &Value::Array(members.collect()));
        }
    }

    fn import(&self, store: &Store, words: &[&str]) -> Command {
        let mut all = vec!["import", "{}", "--format", "json", "--prefetch", "2"];
        all.extend(words);
        self.target.process(&all, store)
    }

    /// Kills an import after it has asked for so many pages.
    fn kill_after(&self, store: &Store, requests: usize, words: &[&str]) {
        self.target.asked();
        let mut child = self.import(store, words).spawn().unwrap();
        let mut asked = 0;
        while asked < requests && child.try_wait().unwrap().is_none() {
            asked += self.target.asked().len();
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        self.target.asked();
    }
}

fn copy(from: &Store) -> Store {
    let to = Store::new();
    let name = |store: &Store, tail: &str| -> PathBuf {
        let mut path = store.path().into_os_string();
        path.push(tail);
        path.into()
    };
    for tail in ["", "-wal"] {
        if name(from, tail).exists() {
            std::fs::copy(name(from, tail), name(&to, tail)).unwrap();
        }
    }
    to
}

#[test]
fn a_killed_import_is_taken_up_where_it_was() {
    let feed = Feed::new(10);
    feed.people(90, 0);
    let before = Store::new();
    run(feed.import(&before, &[])).expect(0);
    feed.people(95, 1);
    feed.target.asked();
    feed.target.takes(Duration::from_millis(15));

    let whole = copy(&before);
    let report = run(feed.import(&whole, &[])).expect(0).json();
    let all = feed.target.asked().len();
    assert_eq!(report["status"], "completed");
    let expected = whole.dump();
    assert_ne!(expected, before.dump());

    // From an empty store, and from one whose rows are mostly the same.
    for start in [Store::new(), before] {
        let start_dump = start.path().exists().then(|| start.dump());
        for requests in [2, 5, 9, 12, 17] {
            let store = copy(&start);
            feed.kill_after(&store, requests, &[]);
            if let Some(dump) = &start_dump {
                assert_eq!(&store.dump(), dump, "after {requests} requests");
            }
            let report = run(feed.import(&store, &["--resume"])).expect(0).json();
            assert_eq!(report["status"], "completed");
            assert_eq!(store.dump(), expected, "after {requests} requests");
            let again = feed.target.asked().len();
            // Requests under way when the run was killed were for nothing.
            let saved = requests.saturating_sub(6);
            assert!(
                again <= all - saved,
                "{again} of {all} after {requests}: {report}"
            );
            // And nothing is left to be taken up.
            let report = run(feed.import(&store, &["--resume"])).expect(0).json();
            assert_eq!(report["accounts"]["unchanged"], 95, "{report}");
        }
    }
}

/// Everything, with the maps and owners of each group.
fn dump(store: &Store) -> String {
    let path = store.path();
    let store_path = path.to_str().unwrap();
    let group = |n| {
        let name = format!("g{n}");
        let words = [
            "entitlements",
            "show",
            &name,
            "--format",
            "json",
            "--store",
            store_path,
        ];
        bindery(&words).expect(0).out
    };
    let groups: String = (0..8).map(group).collect();
    format!("{}{groups}", store.dump())
}

#[test]
fn maps_and_owners_end_the_same_however_often_they_are_killed() {
    let feed = Feed::with_relations(20);
    feed.related(60, 0);
    let before = Store::new();
    run(feed.import(&before, &[])).expect(0);
    feed.related(60, 1);
    let whole = copy(&before);
    let report = run(feed.import(&whole, &[])).expect(0).json();
    assert_eq!(report["owners"]["removed"], 8, "{report}");
    assert_eq!(report["maps"]["removed"], 8, "{report}");
    let expected = dump(&whole);
    feed.target.takes(Duration::from_millis(10));
    // While users are read, accounts, groups, members, and owners, one kill after the other.
    let store = copy(&before);
    for requests in [2, 4, 8, 14, 19, 22] {
        feed.kill_after(&store, requests, &["--resume"]);
    }
    run(feed.import(&store, &["--resume"])).expect(0);
    assert_eq!(dump(&store), expected);
    for requests in [17, 21] {
        let store = copy(&before);
        feed.kill_after(&store, requests, &[]);
        assert_eq!(dump(&store), dump(&before), "after {requests}");
        run(feed.import(&store, &["--resume"])).expect(0);
        assert_eq!(dump(&store), expected, "after {requests}");
    }
}

#[test]
fn owners_that_were_read_for_each_group_are_not_read_again() {
    let feed = Feed::with_relations(20);
    feed.related(60, 0);
    let whole = Store::new();
    let report = run(feed.import(&whole, &[])).expect(0).json();
    // The last read waits for its like, which comes with the run that goes on.
    feed.target
        .holds_until(2, |path| path == "/groups/g7/owners");
    let store = Store::new();
    let requests = report["requests"].as_u64().unwrap();
    feed.kill_after(&store, usize::try_from(requests).unwrap(), &[]);
    run(feed.import(&store, &["--resume"])).expect(0);
    let asked = feed.target.asked();
    let owners = asked.iter().filter(|path| path.ends_with("/owners"));
    assert!((1..=4).contains(&owners.count()), "{asked:?}");
    assert_eq!(dump(&store), dump(&whole));
}

#[test]
fn an_import_is_killed_again_and_again() {
    let feed = Feed::new(10);
    feed.people(90, 2);
    let whole = Store::new();
    run(feed.import(&whole, &[])).expect(0);
    feed.target.asked();
    feed.target.takes(Duration::from_millis(15));
    let store = Store::new();
    for requests in [3, 3, 3, 3, 3] {
        feed.kill_after(&store, requests, &["--resume"]);
    }
    let report = run(feed.import(&store, &["--resume"])).expect(0).json();
    assert_eq!(report["status"], "completed");
    let told = report["diagnostics"].to_string();
    assert!(told.contains("goes on"), "{told}");
    assert_eq!(store.dump(), whole.dump());
}

#[test]
fn what_has_changed_since_is_read_anew() {
    let feed = Feed::new(10);
    feed.people(40, 0);
    feed.target.takes(Duration::from_millis(15));
    let store = Store::new();
    feed.kill_after(&store, 3, &[]);
    // Another part is another import.
    let report = run(feed.import(&store, &["--resume", "--only", "accounts"]));
    let report = report.expect(0).json();
    let told = report["diagnostics"].to_string();
    assert!(told.contains("no interrupted run"), "{told}");
    assert_eq!(report["accounts"]["created"], 40);
    feed.target.asked();

    // An import that is not asked to take anything up begins again.
    feed.kill_after(&store, 3, &[]);
    let report = run(feed.import(&store, &[])).expect(0).json();
    assert_eq!(report["diagnostics"], json!([]));
    assert!(feed.target.asked().len() >= 5 + 1 + 8);
}

/// The long proof: `cargo test --release -p bindery --test run killed_at_random -- --ignored`.
/// `BINDERY_KILLS=1000000,50` says how many accounts and how many kills.
#[test]
#[ignore = "a long proof, run in release"]
fn killed_at_random_it_ends_the_same() {
    let scale = std::env::var(SCALE).unwrap_or_else(|_| "1000000,50".to_owned());
    let (count, kills) = scale.split_once(',').unwrap();
    let (count, kills): (usize, usize) = (count.parse().unwrap(), kills.parse().unwrap());
    let feed = Feed::new(1000);
    feed.people(count, 1);
    let whole = Store::new();
    run(feed.import(&whole, &[])).expect(0);
    let all = feed.target.asked().len();
    let expected = whole.dump();
    // A fixed sequence of numbers that look random.
    let mut number = 0x2545_f491_4f6c_dd1d_u64;
    let mut store = Store::new();
    for kill in 0..kills {
        number ^= number << 13;
        number ^= number >> 7;
        number ^= number << 17;
        let most = u64::try_from(all / 4).unwrap().max(2);
        let requests = usize::try_from(number % most).unwrap();
        // Every other one begins again instead.
        let words: &[&str] = if kill % 2 == 0 { &["--resume"] } else { &[] };
        feed.kill_after(&store, requests, words);
        if kill % 8 == 7 {
            run(feed.import(&store, &["--resume"])).expect(0);
            assert_eq!(store.dump(), expected, "kill {kill}");
            store = Store::new();
        }
    }
    run(feed.import(&store, &["--resume"])).expect(0);
    assert_eq!(store.dump(), expected);
}
