//! The records that a call has brought, so that one that comes again is known.
//!
//! Exact as long as no two digests agree, and small: a feed of millions must not be held in memory
//! for it. Few digests are kept in a hash set; many as the upper bits that name a bucket and the 40
//! bits behind the first 14, five bytes each. Two keys of a million agree in all 54 bits once in thirty
//! thousand feeds, and then one record counts as repeated, which can stop a removal but not cause one.
//!
//! The buckets are chains of chunks in blocks of one size: what is kept is never moved, and no room is
//! left behind by lists that grew.

use std::collections::HashSet;

/// Digests kept in a hash set.
const FEW: usize = 4096;
/// Bytes that are kept of a digest.
const WIDTH: usize = 5;
/// The bits of a digest below those that are kept.
const LOST: u32 = 10;
/// The bits that name one of the first buckets, and one of the last.
const BITS: std::ops::RangeInclusive<u32> = 14..=24;
/// Digests in a bucket, on average, before there are twice as many buckets.
const FULL: usize = 64;
/// Digests in a chunk; behind them it names the next one.
const PLACES: usize = 12;
/// Bytes of a chunk.
const CHUNK: usize = PLACES * WIDTH + 4;
/// Chunks in a block.
const BLOCK: usize = 1024;

/// What is kept of a digest.
type Part = [u8; WIDTH];

/// Digests that were seen.
#[derive(Debug, Clone)]
pub(super) enum Seen {
    Few(HashSet<u64>),
    Many(Many),
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
            Self::Many(many) => many.len,
        }
    }

    /// Adds a digest; whether it is new.
    pub fn insert(&mut self, digest: u64) -> bool {
        match self {
            Self::Few(digests) if digests.len() < FEW => digests.insert(digest),
            Self::Few(digests) => {
                let mut many = Many::default();
                for digest in digests.drain() {
                    many.insert(digest);
                }
                let is_new = many.insert(digest);
                *self = Self::Many(many);
                is_new
            }
            Self::Many(many) => many.insert(digest),
        }
    }
}

/// Digests in buckets.
#[derive(Debug, Clone)]
pub(super) struct Many {
    /// How many bits name a bucket.
    bits: u32,
    buckets: Vec<Bucket>,
    blocks: Vec<Vec<u8>>,
    /// Chunks that were never used begin here.
    used: u32,
    /// Chunks that are no longer used.
    free: Vec<u32>,
    len: usize,
}

/// A chain of chunks, all but the first of them full.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    first: u32,
    held: u32,
}

impl Default for Many {
    fn default() -> Self {
        Self {
            bits: *BITS.start(),
            buckets: vec![Bucket::default(); 1 << BITS.start()],
            blocks: Vec::new(),
            used: 0,
            free: Vec::new(),
            len: 0,
        }
    }
}

impl Many {
    fn insert(&mut self, digest: u64) -> bool {
        let [_, _, _, part @ ..] = (digest >> LOST).to_be_bytes();
        let at = (digest >> (64 - self.bits)) as usize;
        let bucket = self.buckets.get(at).copied().unwrap_or_default();
        if self.has(bucket, part) {
            return false;
        }
        self.put(at, part);
        self.len += 1;
        if self.len > self.buckets.len() * FULL && self.bits < *BITS.end() {
            self.split();
        }
        true
    }

    fn has(&self, Bucket { mut first, held }: Bucket, part: Part) -> bool {
        let mut held = held as usize;
        while held > 0 {
            let here = (held - 1) % PLACES + 1;
            let Some(chunk) = self.chunk(first) else {
                return false;
            };
            let parts = chunk.get(..here * WIDTH).unwrap_or_default();
            if parts.chunks_exact(WIDTH).any(|there| there == part) {
                return true;
            }
            first = next(chunk);
            held -= here;
        }
        false
    }

    /// Puts a part into a bucket.
    fn put(&mut self, at: usize, part: Part) {
        let Some(mut bucket) = self.buckets.get(at).copied() else {
            return;
        };
        let here = bucket.held as usize % PLACES;
        if here == 0 {
            let behind = bucket.first.to_le_bytes();
            bucket.first = self.take_chunk();
            self.write(bucket.first, PLACES * WIDTH, &behind);
        }
        self.write(bucket.first, here * WIDTH, &part);
        bucket.held += 1;
        if let Some(slot) = self.buckets.get_mut(at) {
            *slot = bucket;
        }
    }

    /// Makes two buckets of each.
    fn split(&mut self) {
        self.bits += 1;
        let halves = vec![Bucket::default(); self.buckets.len() * 2];
        let buckets = std::mem::replace(&mut self.buckets, halves);
        let bit = 1_u64 << (64 - self.bits - LOST);
        let mut parts = Vec::with_capacity(FULL * 2);
        for (at, bucket) in buckets.into_iter().enumerate() {
            self.empty(bucket, &mut parts);
            for part in parts.drain(..) {
                let [a, b, c, d, e] = part;
                let upper = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]) & bit != 0;
                self.put(at * 2 + usize::from(upper), part);
            }
        }
    }

    /// Takes everything out of a bucket.
    fn empty(&mut self, Bucket { mut first, held }: Bucket, parts: &mut Vec<Part>) {
        let mut held = held as usize;
        while held > 0 {
            let here = (held - 1) % PLACES + 1;
            let Some(chunk) = self.chunk(first) else {
                return;
            };
            let there = chunk.get(..here * WIDTH).unwrap_or_default();
            parts.extend(
                there
                    .chunks_exact(WIDTH)
                    .filter_map(|p| Part::try_from(p).ok()),
            );
            let behind = next(chunk);
            self.free.push(first);
            first = behind;
            held -= here;
        }
    }

    fn take_chunk(&mut self) -> u32 {
        if let Some(chunk) = self.free.pop() {
            return chunk;
        }
        let chunk = self.used;
        self.used += 1;
        if chunk as usize / BLOCK == self.blocks.len() {
            self.blocks.push(vec![0; BLOCK * CHUNK]);
        }
        chunk
    }

    fn chunk(&self, at: u32) -> Option<&[u8]> {
        let start = at as usize % BLOCK * CHUNK;
        let block = self.blocks.get(at as usize / BLOCK)?;
        block.get(start..start + CHUNK)
    }

    fn write(&mut self, chunk: u32, at: usize, bytes: &[u8]) {
        let start = chunk as usize % BLOCK * CHUNK + at;
        let block = self.blocks.get_mut(chunk as usize / BLOCK);
        if let Some(there) = block.and_then(|b| b.get_mut(start..start + bytes.len())) {
            there.copy_from_slice(bytes);
        }
    }
}

/// The chunk behind one.
fn next(chunk: &[u8]) -> u32 {
    let name = chunk.last_chunk::<4>();
    name.map_or(0, |name| u32::from_le_bytes(*name))
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
        assert!(matches!(seen, Seen::Many(_)));
    }

    #[test]
    fn buckets_that_are_full_are_split() {
        let mut many = Many::default();
        let count = (FULL << BITS.start()) as u64 + 50_000;
        for number in 0..count {
            assert!(many.insert(spread(number)), "{number}");
        }
        assert_eq!(many.bits, BITS.start() + 1);
        for number in (0..count).step_by(7) {
            assert!(!many.insert(spread(number)), "{number}");
        }
        assert_eq!(many.len as u64, count);
    }

    proptest! {
        #[test]
        fn it_answers_like_a_set(numbers in proptest::collection::vec(0..500_u64, 0..800)) {
            let mut set = HashSet::new();
            let mut seen = Seen::Many(Many::default());
            for number in numbers {
                prop_assert_eq!(seen.insert(spread(number)), set.insert(number));
                prop_assert_eq!(seen.len(), set.len());
            }
        }
    }
}
