//! ImportAccountEntJSON: accounts and entitlements.

use bindery_diagnostics::{Diagnostic, codes};
use bindery_model::catalogue::Scope;
use indexmap::IndexMap;

use crate::json::{Node, Value};
use crate::model::{
    AccountImport, AccountMembership, EntitlementImport, EntitlementMembership,
    EntitlementRelation, EntitlementType, ImportDocument, OwnerRule, UserImport,
};
use crate::pointer::Pointer;
use crate::shape::{
    ACCOUNT_CALL, ACCOUNT_MEMBERSHIP, ACCOUNT_PARAMS, ENTITLEMENT_CALL, ENTITLEMENT_MEMBERSHIP,
    ENTITLEMENT_PARAMS, ENTITLEMENT_RELATION, ENTITLEMENT_TYPE, GLOBAL_SETTINGS, IMPORT,
    OWNER_CONFIG,
};
use crate::text::Word;

use super::{Fields, Reader, calls, kept, links, rules, status, users};

/// What the attribute turned out to hold.
pub(crate) enum Imported {
    /// Accounts, entitlements, links.
    Accounts(Box<ImportDocument>),
    /// A user import, stored here by mistake (rest-dialect §2.1).
    Users(UserImport),
}

/// Reads the attribute.
pub(crate) fn import(reader: &mut Reader<'_>, root: &Node) -> Option<Imported> {
    let has = |key: &str| {
        root.members()
            .is_some_and(|m| m.iter().any(|m| m.key.text.eq_ignore_ascii_case(key)))
    };
    if has("userResponsePath") && !has("accountParams") && !has("entitlementParams") {
        let place = reader.origin.place(root.head(), "");
        reader.report(
            Diagnostic::new(
                codes::MISPLACED_KEY,
                "a user import is stored in the attribute for accounts and entitlements",
            )
            .at(place, "this is the shape of ImportUserJSON")
            .with_help("move it to ImportUserJSON; bindery runs it as a user import"),
        );
        return users::user_import(reader, root, true).map(Imported::Users);
    }
    let f = reader.open(root, &Pointer::ROOT, &IMPORT)?;
    let date_format = f
        .object(reader, "globalSettings", &GLOBAL_SETTINGS)
        .and_then(|g| g.word(reader, "dateFormat"));
    reader.scope = Scope::AccountImport;
    let mut accounts = f
        .object(reader, "accountParams", &ACCOUNT_PARAMS)
        .map(|a| account_params(reader, &a));
    misplaced_memberships(reader, &f, accounts.as_mut());
    reader.scope = Scope::EntitlementImport;
    let entitlements = f
        .object(reader, "entitlementParams", &ENTITLEMENT_PARAMS)
        .map(|e| entitlement_params(reader, &e));
    reader.scope = Scope::LinkImport;
    Some(Imported::Accounts(Box::new(ImportDocument {
        place: reader.place(root, &Pointer::ROOT),
        date_format,
        accounts,
        entitlements,
        links: links::section(reader, &f, "acctEntParams"),
        owners: links::section(reader, &f, "entOwnerParams"),
        entitlement_maps: links::section(reader, &f, "entMappingParams"),
    })))
}

fn account_params(reader: &mut Reader<'_>, f: &Fields<'_>) -> AccountImport {
    let connection = f.word(reader, "connection");
    let inherited = rules::inherited_paging(reader, f);
    let calls = calls::members(reader, f, &ACCOUNT_CALL).into_iter();
    let mut found = kept(calls.map(|(name, c)| {
        calls::import_call(
            reader,
            name,
            &c,
            connection.as_ref(),
            inherited.as_ref(),
            "disableDeletedAccounts",
        )
    }));
    calls::sort(&mut found, |c| (c.order, c.stage));
    AccountImport {
        place: reader.place(f.node, &f.pointer),
        connection,
        processing_type: f.word(reader, "processingType"),
        create_users: f.boolean(reader, "createUsers"),
        admin_name: f.word(reader, "adminName"),
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        errors: rules::errors(reader, f),
        do_not_change_if_failed: f.boolean(reader, "doNotChangeIfFailed"),
        include_existing_inactive: f.boolean(reader, "includeExistingInActiveAccounts"),
        status: status::status_rules(reader, f),
        calls: found,
        memberships: memberships(reader, f),
    }
}

/// `acctEntMappings` one level too high: a known mistake (field-notes §3.2).
fn misplaced_memberships(
    reader: &mut Reader<'_>,
    f: &Fields<'_>,
    accounts: Option<&mut AccountImport>,
) {
    let Some((node, at)) = f.get("acctEntMappings") else {
        return;
    };
    let place = reader.place(node, &at);
    reader.report(
        Diagnostic::new(
            codes::MISPLACED_KEY,
            "`acctEntMappings` belongs into `accountParams`",
        )
        .at(place, "honoured here")
        .with_help("move it beside `call`; a bracket may close too early above"),
    );
    let found = memberships(reader, f);
    if let Some(accounts) = accounts {
        for (name, membership) in found {
            accounts.memberships.entry(name).or_insert(membership);
        }
    }
}

fn memberships(reader: &mut Reader<'_>, f: &Fields<'_>) -> IndexMap<String, AccountMembership> {
    f.entries(reader, "acctEntMappings")
        .into_iter()
        .filter_map(|(member, at)| {
            let entitlement_type = reader.key_word(member, &at);
            let m = reader.open(&member.node, &at, &ACCOUNT_MEMBERSHIP)?;
            let membership = AccountMembership {
                entitlement_type,
                place: reader.place(&member.node, &at),
                list_path: m.word(reader, "listPath"),
                id_path: m.word(reader, "idPath"),
                key_field: m.word(reader, "keyField"),
                import_as_entitlement: m.boolean(reader, "importAsEntitlement"),
                columns: calls::columns(reader, &m, "colsToPropsMap"),
                status: status::status_config(reader, &m),
            };
            Some((member.key.text.to_string(), membership))
        })
        .collect()
}

fn entitlement_params(reader: &mut Reader<'_>, f: &Fields<'_>) -> EntitlementImport {
    let connection = f.word(reader, "connection");
    let mut types: Vec<(String, EntitlementType)> = f
        .entries(reader, "entTypes")
        .into_iter()
        .filter_map(|(member, at)| {
            let name = reader.key_word(member, &at);
            let t = reader.open(&member.node, &at, &ENTITLEMENT_TYPE)?;
            Some((
                member.key.text.to_string(),
                entitlement_type(reader, name, &t, connection.as_ref()),
            ))
        })
        .collect();
    types.sort_by_key(|(_, t)| t.order.unwrap_or(i64::MAX));
    EntitlementImport {
        place: reader.place(f.node, &f.pointer),
        connection,
        processing_type: f.word(reader, "processingType"),
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        errors: rules::errors(reader, f),
        do_not_change_if_failed: f.boolean(reader, "doNotChangeIfFailed"),
        types: types.into_iter().collect(),
    }
}

fn entitlement_type(
    reader: &mut Reader<'_>,
    name: Word,
    f: &Fields<'_>,
    connection: Option<&Word>,
) -> EntitlementType {
    let inherited = rules::inherited_paging(reader, f);
    let calls = calls::members(reader, f, &ENTITLEMENT_CALL).into_iter();
    let mut found = kept(calls.map(|(name, c)| {
        calls::import_call(
            reader,
            name,
            &c,
            connection,
            inherited.as_ref(),
            "disableDeletedEntitlements",
        )
    }));
    calls::sort(&mut found, |c| (c.order, c.stage));
    let labels = f
        .entries(reader, "entTypeLabels")
        .into_iter()
        .filter_map(|(m, at)| {
            let label = reader.word(&m.node, &at, "entTypeLabels")?;
            Some((m.key.text.to_string(), label.as_str().to_owned()))
        })
        .collect();
    EntitlementType {
        name,
        place: reader.place(f.node, &f.pointer),
        order: f.integer(reader, "entTypeOrder"),
        labels,
        calls: found,
        memberships: membership(reader, f),
        relations: relations(reader, f),
        owners: owners(reader, f),
    }
}

fn owners(reader: &mut Reader<'_>, f: &Fields<'_>) -> OwnerRule {
    let Some(o) = f.object(reader, "entitlementOwnerConfig", &OWNER_CONFIG) else {
        return OwnerRule::default();
    };
    OwnerRule {
        most: o.integer(reader, "maxNumberOfOwner"),
        kinds: o.words(reader, "typeOfImportOwner"),
    }
}

fn membership(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<EntitlementMembership> {
    let (node, _) = f.get("acctEntMappings")?;
    if matches!(&node.value, Value::Object(m) if m.is_empty()) {
        return None;
    }
    let m = f.object(reader, "acctEntMappings", &ENTITLEMENT_MEMBERSHIP)?;
    Some(EntitlementMembership {
        place: reader.place(m.node, &m.pointer),
        list_field: m.word(reader, "listField"),
        id_path: m.word(reader, "idPath"),
        key_field: m.word(reader, "keyField"),
        import_as_account: m.boolean(reader, "importAsAccount"),
    })
}

fn relations(reader: &mut Reader<'_>, f: &Fields<'_>) -> IndexMap<String, EntitlementRelation> {
    f.entries(reader, "entMappings")
        .into_iter()
        .filter_map(|(member, at)| {
            let child_type = reader.key_word(member, &at);
            let r = reader.open(&member.node, &at, &ENTITLEMENT_RELATION)?;
            let relation = EntitlementRelation {
                child_type,
                place: reader.place(&member.node, &at),
                list_path: r.word(reader, "listPath"),
                id_path: r.word(reader, "idPath"),
                id_column: r.word(reader, "idColumn"),
                mapping_types: r.words(reader, "mappingTypes"),
            };
            Some((member.key.text.to_string(), relation))
        })
        .collect()
}
