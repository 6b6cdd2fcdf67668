//! Lists, arrays and sets: one shared, ordered sequence with a kind; and the views of a map's keys,
//! values and entries, which hold nothing themselves.

use std::fmt;
use std::mem;
use std::sync::{Arc, PoisonError, RwLock, TryLockError};

use super::debris::clear_values;
use super::{Map, Value};

/// Which Java class a sequence is an instance of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListKind {
    ArrayList,
    LinkedList,
    /// A view or fixed list whose writes are refused.
    Immutable,
    /// What `Arrays.asList` gives: members can be replaced, none added or removed.
    Fixed,
    /// `String[]`
    Strings,
    /// `Object[]` and arrays of other classes.
    Objects,
    /// `byte[]`
    Bytes,
    /// `char[]`
    Chars,
    /// `int[]`
    Ints,
    /// `LinkedHashSet`, in order of insertion.
    LinkedSet,
    /// `HashSet`, in Java's order.
    HashSet,
    /// `TreeSet`, sorted.
    TreeSet,
}

impl ListKind {
    pub(crate) const fn is_array(self) -> bool {
        matches!(
            self,
            Self::Strings | Self::Objects | Self::Bytes | Self::Chars | Self::Ints
        )
    }

    pub(crate) const fn is_set(self) -> bool {
        matches!(self, Self::LinkedSet | Self::HashSet | Self::TreeSet)
    }
}

/// A reference to a shared list.
#[derive(Clone)]
pub struct List(Arc<ListObject>);

struct ListObject {
    kind: ListKind,
    items: Items,
}

enum Items {
    Frozen(Vec<Value>),
    Live(RwLock<Vec<Value>>),
    View(Map, Part),
}

/// What a view shows of its map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Keys,
    Values,
    Entries,
}

impl List {
    /// Data from outside, copied on its first write. The items must be frozen themselves.
    pub(crate) fn frozen(kind: ListKind, items: Vec<Value>) -> Self {
        Self(Arc::new(ListObject {
            kind,
            items: Items::Frozen(items),
        }))
    }

    /// A list of this evaluation.
    pub(crate) fn fresh(kind: ListKind, items: Vec<Value>) -> Self {
        Self(Arc::new(ListObject {
            kind,
            items: Items::Live(RwLock::new(items)),
        }))
    }

    /// A part of a map, as it is whenever one looks.
    pub(crate) fn view(map: Map, part: Part) -> Self {
        let kind = match part {
            Part::Keys | Part::Entries => ListKind::LinkedSet,
            Part::Values => ListKind::ArrayList,
        };
        Self(Arc::new(ListObject {
            kind,
            items: Items::View(map, part),
        }))
    }

    /// The map that a view shows, and what of it.
    pub(crate) fn as_view(&self) -> Option<(&Map, Part)> {
        match &self.0.items {
            Items::View(map, part) => Some((map, *part)),
            _ => None,
        }
    }

    pub(crate) fn kind(&self) -> ListKind {
        self.0.kind
    }

    pub(crate) fn is_frozen(&self) -> bool {
        matches!(self.0.items, Items::Frozen(_))
    }

    /// What identifies the list among all that are alive.
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.0) as usize
    }

    /// Runs `read` on the items as they are stored here; `run.rs` knows about later copies.
    pub(crate) fn peek_with<T>(&self, read: impl FnOnce(&[Value]) -> T) -> T {
        match &self.0.items {
            Items::Frozen(items) => read(items),
            Items::Live(items) => match items.try_read() {
                Ok(items) => read(&items),
                Err(TryLockError::Poisoned(items)) => read(&items.into_inner()),
                // It is being changed further up this stack, by something that meets itself.
                Err(TryLockError::WouldBlock) => read(&[]),
            },
            Items::View(map, part) => read(&part.of(map)),
        }
    }

    pub(crate) fn snapshot(&self) -> Vec<Value> {
        self.peek_with(<[Value]>::to_vec)
    }

    /// Runs `write` on the items of a live list; `None` when it is frozen or
    /// being walked.
    pub(crate) fn poke_with<T>(&self, write: impl FnOnce(&mut Vec<Value>) -> T) -> Option<T> {
        match &self.0.items {
            Items::Frozen(_) | Items::View(..) => None,
            Items::Live(items) => match items.try_write() {
                Ok(mut items) => Some(write(&mut items)),
                Err(TryLockError::Poisoned(items)) => Some(write(&mut items.into_inner())),
                Err(TryLockError::WouldBlock) => None,
            },
        }
    }
}

impl Part {
    /// This part of a map in its order.
    pub(crate) fn of(self, map: &Map) -> Vec<Value> {
        let entries = map.snapshot().into_iter();
        match self {
            Self::Keys => entries.map(|(key, _)| key.to_value()).collect(),
            Self::Values => entries.map(|(_, value)| value).collect(),
            Self::Entries => entries
                .map(|(key, value)| crate::collection::entry(Some(map), key, value))
                .collect(),
        }
    }
}

impl ListObject {
    fn take(&mut self) -> Vec<Value> {
        match &mut self.items {
            Items::Frozen(items) => mem::take(items),
            Items::Live(items) => {
                mem::take(items.get_mut().unwrap_or_else(PoisonError::into_inner))
            }
            Items::View(map, _) => {
                let map = Value::Map(map.clone());
                self.items = Items::Frozen(Vec::new());
                vec![map]
            }
        }
    }
}

impl Drop for ListObject {
    fn drop(&mut self) {
        clear_values(self.take());
    }
}

impl fmt::Debug for List {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "List({:?}, {} items)",
            self.0.kind,
            self.peek_with(<[Value]>::len)
        )
    }
}
