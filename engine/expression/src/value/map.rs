//! Maps: shared, ordered by insertion, by Java's hash buckets or by key.

use std::fmt;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock, TryLockError};

use bindery_model::catalogue::FieldType;
use indexmap::IndexMap;

use super::debris::clear_values;
use super::{Key, Value};

pub(crate) type Entries = IndexMap<Key, Value>;

/// Which Java class a map is an instance of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MapKind {
    /// `LinkedHashMap`
    Linked,
    /// `HashMap`: iterates in the order of its buckets.
    Hash,
    /// `TreeMap`: iterates in the order of its keys.
    Tree,
    /// `groovy.json.internal.LazyMap`
    Lazy,
    /// A view whose writes are refused.
    Immutable,
    /// An object of the engine: answers getters.
    Bound(FieldType),
}

/// A reference to a shared map.
#[derive(Clone)]
pub struct Map(Arc<MapObject>);

struct MapObject {
    kind: MapKind,
    storage: Storage,
}

enum Storage {
    Frozen(Entries),
    Live(RwLock<Live>),
}

struct Live {
    entries: Entries,
    /// Buckets of the Java table; a table never shrinks.
    capacity: usize,
    /// The closure or value of `withDefault`.
    default: Option<Value>,
}

const FIRST_CAPACITY: usize = 16;

impl Map {
    /// Data from outside, copied on its first write. The values must be frozen themselves.
    pub(crate) fn frozen(kind: MapKind, entries: Entries) -> Self {
        Self(Arc::new(MapObject {
            kind,
            storage: Storage::Frozen(entries),
        }))
    }

    pub(crate) fn fresh(kind: MapKind, entries: Vec<(Key, Value)>) -> Self {
        let mut live = Live {
            entries: Entries::new(),
            capacity: FIRST_CAPACITY,
            default: None,
        };
        for (key, value) in entries {
            live.put(key, value);
        }
        Self(Arc::new(MapObject {
            kind,
            storage: Storage::Live(RwLock::new(live)),
        }))
    }

    /// A frozen copy that answers getters; live maps are copied shallowly.
    pub(crate) fn into_bound(self, ty: FieldType) -> Self {
        let entries = match Arc::try_unwrap(self.0) {
            Ok(mut object) => object.take(),
            Err(shared) => Self(shared).snapshot().into_iter().collect(),
        };
        Self(Arc::new(MapObject {
            kind: MapKind::Bound(ty),
            storage: Storage::Frozen(entries),
        }))
    }

    pub(crate) fn kind(&self) -> MapKind {
        self.0.kind
    }

    pub(crate) fn is_frozen(&self) -> bool {
        matches!(self.0.storage, Storage::Frozen(_))
    }

    /// The entries of a frozen map.
    pub(crate) fn as_frozen(&self) -> Option<&Entries> {
        match &self.0.storage {
            Storage::Frozen(entries) => Some(entries),
            Storage::Live(_) => None,
        }
    }

    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }

    pub(crate) fn peek(&self, key: &str) -> Option<Value> {
        self.peek_with(|entries| entries.get(key).cloned())
    }

    /// Runs `read` on the entries in order of insertion; see `snapshot` for the order of Java.
    pub(crate) fn peek_with<T>(&self, read: impl FnOnce(&Entries) -> T) -> T {
        match &self.0.storage {
            Storage::Frozen(entries) => read(entries),
            Storage::Live(live) => match live.try_read() {
                Ok(live) => read(&live.entries),
                Err(TryLockError::Poisoned(live)) => read(&live.into_inner().entries),
                // It is being changed further up this stack: it is a key of itself.
                Err(TryLockError::WouldBlock) => read(&Entries::new()),
            },
        }
    }

    /// The entries in iteration order.
    pub(crate) fn snapshot(&self) -> Vec<(Key, Value)> {
        let copy = |entries: &Entries| -> Vec<(Key, Value)> {
            entries
                .iter()
                .map(|(key, value)| (key.clone(), value.clone()))
                .collect()
        };
        match &self.0.storage {
            Storage::Frozen(entries) => copy(entries),
            Storage::Live(live) => {
                let live = match live.try_read() {
                    Ok(live) => live,
                    Err(TryLockError::Poisoned(live)) => live.into_inner(),
                    Err(TryLockError::WouldBlock) => return Vec::new(),
                };
                let mut entries = copy(&live.entries);
                match self.0.kind {
                    MapKind::Hash => {
                        let mask = live.capacity - 1;
                        entries.sort_by_cached_key(|(key, _)| key.spread_hash() as usize & mask);
                    }
                    MapKind::Tree => entries.sort_by(|(left, _), (right, _)| left.order(right)),
                    _ => {}
                }
                entries
            }
        }
    }

    /// Puts an entry into a live map; `None` when it is frozen.
    pub(crate) fn put(&self, key: Key, value: Value) -> Option<Option<Value>> {
        self.poke(|live| live.put(key, value))
    }

    /// Removes an entry from a live map; `None` when it is frozen.
    pub(crate) fn remove(&self, key: &Key) -> Option<Option<Value>> {
        self.poke(|live| live.entries.shift_remove(key))
    }

    /// Removes all entries of a live map; `None` when it is frozen.
    pub(crate) fn clear(&self) -> Option<()> {
        self.poke(|live| clear_entries(mem::take(&mut live.entries)))
    }

    /// The value that `withDefault` gave this map.
    pub(crate) fn default_value(&self) -> Option<Value> {
        match &self.0.storage {
            Storage::Frozen(_) => None,
            Storage::Live(live) => match live.try_read() {
                Ok(live) => live.default.clone(),
                Err(TryLockError::Poisoned(live)) => live.into_inner().default.clone(),
                Err(TryLockError::WouldBlock) => None,
            },
        }
    }

    pub(crate) fn set_default(&self, value: Value) {
        self.poke(|live| live.default = Some(value));
    }

    fn poke<T>(&self, write: impl FnOnce(&mut Live) -> T) -> Option<T> {
        match &self.0.storage {
            Storage::Frozen(_) => None,
            Storage::Live(live) => match live.try_write() {
                Ok(mut live) => Some(write(&mut live)),
                Err(TryLockError::Poisoned(live)) => Some(write(&mut live.into_inner())),
                Err(TryLockError::WouldBlock) => None,
            },
        }
    }
}

impl Live {
    fn put(&mut self, key: Key, value: Value) -> Option<Value> {
        let old = self.entries.insert(key, value);
        while self.entries.len() * 4 > self.capacity * 3 {
            self.capacity *= 2;
        }
        old
    }
}

impl MapObject {
    fn take(&mut self) -> Entries {
        match &mut self.storage {
            Storage::Frozen(entries) => mem::take(entries),
            Storage::Live(live) => mem::take(
                &mut live
                    .get_mut()
                    .unwrap_or_else(PoisonError::into_inner)
                    .entries,
            ),
        }
    }
}

impl Drop for MapObject {
    fn drop(&mut self) {
        clear_entries(self.take());
    }
}

/// Drops entries, keys that are structures too.
fn clear_entries(entries: Entries) {
    let mut held = Vec::new();
    for (key, value) in entries {
        if value.holds_values() {
            held.push(value);
        }
        if let Key::Other(key) = key {
            held.push(key);
        }
    }
    clear_values(held);
}

impl fmt::Debug for Map {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Map({:?}, {} entries)",
            self.0.kind,
            self.peek_with(Entries::len)
        )
    }
}
