//! Checks that the names in a description mean something: tables, fields, shapes, drifts.

use crate::description::{Description, FieldType, Generate, Operation, Output, Part, Shape};
use crate::problem::Problem;
use crate::read::list;

/// Shapes nest by `each`; deeper than this is a circle.
pub(crate) const DEEPEST_SHAPE: usize = 8;

/// The most rows that a table may start with: enough for a large tenant, and still in memory.
const MOST_ROWS: usize = 1_000_000;

/// Every name that means nothing.
pub(crate) fn check(description: &Description) -> Vec<Problem> {
    let mut checker = Checker {
        description,
        problems: Vec::new(),
    };
    checker.resources();
    checker.routes();
    checker.authentication();
    checker.scripts();
    // A shape is looked at once for each route that shows it.
    let mut problems: Vec<Problem> = Vec::new();
    for problem in checker.problems {
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
    problems
}

struct Checker<'a> {
    description: &'a Description,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn report(&mut self, place: String, message: String) {
        self.problems.push(Problem::new(place, message));
    }

    fn table(&mut self, place: &str, name: &str) -> bool {
        let known = self.description.resources.contains_key(name);
        if !known {
            let names = list(self.description.resources.keys().map(String::as_str));
            self.problems.push(
                Problem::new(place, format!("there is no resource {name}"))
                    .help(format!("the resources are {names}")),
            );
        }
        known
    }

    fn field(&mut self, place: &str, resource: &str, name: &str) {
        if let Some(table) = self.description.resources.get(resource)
            && table.id.field != name
            && !table.fields.contains_key(name)
        {
            self.report(place.to_owned(), format!("{resource} has no field {name}"));
        }
    }

    fn resources(&mut self) {
        let mut filled: Vec<&str> = Vec::new();
        for (name, resource) in &self.description.resources {
            let place = format!("/resources/{name}");
            for (field, about) in &resource.fields {
                let place = format!("{place}/fields/{field}");
                let refers = matches!(about.kind, FieldType::Reference | FieldType::References);
                match &about.to {
                    Some(to) => {
                        self.table(&place, to);
                    }
                    None if refers => self.report(place.clone(), "the key to is missing".into()),
                    None => {}
                }
                if let Some(from) = &about.default_from {
                    self.field(&place, name, from);
                }
            }
            for (index, row) in resource.seed.rows.iter().enumerate() {
                for key in row.keys() {
                    self.field(&format!("{place}/seed/rows/{index}"), name, key);
                }
            }
            if resource.seed.count > MOST_ROWS {
                let message = format!("more than {MOST_ROWS} rows are asked for");
                self.report(format!("{place}/seed/count"), message);
            }
            for (field, generate) in &resource.seed.fields {
                let place = format!("{place}/seed/fields/{field}");
                self.field(&place, name, field);
                match generate {
                    Generate::Reference(to) | Generate::References { to, .. } => {
                        let known = self.table(&place, to);
                        if !known || filled.contains(&to.as_str()) {
                            continue;
                        }
                        self.problems.push(
                            Problem::new(&place, format!("{to} is filled later than {name}"))
                                .help(format!("describe {to} before {name}")),
                        );
                    }
                    Generate::Concat(parts) => self.parts(&place, name, parts),
                    Generate::OneOf(values) | Generate::InTurn(values) if values.is_empty() => {
                        self.report(place.clone(), "the list of values is empty".into());
                    }
                    _ => {}
                }
            }
            filled.push(name);
        }
    }

    fn parts(&mut self, place: &str, resource: &str, parts: &[Part]) {
        for part in parts {
            if let Part::Field(part) = part {
                self.field(place, resource, &part.field);
            }
        }
    }

    fn routes(&mut self) {
        for (name, route) in &self.description.routes {
            let place = format!("/routes/{name}");
            if !route.path.starts_with('/') {
                self.report(place.clone(), "a path starts with a slash".into());
            }
            let Some(resource) = &route.resource else {
                if route.operation != Operation::Token {
                    self.report(place, "the key resource is missing".into());
                }
                continue;
            };
            if !self.table(&place, resource) {
                continue;
            }
            for key in route.keys.iter().chain(&route.resets) {
                self.field(&place, resource, key);
            }
            for filter in route.filters.values() {
                self.field(&place, resource, &filter.field);
            }
            for field in route.body.fields.iter().flat_map(|fields| fields.values()) {
                self.field(&place, resource, field);
            }
            if let Some(within) = &route.within {
                self.table(&place, &within.resource);
                self.field(&place, resource, &within.field);
                if !route.path.contains(&format!("{{{}}}", within.parameter)) {
                    self.report(
                        place.clone(),
                        format!("the path has no parameter {}", within.parameter),
                    );
                }
            } else if matches!(route.operation, Operation::Link | Operation::Unlink) {
                self.report(place.clone(), "the key within is missing".into());
            }
            if let Some(shape) = &route.shape {
                self.named_shape(&place, resource, shape, 0);
            }
        }
    }

    fn named_shape(&mut self, place: &str, resource: &str, name: &str, depth: usize) {
        let description = self.description;
        match description.shapes.get(name) {
            None => {
                let names = list(description.shapes.keys().map(String::as_str));
                self.problems.push(
                    Problem::new(place, format!("there is no shape {name}"))
                        .help(format!("the shapes are {names}")),
                );
            }
            Some(_) if depth > DEEPEST_SHAPE => {
                self.report(
                    place.to_owned(),
                    format!("the shape {name} contains itself"),
                );
            }
            Some(shape) => self.shape(&format!("/shapes/{name}"), resource, shape, depth),
        }
    }

    fn shape(&mut self, place: &str, resource: &str, shape: &Shape, depth: usize) {
        if depth > DEEPEST_SHAPE {
            return;
        }
        for (output, source) in shape {
            let place = format!("{place}/{output}");
            match source {
                Output::Field(field) => self.field(&place, resource, field),
                Output::Detailed(detailed) => {
                    if let Some(field) = &detailed.field {
                        self.field(&place, resource, field);
                    }
                    if let Some(object) = &detailed.object {
                        self.shape(&place, resource, object, depth + 1);
                    }
                    if let Some(parts) = &detailed.concat {
                        self.parts(&place, resource, parts);
                    }
                    let target = match (&detailed.referrers, &detailed.field) {
                        (Some(referrers), _) => {
                            self.table(&place, &referrers.resource);
                            self.field(&place, &referrers.resource, &referrers.field);
                            Some(referrers.resource.clone())
                        }
                        (None, Some(field)) => self
                            .description
                            .resources
                            .get(resource)
                            .and_then(|table| table.fields.get(field))
                            .and_then(|field| field.to.clone()),
                        (None, None) => None,
                    };
                    if let (Some(each), Some(target)) = (&detailed.each, target) {
                        self.named_shape(&place, &target, each, depth + 1);
                    }
                }
            }
        }
    }

    fn authentication(&mut self) {
        if let Some(subjects) = &self.description.authentication.subjects {
            let place = "/authentication/subjects";
            if self.table(place, &subjects.resource) {
                self.field(place, &subjects.resource, &subjects.field);
                for field in subjects.require.keys() {
                    self.field(place, &subjects.resource, field);
                }
            }
        }
    }

    fn scripts(&mut self) {
        for (name, drift) in &self.description.drift {
            for (index, action) in drift.actions.iter().enumerate() {
                let place = format!("/drift/{name}/actions/{index}");
                if self.table(&place, &action.resource) {
                    let links = action.link.iter().chain(&action.unlink).map(|l| &l.field);
                    for field in action.matching.keys().chain(action.set.keys()).chain(links) {
                        self.field(&place, &action.resource, field);
                    }
                }
            }
        }
        if let Some(demo) = &self.description.demo {
            for name in &demo.drift {
                if !self.description.drift.contains_key(name) {
                    self.report("/demo/drift".into(), format!("there is no drift {name}"));
                }
            }
        }
    }
}
