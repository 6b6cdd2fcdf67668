//! Lists and maps as an evaluation sees them: data from outside is copied when it is first written.

use std::sync::atomic::Ordering::Relaxed;

use indexmap::IndexMap;

use super::{Run, limit, lock};
use crate::error::{EvalError, Kind, Outcome};
use crate::value::effort;
use crate::value::{Key, List, ListKind, Map, MapKind, Part, Value};

impl Run<'_> {
    pub(crate) fn with_items<T>(&self, list: &List, read: impl FnOnce(&[Value]) -> T) -> T {
        if let Some((map, part)) = list.as_view() {
            let map = self.current(map);
            let room = effort::spend(1 + map.peek_with(IndexMap::len));
            return read(&if room { part.of(&map) } else { Vec::new() });
        }
        if list.is_frozen()
            && let Some(Value::List(copy)) = self.copy_of(list.identity())
        {
            return copy.peek_with(read);
        }
        list.peek_with(read)
    }

    pub(crate) fn len(&self, list: &List) -> usize {
        self.with_items(list, <[Value]>::len)
    }

    pub(crate) fn item(&self, list: &List, index: usize) -> Option<Value> {
        self.with_items(list, |items| items.get(index).cloned())
    }

    /// The items as they are now; safe to walk while closures change the list.
    pub(crate) fn items(&self, list: &List) -> Outcome<Vec<Value>> {
        let items = self.with_items(list, <[Value]>::to_vec);
        self.charge(items.len())?;
        Ok(items)
    }

    /// Changes a list; one that came from outside is copied first.
    pub(crate) fn change<T>(
        &self,
        list: &List,
        write: impl FnOnce(&mut Vec<Value>) -> T,
    ) -> Outcome<T> {
        self.charge(self.len(list) / 32)?;
        self.touch(list, write)
    }

    /// Adds a value to the end of a list.
    pub(crate) fn append(&self, list: &List, value: Value) -> Outcome<()> {
        self.touch(list, |items| items.push(value))
    }

    /// Changes a list in few places, whatever its length.
    pub(crate) fn touch<T>(
        &self,
        list: &List,
        write: impl FnOnce(&mut Vec<Value>) -> T,
    ) -> Outcome<T> {
        if list.kind() == ListKind::Immutable {
            return Err(Box::new(
                EvalError::new(Kind::Other, "this list cannot be changed")
                    .thrown_as("java.lang.UnsupportedOperationException"),
            ));
        }
        if let Some((map, part)) = list.as_view() {
            return self.change_through(map, part, write);
        }
        let target = self.owned_list(list)?;
        let (before, result, after) = target
            .poke_with(|items| {
                let before = items.len();
                let kept = (list.kind() == ListKind::Fixed).then(|| items.clone());
                let result = write(items);
                let after = items.len();
                if let Some(kept) = kept.filter(|_| after != before) {
                    *items = kept;
                }
                (before, result, after)
            })
            .map_or_else(|| limit("a list cannot be changed"), Ok)?;
        if list.kind() == ListKind::Fixed && after != before {
            return Err(Box::new(
                EvalError::new(Kind::Other, "the length of this list cannot be changed")
                    .thrown_as("java.lang.UnsupportedOperationException"),
            ));
        }
        if after > self.limits().collection_items {
            return limit("a list or map grows too large");
        }
        self.allocate(after.saturating_sub(before).saturating_mul(16))?;
        Ok(result)
    }

    /// Changes a map through a view of its keys, values or entries: only removing is possible.
    fn change_through<T>(
        &self,
        map: &Map,
        part: Part,
        write: impl FnOnce(&mut Vec<Value>) -> T,
    ) -> Outcome<T> {
        let keys: Vec<Key> = self.entries(map)?.into_iter().map(|(key, _)| key).collect();
        let before = part.of(&self.current(map));
        let mut after = before.clone();
        let result = write(&mut after);
        // Of equal values the first goes first, so what stays is found from the end.
        let mut gone = Vec::new();
        for (key, item) in keys.into_iter().zip(before).rev() {
            if after.last().is_some_and(|kept| kept.is_same_member(&item)) {
                after.pop();
            } else {
                gone.push(key);
            }
        }
        if !after.is_empty() {
            return Err(Box::new(
                EvalError::new(Kind::Other, "nothing can be added to a view of a map")
                    .thrown_as("java.lang.UnsupportedOperationException"),
            ));
        }
        for key in gone {
            self.remove(map, &key)?;
        }
        Ok(result)
    }

    fn owned_list(&self, list: &List) -> Outcome<List> {
        if !list.is_frozen() {
            return Ok(list.clone());
        }
        if let Some(Value::List(copy)) = self.copy_of(list.identity()) {
            return Ok(copy);
        }
        let items = list.snapshot();
        self.room_for_items(items.len())?;
        let copy = List::fresh(list.kind(), items);
        self.remember(
            list.identity(),
            Value::List(list.clone()),
            Value::List(copy.clone()),
        );
        Ok(copy)
    }

    /// The map that holds the entries: the copy where one was made.
    pub(crate) fn current(&self, map: &Map) -> Map {
        if map.is_frozen()
            && let Some(Value::Map(copy)) = self.copy_of(map.identity())
        {
            return copy;
        }
        map.clone()
    }

    pub(crate) fn lookup(&self, map: &Map, key: &str) -> Option<Value> {
        if !effort::read(key.len()) {
            return None;
        }
        if map.is_frozen() && !self.state.copied.load(Relaxed) {
            return map.peek(key);
        }
        self.current(map).peek(key)
    }

    pub(crate) fn lookup_key(&self, map: &Map, key: &Key) -> Option<Value> {
        self.current(map)
            .peek_with(|entries| entries.get(key).cloned())
    }

    pub(crate) fn map_len(&self, map: &Map) -> usize {
        self.current(map).peek_with(IndexMap::len)
    }

    pub(crate) fn entries(&self, map: &Map) -> Outcome<Vec<(Key, Value)>> {
        let map = self.current(map);
        let len = map.peek_with(IndexMap::len);
        self.charge(match map.kind() {
            MapKind::Hash => 4 * len,
            MapKind::Tree => 8 * len,
            _ => len,
        })?;
        Ok(map.snapshot())
    }

    pub(crate) fn put(&self, map: &Map, key: Key, value: Value) -> Outcome<Option<Value>> {
        let target = self.owned_map(map)?;
        if target.kind() == MapKind::Tree {
            self.sortable(&target, &key)?;
        }
        if self.map_len(&target) >= self.limits().collection_items {
            return limit("a list or map grows too large");
        }
        self.allocate(48)?;
        Ok(target.put(key, value).flatten())
    }

    /// A sorted map takes keys of one class, as Java's `compareTo` wants them.
    fn sortable(&self, map: &Map, key: &Key) -> Outcome<()> {
        let key = key.to_value();
        if key.is_null() {
            let message = "a sorted map has no place for a null key";
            return Err(Box::new(EvalError::new(Kind::NullPointer, message)));
        }
        match self
            .entries(map)?
            .first()
            .map(|(first, _)| first.to_value())
        {
            Some(first) if crate::class::class_name(&first) != crate::class::class_name(&key) => {
                crate::convert::cannot_cast(&key, crate::class::class_name(&first))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn remove(&self, map: &Map, key: &Key) -> Outcome<Option<Value>> {
        let target = self.owned_map(map)?;
        self.charge(1 + self.map_len(&target) / 16)?;
        Ok(target.remove(key).flatten())
    }

    pub(crate) fn clear(&self, map: &Map) -> Outcome<()> {
        self.owned_map(map)?.clear();
        Ok(())
    }

    fn owned_map(&self, map: &Map) -> Outcome<Map> {
        if map.kind() == MapKind::Immutable {
            return Err(Box::new(
                EvalError::new(Kind::Other, "this map cannot be changed")
                    .thrown_as("java.lang.UnsupportedOperationException"),
            ));
        }
        if !map.is_frozen() {
            return Ok(map.clone());
        }
        if let Some(Value::Map(copy)) = self.copy_of(map.identity()) {
            return Ok(copy);
        }
        let entries = map.snapshot();
        self.room_for_items(entries.len().saturating_mul(3))?;
        let copy = Map::fresh(map.kind(), entries);
        self.remember(
            map.identity(),
            Value::Map(map.clone()),
            Value::Map(copy.clone()),
        );
        Ok(copy)
    }

    fn copy_of(&self, identity: usize) -> Option<Value> {
        if !self.state.copied.load(Relaxed) {
            return None;
        }
        lock(&self.state.copies)
            .get(&identity)
            .map(|(_, copy)| copy.clone())
    }

    /// The original is kept alive, so that its identity is not reused.
    fn remember(&self, identity: usize, original: Value, copy: Value) {
        self.state.copied.store(true, Relaxed);
        lock(&self.state.copies).insert(identity, (original, copy));
    }

    /// Whether data from outside was changed, and what a list or map holds may be its copy's.
    pub(crate) fn has_copies(&self) -> bool {
        self.state.copied.load(Relaxed)
    }

    /// A value that stays right after the evaluation: copies in place of their originals.
    pub(crate) fn settle(&self, value: Value) -> Value {
        if self.has_copies() {
            self.settle_to(value, 0)
        } else {
            value
        }
    }

    fn settle_to(&self, value: Value, depth: usize) -> Value {
        const DEPTH: usize = 128;
        if depth > DEPTH {
            return value;
        }
        match &value {
            Value::List(list) => {
                let items = self.with_items(list, <[Value]>::to_vec);
                let items = items
                    .into_iter()
                    .map(|item| self.settle_to(item, depth + 1))
                    .collect();
                Value::List(List::fresh(list.kind(), items))
            }
            Value::Map(map) => {
                let entries = self.current(map).snapshot().into_iter();
                let entries = entries.map(|(key, item)| (key, self.settle_to(item, depth + 1)));
                Value::Map(Map::fresh(map.kind(), entries.collect()))
            }
            _ => value,
        }
    }
}
