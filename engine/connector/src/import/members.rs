//! Reading links by calls of their own: per entitlement, per account, or all pairs at once.

use bindery_expression::{Context, Value};
use bindery_model::LinkRecord;
use futures_util::StreamExt;

use super::Importer;
use super::column::column_text;
use super::links::{LinkRead, Visits};
use super::pages::{self, News, Opening};
use super::progress::Progress;
use super::relations::related;
use crate::Outcome;
use crate::ports::{Relation, StagedRows};

/// The row a link call runs for: its own end of each link.
struct Visited {
    context: Context,
    value: Option<String>,
}

impl Importer<'_> {
    /// Reads and stages the links of a type.
    ///
    /// # Errors
    /// A failure that ends the run.
    pub(super) async fn read_links(
        &mut self,
        entitlement_type: &str,
        calls: &[LinkRead],
    ) -> Outcome<Progress> {
        let phase = format!("links {entitlement_type}");
        self.start(&phase);
        let mut progress = Progress::begin();
        let mut total = 0;
        for read in calls {
            let all = self.visited(entitlement_type, read)?;
            let feed = self.feed_of(&read.call, (&read.list, &read.paging), all.len());
            let mut openings = pages::openings(self.wire, feed, all.iter().map(|v| &v.context));
            for visited in &all {
                let opening = self.until(openings.next()).await?;
                let end = self
                    .read_link_call(entitlement_type, read, (visited, opening), &mut total)
                    .await;
                let is_read = matches!(&end, Ok(end) if end.complete && end.failed.is_none());
                progress.note(&mut self.findings, end, read.visits != Visits::Once)?;
                if is_read && read.visits == Visits::Entitlements {
                    let value = visited.value.clone();
                    let observed = value.map(|v| (read.entitlement_column.clone(), v));
                    self.observe(entitlement_type, read, observed.into_iter().collect())?;
                }
            }
            if read.visits != Visits::Entitlements && progress.complete && !progress.veto {
                self.observe_all(entitlement_type, read)?;
            }
        }
        self.end(&phase, &format!("{total} read"));
        Ok(progress)
    }

    async fn read_link_call(
        &mut self,
        entitlement_type: &str,
        read: &LinkRead,
        (visited, opening): (&Visited, Opening),
        total: &mut usize,
    ) -> Outcome<pages::ReadEnd> {
        let wire = self.wire;
        let feed = self.feed(&read.call, &read.list, &read.paging);
        let mut take = |news: News<'_, '_>| -> Outcome<Vec<String>> {
            let News::Page(page) = news else {
                return self.aside(news);
            };
            let mut rows = Vec::new();
            let mut owners = Vec::new();
            for record in page.records {
                let accounts = ids(
                    read.account_id.as_ref(),
                    record,
                    visited,
                    Visits::Accounts,
                    read,
                );
                let entitlements = ids(
                    read.entitlement_id.as_ref(),
                    record,
                    visited,
                    Visits::Entitlements,
                    read,
                );
                for entitlement in &entitlements {
                    let end = (read.entitlement_column.as_str(), entitlement.as_str());
                    owners.extend(related(&read.owners, record, end, &[String::new()]));
                }
                for account in &accounts {
                    for entitlement in &entitlements {
                        rows.push(LinkRecord {
                            account_column: read.account_column.clone(),
                            account_value: account.clone(),
                            entitlement_column: read.entitlement_column.clone(),
                            entitlement_value: entitlement.clone(),
                        });
                    }
                }
            }
            *total += rows.len();
            self.page(
                &format!("links {entitlement_type}"),
                page,
                rows.len(),
                *total,
            );
            let rows = StagedRows::Links {
                entitlement_type: entitlement_type.to_owned(),
                rows,
                observed: Vec::new(),
            };
            self.stage(&read.call.name, rows);
            if !read.owners.is_empty() {
                let observed = owners
                    .iter()
                    .map(|o| (o.to.clone(), o.from_column.clone(), o.from_value.clone()))
                    .collect();
                let rows = StagedRows::Relations {
                    relation: Relation::Owners,
                    entitlement_type: entitlement_type.to_owned(),
                    rows: owners,
                    observed,
                };
                self.stage(&read.call.name, rows);
            }
            // Link records have no key; the records themselves tell repeated pages.
            Ok(Vec::new())
        };
        pages::read(wire, feed, (&visited.context, opening), &mut take).await
    }

    /// The rows a link call runs for, `id` bound to the column that the definition names
    /// (`rest-dialect §2.14`).
    fn visited(&mut self, entitlement_type: &str, read: &LinkRead) -> Outcome<Vec<Visited>> {
        let base = self.context();
        match read.visits {
            Visits::Once => Ok(vec![Visited {
                context: base,
                value: None,
            }]),
            Visits::Entitlements => {
                let rows = self
                    .store
                    .entitlements_to_visit(self.run, entitlement_type)?;
                Ok(rows
                    .iter()
                    .filter_map(|row| {
                        let value = column_text(&row.columns, &read.entitlement_column)?;
                        let context = super::bind_entitlement(&base, &row.columns)
                            .with("id", Value::from(value.as_str()));
                        Some(Visited {
                            context,
                            value: Some(value),
                        })
                    })
                    .collect())
            }
            Visits::Accounts => {
                let rows = self.store.accounts_to_visit(self.run)?;
                Ok(rows
                    .iter()
                    .filter_map(|row| {
                        let value = column_text(&row.columns, &read.account_column)?;
                        let context = super::bind_account(&base, &row.columns)
                            .with("id", Value::from(value.as_str()));
                        Some(Visited {
                            context,
                            value: Some(value),
                        })
                    })
                    .collect())
            }
        }
    }

    fn observe(
        &mut self,
        entitlement_type: &str,
        read: &LinkRead,
        observed: Vec<(String, String)>,
    ) -> Outcome<()> {
        let rows = StagedRows::Links {
            entitlement_type: entitlement_type.to_owned(),
            rows: Vec::new(),
            observed,
        };
        self.stage_apart(&read.call.name, rows)
    }

    /// After all pairs were read, the members of every entitlement are known.
    fn observe_all(&mut self, entitlement_type: &str, read: &LinkRead) -> Outcome<()> {
        let rows = self
            .store
            .entitlements_to_visit(self.run, entitlement_type)?;
        let observed = rows
            .iter()
            .filter_map(|row| column_text(&row.columns, &read.entitlement_column))
            .map(|value| (read.entitlement_column.clone(), value))
            .collect();
        self.observe(entitlement_type, read, observed)
    }
}

/// One end of the links of a record: the ids in it, or the row that the call ran for.
fn ids(
    path: Option<&bindery_mapping::IdPath>,
    record: &serde_json::Value,
    visited: &Visited,
    end: Visits,
    read: &LinkRead,
) -> Vec<String> {
    if read.visits == end {
        return visited.value.iter().cloned().collect();
    }
    path.map_or_else(Vec::new, |path| path.ids(record))
}
