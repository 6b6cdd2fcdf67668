//! Paging and status of the definition, as mapping wants them.

use bindery_definition::{
    CountSource, PageRule, Pagination, StatusConfig as WrittenConfig, StatusRules, ValueMatch, Word,
};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::Sink;
use bindery_mapping::{
    Amount, ListField, LockRule, Offsets, PageConfig, PageNumbers, Selection, Spot, StatusConfig,
    StatusRule, StatusValues,
};
use serde_json::Value;

use crate::request::template::{Compiler, Template};

/// How a call pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paging {
    pub config: PageConfig,
    pub next: Option<NextUrl>,
    /// The most reads of the call under way at a time (`multiTrigger`, `rest-dialect §2.15`).
    pub width: Option<usize>,
}

/// Where the next URL comes from.
#[derive(Debug, Clone)]
pub(crate) enum NextUrl {
    /// A binding, and what it reads of `response`.
    Template(Template, Selection),
    /// A plain path into the body, or a header.
    Spot(Spot),
}

impl Paging {
    /// Adds what paging looks at in a body whose records lie at `list`.
    pub fn select(&self, body: &mut Selection, list: &ListField) {
        if let Some(Amount::At(Spot::Body(path))) = self.config.total() {
            body.add(path);
        }
        match &self.next {
            None | Some(NextUrl::Spot(Spot::Header(_))) => {}
            Some(NextUrl::Spot(Spot::Body(path))) => body.add(path),
            Some(NextUrl::Template(_, response)) => {
                if let Some(read) = response.get("completeResponseMap") {
                    body.merge(read);
                }
                if let Some(read) = response.get("objectList") {
                    list.select(body).merge(read);
                }
            }
        }
    }
}

/// Compiles a paging rule, with `multiTrigger.triggersCount`.
pub(crate) fn paging(
    compiler: &mut Compiler<'_>,
    rule: Option<&PageRule>,
    triggers: Option<i64>,
) -> Paging {
    Paging {
        width: triggers
            .and_then(|n| usize::try_from(n).ok())
            .filter(|n| *n > 0),
        ..pages(compiler, rule)
    }
}

fn pages(compiler: &mut Compiler<'_>, rule: Option<&PageRule>) -> Paging {
    let Some(rule) = rule else {
        return Paging::default();
    };
    let word = |w: &Option<Word>| {
        w.as_ref()
            .map_or_else(String::new, |w| w.as_str().to_owned())
    };
    match &rule.kind {
        Pagination::NextUrl { next_url_path } => {
            let next = if next_url_path.has_bindings() {
                let template = compiler.compile(next_url_path, Sink::Text);
                let mut response = Selection::default();
                template.select("response", &mut response);
                Some(NextUrl::Template(template, response))
            } else {
                let path = next_url_path.literal().unwrap_or_default();
                match Spot::parse(&path) {
                    Ok(spot) => Some(NextUrl::Spot(spot)),
                    Err(error) => {
                        compiler.problems.push(
                            Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                                .at(next_url_path.place(), "this path"),
                        );
                        None
                    }
                }
            };
            Paging {
                config: PageConfig::NextUrl,
                next,
                width: None,
            }
        }
        Pagination::Page {
            page_size_param,
            page_size,
            page_number_param,
            total_count_path,
            first_page_number,
            ..
        } => Paging {
            config: PageConfig::Page(PageNumbers {
                number_param: word(page_number_param),
                first: first_page_number.and_then(|n| u64::try_from(n).ok()),
                size_param: word(page_size_param),
                size: page_size.map_or_else(String::new, |n| n.to_string()),
                total: amount(compiler, total_count_path.as_ref()),
            }),
            next: None,
            width: None,
        },
        Pagination::Offset {
            offset_param,
            batch_param,
            batch_size,
            total_count_path,
        } => Paging {
            config: PageConfig::Offset(Offsets {
                offset_param: word(offset_param),
                batch_param: word(batch_param),
                batch: batch_size.unwrap_or(0),
                total: amount(compiler, total_count_path.as_ref()),
            }),
            next: None,
            width: None,
        },
    }
}

fn amount(compiler: &mut Compiler<'_>, source: Option<&CountSource>) -> Option<Amount> {
    match source? {
        CountSource::Literal(number) => Some(Amount::Literal(*number)),
        CountSource::Path(path) => match Amount::parse_text(path.as_str()) {
            Ok(amount) => amount,
            Err(error) => {
                compiler.problems.push(
                    Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                        .at(path.place().clone(), "this path"),
                );
                None
            }
        },
    }
}

/// The status rule of a call: the threshold config's column beats the call's own values
/// (`rest-dialect §2.9.3`).
pub(crate) fn status(rules: Option<&StatusRules>, call: Option<&WrittenConfig>) -> StatusRule {
    StatusRule {
        column: rules
            .and_then(|r| r.status_column.as_ref())
            .map(|w| w.as_str().to_owned()),
        active: rules
            .and_then(|r| r.active_status.as_deref())
            .and_then(values),
        inactive: rules
            .and_then(|r| r.inactive_status.as_deref())
            .and_then(values),
        config: call.map(config),
        lock: lock(rules, call),
    }
}

/// Who is locked: the threshold config's column beats the call's own values (`rest-dialect §2.9.1`).
fn lock(rules: Option<&StatusRules>, call: Option<&WrittenConfig>) -> Option<LockRule> {
    let column = rules.and_then(|r| r.locked_status_column.as_ref());
    if let (Some(rules), Some(column)) = (rules, column) {
        return Some(LockRule {
            column: Some(column.as_str().trim().to_owned()),
            locked: values(&rules.locked),
            unlocked: values(&rules.unlocked),
        });
    }
    let locked = call.and_then(|c| values(&c.locked))?;
    Some(LockRule {
        locked: Some(locked),
        ..LockRule::default()
    })
}

/// `statusConfig`.
pub(crate) fn config(written: &WrittenConfig) -> StatusConfig {
    StatusConfig {
        active: values(&written.active),
        inactive: values(&written.inactive),
    }
}

fn values(written: &[ValueMatch]) -> Option<StatusValues> {
    let list = written
        .iter()
        .map(|v| v.value.as_deref().map_or(Value::Null, Value::from))
        .collect();
    StatusValues::parse(&Value::Array(list))
}

/// STATUS_THRESHOLD_CONFIG laid over the import's own block, key by key (`rest-dialect §2.9`).
pub(crate) fn merged(
    attribute: Option<&StatusRules>,
    own: Option<&StatusRules>,
) -> Option<StatusRules> {
    let (Some(over), Some(under)) = (attribute, own) else {
        return attribute.or(own).cloned();
    };
    macro_rules! merge {
        ($($field:ident),*) => {{
            let mut all = over.clone();
            $(if all.$field.is_none() { all.$field.clone_from(&under.$field); })*
            if all.locked.is_empty() && all.unlocked.is_empty() {
                all.locked.clone_from(&under.locked);
                all.unlocked.clone_from(&under.unlocked);
            }
            all
        }};
    }
    Some(merge!(
        status_column,
        active_status,
        inactive_status,
        delete_links,
        account_threshold,
        correlate_inactive_accounts,
        inactivate_accounts_not_in_file,
        accounts_not_in_import_action,
        delete_links_of_active_accounts,
        account_entitlement_threshold,
        app_account_threshold,
        inactivate_entitlements_not_in_feed,
        entitlement_threshold,
        locked_status_column
    ))
}
