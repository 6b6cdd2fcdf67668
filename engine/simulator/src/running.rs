//! The handle on a running target: where it is, what it was asked, and how to meddle with it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use indexmap::IndexMap;
use serde_json::{Map, Value};
use tokio::sync::oneshot;

use crate::description::Description;
use crate::drift::{self, Drifted};
use crate::fault::Fault;
use crate::handler::{Logged, Target};
use crate::problem::{Problem, SimulatorError};
use crate::read::list;

/// A target that answers on loopback until it is stopped or dropped.
pub struct Running {
    pub(crate) target: Arc<Target>,
    pub(crate) address: SocketAddr,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    pub(crate) thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Running {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Running")
            .field("name", &self.target.description.name)
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `127.0.0.1:PORT`.
    pub fn host(&self) -> String {
        self.address.to_string()
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The first token that never expires; empty where the description has none.
    pub fn token(&self) -> String {
        let tokens = &self.description().authentication.tokens;
        tokens.first().map(|t| t.token.clone()).unwrap_or_default()
    }

    /// The id of the first client; empty where the description has none.
    pub fn client_id(&self) -> String {
        let clients = &self.description().authentication.clients;
        clients.first().map(|c| c.id.clone()).unwrap_or_default()
    }

    /// The secret of the first client.
    pub fn client_secret(&self) -> String {
        let clients = &self.description().authentication.clients;
        clients
            .first()
            .map(|c| c.secret.clone())
            .unwrap_or_default()
    }

    /// The description in force, switches applied.
    pub fn description(&self) -> &Description {
        &self.target.description
    }

    /// A connector's parameters when it talks to this target, with `@host` and its like filled in.
    pub fn parameters(&self) -> IndexMap<String, String> {
        let described = &self.description().parameters;
        described
            .iter()
            .map(|(name, value)| {
                let value = match value.as_str() {
                    "@host" => self.host(),
                    "@url" => self.url(),
                    "@token" => self.token(),
                    "@clientId" => self.client_id(),
                    "@clientSecret" => self.client_secret(),
                    other => other.to_owned(),
                };
                (name.clone(), value)
            })
            .collect()
    }

    /// Every request so far, in the order in which they were answered.
    pub fn requests(&self) -> Vec<Logged> {
        self.target.live().log.iter().cloned().collect()
    }

    /// Forgets the requests so far.
    pub fn forget_requests(&self) {
        self.target.live().log.clear();
    }

    /// Puts a fault in force; one of the same kind and route gives way to it.
    pub fn set_fault(&self, fault: Fault) {
        self.target.live().faults.add(fault);
    }

    /// Takes all faults back.
    pub fn clear_faults(&self) {
        self.target.live().faults.clear();
    }

    /// Makes every fetched token worthless.
    pub fn expire_tokens(&self) {
        self.target.live().access.expire_all();
    }

    /// Pretends that `by` has passed: tokens expire, blocks lift, late writes arrive.
    pub fn advance(&self, by: Duration) {
        self.target.clock.advance(by);
    }

    /// The rows of a table as they are stored, secrets as the number of times they were written.
    /// Empty for an unknown table.
    pub fn snapshot(&self, resource: &str) -> Vec<Value> {
        let live = self.target.live();
        let rows = live.world.rows(resource);
        rows.map(|(_, row)| Value::Object(row.clone())).collect()
    }

    /// The id of the first row with this value in this field.
    pub fn find(&self, resource: &str, field: &str, value: &str) -> Option<String> {
        let live = self.target.live();
        live.world.find(resource, &[field.to_owned()], value)
    }

    /// Changes fields of a row behind the connector's back; values are checked like a write.
    pub fn change(
        &self,
        resource: &str,
        id: &str,
        fields: &Map<String, Value>,
    ) -> Result<(), SimulatorError> {
        let now_ms = self.target.clock.now_ms();
        let mut live = self.target.live();
        drift::change(&mut live.world, resource, id, fields, now_ms).map_err(|p| self.error(p))
    }

    /// Takes a row away, and every reference to it; whether there was one.
    pub fn remove(&self, resource: &str, id: &str) -> bool {
        self.target.live().world.remove(resource, id).is_some()
    }

    /// Adds a row behind the connector's back; gives its id.
    pub fn insert(
        &self,
        resource: &str,
        row: &Map<String, Value>,
    ) -> Result<String, SimulatorError> {
        let mut live = self.target.live();
        drift::insert(&mut live.world, resource, row).map_err(|p| self.error(p))
    }

    /// Lets a named drift of the description happen.
    pub fn drift(&self, name: &str) -> Result<Vec<Drifted>, SimulatorError> {
        let described = &self.description().drift;
        let drift = described.get(name).ok_or_else(|| {
            self.error(
                Problem::new(format!("drift {name}"), "there is no such drift").help(format!(
                    "the drifts are {}",
                    list(described.keys().map(String::as_str))
                )),
            )
        })?;
        let now_ms = self.target.clock.now_ms();
        let mut live = self.target.live();
        let actions = drift.actions.iter();
        actions
            .map(|action| drift::act(&mut live.world, action, now_ms).map_err(|p| self.error(p)))
            .collect()
    }

    /// Stops answering and frees the port.
    pub fn stop(mut self) {
        self.close();
    }

    fn error(&self, problem: Problem) -> SimulatorError {
        SimulatorError::one(self.description().name.clone(), problem)
    }

    fn close(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.close();
    }
}
