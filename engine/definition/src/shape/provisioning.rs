//! Provisioning documents (rest-dialect §3, §4.4; field-notes §4.1).

use super::shape;

shape! {
    /// The document of an operation.
    DOCUMENT, "provisioning document", Reported {
        "call" Calls required "the calls" => Many PROVISION_CALL;
        "accountIdPath" Word optional "where the new account's identifier is";
        "responseColsToPropsMap" Object optional "columns taken from the responses";
        "dateFormat" Word optional "the Java pattern of dates";
        "ticketidPath" Ignored optional "belongs into a call";
    }
}

shape! {
    /// UpdateUserJSON.
    USER_ACTIONS, "UpdateUserJSON", Reported {
        "actions" Object optional "documents by action" => Each DOCUMENT;
        "call" Calls optional "belongs into an action" => Many PROVISION_CALL;
    }
}

shape! {
    /// A call of a provisioning document.
    PROVISION_CALL, "provisioning call", Reported {
        "name" Word optional "its name; the entitlement type for access";
        "callOrder" Integer optional "its place in the order";
        "connection" Word optional "the authentication";
        "url" Template required "the URL";
        "httpMethod" Template optional "the verb";
        "httpParams" Any optional "the body";
        "httpHeaders" Object optional "the headers";
        "httpContentType" Template optional "the encoding of the body";
        "ssl" Object optional "TLS options of this call" => One SSL;
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "showResponse" Bool optional "keep the response in the comments";
        "callCondition" Template optional "skip the call where this is false";
        "callListPath" Word optional "run the call once per item found here";
        "ticketidPath" Word optional "where a new ticket's number is";
        "ticketStatusPath" Word optional "where a ticket's status is";
        "ticketStatusValue" List optional "statuses that complete the task";
        "disContinueStatusValue" List optional "statuses that discontinue the task";
        "privilegeEntitlement" Object optional "a dynamic attribute of the entitlement" => One PRIVILEGE;
        "contentType" Template optional "belongs into httpContentType";
    }
}

shape! {
    /// `privilegeEntitlement`.
    PRIVILEGE, "privilegeEntitlement", Reported {
        "privEntType" Word optional "the entitlement type";
        "privAttrName" Word optional "the attribute";
    }
}

shape! {
    /// An in-doubt look-up of `connector.toml`, under the names of a call.
    LOOKUP, "in-doubt look-up", Reported {
        "connection" Word optional "the authentication; the call's own otherwise";
        "url" Template required "the URL";
        "httpMethod" Template optional "the verb";
        "httpParams" Any optional "the body";
        "httpHeaders" Object optional "the headers";
        "httpContentType" Template optional "the encoding of the body";
        "found" Any optional "what shows that the call took effect";
        "answer" Word optional "what stands for the call's answer";
    }
}

shape! {
    /// `[read_back]` of `connector.toml`, under the names of a call.
    READ_BACK, "read-back", Reported {
        "after" Any optional "the operations that it follows";
        "connection" Word optional "the authentication";
        "url" Template required "the URL";
        "httpMethod" Template optional "the verb";
        "httpParams" Any optional "the body";
        "httpHeaders" Object optional "the headers";
        "httpContentType" Template optional "the encoding of the body";
        "answer" Word optional "where the account's record is";
        "colsToPropsMap" Object optional "columns that the record gives otherwise than the import's";
    }
}
