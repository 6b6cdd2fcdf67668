//! `task` and `arsTasks`: the task as templates see it (field-notes §4.5).
//!
//! An operation that is no task has the number of its run, and of a task's fields those that it can
//! know.

use bindery_expression::Value;
use bindery_model::Task;
use bindery_model::catalogue::FieldType;

use super::bindings::Facts;
use super::object::{self, ObjectFields};
use super::subject::{OperationRequest, Subjects};

/// The task.
pub(crate) fn of(
    request: &OperationRequest,
    subjects: &Subjects,
    facts: &Facts<'_>,
) -> ObjectFields {
    let mut object = ObjectFields::empty(FieldType::Task);
    object.set_text("id", Some(&facts.task));
    object.set_text("taskkey", Some(&facts.task));
    object.set_text("accountName", subjects.account_name.as_deref());
    let task_type = request.operation.task_type().map(|kind| kind.as_str());
    object.set_text("tasktype", task_type);
    object.set("endpoint", object::endpoint(&subjects.endpoint).value());
    let entitlement = subjects.entitlement.as_ref().map(object::entitlement);
    object.set_option("entitlement_valueKey", entitlement.map(|e| e.value()));
    object.set_text("password", facts.password);
    let user = subjects.user.as_ref().map(object::user);
    object.set_option("users", user.map(|u| u.value()));
    let account = subjects.account.as_ref().map(object::account);
    object.set_option("accountKey", account.map(|a| a.value()));
    let owner = subjects.task_owner.as_ref().map(object::user);
    object.set_option("ownerKey", owner.map(|o| o.value()));
    object.set_text("ticketid", request.ticket.as_deref());
    // EIC tells requests from rules; only a request has attributes.
    let source = match &request.task {
        Some(task) => task.source.as_str(),
        None if request.attributes.is_some() => "REQUEST",
        None => "PROVRULE",
    };
    object.set_text("source", Some(source));
    if let Some(task) = &request.task {
        of_repository(&mut object, task);
    }
    object
}

fn of_repository(object: &mut ObjectFields, task: &Task) {
    object.set_text("status", Some(&task.status.code().to_string()));
    object.set_text("comments", task.comments.as_deref());
    let so_far = task.provisioning_comments.as_deref();
    object.set_text("provisioningComments", so_far);
    let tries = Value::integer(i64::from(task.tries));
    object.set("provisioningTries", tries);
    let parent = task.parent.map(|parent| parent.to_string());
    object.set_text("parentTask", parent.as_deref());
    object.set("taskdate", Value::Date(task.created));
    object.set_option("startdate", task.start.map(Value::Date));
    object.set_option("enddate", task.end.map(Value::Date));
    let request = task.request.map(|number| {
        let number = number.to_string();
        Value::map([
            ("id", Value::from(number.as_str())),
            ("requestkey", Value::from(number.as_str())),
        ])
    });
    object.set_option("requestKey", request);
}
