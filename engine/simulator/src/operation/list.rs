//! Many rows: filtered, ordered, cut into pages.

use serde_json::Value;

use super::{Job, headers};
use crate::answer::{Answer, Refusal};
use crate::description::{Filter, FilterKind, Paging, PagingStyle, TooLarge};
use crate::request::Request;
use crate::shape::{Words, fill, refers, show, text_of};
use crate::world::Row;

/// The rows of a table, or of those below the row that the path names.
pub(super) fn list(job: &Job<'_>) -> Result<Answer, Refusal> {
    let upper = match &job.route.within {
        None => None,
        Some(within) => {
            let text = job.request.parameter(&within.parameter).unwrap_or_default();
            let id = job
                .world
                .find(&within.resource, &[], text)
                .ok_or_else(|| job.not_found())?;
            Some((within.field.as_str(), id))
        }
    };
    let mut rows: Vec<&Row> = Vec::new();
    if !job.without_rows {
        let members = job.world.rows(job.resource).map(|(_, row)| row);
        match &upper {
            None => rows.extend(members),
            Some((field, id)) => rows.extend(members.filter(|row| refers(row, field, id))),
        }
    }
    for (name, filter) in &job.route.filters {
        narrow(&mut rows, filter, job.request.asked(name), name)?;
    }
    let total = rows.len() as u64;
    let page = match &job.route.paging {
        Some(paging) => Page::asked(paging, job.request, total)?,
        None => Page::everything(total),
    };
    let shape = job.route.shape.as_deref().unwrap_or_default();
    let from = usize::try_from(page.skip).unwrap_or(usize::MAX);
    let size = usize::try_from(page.size.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    let items: Vec<Value> = rows
        .into_iter()
        .skip(from)
        .take(size)
        .map(|row| show(job.world, job.resource, row, shape, 0))
        .collect();
    let words = words(job, &page, total, items);
    let whole = Value::String("@items".to_owned());
    let body = fill(job.route.envelope.as_ref().unwrap_or(&whole), &words, 0);
    let mut answer = Answer::json(job.status(), &body);
    answer.headers = headers(job.route, &words);
    Ok(answer)
}

fn narrow(
    rows: &mut Vec<&Row>,
    filter: &Filter,
    asked: Option<&str>,
    name: &str,
) -> Result<(), Refusal> {
    let text = |row: &Row| row.get(&filter.field).map(text_of).unwrap_or_default();
    match filter.kind {
        FilterKind::Include => {
            let include = match asked.map(str::to_lowercase).as_deref() {
                None | Some("false" | "0" | "") => false,
                Some("true" | "1") => true,
                Some(_) => return Err(Refusal::invalid(format!("{name} is not a boolean"))),
            };
            if !include {
                rows.retain(|row| row.get(&filter.field) != filter.hidden.as_ref());
            }
        }
        FilterKind::Equals => {
            if let Some(asked) = asked {
                rows.retain(|row| text(row).to_lowercase() == asked.to_lowercase());
            }
        }
        FilterKind::Contains => {
            if let Some(asked) = asked {
                let asked = asked.to_lowercase();
                rows.retain(|row| text(row).to_lowercase().contains(&asked));
            }
        }
        FilterKind::Sort => match asked {
            None => {}
            Some("asc") => rows.sort_by_cached_key(|row| text(row)),
            Some("desc") => {
                rows.sort_by_cached_key(|row| text(row));
                rows.reverse();
            }
            Some(_) => return Err(Refusal::invalid(format!("{name} is neither asc nor desc"))),
        },
    }
    Ok(())
}

/// The part of a list that is asked for.
struct Page {
    /// The page number, counted from the description's first.
    number: u64,
    skip: u64,
    /// None: everything.
    size: Option<u64>,
    /// How many pages there are.
    pages: u64,
    /// The position of the next part, and the name of its parameter.
    next: Option<(String, u64)>,
}

impl Page {
    fn everything(total: u64) -> Self {
        Self {
            number: 1,
            skip: 0,
            size: None,
            pages: u64::from(total > 0),
            next: None,
        }
    }

    fn asked(paging: &Paging, request: &Request, total: u64) -> Result<Self, Refusal> {
        let number = |name: &str| match request.asked(name) {
            None | Some("") => Ok(None),
            Some(text) => text
                .parse::<u64>()
                .map(Some)
                .map_err(|_| Refusal::invalid(format!("{name} is not a number"))),
        };
        let too_small = |name: &str| Err(Refusal::invalid(format!("{name} is too small")));
        let position = number(&paging.position)?.unwrap_or(paging.first);
        if position < paging.first {
            return too_small(&paging.position);
        }
        let mut size = match number(&paging.size)? {
            Some(0) => return too_small(&paging.size),
            Some(size) => Some(size),
            None => paging.default_size,
        };
        if let Some(most) = paging.max_size
            && size.is_none_or(|size| size > most)
        {
            if size.is_some() && paging.too_large == TooLarge::Refuse {
                return Err(Refusal::invalid(format!("{} is too large", paging.size)));
            }
            size = Some(most);
        }
        let steps = position - paging.first;
        let skip = match (paging.style, size) {
            (PagingStyle::Offset, _) => steps,
            (PagingStyle::Page, Some(size)) => steps.saturating_mul(size),
            (PagingStyle::Page, None) if steps == 0 => 0,
            (PagingStyle::Page, None) => total,
        };
        let more = size.filter(|size| skip.saturating_add(*size) < total);
        let next = more.map(|size| match paging.style {
            PagingStyle::Page => position.saturating_add(1),
            PagingStyle::Offset => position.saturating_add(size),
        });
        Ok(Self {
            number: match paging.style {
                PagingStyle::Page => position,
                PagingStyle::Offset => 1 + skip / size.unwrap_or(u64::MAX).max(1),
            },
            skip,
            size,
            pages: total.div_ceil(size.unwrap_or(total).max(1)),
            next: next.map(|position| (paging.position.clone(), position)),
        })
    }
}

fn words(job: &Job<'_>, page: &Page, total: u64, items: Vec<Value>) -> Words {
    let first = job.route.paging.as_ref().map_or(0, |paging| paging.first);
    let offset = match job.route.paging.as_ref().map(|paging| paging.style) {
        Some(PagingStyle::Offset) => page.skip.saturating_add(first),
        _ => page.skip,
    };
    let next = page.next.as_ref().map_or(Value::Null, |(name, position)| {
        Value::String(next_url(job.request, name, *position))
    });
    vec![
        ("@total", Value::from(total)),
        ("@page", Value::from(page.number)),
        ("@pages", Value::from(page.pages)),
        ("@limit", Value::from(page.size.unwrap_or(total))),
        ("@offset", Value::from(offset)),
        ("@count", Value::from(items.len())),
        ("@next", next),
        ("@items", Value::Array(items)),
    ]
}

/// The URL of this request with another position.
fn next_url(request: &Request, name: &str, position: u64) -> String {
    let host = request.header("host").unwrap_or("localhost");
    let kept = request
        .query_text
        .as_deref()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
    let query: Vec<String> = kept
        .map(str::to_owned)
        .chain(std::iter::once(format!("{name}={position}")))
        .collect();
    format!("http://{host}{}?{}", request.path, query.join("&"))
}
