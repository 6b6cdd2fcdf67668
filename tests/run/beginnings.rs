//! The first steps of somebody new: wrong inputs say what to do next, and leave nothing behind.

use serde_json::json;

use crate::bindery::Ended;
use crate::home::Home;
use crate::staff::{call, calls, desk, staff};
use crate::stub::{Stub, Trouble, reply};
use crate::target::Target;

/// What lies in a workspace's folder, hidden files too.
fn files(home: &Home) -> Vec<String> {
    let folder = std::fs::read_dir(home.path(".")).unwrap();
    let mut names: Vec<String> = folder
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn refused(ended: &Ended, words: &[&str]) {
    assert!((1..=3).contains(&ended.code), "{words:?} {ended}");
    assert!(ended.to_string().contains("error"), "{words:?} {ended}");
    let says_more = ["help: ", "For more information", "Usage:"];
    assert!(
        says_more
            .iter()
            .any(|more| ended.to_string().contains(more)),
        "{words:?} {ended}"
    );
    for strange in [
        "panicked",
        "invalid digit",
        "No such file",
        "os error",
        "UNIQUE",
    ] {
        assert!(!ended.to_string().contains(strange), "{words:?} {ended}");
    }
}

#[test]
fn what_fails_in_an_empty_folder_leaves_it_empty() {
    let home = Home::new();
    for line in [
        "check connectors/bynder",
        "users list",
        "users load people.csv",
        "users show ann",
        "accounts list",
        "task list",
        "task show 1",
        "task show x",
        "task retry 1 --done",
        "task complete 0",
        "runs show 1",
        "runs show x",
        "audit list",
        "audit list --task x",
        "audit verify --hash zz",
        "job show import-acme",
        "job show import-acme --run x",
        "job run import-acme",
        "job run provisioning",
        "job run provisioning --endpoint acme",
        "job run ticket-status --endpoint acme",
        "job run application-data-import --endpoint acme",
        "job run application-data-import --connector nowhere",
        "serve --jobs",
        "request create-account --user ann",
        "request create-account --user ann --endpoint acme",
        "request nonsense --user ann",
        "request create-account --user ann --password secret",
        "request create-account --user ann --password env:NOT_SET",
        "request create-account --user ann --start tomorrow",
        "request add-access --user ann --entitlement press",
        "import acme",
        "import acme --plan",
        "import connectors/acme",
        "connection test acme",
        "connection show acme",
        "connection remove acme",
        "connection add acme connectors/bynder",
        "provision acme create-account --user ann",
        "provision acme nonsense",
        "secrets set X plain",
        "secrets set X env:NOT_SET",
        "secrets remove X",
        "demo nowhere",
        "check bindery.toml",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        refused(&home.bindery(&words), &words);
        assert_eq!(files(&home), [""; 0], "{line}");
    }
    let unknown = home.bindery(&["import", "acme"]);
    assert!(
        unknown
            .err
            .contains("bindery connection add acme CONNECTOR"),
        "{unknown}"
    );
}

#[test]
fn a_run_that_fails_leaves_no_store_unless_it_may_have_changed_the_target() {
    let service = staff(&[(
        "CreateAccountJSON",
        calls(&[call("call1", "/create", "{\"n\":\"${accountName}\"}")]),
    )]);
    let folder = service.path().display().to_string();
    let home = Home::new();
    home.file("ann.json", "{\"username\":\"ann\"}");
    let before = files(&home);
    let closed = ["--base-url", "http://127.0.0.1:1", "--retries", "0"];
    let ran = |words: &[&str], target: &[&str]| {
        let ended = home.bindery(&[words, target].concat());
        refused(&ended, words);
        ended
    };
    let create = ["provision", &folder, "create-account", "--user"];
    ran(&["import", &folder], &closed);
    ran(
        &[
            "provision",
            &folder,
            "disable-account",
            "--account",
            "nobody",
        ],
        &closed,
    );
    ran(&[&create[..], &["nobody"]].concat(), &closed);
    ran(&[&create[..], &["ann.json"]].concat(), &closed);
    assert_eq!(files(&home), before);
    // A target that took it and said nothing: what was done is on record.
    let silent = Stub::start(|_| reply(200, "").but(Trouble::Closed));
    let doubt = ran(
        &[&create[..], &["ann.json"]].concat(),
        &["--base-url", &silent.url, "--retries", "0"],
    );
    assert!(doubt.err.contains("R1005"), "{doubt}");
    let runs = home.json(&["runs", "list"]);
    assert_eq!(runs.as_array().unwrap().len(), 1, "{runs}");
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let service = staff(&[]);
    let home = desk(&service);
    for (words, hint) in [
        (&["import", "dsk"][..], "did you mean `desk`?"),
        (
            &["job", "run", "provisioning", "--endpoint", "dsk"],
            "did you mean `desk`?",
        ),
        (
            &["connection", "test", "elsewhere"],
            "name one of those that bindery.toml declares, desk",
        ),
        (
            &[
                "request",
                "add-access",
                "--user",
                "ann",
                "--entitlement",
                "Group=press",
                "--end",
                "2020-01-01",
            ],
            "give an --end that is still to come",
        ),
    ] {
        let ended = home.bindery(words).expect(2);
        assert!(ended.err.contains(hint), "{ended}");
    }
}

#[test]
fn the_endpoint_that_gets_the_accounts_is_named_where_there_are_several() {
    let filter = json!({"Press": [{"Group": ["press"]}]});
    let service = staff(&[("ENDPOINTS_FILTER", filter)]);
    let home = Home::over(&service, "desk");
    home.says("[[endpoint]]\nname = \"Whole\"\nsecurity_system = \"desk\"");
    let one = home.bindery(&["import", "desk", "--plan"]).expect(0);
    assert!(!one.err.contains("logical endpoint"), "{one}");
    home.says("[[endpoint]]\nname = \"Press\"\nsecurity_system = \"desk\"");
    let two = home.bindery(&["import", "desk", "--plan"]).expect(0);
    let said = "all accounts go to the endpoint `Whole`, the first that bindery.toml declares for `desk`; \
                `Press` is a logical endpoint";
    assert!(
        two.err.contains(said) && !two.err.contains("warning: ENDPOINTS_FILTER"),
        "{two}"
    );
    let job = [
        "job",
        "run",
        "application-data-import",
        "--endpoint",
        "Press",
    ];
    let refused = home.bindery(&job).expect(1);
    assert!(
        refused
            .err
            .contains("`Press` is a logical endpoint, and nothing is imported into it"),
        "{refused}"
    );
    assert!(refused.err.contains("import `Whole`"), "{refused}");
    // The other way round, the logical one would have everything: that is said.
    let home = Home::over(&service, "desk");
    for name in ["Press", "Whole"] {
        home.says(&format!(
            "[[endpoint]]\nname = \"{name}\"\nsecurity_system = \"desk\""
        ));
    }
    let wrong = home.bindery(&["import", "desk", "--plan"]).expect(0);
    assert!(
        wrong
            .err
            .contains("declare the endpoint of the whole target before it"),
        "{wrong}"
    );
}

#[test]
fn the_steps_of_the_operators_chapter_work_as_they_are_written() {
    let target = Target::start();
    let home = Home::of(&target);
    let words = |line: &'static str| line.split(' ').collect::<Vec<_>>();
    let fine = |line: &'static str| home.bindery(&words(line)).expect(0);
    home.file(
        "people.csv",
        "username,firstname,lastname,email,customproperty4\nmira.lindholm,Mira,Lindholm,mira@acme.example,\
         D2489F37-6A1E-4B8C-A7F30C5E91B62D04\n",
    );
    fine("connection test acme");
    fine("users load people.csv");
    fine("import acme --plan");
    fine("import acme");
    home.says(
        "[[endpoint]]\nendpointname = \"acme\"\ncorrelation = { rule = \"users.email = accounts.name\" }\n\
         [[job]]\nname = \"import-acme\"\ntype = \"application-data-import\"\nendpoint = \"acme\"\n\
         schedule = \"0 2 * * *\"\n[[job]]\nname = \"provision-acme\"\ntype = \"provisioning\"\n\
         endpoint = \"acme\"\nschedule = \"*/5 * * * *\"",
    );
    fine("request create-account --user mira.lindholm --endpoint acme");
    fine("task list");
    let shown = fine("task show 1 --render");
    assert!(
        shown.out.contains("POST /api/v4/users/") && shown.out.contains("•••"),
        "{shown}"
    );
    fine("job run provisioning --endpoint acme");
    fine("check bindery.toml");
    fine("job list");
    fine("job show provision-acme");
    assert!(
        fine("task list --status pendingprov")
            .err
            .contains("0 tasks")
    );
    fine("job run import-acme");
    fine("audit list");
    fine("audit verify");
    assert_eq!(
        home.json(&["accounts", "show", "mira.lindholm"])["account"]["status"],
        "active"
    );
}
