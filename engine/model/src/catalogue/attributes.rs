//! The attributes of a REST connection (rest-dialect §0.1, field-notes §1).

use super::Operation;

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributeKind {
    /// Authentications; encrypted in exports (design D8).
    Connection,
    /// Users from the source.
    ImportUser,
    /// Accounts, entitlements, links, owners and entitlement maps.
    ImportAccountEnt,
    /// Status values and guards for the whole connection.
    StatusThreshold,
    /// Calls of a provisioning operation.
    Operation(Operation),
    /// Timeouts and provisioning limits.
    Config,
    /// Which accounts belong to which logical application.
    EndpointsFilter,
    /// The generation rule for passwords.
    PasswordPolicy,
    /// An attribute whose shape no public source shows; kept as it is.
    Opaque,
}

/// One attribute.
#[derive(Debug, Clone, Copy)]
pub struct AttributeEntry {
    /// EIC's name, in EIC's case.
    pub name: &'static str,
    /// What it holds.
    pub kind: AttributeKind,
    /// One sentence for schema and manual.
    pub about: &'static str,
}

const fn entry(name: &'static str, kind: AttributeKind, about: &'static str) -> AttributeEntry {
    AttributeEntry { name, kind, about }
}

const fn operation(operation: Operation, about: &'static str) -> AttributeEntry {
    entry(
        operation.attribute(),
        AttributeKind::Operation(operation),
        about,
    )
}

/// Every attribute, in the order in which a person reads a connection.
pub static ATTRIBUTES: &[AttributeEntry] = &[
    entry(
        "ConnectionJSON",
        AttributeKind::Connection,
        "How to authenticate at the target.",
    ),
    entry(
        "ImportUserJSON",
        AttributeKind::ImportUser,
        "How to read users from a source.",
    ),
    entry(
        "ImportAccountEntJSON",
        AttributeKind::ImportAccountEnt,
        "How to read accounts, entitlements and the links between them.",
    ),
    entry(
        "STATUS_THRESHOLD_CONFIG",
        AttributeKind::StatusThreshold,
        "Which statuses are active, and how much a read may remove.",
    ),
    operation(Operation::CreateAccount, "How to create an account."),
    operation(Operation::UpdateAccount, "How to change an account."),
    operation(Operation::EnableAccount, "How to enable an account."),
    operation(Operation::DisableAccount, "How to disable an account."),
    operation(Operation::RemoveAccount, "How to remove an account."),
    operation(
        Operation::AddAccess,
        "How to give an entitlement; calls are named after entitlement types.",
    ),
    operation(
        Operation::RemoveAccess,
        "How to take an entitlement away; calls are named after entitlement types.",
    ),
    operation(Operation::ChangePassword, "How to set a password."),
    operation(
        Operation::UpdateUser,
        "How to write a user back to the source, by action.",
    ),
    operation(Operation::CreateTicket, "How to open a ticket."),
    operation(Operation::TicketStatus, "How to ask for a ticket's status."),
    operation(
        Operation::AddFirefighterAccess,
        "How to give firefighter access.",
    ),
    operation(
        Operation::RemoveFirefighterAccess,
        "How to take firefighter access away.",
    ),
    operation(Operation::SendOtp, "How to send a one-time password."),
    operation(Operation::ValidateOtp, "How to check a one-time password."),
    operation(
        Operation::CreateEntitlement,
        "How to create an entitlement; calls may be named after entitlement types.",
    ),
    operation(
        Operation::UpdateEntitlement,
        "How to change an entitlement; calls may be named after entitlement types.",
    ),
    operation(
        Operation::DeleteEntitlement,
        "How to delete an entitlement; calls may be named after entitlement types.",
    ),
    entry(
        "ENDPOINTS_FILTER",
        AttributeKind::EndpointsFilter,
        "Which entitlements make an account part of a logical application.",
    ),
    entry(
        "PasswdPolicyJSON",
        AttributeKind::PasswordPolicy,
        "The rule for generated passwords.",
    ),
    entry(
        "ConfigJSON",
        AttributeKind::Config,
        "Timeouts and provisioning limits.",
    ),
    entry(
        "MODIFYUSERDATAJSON",
        AttributeKind::Opaque,
        "Changes users while they are imported; no public source shows its shape.",
    ),
    entry(
        "PAM_CONFIG",
        AttributeKind::Opaque,
        "Privileged access; no public source shows its shape.",
    ),
];

/// Finds an attribute by name, case-insensitively.
#[must_use]
pub fn find_attribute(name: &str) -> Option<&'static AttributeEntry> {
    ATTRIBUTES
        .iter()
        .find(|a| a.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_exactly_one_attribute() {
        for operation in Operation::ALL {
            let found = ATTRIBUTES
                .iter()
                .filter(|a| a.kind == AttributeKind::Operation(*operation))
                .count();
            assert_eq!(found, 1, "{operation}");
        }
    }
}
