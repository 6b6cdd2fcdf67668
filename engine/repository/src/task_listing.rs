//! Looking at tasks: what `bindery task list|show` prints.

use bindery_connector::Outcome;
use bindery_connector::ports::JournalEntry;
use bindery_model::catalogue::Operation;
use bindery_model::{Task, TaskStatus};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params, params_from_iter};
use serde::Serialize;

use crate::failure::{Attempt, Failure};
use crate::tasks::{self, TASK, task};
use crate::{Repository, journal, lookups};

/// Which tasks to list; an empty filter lists all.
#[derive(Debug, Clone, Default)]
pub struct TaskFilter {
    /// Only of this endpoint.
    pub endpoint: Option<String>,
    /// Only for this user.
    pub user: Option<String>,
    /// Only of the account of this id or name.
    pub account: Option<String>,
    /// Only this operation.
    pub operation: Option<Operation>,
    /// Only in one of these states; in any where there is none.
    pub statuses: Vec<TaskStatus>,
    /// Only of this request.
    pub request: Option<i64>,
    /// At most so many.
    pub limit: Option<usize>,
}

/// Who works on a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClaimRecord {
    /// The worker.
    pub worker: String,
    /// When it showed life last, RFC 3339.
    pub renewed: String,
}

/// How many tasks of an endpoint are in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskCount {
    /// The endpoint.
    pub endpoint: String,
    /// The state.
    pub status: TaskStatus,
    /// How many.
    pub tasks: usize,
}

impl Repository {
    /// Tasks, the newest first.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn list_tasks(&self, filter: &TaskFilter) -> Outcome<Vec<Task>> {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        let mut text = |sql: &str, value: Option<&str>| {
            if let Some(value) = value {
                values.push(Value::Text(value.to_owned()));
                conditions.push(sql.replace('?', &format!("?{}", values.len())));
            }
        };
        text(
            "(SELECT id FROM endpoints WHERE name = ?) IN (endpoint, logical)",
            filter.endpoint.as_deref(),
        );
        text("user = ?", filter.user.as_deref());
        text("? IN (account, account_name)", filter.account.as_deref());
        text("operation = ?", filter.operation.map(Operation::name));
        if let Some(request) = filter.request {
            values.push(Value::Integer(request));
            conditions.push(format!("request = ?{}", values.len()));
        }
        if !filter.statuses.is_empty() {
            let codes = filter
                .statuses
                .iter()
                .map(|status| status.code().to_string());
            let codes: Vec<String> = codes.collect();
            conditions.push(format!("status IN ({})", codes.join(", ")));
        }
        let condition = if conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", conditions.join(" AND "))
        };
        let limit = filter.limit.and_then(|n| i64::try_from(n).ok());
        values.push(Value::Integer(limit.unwrap_or(-1)));
        let sql = format!(
            "SELECT {TASK} FROM tasks {condition} ORDER BY id DESC LIMIT ?{}",
            values.len()
        );
        Ok(lookups::read_all(
            &self.connection,
            &sql,
            params_from_iter(values),
            task,
        )?)
    }

    /// One task; `None` where there is none of this number.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn show_task(&self, number: i64) -> Outcome<Option<Task>> {
        Ok(tasks::find(&self.connection, number)?)
    }

    /// The journal of a task without its answers.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn journal_of(&self, task: i64) -> Outcome<Vec<JournalEntry>> {
        Ok(journal::outline(&self.connection, task)?)
    }

    /// Who works on a task; `None` where nobody does.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn claim_of(&self, task: i64) -> Outcome<Option<ClaimRecord>> {
        Ok(claim_of(self, task)?)
    }

    /// The open task of the same account that has to end before this one; `None` where it is next.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn waits_behind(&self, task: i64) -> Outcome<Option<i64>> {
        Ok(waits_behind(self, task)?)
    }

    /// The tasks that wait for one to complete.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn children_of(&self, task: i64) -> Outcome<Vec<i64>> {
        let sql = "SELECT id FROM tasks WHERE parent = ?1 ORDER BY id";
        Ok(lookups::read_all(&self.connection, sql, [task], |r| {
            Ok(r.get(0)?)
        })?)
    }

    /// How many tasks of an endpoint are still to be done, those in doubt and those that start later
    /// among them.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn count_open_tasks(&self, endpoint: &str) -> Outcome<usize> {
        let counts = self.count_tasks()?;
        let open = counts
            .iter()
            .filter(|count| count.endpoint == endpoint && !count.status.is_over());
        Ok(open.map(|count| count.tasks).sum())
    }

    /// How many tasks there are, by endpoint and state.
    ///
    /// # Errors
    /// `R5001` when the store cannot be read.
    pub fn count_tasks(&self) -> Outcome<Vec<TaskCount>> {
        let sql = "SELECT p.name, t.status, count(*) FROM tasks t
             JOIN endpoints p ON p.id = t.endpoint GROUP BY 1, 2 ORDER BY 1, 2";
        Ok(lookups::read_all(&self.connection, sql, [], |r| {
            Ok(TaskCount {
                endpoint: r.get(0)?,
                status: tasks::status_of(r.get(1)?).ok_or(Failure::Json)?,
                tasks: lookups::size(r, 2)?,
            })
        })?)
    }
}

fn claim_of(store: &Repository, task: i64) -> Attempt<Option<ClaimRecord>> {
    let sql = "SELECT worker, claimed FROM tasks WHERE id = ?1 AND status = 2";
    Ok(store
        .connection
        .prepare_cached(sql)?
        .query_row([task], |r| {
            Ok(ClaimRecord {
                worker: r.get(0)?,
                renewed: r.get(1)?,
            })
        })
        .optional()?)
}

fn waits_behind(store: &Repository, task: i64) -> Attempt<Option<i64>> {
    let sql = format!(
        "SELECT other.id FROM tasks other, tasks own WHERE own.id = ?1
         AND own.status IN (1, 5) AND own.head = 0
         AND other.endpoint = own.endpoint AND other.lane = own.lane AND other.head = 1
         AND other.{} LIMIT 1",
        tasks::OPEN
    );
    Ok(store
        .connection
        .prepare_cached(&sql)?
        .query_row(params![task], |r| r.get(0))
        .optional()?)
}
