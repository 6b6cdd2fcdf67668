//! Members of a row: one more, one less.

use serde_json::Value;

use super::Job;
use crate::answer::{Answer, Refusal};
use crate::description::{Field, FieldType, Refused};
use crate::shape::text_of;
use crate::world::Row;

/// A member more: the body names it.
pub(super) fn link(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    let (upper, field) = above(job)?;
    let key = job
        .route
        .within
        .as_ref()
        .and_then(|within| within.member.clone())
        .unwrap_or_else(|| "id".to_owned());
    let fields = job.request.fields(&job.route.body)?;
    let member = fields
        .iter()
        .find(|(name, _)| *name == key)
        .map(|(_, value)| text_of(value))
        .filter(|text| !text.is_empty())
        .ok_or_else(|| Refusal::invalid(format!("{key} is required")))?;
    let id = job
        .world
        .find(job.resource, &job.route.keys, &member)
        .ok_or_else(|| Refusal::invalid(format!("{key} names a row that doesn't exist")))?;
    change(job, &id, &field, |ids| {
        let upper = Value::String(upper.clone());
        if !ids.contains(&upper) {
            ids.push(upper);
        }
    })
}

/// A member less: the path names it.
pub(super) fn unlink(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    let (upper, field) = above(job)?;
    let id = job.target()?;
    change(job, &id, &field, |ids| {
        ids.retain(|value| value.as_str() != Some(upper.as_str()));
    })
}

/// The id of the upper row, and the members' field that refers to it.
fn above(job: &Job<'_>) -> Result<(String, String), Refusal> {
    let Some(within) = &job.route.within else {
        return Err(Refusal::new(Refused::Failed, "the route is below no row"));
    };
    let text = job.request.parameter(&within.parameter).unwrap_or_default();
    job.world
        .find(&within.resource, &[], text)
        .map(|id| (id, within.field.clone()))
        .ok_or_else(|| job.not_found())
}

fn change(
    job: &mut Job<'_>,
    id: &str,
    field: &str,
    edit: impl FnOnce(&mut Vec<Value>),
) -> Result<Answer, Refusal> {
    let description = job.world.description.clone();
    let about: Option<&Field> = description
        .resources
        .get(job.resource)
        .and_then(|about| about.fields.get(field));
    let row = job
        .world
        .row(job.resource, id)
        .ok_or_else(|| job.not_found())?;
    let mut ids = match row.get(field) {
        Some(Value::Array(ids)) => ids.clone(),
        Some(Value::Null) | None => Vec::new(),
        Some(other) => vec![other.clone()],
    };
    edit(&mut ids);
    let single = about.is_some_and(|about| about.kind == FieldType::Reference);
    let value = match single {
        true => ids.pop().unwrap_or(Value::Null),
        false => Value::Array(ids),
    };
    let changes: Row = std::iter::once((field.to_owned(), value)).collect();
    job.world.change(job.resource, id, changes, job.now_ms);
    let row = job.world.row(job.resource, id);
    row.map(|row| job.single(row))
        .ok_or_else(|| job.not_found())
}
