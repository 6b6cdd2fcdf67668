//! Fills the tables at the start: explicit rows, then made-up ones from lists and a seed.

use std::collections::HashSet;

use serde_json::Value;

use crate::description::{Generate, Part, Resource};
use crate::identifier::source;
use crate::shape::text_of;
use crate::world::{Row, World};

/// How often a made-up row is tried with other values before a number makes it unique.
const TRIES: usize = 4;

/// Fills every table in the order of the description.
pub(crate) fn fill(world: &mut World, seed: u64) {
    let description = world.description.clone();
    for (name, resource) in &description.resources {
        for row in &resource.seed.rows {
            world.insert(name, row.clone());
        }
        generate(world, name, resource, seed);
    }
}

fn generate(world: &mut World, name: &str, resource: &Resource, seed: u64) {
    let count = resource.seed.count;
    let mut random = source(seed, name, u64::MAX);
    let unique: Vec<&str> = resource
        .fields
        .iter()
        .filter(|(_, field)| field.unique)
        .map(|(name, _)| name.as_str())
        .collect();
    let mut taken: HashSet<(String, String)> = HashSet::new();
    for (_, row) in world.rows(name) {
        for field in &unique {
            taken.insert(((*field).to_owned(), text(row, field)));
        }
    }
    let false_rows: Vec<(&str, HashSet<usize>)> = resource
        .seed
        .fields
        .iter()
        .filter_map(|(field, generate)| match generate {
            Generate::FalseFor(rows) => {
                let chosen = random.choose_multiple(0..count, (*rows).min(count));
                Some((field.as_str(), chosen.into_iter().collect()))
            }
            _ => None,
        })
        .collect();
    for index in 0..count {
        let mut row = Row::new();
        for attempt in 0..=TRIES {
            row.clear();
            for (field, generate) in &resource.seed.fields {
                let value = match generate {
                    Generate::OneOf(values) => {
                        random.choice(values.iter()).cloned().unwrap_or(Value::Null)
                    }
                    Generate::InTurn(values) => values
                        .get(index % values.len().max(1))
                        .cloned()
                        .unwrap_or(Value::Null),
                    Generate::FalseFor(_) => Value::Bool(
                        !false_rows
                            .iter()
                            .any(|(name, rows)| name == field && rows.contains(&index)),
                    ),
                    Generate::Concat(parts) => {
                        let number = (attempt == TRIES).then_some(index + 2);
                        Value::String(put_together(parts, &row, number))
                    }
                    Generate::Reference(to) => random
                        .choice(world.rows(to).map(|(id, _)| id.clone()).collect::<Vec<_>>())
                        .map_or(Value::Null, Value::String),
                    Generate::References { to, min, max } => {
                        let wanted = random.usize(*min..=(*max).max(*min));
                        let mut ids = random.choose_multiple(
                            world
                                .rows(to)
                                .enumerate()
                                .map(|(at, (id, _))| (at, id.clone())),
                            wanted,
                        );
                        ids.sort();
                        ids.into_iter().map(|(_, id)| Value::String(id)).collect()
                    }
                };
                row.insert(field.clone(), value);
            }
            let clash = unique.iter().any(|field| {
                row.contains_key(*field)
                    && taken.contains(&((*field).to_owned(), text(&row, field)))
            });
            if !clash {
                break;
            }
        }
        for field in &unique {
            taken.insert(((*field).to_owned(), text(&row, field)));
        }
        world.insert(name, row);
    }
}

fn text(row: &Row, field: &str) -> String {
    row.get(field)
        .map(text_of)
        .unwrap_or_default()
        .to_lowercase()
}

/// Parts in a row; the number, if any, goes behind the last field before the first `@` or at the
/// end, so that an address stays one.
fn put_together(parts: &[Part], row: &Row, number: Option<usize>) -> String {
    let text: String = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(part) => {
                let value = row.get(&part.field).map(text_of).unwrap_or_default();
                if part.plain { plain(&value) } else { value }
            }
        })
        .collect();
    match (number, text.split_once('@')) {
        (None, _) => text,
        (Some(number), Some((name, host))) => format!("{name}{number}@{host}"),
        (Some(number), None) => format!("{text}{number}"),
    }
}

/// Lower case letters, digits, dots and hyphens; common accents lose theirs.
pub(crate) fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'a'..='z' | '0'..='9' | '.' | '-' => Some(c),
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => Some('a'),
            'ç' | 'č' | 'ć' => Some('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' => Some('e'),
            'ì' | 'í' | 'î' | 'ï' => Some('i'),
            'ñ' | 'ń' => Some('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => Some('o'),
            'ù' | 'ú' | 'û' | 'ü' => Some('u'),
            'š' | 'ś' => Some('s'),
            'ž' | 'ż' => Some('z'),
            'ł' => Some('l'),
            _ => None,
        })
        .collect()
}
