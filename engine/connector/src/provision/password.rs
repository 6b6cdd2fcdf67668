//! Generated passwords (`PasswdPolicyJSON`, field-notes §1).
//!
//! The policy's counts are the least of their kind; the rest is drawn from all kinds. Without a
//! policy a password has [`LENGTH`] characters, at least [`EACH`] of every kind. Characters that
//! look alike are left out, and so are those that mean something to JSON, XML, a shell or a URL.

use bindery_definition::PasswordPolicy;

use crate::ports::Random;

/// The length without a policy: more than 110 bits.
const LENGTH: u64 = 20;
/// How many of each kind without a policy.
const EACH: u64 = 2;
/// The longest password made, whatever a policy says: longer ones are refused by targets.
const LONGEST: u64 = 128;

const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const LETTERS: &[u8] = b"abcdefghijkmnopqrstuvwxyz";
const DIGITS: &[u8] = b"23456789";
const SPECIALS: &[u8] = b"!*-_.@";

/// A new password that satisfies the policy.
pub(crate) fn generate(policy: Option<&PasswordPolicy>, random: &dyn Random) -> String {
    let policy = policy.copied().unwrap_or_default();
    let capitals = policy.capitals.unwrap_or(EACH).min(LONGEST);
    let digits = policy.digits.unwrap_or(EACH).min(LONGEST);
    let specials = policy.specials.unwrap_or(EACH).min(LONGEST);
    let most = policy.max_length.unwrap_or(LONGEST).clamp(1, LONGEST);
    let least = policy.min_length.unwrap_or(0);
    let wanted = capitals + digits + specials;
    // At least as long as our own default where the policy leaves room for it.
    let length = least.max(LENGTH).min(most).max(wanted);

    let mut characters = Vec::new();
    for (kind, count) in [(CAPITALS, capitals), (DIGITS, digits), (SPECIALS, specials)] {
        characters.extend((0..count).map(|_| pick(kind, random)));
    }
    let letters = length - wanted;
    characters.extend((0..letters).map(|n| {
        let kind = if n % 3 == 2 { CAPITALS } else { LETTERS };
        pick(kind, random)
    }));
    shuffle(&mut characters, random);
    characters.into_iter().map(char::from).collect()
}

/// Six digits: a one-time password.
pub(crate) fn digits(random: &dyn Random) -> String {
    let digits = (0..6).map(|_| pick(b"0123456789", random));
    digits.map(char::from).collect()
}

fn pick(kind: &[u8], random: &dyn Random) -> u8 {
    kind.get(below(kind.len(), random)).copied().unwrap_or(b'x')
}

fn shuffle(characters: &mut [u8], random: &dyn Random) {
    for last in (1..characters.len()).rev() {
        characters.swap(last, below(last + 1, random));
    }
}

/// A number below `bound`, each as likely as any other.
fn below(bound: usize, random: &dyn Random) -> usize {
    let bound = u64::try_from(bound).unwrap_or(1).max(1);
    let fair = u64::MAX - u64::MAX % bound;
    // A source stuck at one unfair number must not hang us.
    let drawn = (0..64).map(|_| random.secret()).find(|n| *n < fair);
    usize::try_from(drawn.unwrap_or(0) % bound).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    struct Counting(AtomicU64);

    impl Random for Counting {
        fn next(&self) -> u64 {
            let n = self.0.fetch_add(1, Ordering::Relaxed);
            n.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29)
        }
    }

    fn count(password: &str, kind: &[u8]) -> usize {
        password.bytes().filter(|b| kind.contains(b)).count()
    }

    #[test]
    fn a_password_without_a_policy_is_long_and_mixed() {
        let random = Counting(AtomicU64::new(1));
        let password = generate(None, &random);
        assert_eq!(password.len(), 20);
        assert_eq!(count(&password, DIGITS), 2);
        assert_eq!(count(&password, SPECIALS), 2);
        assert!(count(&password, CAPITALS) >= 2);
        assert_ne!(password, generate(None, &random));
    }

    #[test]
    fn a_policy_is_kept_also_an_absurd_one() {
        let random = Counting(AtomicU64::new(7));
        let policy = PasswordPolicy {
            min_length: Some(8),
            max_length: Some(12),
            capitals: Some(1),
            digits: Some(3),
            specials: Some(0),
        };
        let password = generate(Some(&policy), &random);
        assert_eq!(password.len(), 12);
        assert_eq!(count(&password, DIGITS), 3);
        assert_eq!(count(&password, SPECIALS), 0);
        let absurd = PasswordPolicy {
            min_length: Some(u64::MAX),
            max_length: Some(0),
            capitals: Some(u64::MAX),
            digits: Some(u64::MAX),
            specials: Some(u64::MAX),
        };
        assert_eq!(generate(Some(&absurd), &random).len(), 3 * 128);
    }
}
