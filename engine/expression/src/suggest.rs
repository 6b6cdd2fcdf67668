//! "Did you mean": a known name that a typing error away from the one written.

/// The closest of the names, if it is close enough: one slip for short names, two for longer ones.
pub(crate) fn closest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let length = written.chars().count();
    let allowed = if length <= 4 { 1 } else { 2 };
    names
        // Names of other lengths are told apart without counting.
        .filter(|name| name.chars().count().abs_diff(length) <= allowed)
        .map(|name| (distance(written, name), name))
        .filter(|(slips, name)| *slips <= allowed && *name != written)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, name)| name)
}

/// Letters to insert, remove, replace or exchange with their neighbour, whatever their case.
fn distance(left: &str, right: &str) -> usize {
    const LONGEST: usize = 60;
    let fold = |text: &str| -> Vec<char> {
        text.chars()
            .take(LONGEST)
            .flat_map(char::to_lowercase)
            .collect()
    };
    let (left, right) = (fold(left), fold(right));
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, one) in left.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, two) in right.iter().enumerate() {
            let at =
                |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&row, j) + usize::from(one != two))
                .min(at(&row, j + 1) + 1)
                .min(at(&next, j) + 1);
            let exchanged =
                i > 0 && j > 0 && left.get(i - 1) == Some(two) && right.get(j - 1) == Some(one);
            if exchanged {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn one_slip_is_forgiven_in_short_names_and_two_in_long_ones() {
        let names = ["user", "account", "response"];
        assert_eq!(closest("usr", names.into_iter()), Some("user"));
        assert_eq!(closest("acocunt", names.into_iter()), Some("account"));
        assert_eq!(closest("reponces", names.into_iter()), None);
        assert_eq!(closest("User", names.into_iter()), Some("user"));
        assert_eq!(closest("x", names.into_iter()), None);
    }
}
