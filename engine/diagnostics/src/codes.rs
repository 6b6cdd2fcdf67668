//! The code book: every code bindery can report, with its page.
//!
//! Ranges (design D12): `B0xxx` syntax of bindings, `B1xxx` JSON and shape, `B2xxx` package,
//! `B3xxx` meaning of a definition, `B4xxx` expressions against their context, `B5xxx` security,
//! `B6xxx` style; at run time `R1xxx` transport, `R2xxx` authentication, `R3xxx` import, `R4xxx`
//! provisioning, `R5xxx` store, `R6xxx` replay, `R7xxx` jobs, `R9xxx` a fault of ours. A number, once given, is never reused.

use std::fmt;

use crate::diagnostic::Severity;

/// A code: an index into the code book that can only be made from an entry of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(&'static str);

/// What the code book says of one code.
#[derive(Debug, Clone, Copy)]
pub struct CodeEntry {
    /// The code itself.
    pub code: Code,
    /// The pattern it names, in kebab case: `unterminated-binding`.
    pub name: &'static str,
    /// Its default severity.
    pub severity: Severity,
    /// The page that `bindery explain` prints: what it means, why it matters, what to do.
    pub page: &'static str,
}

impl Code {
    /// The code as written: `B0001`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The code's entry. Every code has one; the first entry stands in should that ever fail.
    #[must_use]
    pub fn entry(self) -> &'static CodeEntry {
        BOOK.iter().find(|e| e.code == self).unwrap_or(&FAULT_ENTRY)
    }

    /// The default severity.
    #[must_use]
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The pattern's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Finds a code by its number or by its name, case-insensitively.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        BOOK.iter()
            .find(|e| e.code.0.eq_ignore_ascii_case(text) || e.name.eq_ignore_ascii_case(text))
            .map(|e| e.code)
    }
}

impl Code {
    /// Whether a text means this code: its number, the beginning of its number, or its name,
    /// case-insensitively. An empty text means none.
    #[must_use]
    pub fn matches(self, text: &str) -> bool {
        let starts = self
            .0
            .get(..text.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(text));
        !text.is_empty() && (starts || self.name().eq_ignore_ascii_case(text))
    }

    /// Whether a text means any code.
    #[must_use]
    pub fn is_known(text: &str) -> bool {
        BOOK.iter().any(|entry| entry.code.matches(text))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Defines the constants and the book from one table.
macro_rules! book {
    ($($konst:ident = $code:literal, $name:literal, $severity:ident, $page:literal;)*) => {
        $(#[doc = concat!("`", $code, "` ", $name)] pub const $konst: Code = Code($code);)*

        /// Every code, in the order of their numbers.
        pub static BOOK: &[CodeEntry] = &[
            $(CodeEntry { code: $konst, name: $name, severity: Severity::$severity, page: $page },)*
        ];
    };
}

static FAULT_ENTRY: CodeEntry = CodeEntry {
    code: FAULT,
    name: "internal-fault",
    severity: Severity::Error,
    page: "A fault of bindery itself. Please report it with the command and the input.",
};

book! {
    SYNTAX = "B0001", "binding-syntax", Error, "A binding is not valid Groovy. The label shows the place and what was expected there.";
    UNTERMINATED = "B0002", "unterminated-binding", Error, "A `${` or `$<` has no end. Braces inside quotes do not count, so look for a quote that is not closed.";
    JSON_SYNTAX = "B1001", "json-syntax", Error, "The text is not valid JSON. Nothing that depends on it can be read.";
    UNKNOWN_KEY = "B1002", "unknown-key", Warning, "The dialect has no such key here; it is ignored when the definition runs.";
    WRONG_TYPE = "B1003", "wrong-type", Error, "The value has a type that this key does not take.";
    MISSING_KEY = "B1004", "missing-key", Error, "A key that the dialect needs is absent.";
    KEY_CASE = "B1005", "key-case", Info, "The key is written in another case than the dialect's; bindery reads it, the product may not.";
    DUPLICATE_KEY = "B1006", "duplicate-key", Warning, "The key occurs twice in one object; the last one wins.";
    TRAILING_COMMA = "B1007", "trailing-comma", Warning, "A comma stands before a closing bracket. bindery reads on; the product's parser may refuse the whole text.";
    CONTROL_CHARACTER = "B1008", "control-character", Info, "A string holds a raw line break, tab or other control character, which JSON wants escaped. bindery takes it as it is.";
    KEY_ALIAS = "B1009", "key-alias", Info, "The key is a name that packages use for another one; bindery reads it as that, the product may ignore it.";
    IGNORED_KEY = "B1010", "ignored-key", Info, "The dialect knows the key, and bindery does not act on it.";
    MISPLACED_KEY = "B1011", "misplaced-key", Info, "The key stands where the dialect does not look for it; bindery honours it, the product may not.";
    EMPTY_NAME = "B1012", "empty-name", Warning, "A name that cannot be empty is empty; the entry is left out.";
    BLANK_IN_KEY = "B1013", "blank-in-key", Warning, "A key begins or ends with a blank, which is part of it.";
    KEY_OF_ANOTHER_OBJECT = "B1014", "key-of-another-object", Warning, "The dialect has the key in another object; here it is ignored.";
    BINDING_NOT_EVALUATED = "B1015", "binding-not-evaluated", Warning, "A binding stands where a string is taken as it is written.";
    NULL_VALUE = "B1016", "null-value", Warning, "A key is given null, which counts as absent.";
    EMPTY_VALUE = "B1017", "empty-value", Warning, "A key that cannot do without a value has an empty text.";
    UNQUOTED_TEXT = "B1018", "unquoted-text", Warning, "A number, true or false stands where a text belongs.";
    NOTHING_INSIDE = "B1019", "nothing-inside", Warning, "An object or list that is to say something is empty.";
    UNREADABLE = "B2001", "unreadable-package", Error, "The file cannot be read as a connector package.";
    REFUSED_PACKAGE = "B2002", "refused-package", Error, "The package is refused for safety: it is too large, expands too much, or names paths outside itself.";
    ENCRYPTED_ATTRIBUTE = "B2003", "encrypted-attribute", Info, "EIC encrypts this attribute on export. It cannot be read or checked; bring your own with --connection-json.";
    NOT_REST = "B2004", "not-rest", Warning, "The connection is of another type than REST; bindery leaves it alone.";
    NO_CONNECTION = "B2005", "no-connection", Error, "The package holds no connection, or not the one asked for.";
    UNKNOWN_ATTRIBUTE = "B2006", "unknown-attribute", Warning, "A REST connection has no attribute of this name; it is ignored.";
    MANIFEST_SYNTAX = "B2007", "manifest-syntax", Error, "connector.toml is not valid TOML.";
    UNMATCHED_SAMPLE = "B2008", "unmatched-sample", Warning, "A sample is named after no call, after several, or holds no JSON; nothing is checked against it.";
    SUMMARY_MISMATCH = "B2009", "summary-mismatch", Warning, "The ObjectSummary of a package lists other connections than the package holds.";
    REPEATED_ATTRIBUTE = "B2010", "repeated-attribute", Warning, "A connection of an export gives an attribute twice; the last one counts.";
    REPEATED_CONNECTION = "B2011", "repeated-connection", Warning, "Two connections of a package have one name, so that only the first can be chosen by it.";
    IGNORE_WITHOUT_REASON = "B2020", "ignore-without-reason", Error, "A `[check]` section leaves a code out and does not say why. Nothing is left out until it does.";
    UNUSED_IGNORE = "B2021", "unused-ignore", Info, "A `[check]` section leaves a code out that nothing reports any more. Remove the entry.";
    UNKNOWN_CODE = "B2022", "unknown-code", Warning, "A `[check]` section names a code that the code book does not have; it has no effect.";
    FOLDER_EXPORT = "B2030", "folder-export", Error, "export.json, which keeps what a package holds besides its attributes, is damaged; the folder cannot become that package again.";
    LEFT_OUT_SECRET = "B2031", "left-out-secret", Warning, "A credential that stands in clear text in a folder's ConnectionJSON was left out of the package; a parameter stands in its place. --keep-secrets packs it.";
    NOT_EMPTY = "B2032", "target-not-empty", Error, "What a command would write is already there. --force replaces it.";
    UNWRITABLE = "B2033", "unwritable-target", Error, "A file or folder cannot be written.";
    UNDECLARED = "B2040", "undeclared-name", Error, "A section of bindery.toml names a connection, a security system or an endpoint that no section declares.";
    DECLARED_TWICE = "B2041", "declared-twice", Error, "Two sections of bindery.toml declare the same name, and only one could count.";
    BAD_SCHEDULE = "B2042", "unreadable-schedule", Error, "The schedule of a job is not one: five fields (minute, hour, day of month, month, day of week), or six with seconds first, in a time zone that is known.";
    OPEN_SECRET_FILE = "B2043", "open-secret-file", Error, "A file that holds a secret can be read by others than its owner. `chmod 600` closes it.";
    UNUSABLE_CONNECTION = "B2044", "unusable-connection", Error, "A connection that bindery.toml declares cannot be used as it stands: a value that it names is not there, or its connector cannot be opened.";
    UNFILLED_PARAMETER = "B3001", "unfilled-parameter", Warning, "A placeholder is left in the definition. Fill it with --param NAME=VALUE before a run.";
    MISSING_HOST = "B3002", "missing-host", Warning, "A URL has no scheme and host, and nothing in the definition gives one. A run needs --base-url.";
    UNKNOWN_CONNECTION = "B3003", "unknown-connection", Error, "A call names an authentication that ConnectionJSON does not define.";
    UNFILLED_AT_RUN = "B3004", "unfilled-parameter-at-run", Error, "A run was stopped before its first request because a parameter has no value.";
    FAILURE_AS_SUCCESS = "B3005", "failure-as-success", Warning, "A status of a refused or failed request is listed among those of success.";
    CONTRADICTORY_SUCCESS = "B3006", "contradictory-success", Warning, "The statuses that count as success do not hold the one that this verb's success has.";
    UNSENT_BODY = "B3007", "unsent-body", Warning, "A call has a body and a verb that sends none.";
    MISSING_SUCCESS_RULE = "B3008", "missing-success-rule", Warning, "Nothing says which answers of a call count as success.";
    EMPTY_URL_SEGMENT = "B3009", "empty-url-segment", Warning, "A URL has two slashes in a row inside its path.";
    NULL_IN_URL = "B3010", "null-in-url", Warning, "A parameter of a URL has the word null for its value.";
    EMPTIED_HOST = "B3011", "emptied-host", Error, "The host of a URL begins with a dot: its first label was taken out.";
    UNMAPPED_KEY = "B3012", "unmapped-key", Error, "The keyField of a call is not a column that it maps.";
    UNMAPPED_MANDATORY_COLUMN = "B3013", "unmapped-mandatory-column", Warning, "A column that every account or entitlement needs is mapped by no call.";
    UNSTORED_MEMBERSHIPS = "B3014", "unstored-memberships", Warning, "Memberships are read from accounts and no column keeps them.";
    MARKER_WITHOUT_MAPPINGS = "B3015", "marker-without-mappings", Warning, "A column is to keep memberships and nothing says where they are.";
    UNREAD_MEMBERSHIPS = "B3016", "unread-memberships", Warning, "Memberships are kept with accounts and nothing turns them into links.";
    UNKNOWN_ENTITLEMENT_TYPE = "B3017", "unknown-entitlement-type", Warning, "Memberships or links belong to an entitlement type that is not imported.";
    ACCESS_CALL_WITHOUT_TYPE = "B3018", "access-call-without-type", Warning, "A call that adds or removes access is named after no imported entitlement type.";
    LINK_CALL_WITHOUT_ID = "B3019", "link-call-without-id", Warning, "A call that runs once per account or entitlement does not say for which.";
    UNMAPPED_STATUS_COLUMN = "B3020", "unmapped-status-column", Warning, "The column that is to hold an account's status is not mapped.";
    LITERAL_TOTAL = "B3021", "literal-total", Warning, "A paging rule has a number where the path of the total belongs.";
    START_INDEX_AS_PAGE = "B3022", "start-index-as-page", Warning, "A page number is sent as startIndex, which counts records.";
    UNKNOWN_AUTH_TYPE = "B3023", "unknown-auth-type", Warning, "The authType is none that the dialect knows.";
    UNKNOWN_RESPONSE_CALL = "B3024", "unknown-response-call", Warning, "The response of a call is read, and no call has that name.";
    MISSING_THRESHOLD = "B3025", "missing-threshold", Warning, "Accounts that are not returned are taken out of use, and no threshold guards against a feed that lost many.";
    UNESCAPED_DOT = "B3026", "unescaped-dot", Info, "A dot that belongs to a key is read as a step of the path.";
    PASSWORD_IN_UPDATE = "B3027", "password-in-update", Warning, "An update of an account sends a password.";
    UNKNOWN_VERB = "B3030", "unknown-verb", Error, "The httpMethod is none that a request can have.";
    UNKNOWN_CONTENT_TYPE = "B3031", "unknown-content-type", Warning, "The content type is none that the dialect encodes a body for.";
    MALFORMED_HEADER = "B3032", "malformed-header", Error, "The name of a header holds a character that HTTP does not allow in one.";
    BODY_AGAINST_CONTENT_TYPE = "B3033", "body-against-content-type", Warning, "The body is written in another language than its content type says.";
    MALFORMED_QUERY = "B3034", "malformed-query", Warning, "The marks that begin a URL's query and divide it are out of order.";
    FRAGMENT_IN_URL = "B3035", "fragment-in-url", Warning, "A URL has a `#`; what follows it is never sent.";
    MALFORMED_SCHEME = "B3036", "malformed-scheme", Error, "A URL was meant to be absolute and does not begin with a scheme that can be requested.";
    LEFTOVER_TEXT = "B3037", "leftover-text", Warning, "A word that stands for a value was left where the value belongs.";
    UNENCODED_URL_CHARACTER = "B3038", "unencoded-url-character", Warning, "A URL holds a character that must be written in its percent form.";
    STATUS_BOTH_WAYS = "B3039", "status-both-ways", Warning, "A status counts as success and as failure of one call.";
    REPEATED_HEADER = "B3040", "repeated-header", Warning, "A request has one header twice, in different spellings.";
    CONTENT_TYPE_CONFLICT = "B3041", "content-type-conflict", Warning, "A request's content type is one by its key and another by a header.";
    TOKEN_SCHEME_TWICE = "B3042", "token-scheme-twice", Error, "The word before the token, such as Bearer, is sent twice.";
    CALL_WITHOUT_TOKEN = "B3043", "call-without-token", Warning, "A call names an authentication and sends nothing of it.";
    UNUSED_AUTHENTICATION = "B3044", "unused-authentication", Info, "An authentication is named by no call.";
    MISSING_CREDENTIALS = "B3045", "missing-credentials", Warning, "An authentication lacks the part that its type takes its credentials from.";
    TOKEN_NEVER_RENEWED = "B3046", "token-never-renewed", Warning, "A token is fetched, and nothing tells when it has expired.";
    MISSING_CONNECTION_TEST = "B3047", "missing-connection-test", Info, "Nothing tries the authentication out.";
    TEST_OF_ANOTHER_HOST = "B3048", "test-of-another-host", Warning, "The connection test asks a host that no call asks.";
    MISSING_TOKEN_PATH = "B3049", "missing-token-path", Warning, "A token is asked for, and nothing says where it is in the answer.";
    MEMBERSHIP_WITHOUT_PATH = "B3050", "membership-without-path", Warning, "Neither path of a membership says where the identifiers are.";
    PATH_FROM_OUTSIDE = "B3051", "path-from-outside", Warning, "A path inside a record begins with the list that the record stands in.";
    UNMAPPED_LINK_KEY = "B3052", "unmapped-link-key", Warning, "Links are looked up by a column that no import fills.";
    FIRST_OF_MANY = "B3053", "first-of-many", Warning, "A path to memberships has an index, so that one of several is taken.";
    MISSPELT_COLUMN = "B3054", "misspelt-column", Warning, "A mapping fills a column whose name is nearly that of another, or a custom property beyond the last.";
    REPEATED_COLUMN = "B3055", "repeated-column", Warning, "A mapping fills one column twice, in two spellings.";
    MEMBERSHIPS_OVERWRITTEN = "B3056", "memberships-overwritten", Warning, "The column that keeps memberships is used for something else too.";
    MISSPELT_MARKER = "B3057", "misspelt-marker", Warning, "A source looks like a marker or a constant and is neither.";
    MAPPING_WITHOUT_MEMBERSHIPS = "B3058", "mapping-without-memberships", Warning, "Links are to come from memberships, and none are read.";
    UNKNOWN_PROCESSING_TYPE = "B3059", "unknown-processing-type", Warning, "The processingType is none that the dialect knows for this section.";
    LINK_CALL_WITHOUT_REQUEST = "B3060", "link-call-without-request", Error, "A call is to read links from the target and has no request.";
    LINK_CALL_WITHOUT_ID_PATH = "B3061", "link-call-without-id-path", Error, "A call reads links and does not say where the other end is in a record.";
    ENTITLEMENT_TYPE_WITHOUT_CALL = "B3062", "entitlement-type-without-call", Warning, "An entitlement type is configured and nothing reads its entitlements.";
    UNFED_CALL = "B3063", "unfed-call", Warning, "A call runs once per row of an earlier call, and none runs before it.";
    DEPENDENT_CALL_WITHOUT_BINDING = "B3064", "dependent-call-without-binding", Warning, "A call runs once per row and asks the same each time.";
    UNBOUNDED_PAGING = "B3065", "unbounded-paging", Info, "A paging rule does not say how many records there are.";
    INCOMPLETE_PAGING = "B3066", "incomplete-paging", Warning, "A paging rule lacks what it needs to ask for the second page.";
    PAGE_SIZE_IN_URL = "B3067", "page-size-in-url", Warning, "The URL gives another page size than the paging rule.";
    ENDLESS_PAGING = "B3068", "endless-paging", Warning, "The URL of the next page is never empty, so that no page is the last.";
    CONTRADICTORY_STATUS = "B3069", "contradictory-status", Warning, "One value of the target means two statuses.";
    INCOMPLETE_STATUS_RULE = "B3070", "incomplete-status-rule", Warning, "A status column has no values to compare with, or values have no column.";
    UNUSED_STATUS_VALUES = "B3071", "unused-status-values", Info, "The values of a statusConfig belong to a status that is not mapped.";
    ZERO_THRESHOLD = "B3072", "zero-threshold", Warning, "A threshold of 0 is always reached, so that nothing is ever removed.";
    CONTRADICTORY_REMOVAL = "B3073", "contradictory-removal", Warning, "Two keys say different things about accounts that are not returned.";
    SUPERSEDED_REMOVAL_KEY = "B3074", "superseded-removal-key", Info, "An old removal key stands beside the keys that replace it.";
    SUSPENDS_MISSING = "B3075", "suspends-missing", Info, "Accounts that are not returned are suspended, not left alone.";
    REMOVAL_AFTER_FAILURE = "B3076", "removal-after-failure", Warning, "Objects are removed although a call of the import failed.";
    MISSING_ENTITLEMENT_THRESHOLD = "B3077", "missing-entitlement-threshold", Warning, "Entitlements that are not returned become inactive, and no threshold guards against a feed that lost many.";
    UNKNOWN_RELATED_TYPE = "B3078", "unknown-related-type", Warning, "A map between entitlements, or their owners, names a type that is not imported.";
    UNKNOWN_MAP_KIND = "B3079", "unknown-map-kind", Warning, "A map between entitlements is of a kind that the dialect does not have.";
    CONSTANT_KEY = "B3080", "constant-key", Error, "The key of a call is a constant, so that every record is the same row.";
    UNLINKED_ENTITLEMENT_TYPE = "B3081", "unlinked-entitlement-type", Info, "Entitlements of a type are imported, and who has them is not.";
    LABEL_WITHOUT_COLUMN = "B3082", "label-without-column", Info, "A column has a label and is not mapped.";
    UNUSED_MEMBERSHIP_COLUMNS = "B3083", "unused-membership-columns", Info, "Columns of entitlements are mapped from memberships, and no entitlement is created.";
    MISTAKEN_DATE_PATTERN = "B3084", "mistaken-date-pattern", Warning, "A date pattern reads something else than it seems to say.";
    UNKNOWN_REMOVAL_ACTION = "B3085", "unknown-removal-action", Warning, "What becomes of accounts that are not returned is a word that no source knows.";
    MISSING_ACCOUNT_ID_PATH = "B3086", "missing-account-id-path", Warning, "Accounts are created without taking their identifier from the answer, and other operations ask for it.";
    OVERWRITING_ACCESS_CALL = "B3087", "overwriting-access-call", Warning, "Access is given or taken by sending a whole list that nobody read before.";
    MISPLACED_DELETE = "B3088", "misplaced-delete", Warning, "An operation that is to create, change or disable something deletes it.";
    IDENTICAL_OPPOSITES = "B3089", "identical-opposites", Warning, "Two operations that undo each other send the same request.";
    REPEATED_CALL_NAME = "B3090", "repeated-call-name", Warning, "Two calls of an operation have one name, so that one answer hides the other.";
    UNREAD_LIST_ITEM = "B3091", "unread-list-item", Warning, "A call is repeated for every item of a list and does not use the item.";
    UNPAIRED_ENTITLEMENT_TYPE = "B3092", "unpaired-entitlement-type", Info, "Access of an entitlement type can be given and not taken, or the reverse.";
    MISSING_SLASH = "B3093", "missing-slash", Warning, "A URL lacks a slash that others of the definition have.";
    MISSPELT_STATUS_CODE = "B3094", "misspelt-status-code", Warning, "A rule of success compares statuses with a field of the body.";
    IDENTITY_DISABLED = "B3095", "identity-disabled", Warning, "An operation on an account sets the status of a user.";
    OPERATION_WITHOUT_SUBJECT = "B3096", "operation-without-subject", Warning, "An operation sends the same for every account.";
    ACCESS_CALL_WITHOUT_PARTY = "B3097", "access-call-without-party", Warning, "Access is given or taken without saying whose, or which.";
    MISSING_TICKET_PATH = "B3098", "missing-ticket-path", Warning, "A ticket is opened or asked for, and its number or status is not taken from the answer.";
    LOGIN_IN_UPDATE = "B3099", "login-in-update", Info, "A change of an account sends its login.";
    MISSING_KEY_FIELD = "B3110", "missing-key-field", Warning, "Nothing says which column tells the rows of an import apart.";
    MISSING_VERB = "B3111", "missing-verb", Warning, "A call does not say which verb it sends.";
    MISSPELT_HEADER = "B3112", "misspelt-header", Warning, "A header's name is nearly that of a common one.";
    MISSING_CONNECTION = "B3113", "missing-connection", Warning, "A call does not say which authentication it uses.";
    MISSING_CONTENT_TYPE = "B3114", "missing-content-type", Warning, "A call sends a body and does not say what it is written in.";
    NOTHING_SENT = "B3115", "nothing-sent", Warning, "An operation does not send what it is for.";
    UNKNOWN_TASK_TYPE = "B3116", "unknown-task-type", Warning, "A limit is set for a kind of task that does not exist.";
    MISSING_LINK_KEY = "B3117", "missing-link-key", Warning, "Nothing says which column an identifier of a link is compared with.";
    MISSING_MAPPING = "B3118", "missing-mapping", Error, "A call of an import reads records and maps no column.";
    SECTION_WITHOUT_CALLS = "B3119", "section-without-calls", Warning, "A section of an import has settings and no calls.";
    ODD_CALL_ORDER = "B3120", "odd-call-order", Info, "The order of calls is not clear from their numbers.";
    ODD_TIME_LIMIT = "B3121", "odd-time-limit", Warning, "A time or a number of attempts is far from what its unit suggests.";
    TOKEN_PARAMETERS = "B3122", "token-parameters", Warning, "A token request lacks a parameter of its grant, or spells one wrong.";
    TOKEN_WITHOUT_URL = "B3123", "token-without-url", Warning, "An authentication is to fetch a token and has no URL.";
    MISSING_TOKEN_TYPE = "B3124", "missing-token-type", Warning, "A token is fetched and sent without a word before it.";
    HALF_CONDITION = "B3125", "half-condition", Warning, "A condition of the connection test, or of a refresh, has one half only.";
    IMPOSSIBLE_PASSWORD = "B3126", "impossible-password", Warning, "No password can be as the policy wants it.";
    IMPLICIT_DEPENDENT_CALL = "B3127", "implicit-dependent-call", Info, "A call asks for a row of an earlier call and does not say that it runs once per row.";
    MISSPELT_PATH = "B3128", "misspelt-path", Warning, "A URL has a host or a step that is nearly that of the other calls.";
    MALFORMED_FORM = "B3129", "malformed-form", Warning, "The pairs of a form are not divided as a form's must be.";
    SEVERAL_ENTITLEMENTS = "B3130", "several-entitlements", Warning, "A call for access uses names that are bound for grouped tasks only.";
    UNUSED_ADMIN_NAME = "B3131", "unused-admin-name", Info, "A manager is named for users that are not created.";
    LINKS_NOT_RESTORED = "B3132", "links-not-restored", Info, "Links of missing accounts are deleted, and nothing reads links.";
    MARKER_ELSEWHERE = "B3140", "marker-elsewhere", Warning, "Memberships are kept in another column than the one they are looked for in.";
    BARE_VALUE = "B3141", "bare-value", Warning, "A single value stands where the dialect has a list, or statuses without the object around them.";
    STATUS_ONLY_SUCCESS = "B3142", "status-only-success", Info, "A call that writes is judged by its status alone, though other calls of the target look into the body.";
    NULL_DEREFERENCED = "B4001", "null-dereferenced", Error, "Something that is null here is used as if it were an object. Guard it with `?.`.";
    UNBOUND_NAME = "B4002", "unbound-name", Error, "No value of this name is bound for this operation.";
    MISSING_PROPERTY = "B4003", "missing-property", Error, "The object has no such property.";
    MISSING_METHOD = "B4004", "missing-method", Error, "The object has no method of this name for these arguments.";
    ARITHMETIC = "B4005", "arithmetic", Error, "The calculation has no result.";
    INDEX = "B4006", "index-out-of-range", Error, "The index lies outside the list or text.";
    EVALUATION = "B4007", "evaluation-failed", Error, "The expression failed while it was evaluated.";
    LIMIT = "B4008", "limit-reached", Error, "The expression was stopped because it reached a limit of the sandbox.";
    UNSUPPORTED = "B4009", "unsupported", Error, "The expression needs something of Groovy or Java that bindery does not offer.";
    BROKEN_BODY = "B4010", "broken-body", Error, "The rendered body is not valid JSON; the request was not sent.";
    BINDING_WITHOUT_DOLLAR = "B4011", "binding-without-dollar", Warning, "Braces hold a bound name and no `$` stands before them; the text is sent as it stands.";
    HEADER_AS_SUBTRACTION = "B4012", "header-as-subtraction", Warning, "A header's name with a dash is written behind a dot, where the dash is a minus.";
    UNGUARDED_NULL = "B4013", "unguarded-null", Warning, "Something that may be null is used as if it never were.";
    LATER_RESPONSE = "B4014", "later-response", Error, "A call reads the response of a call that runs after it.";
    COLLECTION_AS_TEXT = "B4015", "collection-as-text", Warning, "A list or a map is printed where text or JSON is wanted.";
    UNESCAPED_JSON = "B4016", "unescaped-json", Info, "A value is put into JSON between quotes that are written by hand.";
    CONSTANT_CONDITION = "B4017", "constant-condition", Warning, "A condition has the same outcome every time.";
    ASSIGNMENT_IN_CONDITION = "B4018", "assignment-in-condition", Error, "A condition assigns where it was to compare.";
    COMPARED_WITH_WORD_NULL = "B4019", "compared-with-word-null", Warning, "A value is compared with the word null in quotes.";
    TEXT_OUTSIDE_QUOTES = "B4020", "text-outside-quotes", Error, "A name or address stands in a JSON body without quotes.";
    DOLLAR_WITHOUT_BRACES = "B4021", "dollar-without-braces", Warning, "A dollar stands before a bound name and no braces are around it; the text is sent as it stands.";
    UNSET_REFRESH_TOKEN = "B4022", "unset-refresh-token", Warning, "The token request sends a refresh token, and none is given.";
    MISSING_ELSE = "B4023", "missing-else", Warning, "An if without else stands amid text; where it does not hold, null is printed.";
    CONDITION_WITHOUT_BINDING = "B4024", "condition-without-binding", Warning, "The condition of a call is text and asks nothing.";
    UNKNOWN_RESPONSE_PART = "B4025", "unknown-response-part", Error, "A part of a response is read that no response has.";
    FOREIGN_CLASS = "B4026", "foreign-class", Error, "A binding names a class of a jar of one's own, which bindings do not see.";
    PATH_NOT_IN_SAMPLE = "B4040", "path-not-in-sample", Warning, "A mapped path matches nothing in the samples of its call.";
    LIST_NOT_IN_SAMPLE = "B4041", "list-not-in-sample", Warning, "A listField finds no records in the samples of its call.";
    ID_NOT_IN_SAMPLE = "B4042", "id-not-in-sample", Warning, "The paths of memberships or links find no identifier in the samples.";
    JOINED_IDENTIFIERS = "B4043", "joined-identifiers", Warning, "One text holds several identifiers, separated by commas.";
    VALUE_OF_ANOTHER_TYPE = "B4044", "value-of-another-type", Warning, "The type of a column cannot read the values of the samples.";
    RECORD_WITHOUT_KEY = "B4045", "record-without-key", Warning, "Records of the samples have no value in the key column.";
    FORBIDDEN = "B5001", "forbidden", Error, "The expression reaches for something outside the sandbox.";
    FOREIGN_ORIGIN = "B5002", "foreign-origin", Error, "A request would leave the origins that the connection allows; credentials stay home.";
    PLAIN_HTTP = "B5003", "plain-http", Error, "Plain http to a host that is not loopback is refused unless allowed.";
    UNSAFE_TEXT = "B5004", "unsafe-text", Error, "A binding would bring a line break into a header or URL, or a `..` segment into a URL; nothing was sent. Check where the value comes from.";
    SECRET_IN_CLEAR_TEXT = "B5005", "secret-in-clear-text", Warning, "A credential stands in clear text outside ConnectionJSON.";
    SECRET_IN_URL = "B5006", "secret-in-url", Warning, "A credential stands in clear text in a URL.";
    SECRET_IN_BODY = "B5007", "secret-in-body", Warning, "A credential stands in clear text in the body of a call.";
    PASSWORD_IN_URL = "B5008", "password-in-url", Warning, "A password is put into a URL.";
    WEAK_TLS = "B5009", "weak-tls", Warning, "The connection asks for a broken version of TLS.";
    UNSIGNED_ASSERTION = "B5010", "unsigned-assertion", Warning, "A JWT is not signed.";
    REPEATED_STATUS = "B6001", "repeated-status", Info, "A status is listed twice in one rule.";
    CONTENT_TYPE_MISNAMED = "B6002", "content-type-misnamed", Info, "A header is called contentType; HTTP knows Content-Type.";
    BLANK_IN_URL = "B6003", "blank-in-url", Info, "A URL has a blank at its ends, which is dropped, or inside it.";
    UNTYPED_COLUMN = "B6004", "untyped-column", Info, "A mapped column has no type, or one that nobody knows.";
    UNPAIRED_OPERATION = "B6005", "unpaired-operation", Info, "An operation is defined and its opposite is not.";
    VERB_CASE = "B6006", "verb-case", Info, "A verb is not written in capitals.";
    LITERAL_BINDING = "B6007", "literal-binding", Info, "A binding holds a literal and nothing else.";
    UNREACHABLE = "R1001", "unreachable", Error, "No connection could be made to the target; the request never left.";
    NO_ANSWER = "R1002", "no-answer", Error, "The request was sent and no complete answer came back.";
    BAD_STATUS = "R1003", "failed-call", Error, "The target answered, and by the call's rules the answer is a failure.";
    BAD_BODY = "R1004", "unreadable-answer", Error, "The answer's body is not what the call needs: not JSON, cut short, or in an unknown charset.";
    IN_DOUBT = "R1005", "in-doubt", Error, "A write was sent and its outcome is unknown. Look at the target before repeating it.";
    RATE_LIMITED = "R1006", "rate-limited", Error, "The target refused further requests for now.";
    TLS_FILE = "R1007", "tls-file-unusable", Error, "The key file that `ssl` names, with the certificates or the client identity for TLS, cannot be used. PEM and PKCS#12 work; turn a Java key store into one of them first.";
    UNAUTHENTICATED = "R2001", "authentication-failed", Error, "The target did not accept the credentials, also after a refresh where one was possible.";
    NO_TOKEN = "R2002", "no-token", Error, "The token request did not yield a token.";
    TEST_FAILED = "R2003", "connection-test-failed", Error, "The connection test got an answer that does not count as a pass.";
    SIGNING_KEY = "R2004", "signing-key-unusable", Error, "The key that an authentication signs with is missing or of the wrong kind, so no assertion or signature can be made.";
    SEAL = "R2005", "seal-unusable", Error, "A secret that is kept in the store cannot be sealed or opened: BINDERY_KEY is malformed, missing or another key than the one it was sealed with.";
    TOKEN_NOT_KEPT = "R2006", "refresh-token-not-kept", Warning, "The target replaced the refresh token, and the new one is held in memory only: the next run may find that the old one no longer works. Set BINDERY_KEY, so that it is kept sealed in the store.";
    INCOMPLETE = "R3001", "incomplete-read", Error, "The import could not read everything, so nothing was applied for these objects.";
    EMPTY_FEED = "R3002", "empty-feed", Error, "The target returned no rows where rows existed; nothing was changed.";
    THRESHOLD = "R3003", "threshold-guard", Warning, "As many or more objects would be removed than the threshold allows; none was.";
    REPEATED_PAGE = "R3004", "repeated-page", Warning, "The target sent a page twice or paging made no progress; nothing is removed after such a read.";
    SKIPPED_RECORD = "R3005", "skipped-record", Warning, "A record has no value in its key column and was skipped.";
    UNRESOLVED_LINK = "R3006", "unresolved-link", Info, "A membership names an entitlement or account that is not known; it is kept and resolved later.";
    PAGE_CAP = "R3007", "page-cap", Error, "Paging was stopped at the cap; the read counts as incomplete.";
    MISSING_LIST = "R3008", "missing-list", Warning, "The answer has nothing where the call's listField points, so no rows were read.";
    AMBIGUOUS_USER = "R3009", "ambiguous-user", Warning, "An account matches several users by the correlation rule, so it belongs to none.";
    IN_PROCESS = "R3010", "left-in-process", Info, "An entitlement was stored in process, and no later call has filled it.";
    RESUMED = "R3011", "resumed-run", Info, "An import was asked to take up an interrupted run; the finding says whether there was one.";
    NO_OPERATION = "R4001", "operation-not-defined", Error, "The definition does not define this operation.";
    NO_CALL = "R4002", "no-call-for-type", Error, "No call of the operation is named after this entitlement type.";
    MISSING_SUBJECT = "R4003", "missing-subject", Error, "The operation needs a user, account or entitlement that was not given or is not known.";
    STORE = "R5001", "store-failed", Error, "The store could not be read or written; nothing was half-written.";
    STORE_BUSY = "R5002", "store-busy", Error, "Another run holds this endpoint.";
    STORE_FUTURE = "R5003", "store-from-the-future", Error, "The store was written by a newer bindery.";
    STORE_FULL = "R5004", "store-full", Error, "The disk is full; the transaction was rolled back.";
    JOB_BUSY = "R5005", "job-busy", Error, "Another run of the job goes on; a job runs once at a time. A run that died is taken over after a minute.";
    TASK_STATE = "R5006", "task-state", Error, "The task is in a state in which this cannot be done with it.";
    AUDIT_BROKEN = "R5007", "audit-broken", Error, "The audit trail was changed, shortened or added to by something other than bindery.";
    CASSETTE_UNWRITTEN = "R6001", "recording-not-written", Error, "A recording could not be written, or not completely.";
    CASSETTE_UNREADABLE = "R6002", "recording-unreadable", Error, "The folder holds no recording, or a broken one.";
    REQUEST_DIFFERS = "R6003", "request-differs", Error, "A request of a replay is none of those that were recorded. The notes show the nearest one: lines with `-` were recorded, lines with `+` are asked now.";
    PLAYED_OUT = "R6004", "recording-played-out", Error, "A replay asks for more answers than were recorded.";
    LEFT_OVER = "R6005", "recording-left-over", Info, "A replay ended before all recorded answers were asked for.";
    ACCESS_BEFORE_ACCOUNTS = "R7001", "access-before-accounts", Warning, "Access was imported before any accounts were. Import accounts first: links need both ends.";
    PROVISIONING_BEFORE_IMPORT = "R7002", "provisioning-before-import", Warning, "An endpoint is provisioned whose accounts were never imported, so that accounts which the target has already are not known.";
    MISSED_RUNS = "R7003", "missed-runs", Warning, "A job was due and did not run: nobody served the store, the machine slept, or the run before went on. Missed runs are not made up for; the next one does their work.";
    NOT_AUTOMATED = "R7004", "not-automated", Error, "The tasks of this security system are carried out by people: `automated_provisioning` is false. `bindery task complete` says that one has been.";
    ACCOUNTS_BEFORE_USERS = "R7005", "accounts-before-users", Warning, "Accounts were imported before there were any users, so that they find nobody. Load or import users first; where accounts came first, import them again.";
    FAULT = "R9001", "internal-fault", Error, "A fault of bindery itself. Please report it with the command and the input.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_ordered_within_their_family() {
        for (i, a) in BOOK.iter().enumerate() {
            for b in &BOOK[i + 1..] {
                assert_ne!(a.code, b.code);
                assert_ne!(a.name, b.name);
            }
        }
        assert!(BOOK.windows(2).all(|w| w[0].code < w[1].code));
    }

    #[test]
    fn every_code_is_found_by_number_and_by_name() {
        for entry in BOOK {
            assert_eq!(Code::find(entry.code.as_str()), Some(entry.code));
            assert_eq!(Code::find(entry.name), Some(entry.code));
        }
    }
}
