//! Lists of names in messages.

/// The most names that a message lists.
const MOST: usize = 12;

/// The names in quotes, with a comma between them; of very many the first, and how many more.
pub(crate) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names
        .by_ref()
        .take(MOST)
        .map(|n| format!("`{n}`"))
        .collect();
    let list = first.join(", ");
    match names.count() {
        0 => list,
        more => format!("{list} and {more} more"),
    }
}
