//! Writes: new rows, changed rows, rows less; and the rules that values must pass.

use serde_json::Value;

use super::Job;
use crate::answer::{Answer, Refusal};
use crate::description::{EmptyList, Field, FieldType, Refused, WriteMode};
use crate::shape::text_of;
use crate::world::{Row, World};

/// A new row.
pub(super) fn create(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    let values = body(job)?;
    let description = job.world.description.clone();
    let Some(about) = description.resources.get(job.resource) else {
        return Err(job.not_found());
    };
    for (name, field) in &about.fields {
        let given = values.iter().find(|(key, _)| key == name);
        let blank = given.is_none_or(|(_, value)| value.is_null() || value.as_str() == Some(""));
        if field.required && blank {
            return Err(Refusal::invalid(format!("{name} is required")));
        }
    }
    let mut row = Row::new();
    for (name, value) in &values {
        if let Some(field) = about.fields.get(name) {
            let empty = value.as_str() == Some("");
            if empty && (field.default.is_some() || field.default_from.is_some()) {
                continue;
            }
            if let Some(value) = accept(job.world, name, field, value, None)? {
                row.insert(name.clone(), value);
            }
        }
    }
    let mut complete = row.clone();
    for (name, field) in &about.fields {
        if let Some(from) = &field.default_from
            && !complete.contains_key(name)
            && let Some(value) = complete.get(from).cloned()
        {
            complete.insert(name.clone(), value);
        }
    }
    collision(job, &complete, None)?;
    let inserted = job.world.insert(job.resource, row);
    let row = inserted.and_then(|id| job.world.row(job.resource, &id));
    row.map(|row| job.single(row))
        .ok_or_else(|| job.not_found())
}

/// Changed fields of a row.
pub(super) fn modify(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    let id = job.target()?;
    let mut values = body(job)?;
    let description = job.world.description.clone();
    let (Some(about), Some(current)) = (
        description.resources.get(job.resource),
        job.world.row(job.resource, &id).cloned(),
    ) else {
        return Err(job.not_found());
    };
    for name in &job.route.resets {
        if let Some(default) = about.fields.get(name).and_then(|f| f.default.clone())
            && values.iter().all(|(key, _)| key != name)
        {
            values.push((name.clone(), default));
        }
    }
    let mut changes = Row::new();
    for (name, value) in &values {
        let Some(field) = about.fields.get(name) else {
            continue;
        };
        if field.required && value.as_str() == Some("") {
            return Err(Refusal::invalid(format!("{name} can't be empty")));
        }
        if let Some(value) = accept(job.world, name, field, value, current.get(name))? {
            if let Some(seconds) = field.stays_false_seconds
                && value == Value::Bool(true)
            {
                still_false(job, &id, name, seconds)?;
            }
            changes.insert(name.clone(), value);
        }
    }
    collision(job, &changes, Some(&id))?;
    if job.route.applies_after_ms == 0 {
        job.world.change(job.resource, &id, changes, job.now_ms);
    } else {
        let due = job.now_ms.saturating_add(job.route.applies_after_ms);
        job.world.change_later(job.resource, &id, changes, due);
    }
    let row = job.world.row(job.resource, &id);
    row.map(|row| job.single(row))
        .ok_or_else(|| job.not_found())
}

/// A row less.
pub(super) fn delete(job: &mut Job<'_>) -> Result<Answer, Refusal> {
    let id = job.target()?;
    match job.world.remove(job.resource, &id) {
        Some(row) => Ok(job.single(&row)),
        None => Err(job.not_found()),
    }
}

fn still_false(job: &Job<'_>, id: &str, field: &str, seconds: u64) -> Result<(), Refusal> {
    let since = job
        .world
        .table(job.resource)
        .and_then(|table| table.false_since_ms.get(&(id.to_owned(), field.to_owned())));
    match since {
        Some(since) if job.now_ms.saturating_sub(*since) < seconds.saturating_mul(1000) => {
            Err(Refusal::invalid(format!("{field} can't be set again yet")))
        }
        _ => Ok(()),
    }
}

fn collision(job: &Job<'_>, row: &Row, own: Option<&str>) -> Result<(), Refusal> {
    match job.world.collision(job.resource, row, own) {
        None => Ok(()),
        Some(field) => Err(Refusal::new(
            Refused::Duplicate,
            format!("a {} with this {field} exists already", job.noun()),
        )),
    }
}

/// The body by field name, in the order in which it came; the last of two wins.
fn body(job: &Job<'_>) -> Result<Vec<(String, Value)>, Refusal> {
    let about = job.world.description.resources.get(job.resource);
    let reading = &job.route.body;
    let mut values: Vec<(String, Value)> = Vec::new();
    for (key, value) in job.request.fields(reading)? {
        let field = match &reading.fields {
            Some(fields) => fields.get(&key).cloned(),
            None => about
                .filter(|about| about.fields.contains_key(&key))
                .map(|_| key.clone()),
        };
        match field {
            Some(field) => {
                values.retain(|(name, _)| *name != field);
                values.push((field, value));
            }
            None if reading.refuse_unknown => {
                return Err(Refusal::invalid(format!("{key} is not known")));
            }
            None => {}
        }
    }
    if values.is_empty() && reading.refuse_empty {
        return Err(Refusal::invalid("No data sent"));
    }
    Ok(values)
}

/// A value as its field stores it; none when the write leaves the field as it is.
pub(crate) fn accept(
    world: &World,
    name: &str,
    field: &Field,
    value: &Value,
    current: Option<&Value>,
) -> Result<Option<Value>, Refusal> {
    let wrong = |what: &str| Refusal::invalid(format!("{name} is not {what}"));
    let text = text_of(value);
    if let Some(least) = field.min_length
        && text.chars().count() < least
    {
        return Err(Refusal::invalid(format!(
            "{name} is shorter than {least} characters"
        )));
    }
    Ok(Some(match field.kind {
        FieldType::Json => value.clone(),
        FieldType::String if value.is_array() || value.is_object() => return Err(wrong("a text")),
        FieldType::String => Value::String(text),
        FieldType::Secret => {
            let times = current.and_then(Value::as_u64).unwrap_or(0);
            Value::from(times.saturating_add(1))
        }
        FieldType::Boolean => match text.to_lowercase().as_str() {
            "true" | "1" => Value::Bool(true),
            "false" | "0" => Value::Bool(false),
            _ => return Err(wrong("a boolean")),
        },
        FieldType::Integer => {
            Value::from(text.parse::<i64>().map_err(|_| wrong("a whole number"))?)
        }
        FieldType::Reference if text.is_empty() => Value::Null,
        FieldType::Reference => {
            known(world, name, field, &text)?;
            Value::String(text)
        }
        FieldType::References => return references(world, name, field, value, current),
    }))
}

fn references(
    world: &World,
    name: &str,
    field: &Field,
    value: &Value,
    current: Option<&Value>,
) -> Result<Option<Value>, Refusal> {
    let separator = field.separator.as_deref().unwrap_or(",");
    let mut ids: Vec<String> = match value {
        Value::Array(items) => items.iter().map(text_of).collect(),
        other => text_of(other)
            .split(separator)
            .map(|id| id.trim().to_owned())
            .collect(),
    };
    ids.retain(|id| !id.is_empty());
    if ids.is_empty() {
        return match field.empty {
            EmptyList::Clear if field.write == WriteMode::Replace => {
                Ok(Some(Value::Array(Vec::new())))
            }
            EmptyList::Refuse => Err(Refusal::invalid(format!("{name} can't be empty"))),
            EmptyList::Clear | EmptyList::Ignore => Ok(None),
        };
    }
    for id in &ids {
        known(world, name, field, id)?;
    }
    if let Some(most) = field.max_items
        && ids.len() > most
    {
        return Err(Refusal::invalid(format!(
            "{name} has more than {most} entries"
        )));
    }
    let mut list: Vec<Value> = match (field.write, current) {
        (WriteMode::Append, Some(Value::Array(old))) => old.clone(),
        _ => Vec::new(),
    };
    for id in ids {
        let id = Value::String(id);
        if !list.contains(&id) {
            list.push(id);
        }
    }
    Ok(Some(Value::Array(list)))
}

fn known(world: &World, name: &str, field: &Field, id: &str) -> Result<(), Refusal> {
    let to = field.to.as_deref().unwrap_or_default();
    match world.row(to, id) {
        Some(_) => Ok(()),
        None => Err(Refusal::invalid(format!(
            "{name} names a row that doesn't exist"
        ))),
    }
}
