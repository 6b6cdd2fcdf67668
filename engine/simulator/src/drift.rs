//! Drift: what people at the target do while nobody imports.

use serde_json::{Map, Value};

use crate::description::{Action, Link, Verb};
use crate::operation::accept;
use crate::problem::Problem;
use crate::world::{Row, World};

/// What one action of a drift did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drifted {
    /// Insert, change or remove.
    pub verb: Verb,
    /// The table.
    pub resource: String,
    /// The ids of the rows, in their order.
    pub ids: Vec<String>,
}

/// Does one action.
pub(crate) fn act(world: &mut World, action: &Action, now_ms: u64) -> Result<Drifted, Problem> {
    let resource = &action.resource;
    let ids = match action.verb {
        Verb::Insert => {
            let set = action.set.iter().map(|(k, v)| (k.clone(), v.clone()));
            vec![insert(world, resource, &set.collect())?]
        }
        Verb::Remove | Verb::Change => {
            let ids: Vec<String> = select(world, resource, &action.matching)
                .skip(action.skip)
                .take(action.take.unwrap_or(1))
                .collect();
            if ids.is_empty() {
                return Err(Problem::new(
                    format!("drift in {resource}"),
                    "no row matches any more",
                ));
            }
            ids
        }
    };
    for id in &ids {
        match action.verb {
            Verb::Remove => {
                world.remove(resource, id);
            }
            Verb::Insert => relink(world, resource, id, action, now_ms),
            Verb::Change => {
                change(world, resource, id, &action.set, now_ms)?;
                relink(world, resource, id, action, now_ms);
            }
        }
    }
    Ok(Drifted {
        verb: action.verb,
        resource: resource.clone(),
        ids,
    })
}

fn select<'a>(
    world: &'a World,
    resource: &str,
    matching: &'a Map<String, Value>,
) -> impl Iterator<Item = String> + 'a {
    world
        .rows(resource)
        .filter(|(_, row)| {
            matching
                .iter()
                .all(|(key, value)| row.get(key) == Some(value))
        })
        .map(|(id, _)| id.clone())
        .collect::<Vec<_>>()
        .into_iter()
}

/// A new row, checked like a write.
pub(crate) fn insert(world: &mut World, resource: &str, set: &Row) -> Result<String, Problem> {
    let row = checked(world, resource, set, None)?;
    world
        .insert(resource, row)
        .ok_or_else(|| Problem::new(resource, "there is no such resource"))
}

/// Changed fields, checked like a write.
pub(crate) fn change(
    world: &mut World,
    resource: &str,
    id: &str,
    set: &Row,
    now_ms: u64,
) -> Result<(), Problem> {
    if world.row(resource, id).is_none() {
        return Err(Problem::new(resource, "there is no row with this id"));
    }
    let changes = checked(world, resource, set, Some(id))?;
    world.change(resource, id, changes, now_ms);
    Ok(())
}

fn checked(world: &World, resource: &str, set: &Row, id: Option<&str>) -> Result<Row, Problem> {
    let about = world
        .description
        .resources
        .get(resource)
        .ok_or_else(|| Problem::new(resource, "there is no such resource"))?;
    let mut row = Row::new();
    for (name, value) in set {
        if *name == about.id.field {
            row.insert(name.clone(), value.clone());
            continue;
        }
        let field = about
            .fields
            .get(name)
            .ok_or_else(|| Problem::new(resource, format!("there is no field {name}")))?;
        let current = id
            .and_then(|id| world.row(resource, id))
            .and_then(|row| row.get(name));
        let value = accept(world, name, field, value, current)
            .map_err(|refusal| Problem::new(resource, refusal.message))?;
        if let Some(value) = value {
            row.insert(name.clone(), value);
        }
    }
    if let Some(field) = world.collision(resource, &row, id) {
        return Err(Problem::new(resource, format!("{field} is taken")));
    }
    Ok(row)
}

fn relink(world: &mut World, resource: &str, id: &str, action: &Action, now_ms: u64) {
    let description = world.description.clone();
    let Some(about) = description.resources.get(resource) else {
        return;
    };
    let targets = |world: &World, link: &Link| -> Vec<Value> {
        let to = about.fields.get(&link.field).and_then(|f| f.to.as_deref());
        let to = to.unwrap_or_default();
        select(world, to, &link.matching)
            .map(Value::String)
            .collect()
    };
    for (link, add) in action
        .link
        .iter()
        .map(|link| (link, true))
        .chain(action.unlink.iter().map(|link| (link, false)))
    {
        let found = targets(world, link);
        let current = world.row(resource, id).and_then(|row| row.get(&link.field));
        let Some(Value::Array(current)) = current else {
            continue;
        };
        let mut ids = current.clone();
        if add {
            ids.extend(found.into_iter().filter(|id| !current.contains(id)));
        } else {
            ids.retain(|id| !found.contains(id));
        }
        let changes: Row = std::iter::once((link.field.clone(), Value::Array(ids))).collect();
        world.change(resource, id, changes, now_ms);
    }
}
