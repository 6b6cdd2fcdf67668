//! Columns that EIC's tables have (field-notes §3.5). Names compare case-insensitively.

/// Columns of an account.
pub static ACCOUNT_COLUMNS: &[&str] = &[
    "accountID",
    "name",
    "displayName",
    "status",
    "description",
    "comments",
    "created_on",
    "updatedate",
    "lastlogondate",
    "lastpasswordchange",
    "passwordchangedate",
    "validfrom",
    "validthrough",
    "accounttype",
    "accountclass",
    "privileged",
    "incorrectlogons",
    "orphan",
];

/// Columns of an entitlement, with the pseudo columns that only carry membership markers.
pub static ENTITLEMENT_COLUMNS: &[&str] = &[
    "entitlementID",
    "entitlement_value",
    "displayname",
    "description",
    "status",
    "entitlement_glossary",
    "createdate",
    "updatedate",
    "risk",
    "module",
    "access",
    "priviliged",
    "soxcritical",
    "syscritical",
    "confidentiality",
    "acctEntMappingInfoColumnFromEnt",
    "entitlementMappingJson",
];

/// Columns of a user.
pub static USER_COLUMNS: &[&str] = &[
    "username",
    "firstname",
    "middlename",
    "lastname",
    "preferedFirstName",
    "displayname",
    "email",
    "secondaryEmail",
    "systemUserName",
    "employeeid",
    "employeeType",
    "employeeclass",
    "title",
    "departmentname",
    "departmentNumber",
    "companyname",
    "costcenter",
    "city",
    "state",
    "country",
    "region",
    "regioncode",
    "street",
    "siteid",
    "locationdesc",
    "locationnumber",
    "location",
    "jobCode",
    "jobcodedesc",
    "jobDescription",
    "job_function",
    "orgunitid",
    "phonenumber",
    "secondaryPhone",
    "manager",
    "secondaryManager",
    "owner",
    "statuskey",
    "startdate",
    "enddate",
    "termDate",
    "comments",
    "enabled",
    "password",
    "entity",
    "sponsorDescription",
    "leaveStatus",
];

/// The most custom properties of a user; accounts and entitlements have sixty.
const MOST_CUSTOM_PROPERTIES: u32 = 65;

/// Whether a name is `customproperty1` … `customproperty65`, in any case.
#[must_use]
pub fn is_custom_property(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.strip_prefix("customproperty").is_some_and(|n| {
        !n.starts_with('0')
            && n.parse::<u32>()
                .is_ok_and(|n| (1..=MOST_CUSTOM_PROPERTIES).contains(&n))
    })
}

/// Whether a column of the table exists.
#[must_use]
pub fn is_known(table: &[&str], name: &str) -> bool {
    is_custom_property(name) || table.iter().any(|c| c.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_properties_are_numbered_from_1_to_65() {
        assert!(is_custom_property("CUSTOMPROPERTY31"));
        for wrong in [
            "customproperty",
            "customproperty0",
            "customproperty66",
            "custompropertry6",
            "customproperty01",
        ] {
            assert!(!is_custom_property(wrong), "{wrong}");
        }
    }
}
