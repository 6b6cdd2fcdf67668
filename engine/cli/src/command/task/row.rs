//! A task as programs read it: EIC's words for its state and type, moments in RFC 3339.

use bindery_connector::ports::Timestamp;
use bindery_model::Task;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::moment;

/// A task to be written.
pub struct Row(pub Task);

impl Serialize for Row {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let task = &self.0;
        let at = |moment: Option<Timestamp>| moment.map(moment::text);
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("task", &task.id)?;
        map.serialize_entry("request", &task.request)?;
        map.serialize_entry("parent", &task.parent)?;
        let asked_at = task.logical.as_ref().unwrap_or(&task.endpoint);
        map.serialize_entry("endpoint", asked_at)?;
        if task.logical.is_some() {
            map.serialize_entry("carried_out_at", &task.endpoint)?;
        }
        map.serialize_entry("operation", &task.operation)?;
        let kind = task.operation.task_type().map(|kind| kind.as_str());
        map.serialize_entry("type", &kind)?;
        map.serialize_entry("action", &task.action)?;
        map.serialize_entry("status", task.status.eic_name())?;
        map.serialize_entry("status_code", &task.status.code())?;
        map.serialize_entry("user", &task.user)?;
        map.serialize_entry("account", &task.account)?;
        map.serialize_entry("account_name", &task.account_name)?;
        map.serialize_entry("entitlement", &task.entitlement)?;
        map.serialize_entry("source", &task.source)?;
        map.serialize_entry("attributes", &task.attributes)?;
        map.serialize_entry("justification", &task.justification)?;
        map.serialize_entry("comments", &task.comments)?;
        map.serialize_entry("provisioning_comments", &task.provisioning_comments)?;
        map.serialize_entry("tries", &task.tries)?;
        map.serialize_entry("start", &at(task.start))?;
        map.serialize_entry("end", &at(task.end))?;
        map.serialize_entry("not_before", &at(task.not_before))?;
        map.serialize_entry("ticket", &task.ticket)?;
        map.serialize_entry("created", &moment::text(task.created))?;
        map.serialize_entry("changed", &moment::text(task.changed))?;
        map.end()
    }
}
