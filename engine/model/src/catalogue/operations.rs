//! Provisioning operations: what the command line calls them, the attribute that defines them, the
//! task that asks for them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A provisioning operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// Creates an account at the target.
    CreateAccount,
    /// Changes an account's attributes.
    UpdateAccount,
    /// Enables a disabled account.
    EnableAccount,
    /// Disables an account.
    DisableAccount,
    /// Removes an account.
    RemoveAccount,
    /// Gives an account an entitlement.
    AddAccess,
    /// Takes an entitlement from an account.
    RemoveAccess,
    /// Sets an account's password.
    ChangePassword,
    /// Writes a user's attributes back to the source.
    UpdateUser,
    /// Opens a ticket.
    CreateTicket,
    /// Asks for a ticket's status.
    TicketStatus,
    /// Gives firefighter access.
    AddFirefighterAccess,
    /// Takes firefighter access away.
    RemoveFirefighterAccess,
    /// Sends a one-time password.
    SendOtp,
    /// Checks a one-time password.
    ValidateOtp,
    /// Creates an entitlement at the target.
    CreateEntitlement,
    /// Changes an entitlement.
    UpdateEntitlement,
    /// Deletes an entitlement.
    DeleteEntitlement,
}

/// The task types that EIC counts and limits by (`ConfigJSON.provisioningLimit.types`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskType(&'static str);

impl TaskType {
    /// The type as EIC writes it: `NEWACCOUNT`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

impl Operation {
    /// Every operation, in the order of an account's life.
    pub const ALL: &'static [Self] = &[
        Self::CreateAccount,
        Self::UpdateAccount,
        Self::EnableAccount,
        Self::DisableAccount,
        Self::RemoveAccount,
        Self::AddAccess,
        Self::RemoveAccess,
        Self::ChangePassword,
        Self::UpdateUser,
        Self::CreateTicket,
        Self::TicketStatus,
        Self::AddFirefighterAccess,
        Self::RemoveFirefighterAccess,
        Self::SendOtp,
        Self::ValidateOtp,
        Self::CreateEntitlement,
        Self::UpdateEntitlement,
        Self::DeleteEntitlement,
    ];

    /// The name on the command line: `create-account`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// The attribute that defines it: `CreateAccountJSON`.
    #[must_use]
    pub const fn attribute(self) -> &'static str {
        self.row().1
    }

    /// The task type that asks for it, where EIC has one.
    #[must_use]
    pub const fn task_type(self) -> Option<TaskType> {
        match self.row().2 {
            Some(name) => Some(TaskType(name)),
            None => None,
        }
    }

    /// Whether calls are named after entitlement types (design D11).
    #[must_use]
    pub const fn is_access(self) -> bool {
        matches!(self, Self::AddAccess | Self::RemoveAccess)
    }

    /// Whether it works on an entitlement itself.
    #[must_use]
    pub const fn is_about_entitlements(self) -> bool {
        matches!(
            self,
            Self::CreateEntitlement | Self::UpdateEntitlement | Self::DeleteEntitlement
        )
    }

    /// Finds an operation by its name, its attribute or its task type, case-insensitively.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|o| {
            o.name().eq_ignore_ascii_case(text)
                || o.attribute().eq_ignore_ascii_case(text)
                || o.task_type()
                    .is_some_and(|t| t.0.eq_ignore_ascii_case(text))
        })
    }

    const fn row(self) -> (&'static str, &'static str, Option<&'static str>) {
        match self {
            Self::CreateAccount => ("create-account", "CreateAccountJSON", Some("NEWACCOUNT")),
            Self::UpdateAccount => ("update-account", "UpdateAccountJSON", Some("UPDATEACCOUNT")),
            Self::EnableAccount => ("enable-account", "EnableAccountJSON", Some("ENABLEACCOUNT")),
            Self::DisableAccount => (
                "disable-account",
                "DisableAccountJSON",
                Some("DISABLEACCOUNT"),
            ),
            Self::RemoveAccount => ("remove-account", "RemoveAccountJSON", Some("REMOVEACCOUNT")),
            Self::AddAccess => ("add-access", "AddAccessJSON", Some("ADDACCESS")),
            Self::RemoveAccess => ("remove-access", "RemoveAccessJSON", Some("REMOVEACCESS")),
            Self::ChangePassword => ("change-password", "ChangePassJSON", Some("CHANGEPASSWORD")),
            Self::UpdateUser => ("update-user", "UpdateUserJSON", Some("UPDATEUSER")),
            Self::CreateTicket => ("create-ticket", "CreateTicketJSON", None),
            Self::TicketStatus => ("ticket-status", "TicketStatusJSON", None),
            Self::AddFirefighterAccess => ("add-ffid-access", "AddFFIDAccessJSON", None),
            Self::RemoveFirefighterAccess => ("remove-ffid-access", "RemoveFFIDAccessJSON", None),
            Self::SendOtp => ("send-otp", "SendOtpJSON", None),
            Self::ValidateOtp => ("validate-otp", "ValidateOtpJSON", None),
            Self::CreateEntitlement => ("create-entitlement", "CreateEntitlementJSON", None),
            Self::UpdateEntitlement => ("update-entitlement", "UpdateEntitlementJSON", None),
            Self::DeleteEntitlement => ("delete-entitlement", "DeleteEntitlementJSON", None),
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_by_each_of_its_names() {
        for operation in Operation::ALL {
            assert_eq!(Operation::find(operation.name()), Some(*operation));
            assert_eq!(Operation::find(operation.attribute()), Some(*operation));
        }
        assert_eq!(
            Operation::find("newaccount"),
            Some(Operation::CreateAccount)
        );
    }
}
