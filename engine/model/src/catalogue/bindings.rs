//! The names that templates may use, by place and operation (field-notes §4.5, rest-dialect §0.5).

use super::Operation;

/// Where a template stands; it decides which names are bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// A value inside ConnectionJSON.
    Connection,
    /// A call that reads users.
    UserImport,
    /// A call that reads accounts.
    AccountImport,
    /// A call that reads entitlements.
    EntitlementImport,
    /// A call that reads links, owners or entitlement maps.
    LinkImport,
    /// The `nextUrlPath` of a paging rule.
    Paging,
    /// A `#CONST#` column; `response` is the record.
    Constant,
    /// A call of a provisioning operation.
    Provisioning(Operation),
}

/// The type of a bound value or field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldType {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// A date with time.
    Date,
    /// A map with keys that the catalogue does not know.
    Map,
    /// A list.
    List,
    /// A user.
    User,
    /// An account.
    Account,
    /// An entitlement.
    Entitlement,
    /// An endpoint.
    Endpoint,
    /// A task.
    Task,
    /// A role.
    Role,
    /// Anything.
    Any,
}

impl FieldType {
    /// The field that an object of this type prints where a template names the object itself:
    /// `${endpoint}` prints the endpoint's name (`field-notes §4.5`).
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        match self {
            Self::User => Some("username"),
            Self::Account => Some("name"),
            Self::Entitlement => Some("entitlement_value"),
            Self::Endpoint => Some("endpointname"),
            Self::Task => Some("id"),
            Self::Role => Some("role_name"),
            _ => None,
        }
    }
}

/// A field of a bound object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub ty: FieldType,
    /// Whether it may be null.
    pub nullable: bool,
}

/// Whether a binding answers getters (`user.getEmail()`), as an object does, or is a plain value
/// (design D3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingKind {
    /// An object that the engine binds.
    Object,
    /// A value.
    Plain,
}

/// One bound name.
#[derive(Debug, Clone, Copy)]
pub struct BindingEntry {
    /// The name.
    pub name: &'static str,
    /// Its type.
    pub ty: FieldType,
    /// Whether it may be null.
    pub nullable: bool,
    /// Where it is bound.
    pub scopes: Scopes,
    /// One clause for messages, manual and completion.
    pub about: &'static str,
}

/// Groups of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scopes {
    /// Everywhere.
    Everywhere,
    /// ConnectionJSON only.
    Connection,
    /// Every call of an import.
    Import,
    /// Calls that read accounts.
    AccountImport,
    /// Calls that read entitlements.
    EntitlementImport,
    /// Calls that read links.
    LinkImport,
    /// Calls that read users.
    UserImport,
    /// Paging rules and the chain of a provisioning operation.
    Responses,
    /// Paging rules.
    Paging,
    /// Every provisioning operation.
    Provisioning,
    /// Operations on access, on entitlements, and of tickets.
    Access,
    /// Ticket operations.
    Tickets,
    /// One-time passwords.
    Otp,
}

impl BindingEntry {
    /// Whether the name is bound at a place.
    #[must_use]
    pub const fn is_bound_at(&self, place: Scope) -> bool {
        match self.scopes {
            Scopes::Everywhere => true,
            Scopes::Connection => matches!(place, Scope::Connection),
            Scopes::Import => matches!(
                place,
                Scope::UserImport
                    | Scope::AccountImport
                    | Scope::EntitlementImport
                    | Scope::LinkImport
                    | Scope::Paging
            ),
            Scopes::AccountImport => matches!(place, Scope::AccountImport),
            Scopes::EntitlementImport => matches!(place, Scope::EntitlementImport),
            Scopes::LinkImport => matches!(place, Scope::LinkImport),
            Scopes::UserImport => matches!(place, Scope::UserImport),
            Scopes::Responses => matches!(
                place,
                Scope::Paging | Scope::Constant | Scope::Provisioning(_)
            ),
            Scopes::Paging => matches!(place, Scope::Paging),
            Scopes::Provisioning => matches!(place, Scope::Provisioning(_)),
            Scopes::Access => matches!(
                place,
                Scope::Provisioning(
                    Operation::AddAccess
                        | Operation::RemoveAccess
                        | Operation::AddFirefighterAccess
                        | Operation::RemoveFirefighterAccess
                        | Operation::CreateTicket
                        | Operation::TicketStatus
                        | Operation::CreateEntitlement
                        | Operation::UpdateEntitlement
                        | Operation::DeleteEntitlement
                )
            ),
            Scopes::Tickets => matches!(
                place,
                Scope::Provisioning(Operation::CreateTicket | Operation::TicketStatus)
            ),
            Scopes::Otp => matches!(
                place,
                Scope::Provisioning(Operation::SendOtp | Operation::ValidateOtp)
            ),
        }
    }

    /// Whether it answers getters.
    #[must_use]
    pub const fn kind(&self) -> BindingKind {
        match self.ty {
            FieldType::User
            | FieldType::Account
            | FieldType::Entitlement
            | FieldType::Endpoint
            | FieldType::Task
            | FieldType::Role => BindingKind::Object,
            _ => BindingKind::Plain,
        }
    }
}

macro_rules! bindings {
    ($($name:literal $ty:ident $null:ident $places:ident $about:literal;)*) => {
        /// Every bound name.
        pub static BINDINGS: &[BindingEntry] = &[
            $(BindingEntry { name: $name, ty: FieldType::$ty, nullable: bindings!(@ $null), scopes: Scopes::$places, about: $about },)*
        ];
    };
    (@ nullable) => { true };
    (@ present) => { false };
}

bindings! {
    "access_token" Text present Everywhere "the ready header value of the call's authentication";
    "connection" Map present Everywhere "the call's authentication with its extra keys";
    "refresh_token" Text nullable Connection "the current refresh token";
    "apiKey" Text nullable Connection "the API key of the authentication's properties";
    "timestamp" Text present Connection "the time of the request";
    "cookies" Text nullable Everywhere "the cookies of the login";
    "id" Text present LinkImport "the key column of the row that the call runs for";
    "id" Text nullable AccountImport "the bound column of the account that the call runs for";
    "accountName" Text nullable AccountImport "the account that the call runs for";
    "accountID" Text nullable AccountImport "the account that the call runs for";
    "entitlementID" Text nullable EntitlementImport "the entitlement that the call runs for";
    "entitlementValue" Text nullable EntitlementImport "the entitlement that the call runs for";
    "id" Text nullable EntitlementImport "the bound column of the entitlement that the call runs for";
    "entitlementID" Text nullable LinkImport "the entitlement that the call runs for";
    "accountID" Text nullable LinkImport "the account that the call runs for";
    "accountName" Text nullable LinkImport "the account that the call runs for";
    "userIdentifier" Text nullable UserImport "the username that an earlier call returned";
    "response" Map present Responses "earlier responses by call name; in paging the page; in a constant the record";
    "headers" Map present Paging "the response headers";
    "user" User nullable Provisioning "the user the task is for";
    "userManager" User nullable Provisioning "the user's manager";
    "manager" User nullable Provisioning "the user's manager";
    "managerAccount" Account nullable Provisioning "the manager's account at this endpoint";
    "userAccount" Account nullable Provisioning "the user's account at this endpoint";
    "account" Account nullable Provisioning "the account the task is for";
    "accountName" Text present Provisioning "the account's name, generated for a new one";
    "task" Task present Provisioning "the task";
    "arsTasks" Task present Provisioning "the task";
    "entitlementValue" Entitlement present Access "the entitlement the task is about";
    "entitlement" Entitlement nullable Access "the entitlement the task is about";
    "role" Role nullable Access "the role the request came from; of an operation on entitlements, else what it works on";
    "rolesSet" List nullable Access "the names of the roles the request came from";
    "entTask" Task nullable Access "the task of one entitlement of a group";
    "entitlementSet" List nullable Access "the values of a grouped request";
    "newEntitlementMap" Map nullable Access "requested entitlements by type";
    "allEntitlementMap" Map nullable Access "resulting entitlements by type";
    "requestAccessAttributes" Map nullable Provisioning "the dynamic attributes of the request; null for birthright access";
    "reqAttrs" Map nullable Provisioning "the dynamic attributes of the request; null for birthright access";
    "endpoint" Endpoint present Provisioning "the endpoint";
    "endpoints" Endpoint present Provisioning "the endpoint";
    "endpointowner" User nullable Provisioning "the endpoint's owner";
    "requestor" User nullable Provisioning "who asked";
    "taskowner" User nullable Provisioning "who owns the task: named by the request, else the endpoint's owner";
    "password" Text nullable Provisioning "the password of the task";
    "randomPassword" Text nullable Provisioning "a generated password";
    "requestid" Text nullable Provisioning "the request's number";
    "businessJustification" Text nullable Provisioning "the reason given in the request";
    "approvers" List nullable Provisioning "who approved, by username";
    "approverMap" Map nullable Provisioning "who approved, by step: 1, 2, … unless the request names them";
    "dynamicattributename" Text nullable Provisioning "the name of a dynamic attribute";
    "ServiceAccountOwnerMap" Map nullable Provisioning "owners of a service account, by rank: 1, 2, …";
    "childresponse" Any nullable Provisioning "the item of callListPath that the call runs for";
    "binding" Map present Provisioning "the names themselves";
    "ticketID" Text nullable Tickets "the ticket's number";
    "ticketStatusValue" Text nullable Tickets "the statuses that complete the task";
    "taskIds" Text nullable Tickets "the tasks of the ticket";
    "allEntitlementsValues" Text nullable Tickets "the entitlements of the ticket";
    "entitlementValue_entitlement_value" Text nullable Tickets "the entitlement of the ticket";
    "otp" Text present Otp "the one-time password";
    "phone" Text nullable Otp "the user's phone number";
    "passCode" Text nullable Otp "what the user typed";
}

const fn field(name: &'static str, ty: FieldType, nullable: bool) -> Field {
    Field { name, ty, nullable }
}

static ACCOUNT_FIELDS: &[Field] = &[
    field("accountID", FieldType::Text, true),
    field("name", FieldType::Text, false),
    field("displayName", FieldType::Text, true),
    field("status", FieldType::Text, true),
    field("comments", FieldType::Text, true),
    field("description", FieldType::Text, true),
    field("lastlogondate", FieldType::Date, true),
    field("created_on", FieldType::Date, true),
    field("updatedate", FieldType::Date, true),
];

static ENTITLEMENT_FIELDS: &[Field] = &[
    field("entitlementID", FieldType::Text, true),
    field("entitlement_value", FieldType::Text, false),
    field("displayname", FieldType::Text, true),
    field("description", FieldType::Text, true),
    field("entitlement_glossary", FieldType::Text, true),
    field("status", FieldType::Text, true),
];

static ENDPOINT_FIELDS: &[Field] = &[
    field("endpointname", FieldType::Text, false),
    field("displayName", FieldType::Text, true),
    field("securitysystem", FieldType::Text, true),
];

static ROLE_FIELDS: &[Field] = &[
    field("role_name", FieldType::Text, false),
    field("displayname", FieldType::Text, true),
    field("description", FieldType::Text, true),
    field("glossary", FieldType::Text, true),
    field("status", FieldType::Text, true),
];

static TASK_FIELDS: &[Field] = &[
    field("id", FieldType::Text, false),
    field("accountName", FieldType::Text, true),
    field("source", FieldType::Text, true),
    field("endpoint", FieldType::Endpoint, false),
    field("entitlement_valueKey", FieldType::Entitlement, true),
    field("password", FieldType::Text, true),
    field("users", FieldType::User, true),
    field("requestKey", FieldType::Map, true),
    field("comments", FieldType::Text, true),
    field("taskkey", FieldType::Text, false),
    field("tasktype", FieldType::Text, true),
    field("status", FieldType::Text, true),
    field("accountKey", FieldType::Account, true),
    field("ownerKey", FieldType::User, true),
    field("parentTask", FieldType::Text, true),
    field("provisioningComments", FieldType::Text, true),
    field("provisioningTries", FieldType::Number, true),
    field("ticketid", FieldType::Text, true),
    field("taskdate", FieldType::Date, true),
    field("startdate", FieldType::Date, true),
    field("enddate", FieldType::Date, true),
];

/// User columns that hold dates; every other one is text.
static USER_DATES: &[&str] = &["startdate", "enddate", "termDate"];

/// The fields of an object type; empty for types whose fields are not known.
/// Objects with custom properties have those too ([`super::is_custom_property`]).
#[must_use]
pub fn fields_of(ty: FieldType) -> Vec<Field> {
    match ty {
        FieldType::User => super::USER_COLUMNS
            .iter()
            .map(|name| {
                let ty = if USER_DATES.contains(name) {
                    FieldType::Date
                } else {
                    FieldType::Text
                };
                field(name, ty, *name != "username")
            })
            .collect(),
        FieldType::Account => ACCOUNT_FIELDS.to_vec(),
        FieldType::Entitlement => ENTITLEMENT_FIELDS.to_vec(),
        FieldType::Endpoint => ENDPOINT_FIELDS.to_vec(),
        FieldType::Task => TASK_FIELDS.to_vec(),
        FieldType::Role => ROLE_FIELDS.to_vec(),
        _ => Vec::new(),
    }
}

/// The names bound at a place, in the order of the table.
pub fn bindings_at(place: Scope) -> impl Iterator<Item = &'static BindingEntry> {
    BINDINGS.iter().filter(move |b| b.is_bound_at(place))
}

/// The entry of a name at a place. Names are case-sensitive, as in Groovy.
#[must_use]
pub fn find_binding(place: Scope, name: &str) -> Option<&'static BindingEntry> {
    bindings_at(place).find(|b| b.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_bound_once_at_each_place() {
        let mut places = vec![
            Scope::Connection,
            Scope::UserImport,
            Scope::AccountImport,
            Scope::EntitlementImport,
            Scope::LinkImport,
            Scope::Paging,
            Scope::Constant,
        ];
        places.extend(Operation::ALL.iter().map(|o| Scope::Provisioning(*o)));
        for place in places {
            let mut names: Vec<_> = bindings_at(place).map(|b| b.name).collect();
            names.sort_unstable();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "{place:?}");
        }
    }

    #[test]
    fn an_entitlement_is_bound_for_access_and_not_for_create() {
        assert!(
            find_binding(
                Scope::Provisioning(Operation::AddAccess),
                "entitlementValue"
            )
            .is_some()
        );
        assert!(
            find_binding(
                Scope::Provisioning(Operation::CreateAccount),
                "entitlementValue"
            )
            .is_none()
        );
    }
}
