//! "Did you mean": the nearest of a list of names.
//!
//! Distance counts insertions, deletions, substitutions and swaps of neighbours, ignoring case. A
//! suggestion is made up to a third of the name's length (at least one edit): a key of nine letters
//! with three wrong is still recognisable, one of four letters with two wrong is another word.

/// How many names of a fitting length are compared: a hostile text has a hundred thousand.
const MOST: usize = 2_000;

/// The nearest name within the threshold; the first of equals.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.trim().to_lowercase();
    let length = name.chars().count();
    if !(2..=64).contains(&length) {
        return None;
    }
    let limit = (length / 3).max(1);
    known
        .into_iter()
        // Names of other lengths are told apart without counting.
        .filter(|k| k.chars().count().abs_diff(length) <= limit)
        .take(MOST)
        .map(|k| (distance(&name, &k.to_lowercase()), k))
        .filter(|(d, _)| *d <= limit)
        .min_by_key(|(d, _)| *d)
        .map(|(_, k)| k)
}

/// Optimal string alignment distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut left: Option<char> = None;
    for (i, x) in a.chars().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |r: &[usize], k: usize| r.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut cost = at(&last, j) + usize::from(x != *y);
            cost = cost.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            if j > 0 && left == Some(*y) && b.get(j - 1) == Some(&x) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
        }
        before = last;
        last = row;
        left = Some(x);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["listField", "keyField", "pagination", "http"];
        assert_eq!(nearest("listFeild", known), Some("listField"));
        assert_eq!(nearest("paginaton", known), Some("pagination"));
        assert_eq!(nearest("htp", known), Some("http"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("", known), None);
    }
}
