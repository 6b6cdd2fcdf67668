//! The records that a call has brought, so that one that comes again is known.
//!
//! Exact as long as no two digests agree, and small: a feed of millions must not be held in memory
//! for it. Few digests are kept in a hash set; many as the upper 12 bits that name a bucket and the
//! next 40 in sorted order, five bytes each. Two keys of a million agree in all 52 bits once in ten
//! thousand feeds, and then one record counts as repeated, which can stop a removal but not cause one.

use std::collections::HashSet;

/// Digests kept in a hash set.
const FEW: usize = 32 * 1024;
/// Buckets beyond that.
const BUCKETS: usize = 4096;
/// Bytes of a digest in its bucket.
const WIDTH: usize = 5;

/// Digests that were seen.
#[derive(Debug, Clone)]
pub(super) enum Seen {
    Few(HashSet<u64>),
    Many { buckets: Vec<Vec<u8>>, len: usize },
}

impl Default for Seen {
    fn default() -> Self {
        Self::Few(HashSet::new())
    }
}

impl Seen {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Self::Few(digests) => digests.len(),
            Self::Many { len, .. } => *len,
        }
    }

    /// Adds a digest; whether it is new.
    pub fn insert(&mut self, digest: u64) -> bool {
        match self {
            Self::Few(digests) if digests.len() < FEW => digests.insert(digest),
            Self::Few(digests) => {
                let digests = std::mem::take(digests);
                *self = Self::Many {
                    buckets: vec![Vec::new(); BUCKETS],
                    len: 0,
                };
                for digest in digests {
                    self.insert(digest);
                }
                self.insert(digest)
            }
            Self::Many { buckets, len } => {
                let bucket = buckets.get_mut((digest >> 52) as usize);
                let is_new = bucket.is_some_and(|bucket| insert(bucket, digest));
                *len += usize::from(is_new);
                is_new
            }
        }
    }
}

/// Adds the 40 bits below the bucket's to a sorted bucket; whether they are new.
fn insert(bucket: &mut Vec<u8>, digest: u64) -> bool {
    let wanted = (digest >> 12).to_be_bytes();
    let wanted = &wanted[8 - WIDTH..];
    let (mut low, mut high) = (0, bucket.len() / WIDTH);
    while low < high {
        let middle = low.midpoint(high);
        let found = bucket.get(middle * WIDTH..(middle + 1) * WIDTH);
        match found.unwrap_or_default().cmp(wanted) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Equal => return false,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    if bucket.len() + WIDTH > bucket.capacity() {
        bucket.reserve_exact(WIDTH.max(bucket.len() / 8));
    }
    let at = low * WIDTH;
    bucket.splice(at..at, wanted.iter().copied());
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Spreads small numbers over all the bits that are kept.
    fn spread(number: u64) -> u64 {
        number.wrapping_mul(0x9e37_79b9_7f4a_7c15) & !0xfff
    }

    #[test]
    fn many_digests_are_told_apart() {
        let mut seen = Seen::default();
        for round in 0..2_u64 {
            for number in 0..100_000 {
                assert_eq!(seen.insert(spread(number)), round == 0, "{number}");
            }
        }
        assert_eq!(seen.len(), 100_000);
        assert!(matches!(seen, Seen::Many { .. }));
    }

    proptest! {
        #[test]
        fn it_answers_like_a_set(numbers in proptest::collection::vec(0..500_u64, 0..800)) {
            let mut set = HashSet::new();
            let mut seen = Seen::Many { buckets: vec![Vec::new(); BUCKETS], len: 0 };
            for number in numbers {
                prop_assert_eq!(seen.insert(spread(number)), set.insert(number));
                prop_assert_eq!(seen.len(), set.len());
            }
        }
    }
}
