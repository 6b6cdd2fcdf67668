//! Reading links by calls of their own: per entitlement, per account, or all pairs at once.

use bindery_expression::{Context, Value};
use bindery_model::{Columns, LinkRecord};
use futures_util::StreamExt;

use super::column::column_text;
use super::links::{LinkRead, Visits};
use super::observed::Observed;
use super::pages::{self, News, Opening};
use super::progress::Progress;
use super::relation_plan::related;
use super::{Importer, passes};
use crate::Outcome;
use crate::ports::{Relation, RelationEnd, RelationRecord, StagedRows};

/// The row a link call runs for: its own end of each link.
struct Visited {
    context: Context,
    value: Option<String>,
    /// What tells an entitlement from the others of its type.
    key: String,
}

/// Entitlements by column and value.
type Known = Observed<(String, String)>;

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
        let (mut members, mut owners) = (Known::new(), Known::new());
        for read in calls {
            members.begin_call();
            let mut known = vec![&mut members];
            if read.reads_owners() {
                owners.begin_call();
                known.push(&mut owners);
            }
            let mut note = |key: &str, value: &str| {
                for known in &mut known {
                    let told = (read.entitlement_column.clone(), value.to_owned());
                    known.note(key.to_owned(), told);
                }
            };
            let all = self.visited(entitlement_type, read)?;
            let feed = self.feed_of(&read.call, (&read.list, &read.paging), all.len());
            self.gather(all.len())?;
            let mut openings = pages::openings(self.wire, feed, all.iter().map(|v| &v.context));
            for visited in &all {
                let opening = self.until(openings.next()).await?;
                let end = self
                    .read_link_call(entitlement_type, read, (visited, opening), &mut total)
                    .await;
                let is_read = matches!(&end, Ok(end) if end.complete && end.failed.is_none());
                progress.note(&mut self.findings, end, read.visits != Visits::Once)?;
                if let (Visits::Entitlements, true, Some(value)) =
                    (read.visits, is_read, &visited.value)
                {
                    note(&visited.key, value);
                }
            }
            self.settle()?;
            if read.visits != Visits::Entitlements && progress.complete && !progress.veto {
                // After all pairs were read, the members of every entitlement are known.
                let of = entitlement_type;
                for row in self.store.entitlements_to_visit(self.run, of)? {
                    if let Some(value) = column_text(&row.columns, &read.entitlement_column) {
                        note(&row.key, &value);
                    }
                }
            }
        }
        self.stage_known(entitlement_type, members.by_all(), owners.by_all())?;
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
                let attribute = read.attribute.as_ref().map(|a| (&a.name, a.read(record)));
                let attributes: Columns = attribute
                    .into_iter()
                    .filter_map(|(name, value)| Some((name.clone(), value?.into())))
                    .collect();
                for account in &accounts {
                    for entitlement in &entitlements {
                        rows.push(LinkRecord {
                            account_column: read.account_column.clone(),
                            account_value: account.clone(),
                            entitlement_column: read.entitlement_column.clone(),
                            entitlement_value: entitlement.clone(),
                            attributes: attributes.clone(),
                        });
                    }
                }
                owners.extend(owners_of(read, record, (&accounts, &entitlements)));
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
            if !owners.is_empty() {
                let rows = StagedRows::Relations {
                    relation: Relation::Owners,
                    entitlement_type: entitlement_type.to_owned(),
                    rows: owners,
                    observed: Vec::new(),
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
                key: String::new(),
            }]),
            Visits::Entitlements => {
                let rows = self
                    .store
                    .entitlements_to_visit(self.run, entitlement_type)?;
                let filter = read.filter.as_ref();
                Ok(rows
                    .iter()
                    .filter(|row| filter.is_none_or(|filter| passes(filter, row)))
                    .filter_map(|row| {
                        let value = column_text(&row.columns, &read.entitlement_column)?;
                        let context = super::bind_entitlement(&base, &row.columns)
                            .with("id", Value::from(value.as_str()));
                        Some(Visited {
                            context,
                            value: Some(value),
                            key: row.key.clone(),
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
                            key: row.key.clone(),
                        })
                    })
                    .collect())
            }
        }
    }

    /// Tells whose members and owners are completely read.
    fn stage_known(
        &mut self,
        entitlement_type: &str,
        members: Vec<(String, String)>,
        owners: Vec<(String, String)>,
    ) -> Outcome<()> {
        let links = StagedRows::Links {
            entitlement_type: entitlement_type.to_owned(),
            rows: Vec::new(),
            observed: members,
        };
        self.stage_apart("links", links)?;
        let ends = owners.into_iter();
        let ends = ends.map(|(column, value)| (RelationEnd::User, column, value));
        let owners = StagedRows::Relations {
            relation: Relation::Owners,
            entitlement_type: entitlement_type.to_owned(),
            rows: Vec::new(),
            observed: ends.collect(),
        };
        self.stage_apart("owners", owners)
    }
}

/// The owners of entitlements that a record tells of: by `ownerIdPath`, and the users of accounts whose
/// link has an attribute that makes owners (`typeOfImportOwner`).
fn owners_of(
    read: &LinkRead,
    record: &serde_json::Value,
    (accounts, entitlements): (&[String], &[String]),
) -> Vec<RelationRecord> {
    let rule = &read.owner_rule;
    let kind = read.attribute.as_ref().and_then(|a| a.read(record));
    let is_wanted = kind.as_ref().map(|kind| rule.wants(kind));
    if !rule.kinds.is_empty() && is_wanted == Some(false) {
        return Vec::new();
    }
    let mut owners = Vec::new();
    for entitlement in entitlements {
        let end = (read.entitlement_column.as_str(), entitlement.as_str());
        owners.extend(related(&read.owners, record, end, &[String::new()]));
        for account in accounts.iter().filter(|_| is_wanted == Some(true)) {
            owners.push(RelationRecord {
                from_column: read.entitlement_column.clone(),
                from_value: entitlement.clone(),
                to: RelationEnd::Account,
                to_column: read.account_column.clone(),
                to_value: account.clone(),
                kind: String::new(),
            });
        }
    }
    owners
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
