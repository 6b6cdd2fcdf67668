//! Attempts on a task through the binary: a worker that dies between sending and hearing, tries that run
//! out, refusals that are final.

use std::time::Duration;

use bindery_model::catalogue::Operation;
use bindery_model::{Task, TaskStatus};

use crate::thousand::{Scene, name};

/// One joiner who is to get an account; the job has not run yet.
fn one_joiner() -> Scene {
    let mut scene = Scene::new(Duration::ZERO);
    // The first joiner of a crowd gets access too, the second does not.
    scene.joiners(2);
    scene
}

fn create(scene: &Scene) -> Task {
    let mut tasks = scene.tasks(&[]);
    tasks.retain(|task| {
        task.operation == Operation::CreateAccount && task.user.as_deref() == Some(&name(1))
    });
    tasks.remove(0)
}

fn posts(scene: &Scene) -> usize {
    let asked = scene.simulator.requests();
    let create = |route: &Option<String>| route.as_deref() == Some("createUser");
    asked.iter().filter(|r| create(&r.route)).count()
}

#[test]
fn a_worker_that_dies_between_sending_and_hearing_leaves_one_user_and_not_two() {
    let scene = one_joiner();
    scene.simulator.forget_requests();
    scene
        .simulator
        .set_fault("slow:createUser=9x".parse().unwrap());
    let mut child = scene.job();
    while posts(&scene) < 2 {
        assert_eq!(child.try_wait().unwrap(), None, "ended without its creates");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    scene.simulator.clear_faults();
    assert_eq!(create(&scene).status, TaskStatus::InProgress);

    scene.run_job();
    let task = create(&scene);
    assert_eq!(task.status, TaskStatus::Complete, "{task:#?}");
    assert_eq!(task.tries, 2);
    let comments = task.provisioning_comments.unwrap();
    assert!(comments.contains("found at the target"), "{comments}");
    assert_eq!(posts(&scene), 2, "no create was sent again");
    let users = scene.users();
    let there = users.iter().filter(|u| u["username"] == *name(1));
    assert_eq!(there.count(), 1);
    let id = scene.simulator.find("users", "username", &name(1));
    assert_eq!(task.account, id, "the look-up stands for the answer");
}

#[test]
fn ten_tries_end_in_an_error_that_tells_its_story() {
    let scene = one_joiner();
    scene
        .simulator
        .set_fault("error-503:createUser=1.0".parse().unwrap());
    // Without a wait one run makes as many attempts as it can.
    for _ in 0..10 {
        if !create(&scene).status.is_over() {
            scene.run_job();
        }
    }
    let task = create(&scene);
    assert_eq!(task.status, TaskStatus::Error);
    assert_eq!(task.tries, 10);
    let comments = task.provisioning_comments.unwrap();
    for attempt in 1..=10 {
        let told = format!("attempt {attempt} of 10");
        assert!(comments.contains(&told), "{comments}");
    }
    assert!(comments.contains("call1: POST"), "{comments}");
    assert!(comments.contains("no attempt is left"), "{comments}");
    // Nothing happens to it any more.
    let before = posts(&scene);
    scene.run_job();
    assert_eq!(posts(&scene), before);
}

#[test]
fn what_the_target_refuses_is_asked_once() {
    let mut scene = Scene::new(Duration::ZERO);
    scene.profile = "00000000-0000-4000-8000000000000000";
    scene.joiners(2);
    scene.simulator.forget_requests();
    scene.run_job();
    let task = create(&scene);
    assert_eq!(task.status, TaskStatus::ProvisioningFailed, "{task:#?}");
    assert_eq!(task.tries, 1);
    assert_eq!(posts(&scene), 2, "one for each of them");
    let comments = task.provisioning_comments.unwrap();
    assert!(comments.contains("failed for good"), "{comments}");
    assert!(comments.contains("the target says:"), "{comments}");
}
