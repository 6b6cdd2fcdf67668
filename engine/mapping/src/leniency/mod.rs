//! The table of leniencies: every behaviour of this crate that the sources only infer.
//!
//! Real definitions hold more than their documentation allows, and documentation leaves gaps. Where
//! this crate reads on, or picks one of several meanings, the choice is a row here, with where it
//! comes from and what exactly happens. A leniency that can be seen in a definition's text is also
//! reported by whatever compiled it; the others are simply the rule.

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeniencyEntry {
    /// The leniency.
    pub leniency: Leniency,
    /// Its name, in kebab case.
    pub name: &'static str,
    /// Whether it is on unless somebody says otherwise.
    pub default: bool,
    /// Where the sources infer it.
    pub source: &'static str,
    /// What happens, in one clause.
    pub what: &'static str,
}

/// Defines the leniencies and their table from one list.
macro_rules! leniencies {
    ($($id:ident, $name:literal, $source:literal, $what:literal;)*) => {
        /// A behaviour that the sources only infer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Leniency {
            $(#[doc = $what] $id,)*
        }

        /// Every leniency.
        pub static LENIENCIES: &[LeniencyEntry] = &[
            $(LeniencyEntry {
                leniency: Leniency::$id,
                name: $name,
                default: true,
                source: $source,
                what: $what,
            },)*
        ];
    };
}

leniencies! {
    DotThroughList, "dot-through-list", "rest-dialect §2.7 leniency 1", "a dot through a list without an index visits every element; char joins the distinct values with a comma";
    FirstForKey, "first-for-key", "rest-dialect §2.7 leniency 1", "a key or name column takes the first of several values";
    IndexOnNonList, "index-on-non-list", "rest-dialect §2.7 leniency 2", "an index on something that is no list is ignored";
    UnescapedDots, "unescaped-dots", "rest-dialect §2.7 leniency 3", "the longest run of remaining segments that is a key of the object wins";
    TrailingTilde, "trailing-tilde", "rest-dialect §2.7 leniency 4", "a tilde at the end of a path is dropped";
    EmptySegment, "empty-segment", "ours", "an empty segment of a path is skipped";
    MissingType, "missing-type", "rest-dialect §2.7", "a column without a type is char";
    TypeSpelling, "type-spelling", "rest-dialect §2.7", "blanks around a type and its case do not matter";
    UnknownType, "unknown-type", "ours", "a column of an unknown type is char";
    BareTemplate, "bare-template", "field-notes §3.5", "a source that is an expression without #CONST# is evaluated";
    UnreadableKept, "unreadable-kept", "rest-dialect §2.7", "a value that its type cannot read is kept as text";
    EpochMagnitude, "epoch-magnitude", "rest-dialect §2.7", "an epoch of twelve digits and more counts milliseconds";
    ObjectIsOneRecord, "object-is-one-record", "rest-dialect §2.5, §5.31", "a list field that leads to an object gives one record";
    MissingListIsEmpty, "missing-list-is-empty", "rest-dialect §2.5, §5.55", "a list field that leads nowhere gives no records";
    NestedLists, "nested-lists", "rest-dialect §2.5", "lists met on the way to the records are concatenated";
    EmptyExpectation, "empty-expectation", "field-notes §3.2", "a success rule's empty text or null asks nothing";
    EmptyUnsuccess, "empty-unsuccess", "field-notes §3.2", "an unsuccessResponses that asks nothing never matches";
    BarePagePath, "bare-page-path", "rest-dialect §2.16", "a paging path without completeResponseMap is a path into the body";
    ActualCount, "actual-count", "rest-dialect §2.16", "the records received decide, whatever pageRecordCount says";
    ZeroTotal, "zero-total", "ours", "a total of zero beside records is no total";
    StartIndexPage, "start-index-page", "rest-dialect §2.16, §5.45", "a page number called startIndex advances by the records received";
    StartIndexOffset, "start-index-offset", "rest-dialect §2.16, §5.46", "an offset called startIndex begins at 1";
    CappedPages, "capped-pages", "rest-dialect §2.16", "where a page is shorter than asked for and more are known to follow, the offset advances by the records received";
    LiteralTotalCap, "literal-total-cap", "ours", "under a literal total, short pages advance the offset by the records received until a full page shows that the server does not cap";
    RelativeNextUrl, "relative-next-url", "rest-dialect §2.16", "a relative next URL is resolved against the current one";
    LinkHeader, "link-header", "rest-dialect §2.16", "a nextUrlPath that is headers.Link alone is the header's link whose relation is next";
    NullWordEndsPaging, "null-word-ends-paging", "rest-dialect §2.16", "a next URL of the word null ends paging";
    ActiveAliases, "active-aliases", "rest-dialect §2.9.1, §5.38", "active and status are read as activeStatus";
    UnmappedStatusColumn, "unmapped-status-column", "rest-dialect §5.39", "a status column that is not mapped is passed over";
    RawStatusWords, "raw-status-words", "rest-dialect §2.9.3", "a mapped status of true, active, enabled or 1 is active, its opposites inactive";
    SuspendMissing, "suspend-missing", "design D7", "accounts missing from a complete feed are suspended unless a key says otherwise";
    InactivateMissingEntitlements, "inactivate-missing-entitlements", "design D7", "entitlements missing from a complete feed become inactive unless a key says otherwise";
    StaleLinksGo, "stale-links-go", "rest-dialect §2.9.2", "links of active accounts that were not read go unless a key says otherwise";
    EmptyFeedKept, "empty-feed-kept", "rest-dialect §5.41", "a feed without any record removes nothing, whatever the threshold";
    UnknownMissingAction, "unknown-missing-action", "ours", "an accountsNotInImportAction nobody knows leaves accounts alone";
    AllEmptyMembership, "all-empty-membership", "rest-dialect §2.8.1", "a membership rule with nothing filled in takes the value under the type's name";
    IdPathSynonym, "id-path-synonym", "rest-dialect §2.14", "idPath stands in for a missing acctIdPath or entIdPath";
    OnlyCallPath, "only-call-path", "ours", "a response path that names no call is read from the only call's message";
}

impl Leniency {
    /// Its row.
    #[must_use]
    pub fn entry(self) -> Option<&'static LeniencyEntry> {
        LENIENCIES.iter().find(|entry| entry.leniency == self)
    }

    /// Its name, in kebab case.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }
}

#[cfg(test)]
mod tests;
