//! One row: by its key, or the caller's own.

use super::Job;
use crate::answer::{Answer, Refusal};
use crate::description::Refused;

/// The row that the path names.
pub(super) fn read(job: &Job<'_>) -> Result<Answer, Refusal> {
    let id = job.target()?;
    let row = job.world.row(job.resource, &id);
    row.map(|row| job.single(row))
        .ok_or_else(|| job.not_found())
}

/// The row of the token's owner.
pub(super) fn own(job: &Job<'_>) -> Result<Answer, Refusal> {
    let none = || Refusal::new(Refused::Forbidden, "the credentials belong to nobody");
    let subjects = job.world.description.authentication.subjects.as_ref();
    let subjects = subjects.ok_or_else(none)?;
    let key = job.subject.ok_or_else(none)?;
    let id = job
        .world
        .find(
            &subjects.resource,
            std::slice::from_ref(&subjects.field),
            key,
        )
        .ok_or_else(none)?;
    let row = job.world.row(&subjects.resource, &id);
    row.map(|row| job.single(row)).ok_or_else(none)
}
