//! Whose members are known: those of objects that every call about them has read.
//!
//! Two calls may each give a part of an entitlement's members. Where one of them fails for it, what the
//! other gave is added, and nothing is taken away (design D6).

use indexmap::IndexMap;

/// Objects by how many calls have read them completely; `T` is how the store is told of one.
#[derive(Debug)]
pub(crate) struct Observed<T> {
    calls: usize,
    seen: IndexMap<String, Seen<T>>,
}

#[derive(Debug)]
struct Seen<T> {
    told: T,
    /// How many calls have read it, and the last of them.
    times: usize,
    last: usize,
}

impl<T> Observed<T> {
    /// Nothing yet, before the first call.
    pub fn new() -> Self {
        Self {
            calls: 0,
            seen: IndexMap::new(),
        }
    }

    /// Another call begins.
    pub fn begin_call(&mut self) {
        self.calls += 1;
    }

    /// The call has read an object completely.
    pub fn note(&mut self, key: String, told: T) {
        let call = self.calls;
        let seen = self.seen.entry(key).or_insert(Seen {
            told,
            times: 0,
            last: 0,
        });
        if seen.last != call {
            seen.last = call;
            seen.times += 1;
        }
    }

    /// What every call has read, in the order of the first.
    pub fn by_all(self) -> Vec<T> {
        let calls = self.calls;
        let seen = self.seen.into_values().filter(|seen| seen.times == calls);
        seen.map(|seen| seen.told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_that_one_call_has_not_read_is_not_observed() {
        let mut observed = Observed::new();
        observed.begin_call();
        observed.note("a".to_owned(), 1);
        observed.note("a".to_owned(), 1);
        observed.note("b".to_owned(), 2);
        observed.begin_call();
        observed.note("b".to_owned(), 3);
        assert_eq!(observed.by_all(), [2]);
    }
}
