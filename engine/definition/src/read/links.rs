//! ImportAccountEntJSON: links, owners and entitlement maps.

use bindery_diagnostics::Place;
use indexmap::IndexMap;

use crate::model::{LinkCall, LinkImport, LinkType, Privilege, ProcessingType};
use crate::shape::{LINK_CALL, LINK_PARAMS, LINK_TYPE, PRIVILEGE_PARAMS};
use crate::text::Word;

use super::{Fields, Reader, calls, http, kept, rules, status};

/// One of the three sections of this shape.
pub(super) fn section(
    reader: &mut Reader<'_>,
    fields: &Fields<'_>,
    key: &str,
) -> Option<LinkImport> {
    let f = fields.object(reader, key, &LINK_PARAMS)?;
    let connection = f.word(reader, "connection");
    let mut types = IndexMap::new();
    for (member, at) in f.entries(reader, "entTypes") {
        let name = reader.key_word(member, &at);
        let Some(t) = reader.open(&member.node, &at, &LINK_TYPE) else {
            continue;
        };
        let link_type = LinkType {
            name,
            place: reader.place(&member.node, &at),
            processing_type: processing_type(reader, &t),
            calls: found(reader, &t, connection.as_ref()),
        };
        types.insert(member.key.text.to_string(), link_type);
    }
    Some(LinkImport {
        place: reader.place(f.node, &f.pointer),
        processing_type: processing_type(reader, &f),
        success: rules::success(reader, &f, "successResponses"),
        failure: rules::success(reader, &f, "unsuccessResponses"),
        errors: rules::errors(reader, &f),
        do_not_change_if_failed: f.boolean(reader, "doNotChangeIfFailed"),
        create_users: f.boolean(reader, "createUsers"),
        admin_name: f.word(reader, "adminName"),
        status: status::status_rules(reader, &f),
        types,
        calls: found(reader, &f, connection.as_ref()),
        connection,
    })
}

fn processing_type(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<(ProcessingType, Place)> {
    f.word(reader, "processingType")
        .map(|w| (ProcessingType::read(w.as_str()), w.place().clone()))
}

fn found(reader: &mut Reader<'_>, f: &Fields<'_>, section: Option<&Word>) -> Vec<LinkCall> {
    let calls = calls::members(reader, f, &LINK_CALL).into_iter();
    let mut out = kept(calls.map(|(name, c)| call(reader, name, &c, section)));
    calls::sort(&mut out, |c| (c.order, c.stage));
    out
}

fn call(reader: &mut Reader<'_>, name: Word, f: &Fields<'_>, section: Option<&Word>) -> LinkCall {
    let connection = f.word(reader, "connection");
    LinkCall {
        name,
        place: reader.place(f.node, &f.pointer),
        order: f.integer(reader, "callOrder").unwrap_or(0),
        stage: f.integer(reader, "stageNumber").unwrap_or(0),
        processing_type: processing_type(reader, f),
        http: http::block(reader, f, connection.as_ref().or(section)),
        connection,
        list_field: f.word(reader, "listField"),
        acct_id_path: f.word(reader, "acctIdPath"),
        acct_key_field: f.word(reader, "acctKeyField"),
        ent_id_path: f.word(reader, "entIdPath"),
        ent_key_field: f.word(reader, "entKeyField"),
        id_path: f.word(reader, "idPath"),
        owner_id_path: f.word(reader, "ownerIdPath"),
        owner_key_field: f.word(reader, "ownerKeyField"),
        ent1_id_path: f.word(reader, "ent1IdPath"),
        ent1_key_field: f.word(reader, "ent1KeyField"),
        ent2_id_path: f.word(reader, "ent2IdPath"),
        ent2_key_field: f.word(reader, "ent2KeyField"),
        target_ent_type: f.word(reader, "targetEntType"),
        mapping_types: f.words(reader, "mappingTypes"),
        pagination: rules::paging(reader, f),
        input: calls::input(reader, f),
        success: rules::success(reader, f, "successResponses"),
        failure: rules::success(reader, f, "unsuccessResponses"),
        errors: rules::errors(reader, f),
        dummy: f.boolean(reader, "dummyCall") == Some(true),
        privilege: privilege(reader, f),
        triggers: calls::triggers(reader, f),
    }
}

fn privilege(reader: &mut Reader<'_>, f: &Fields<'_>) -> Option<Privilege> {
    let p = f.object(reader, "privilegeParams", &PRIVILEGE_PARAMS)?;
    Some(Privilege {
        name: p.word(reader, "attrName")?,
        value: p.word(reader, "attrValue"),
        path: p.word(reader, "attrValuePath"),
    })
}
