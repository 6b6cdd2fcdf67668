//! One evaluation: what it may read, what it has written, and how much work it has done.
//!
//! Everything that runs on behalf of a script gets a [`Run`]. Every function that allocates, loops
//! or compares charges it, so that a limit ends a hostile script wherever it spends its time
//! (design D2). Frozen data is copied here on its first write, seen only by this evaluation.

mod data;

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Instant;

use indexmap::IndexMap;

use crate::context::Context;
use crate::error::{Kind, Outcome, fail};
use crate::limits::{Limits, STACK_GROWTH, STACK_LEFT};
use crate::lower::Tables;
use crate::syntax::Caller;
use crate::value::effort;
use crate::value::{Closure, Code, Key, List, ListKind, Map, Part, Pattern, Text, Value};

/// The state of one evaluation.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) context: Context,
    limits: Arc<Limits>,
    started: Instant,
    work: AtomicU64,
    allocated: AtomicU64,
    depth: AtomicUsize,
    random: AtomicU64,
    assigned: AtomicBool,
    variables: Mutex<IndexMap<Text, Value>>,
    copied: AtomicBool,
    copies: Mutex<HashMap<usize, (Value, Value)>>,
    pub(crate) delegates: Mutex<Vec<Value>>,
    /// The methods of the script; several of one name take other arguments.
    pub(crate) methods: Mutex<HashMap<Text, Vec<Arc<Closure>>>>,
    closures: Mutex<Vec<Weak<Closure>>>,
    /// The closures under way that call themselves by `call(…)`, innermost last.
    pub(crate) running: Mutex<Vec<Arc<Closure>>>,
    /// The regular expressions compiled so far, by their source.
    pub(crate) patterns: Mutex<HashMap<Text, Arc<Pattern>>>,
}

/// Work between two looks at the clock.
const CLOCK_INTERVAL: u64 = 4_096;

impl State {
    pub(crate) fn new(context: Context, limits: Arc<Limits>) -> Self {
        let seed = context.seed();
        Self {
            context,
            limits,
            started: Instant::now(),
            work: AtomicU64::new(0),
            allocated: AtomicU64::new(0),
            depth: AtomicUsize::new(0),
            random: AtomicU64::new(seed),
            assigned: AtomicBool::new(false),
            variables: Mutex::default(),
            copied: AtomicBool::new(false),
            copies: Mutex::default(),
            delegates: Mutex::default(),
            methods: Mutex::default(),
            closures: Mutex::default(),
            running: Mutex::default(),
            patterns: Mutex::default(),
        }
    }

    /// A state for looking at a value outside of any evaluation.
    pub(crate) fn detached() -> Self {
        Self::new(Context::new(), Arc::default())
    }

    /// Whether the context still shows what it showed at first: no root assigned, no data copied.
    pub(crate) fn is_untouched(&self) -> bool {
        !self.assigned.load(Relaxed) && !self.copied.load(Relaxed)
    }

    /// Breaks the cycles of closures that hold themselves.
    pub(crate) fn finish(&self) {
        for closure in lock(&self.closures).drain(..) {
            if let Some(closure) = closure.upgrade()
                && let Code::Script(code) = &closure.code
            {
                lock(code).take();
            }
        }
    }
}

/// A lock whose holder cannot have left it half-written.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The handle that everything running for a script gets.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) state: &'a Arc<State>,
    pub(crate) native: Option<&'a dyn Caller>,
    pub(crate) tables: Option<&'a Arc<Tables>>,
}

impl<'a> Run<'a> {
    pub(crate) const fn detached(state: &'a Arc<State>) -> Self {
        Self {
            state,
            native: None,
            tables: None,
        }
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.state.limits
    }

    /// Charges units of work and looks at the clock now and then.
    pub(crate) fn charge(&self, units: usize) -> Outcome<()> {
        let units = units as u64;
        let before = self.state.work.fetch_add(units, Relaxed);
        let after = before.saturating_add(units);
        if after > self.state.limits.work || effort::is_spent() {
            return limit("the script does too much work");
        }
        if before / CLOCK_INTERVAL != after / CLOCK_INTERVAL
            && self.state.started.elapsed() > self.state.limits.wall_time
        {
            return limit("the script runs too long");
        }
        Ok(())
    }

    /// Charges bytes of a new value.
    pub(crate) fn allocate(&self, bytes: usize) -> Outcome<()> {
        let before = self.state.allocated.fetch_add(bytes as u64, Relaxed);
        if before.saturating_add(bytes as u64) > self.state.limits.allocated_bytes {
            return limit("the script needs too much memory");
        }
        self.charge(1 + bytes / 64)
    }

    /// A string of this evaluation.
    pub(crate) fn text(&self, text: impl Into<Text> + AsRef<str>) -> Outcome<Value> {
        self.room_for_text(text.as_ref().len())?;
        Ok(Value::String(text.into()))
    }

    /// Charges a string before it is built.
    pub(crate) fn room_for_text(&self, bytes: usize) -> Outcome<()> {
        if bytes > self.state.limits.string_bytes {
            return limit("a string grows too long");
        }
        self.allocate(bytes)
    }

    /// Charges a list before it is built.
    pub(crate) fn room_for_items(&self, items: usize) -> Outcome<()> {
        if items > self.state.limits.collection_items {
            return limit("a list or map grows too large");
        }
        self.allocate(items.saturating_mul(16))
    }

    /// Pieces of a text as strings, charged while they are made.
    pub(crate) fn pieces<'t>(&self, pieces: impl Iterator<Item = &'t str>) -> Outcome<Vec<Value>> {
        const STRING: usize = 48;
        let mut out = Vec::new();
        for piece in pieces {
            if out.len() >= self.limits().collection_items {
                return limit("a list or map grows too large");
            }
            self.allocate(STRING + piece.len())?;
            out.push(Value::string(piece));
        }
        Ok(out)
    }

    /// The letters of a text as an array.
    pub(crate) fn letters(&self, text: &str) -> Outcome<Value> {
        self.room_for_items(text.chars().count())?;
        let letters = text.chars().map(Value::Character).collect();
        Ok(Value::List(List::fresh(ListKind::Chars, letters)))
    }

    /// A new `ArrayList`.
    pub(crate) fn list(&self, items: Vec<Value>) -> Outcome<Value> {
        self.sequence(ListKind::ArrayList, items)
    }

    /// A new sequence of a kind.
    pub(crate) fn sequence(&self, kind: ListKind, items: Vec<Value>) -> Outcome<Value> {
        self.room_for_items(items.len())?;
        Ok(Value::List(List::fresh(kind, items)))
    }

    /// A view of a map.
    pub(crate) fn view(&self, map: &Map, part: Part) -> Outcome<Value> {
        self.charge(1 + self.map_len(map))?;
        Ok(Value::List(List::view(map.clone(), part)))
    }

    /// A new `LinkedHashMap`.
    pub(crate) fn map(&self, entries: Vec<(Key, Value)>) -> Outcome<Value> {
        self.room_for_items(entries.len().saturating_mul(3))?;
        Ok(Value::fresh_map(entries))
    }

    /// The next number of the random source, a splitmix64 sequence from the context's seed.
    pub(crate) fn random(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut word = self
            .state
            .random
            .fetch_add(STEP, Relaxed)
            .wrapping_add(STEP);
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    // Variables of the script binding.

    /// The value of a root: what a script assigned, else what the context binds.
    pub(crate) fn root(&self, name: &str) -> Option<Value> {
        if self.state.assigned.load(Relaxed)
            && let Some(value) = lock(&self.state.variables).get(name)
        {
            return Some(value.clone());
        }
        self.state.context.get(name).cloned()
    }

    pub(crate) fn assign(&self, name: &str, value: Value) {
        self.state.assigned.store(true, Relaxed);
        lock(&self.state.variables).insert(Text::from(name), value);
    }

    /// All roots, assigned ones last.
    pub(crate) fn roots(&self) -> Vec<(Key, Value)> {
        let mut roots: IndexMap<Text, Value> = self.state.context.roots().clone();
        for (name, value) in lock(&self.state.variables).iter() {
            roots.insert(name.clone(), value.clone());
        }
        roots
            .into_iter()
            .map(|(name, value)| (Key::String(name), value))
            .collect()
    }

    // Depth and closures.

    /// Runs `body` one level deeper.
    pub(crate) fn deeper<T>(&self, body: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        self.deeper_by(1, body)
    }

    /// Runs `body` some levels deeper; closures that call themselves end here.
    pub(crate) fn deeper_by<T>(
        &self,
        levels: usize,
        body: impl FnOnce() -> Outcome<T>,
    ) -> Outcome<T> {
        let before = self.state.depth.fetch_add(levels, Relaxed);
        let result = if before + levels > self.limits().call_depth {
            limit("calls are nested too deeply")
        } else {
            stacker::maybe_grow(STACK_LEFT, STACK_GROWTH, body)
        };
        self.state.depth.fetch_sub(levels, Relaxed);
        result
    }

    pub(crate) fn register(&self, closure: &Arc<Closure>) {
        lock(&self.state.closures).push(Arc::downgrade(closure));
    }
}

/// A limit of the sandbox was reached.
pub(crate) fn limit<T>(message: &str) -> Outcome<T> {
    fail(Kind::Limit, message)
}
