//! Columns of a mapping, with their expressions compiled, and the names EIC gives them.

use bindery_definition::{Column as Written, Text};
use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Sink, Value};
use bindery_mapping::{Column, DateRule, Leniency, Selection, Source};
use bindery_model::Columns;
use bindery_model::catalogue::{ENTITLEMENT_COLUMNS, is_custom_property};
use serde_json::Value as Json;

use super::relation_plan::TWO_WAY;
use crate::Outcome;
use crate::request::template::{Compiler, Template};

/// The columns of one call.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapping {
    columns: Vec<MappedColumn>,
    /// A column asks for the record's memberships to be kept.
    pub keeps_memberships: bool,
    /// The kind of map to the entitlement that the call runs for.
    pub parent_map: Option<String>,
    /// What the expressions read of a record.
    response: Selection,
}

#[derive(Debug, Clone)]
struct MappedColumn {
    /// EIC's name.
    name: String,
    rule: Column,
    template: Option<Template>,
    /// A bare template, over the columns and the record's own fields (`field-notes §3.5`).
    over_columns: bool,
}

impl Mapping {
    /// Compiles a mapping; `table` has the well-known columns, `key` the column that takes one value.
    pub fn compile(
        compiler: &mut Compiler<'_>,
        written: &[Written],
        table: &[&str],
        key: &str,
    ) -> Self {
        let mut mapping = Self::default();
        for column in written {
            let entry = column
                .source
                .literal()
                .unwrap_or_else(|| column.source.raw().to_owned());
            let mut rule = match Column::parse(column.name.as_str(), &entry) {
                Ok(rule) => rule,
                Err(error) => {
                    compiler.problems.push(
                        Diagnostic::new(codes::WRONG_TYPE, error.to_string())
                            .at(column.source.place(), "this path"),
                    );
                    continue;
                }
            };
            if rule.is(key) {
                rule = rule.as_key();
            }
            match &rule.source {
                Source::Memberships => mapping.keeps_memberships = true,
                Source::EntitlementMap { parent: true, kind } => {
                    let kind = kind.clone().unwrap_or_else(|| TWO_WAY.to_owned());
                    mapping.parent_map = Some(kind);
                }
                Source::EntitlementMap { .. } | Source::UnknownMarker => {}
                _ => {
                    let template = rule
                        .template()
                        .map(|t| compiler.compile(&Text::plain(t), Sink::Text));
                    let over_columns = rule.leniencies.contains(&Leniency::BareTemplate);
                    if let Some(template) = &template {
                        template.select("response", &mut mapping.response);
                    }
                    mapping.columns.push(MappedColumn {
                        over_columns,
                        name: eic_name(column.name.as_str(), table),
                        rule,
                        template,
                    });
                }
            }
        }
        mapping
    }

    /// The columns of a record.
    ///
    /// # Errors
    /// An expression that fails.
    pub fn read(&self, record: &Json, dates: &DateRule, context: &Context) -> Outcome<Columns> {
        let mut columns = Columns::new();
        self.read_into(record, dates, context, &mut columns)?;
        Ok(columns)
    }

    /// The same into columns that were read before, so that their names and texts are used again. What
    /// they were makes no difference.
    ///
    /// # Errors
    /// An expression that fails.
    pub fn read_into(
        &self,
        record: &Json,
        dates: &DateRule,
        context: &Context,
        columns: &mut Columns,
    ) -> Outcome<()> {
        columns.truncate(self.columns.len());
        let names = self.columns.iter().map(|column| &column.name);
        if !columns.keys().eq(names) {
            columns.clear();
        }
        let is_new = columns.is_empty();
        if is_new {
            columns.reserve_exact(self.columns.len());
        }
        let mut bound: Option<Context> = None;
        for (at, column) in self.columns.iter().enumerate() {
            if is_new {
                columns.insert(column.name.clone(), Json::Null);
            }
            // A name that stands twice is the column it was the first time.
            let slot = match columns.get_index_mut(at) {
                Some((name, slot)) if *name == column.name => Some(slot),
                _ => columns.get_mut(&column.name),
            };
            let Some(slot) = slot else { continue };
            match &column.template {
                Some(_) if column.over_columns => {
                    *slot = column.rule.convert(&Json::Null, dates).value;
                }
                Some(template) => {
                    let bound = bound
                        .get_or_insert_with(|| context.with("response", self.response(record)));
                    let value = match template.evaluate(bound) {
                        Ok(value) => value,
                        // With the whole record an error says more.
                        Err(_) => template
                            .evaluate(&context.with("response", Value::from_json(record)))?,
                    };
                    *slot = column.rule.convert(&value.to_json(), dates).value;
                }
                None => column.rule.read_into(record, dates, slot),
            }
        }
        for column in self.columns.iter().filter(|c| c.over_columns) {
            if let Some(template) = &column.template {
                let bound = over_columns(context, record, columns);
                let value = template.evaluate(&bound)?.to_json();
                let value = column.rule.convert(&value, dates);
                columns.insert(column.name.clone(), value.value);
            }
        }
        Ok(())
    }

    /// What expressions see of a record.
    fn response(&self, record: &Json) -> Value {
        match record {
            Json::Object(fields) if !self.response.is_whole() => Value::map(
                fields
                    .iter()
                    .filter(|(name, _)| self.response.get(name).is_some())
                    .map(|(name, value)| (name.as_str(), Value::from_json(value))),
            ),
            whole => Value::from_json(whole),
        }
    }

    /// The columns of an entitlement made of an element of a membership list. Where the element has
    /// nothing and the path is the name of an entitlement column, the id is meant
    /// (`rest-dialect §2.8.1`).
    ///
    /// # Errors
    /// An expression that fails.
    pub fn read_element(
        &self,
        element: &Json,
        id: &str,
        dates: &DateRule,
        context: &Context,
    ) -> Outcome<Columns> {
        let mut columns = self.read(element, dates, context)?;
        for column in &self.columns {
            let Source::Path(path) = &column.rule.source else {
                continue;
            };
            let names_column = ENTITLEMENT_COLUMNS
                .iter()
                .any(|c| c.eq_ignore_ascii_case(path.as_str().trim()));
            if let Some(value) = columns.get_mut(&column.name)
                && value.is_null()
                && (names_column || !element.is_object())
            {
                *value = Json::from(id);
            }
        }
        Ok(columns)
    }

    /// Adds what the columns are made of in a record.
    pub fn select(&self, record: &mut Selection) {
        for column in &self.columns {
            if let Source::Path(path) = &column.rule.source {
                record.add(path);
            }
            if let Some(template) = &column.template {
                template.select("response", record);
            }
        }
    }

    /// Whether a column is mapped.
    pub fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|c| c.rule.is(name))
    }
}

/// Binds the record, its fields and the columns read so far, columns first.
fn over_columns(context: &Context, record: &Json, columns: &Columns) -> Context {
    let mut bound = context.with("response", Value::from_json(record));
    for (name, value) in record.as_object().into_iter().flatten() {
        bound.set(name, Value::from_json(value));
    }
    for (name, value) in columns {
        if !value.is_null() {
            bound.set(name, Value::from_json(value));
        }
    }
    bound
}

/// EIC's spelling of a column, whatever the case the author used.
pub(crate) fn eic_name(name: &str, table: &[&str]) -> String {
    let name = name.trim();
    if let Some(known) = table.iter().find(|c| c.eq_ignore_ascii_case(name)) {
        return (*known).to_owned();
    }
    if is_custom_property(name) {
        return name.to_ascii_lowercase();
    }
    name.to_owned()
}

/// The text of a column, found whatever its case; `None` for null, empty and absent.
pub(crate) fn column_text(columns: &Columns, name: &str) -> Option<String> {
    columns
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name.trim()))
        .and_then(|(_, value)| bindery_mapping::text_of(value))
        .filter(|text| !text.is_empty())
}
