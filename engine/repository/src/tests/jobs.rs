//! Jobs run once at a time, and endpoints are as the workspace declares them.

use bindery_connector::ports::{
    EndpointFacts, EndpointFilter, JobOutcome, JobRuns, JobStart, JobTrigger, Store,
};
use bindery_diagnostics::codes;
use bindery_model::JobKind;
use serde_json::json;

use super::*;
use crate::SecuritySystemRecord;
use crate::listing::Filter;

fn start(due: Option<i64>) -> JobStart {
    JobStart {
        job: "nightly".into(),
        kind: JobKind::Provisioning,
        endpoint: "CRM".into(),
        trigger: JobTrigger::Schedule,
        due,
    }
}

#[test]
fn a_job_runs_once_at_a_time_and_a_moment_once() {
    let mut store = Repository::open_in_memory().unwrap();
    let run = store.begin_job(&start(Some(NOW)), NOW).unwrap().unwrap();
    assert_eq!(store.begin_job(&start(Some(NOW)), NOW).unwrap(), None);
    let busy = store.begin_job(&start(None), NOW + 30_000).unwrap_err();
    assert_eq!(busy.code, codes::JOB_BUSY);
    store.renew_job(run, NOW + 50_000).unwrap();
    assert!(store.begin_job(&start(None), NOW + 100_000).is_err());
    store
        .finish_job(run, JobOutcome::Completed, &json!({"n": 1}), NOW + 100_000)
        .unwrap();
    let next = store.begin_job(&start(None), NOW + 100_001).unwrap();
    assert!(next.is_some());
    // The first died; the second takes over.
    let later = NOW + 200_000;
    assert!(
        store
            .begin_job(&start(Some(later)), later)
            .unwrap()
            .is_some()
    );
    assert_eq!(store.last_due("nightly").unwrap(), Some(later));
    store
        .note_missed(&start(Some(later + 1)), 3, "nobody", later)
        .unwrap();
    let all = store
        .list_job_runs(Some("nightly"), &Filter::default())
        .unwrap();
    let outcomes: Vec<&str> = all.iter().map(|r| r.outcome.as_str()).collect();
    assert_eq!(outcomes, ["missed", "running", "interrupted", "completed"]);
    assert_eq!(all[0].times, 3);
}

#[test]
fn a_declared_endpoint_keeps_its_rows_and_gets_its_columns() {
    let mut store = Repository::open_in_memory().unwrap();
    store.open_endpoint("CRM").unwrap();
    let declared = EndpointFacts {
        owner: Some("ada".into()),
        name: "CRM".into(),
        display_name: "Customers".into(),
        security_system: "Sales".into(),
        customproperties: columns(&[("customproperty1", "eu")]),
    };
    let system = SecuritySystemRecord {
        name: "Sales".into(),
        display_name: Some("Sales systems".into()),
    };
    store
        .declare(&[system], std::slice::from_ref(&declared))
        .unwrap();
    store.open_endpoint("CRM").unwrap();
    assert_eq!(store.endpoint("CRM").unwrap(), declared);
    assert_eq!(store.endpoint("HR").unwrap(), EndpointFacts::named("HR"));
    let endpoints = store.list_endpoints().unwrap();
    assert_eq!(endpoints.len(), 1);
    assert_eq!(endpoints[0].security_system, "Sales");
}

#[test]
fn accounts_with_the_listed_entitlements_belong_to_the_logical_endpoint() {
    let mut bench = Bench::new();
    let filter = |values: &[&str]| EndpointFilter {
        endpoint: "Press".into(),
        entitlements: vec![(
            "Group".into(),
            values.iter().map(|v| (*v).to_owned()).collect(),
        )],
    };
    let mut import = |groups: &[&str], filter: EndpointFilter| {
        let rows = [member("a", groups), member("b", &["g2"])];
        bench.accounts_by("accountID", &rows, KEEP);
        bench.groups(&[group("g1"), group("g2")]);
        bench.links(LinkSource::Memberships);
        let done = bench.store.associate(bench.run, &[filter]).unwrap();
        bench.next_run();
        let press = Filter {
            endpoint: Some("Press".into()),
            ..Filter::default()
        };
        let listed = bench.store.list_accounts(&press).unwrap();
        let names: Vec<String> = listed.into_iter().filter_map(|a| a.name).collect();
        (done, names)
    };
    let (done, names) = import(&["g1"], filter(&["value of g1"]));
    assert_eq!((done[0].added, names), (1, vec!["a".to_owned()]));
    let (done, names) = import(&["g2"], filter(&["g1", "g2"]));
    assert_eq!((done[0].added, done[0].unchanged), (1, 1));
    assert_eq!(names, ["a", "b"]);
    let (done, names) = import(&["g2"], filter(&["g1"]));
    assert_eq!((done[0].removed, names.len()), (2, 0));
}
