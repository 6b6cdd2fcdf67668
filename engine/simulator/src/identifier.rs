//! Ids and tokens made from a seed: the nth id of a table is the same in every run.

use crate::description::IdFormat;

/// A random source of its own for one purpose, so that purposes don't disturb each other.
pub(crate) fn source(seed: u64, purpose: &str, count: u64) -> fastrand::Rng {
    // FNV-1a: spreads short names well enough, and stays the same across versions of Rust.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in purpose.bytes().chain(count.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    fastrand::Rng::with_seed(hash)
}

/// The `count`th id of a table.
pub(crate) fn identifier(format: IdFormat, seed: u64, table: &str, count: u64) -> String {
    let mut random = source(seed, table, count);
    match format {
        IdFormat::Integer => (count + 1).to_string(),
        IdFormat::Hex => digits(&mut random, 24),
        IdFormat::Coldfusion => {
            let digits = version_4(&mut random).to_uppercase();
            group(&digits, &[8, 4, 4, 16])
        }
        IdFormat::Uuid => group(&version_4(&mut random), &[8, 4, 4, 4, 12]),
    }
}

/// A token no one can mistake for a real one.
pub(crate) fn token(seed: u64, count: u64) -> String {
    format!(
        "simulated-{}",
        digits(&mut source(seed, "token", count), 32)
    )
}

/// Thirty-two hexadecimal digits of an id in RFC 4122's grouping; any other text as it is.
pub(crate) fn as_uuid(id: &str) -> String {
    let digits: String = id.chars().filter(|c| *c != '-').collect();
    if digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        group(&digits.to_lowercase(), &[8, 4, 4, 4, 12])
    } else {
        id.to_owned()
    }
}

fn digits(random: &mut fastrand::Rng, count: usize) -> String {
    (0..count).map(|_| random.digit(16)).collect()
}

fn version_4(random: &mut fastrand::Rng) -> String {
    let mut text = digits(random, 32);
    text.replace_range(12..13, "4");
    let variant = random.choice(["8", "9", "a", "b"]).unwrap_or("8");
    text.replace_range(16..17, variant);
    text
}

fn group(digits: &str, sizes: &[usize]) -> String {
    let mut rest = digits.chars();
    let groups: Vec<String> = sizes
        .iter()
        .map(|size| rest.by_ref().take(*size).collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_look_of_their_format() {
        let id = identifier(IdFormat::Coldfusion, 1, "users", 0);
        let sizes: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(sizes, [8, 4, 4, 16]);
        assert_eq!(id, id.to_uppercase());
        let same = as_uuid(&id);
        let sizes: Vec<usize> = same.split('-').map(str::len).collect();
        assert_eq!(sizes, [8, 4, 4, 4, 12]);
    }

    #[test]
    fn the_same_seed_gives_the_same_id_and_another_seed_another() {
        let one = identifier(IdFormat::Uuid, 1, "users", 7);
        assert_eq!(one, identifier(IdFormat::Uuid, 1, "users", 7));
        assert_ne!(one, identifier(IdFormat::Uuid, 2, "users", 7));
        assert_ne!(one, identifier(IdFormat::Uuid, 1, "groups", 7));
    }
}
