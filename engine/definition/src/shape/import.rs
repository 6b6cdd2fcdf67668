//! ImportAccountEntJSON and ImportUserJSON (rest-dialect §4.2).

use super::shape;

shape! {
    /// The root of ImportAccountEntJSON.
    IMPORT, "ImportAccountEntJSON", Reported {
        "globalSettings" Object optional "settings of the whole import" => One GLOBAL_SETTINGS;
        "globalSettingParams" Ignored optional "it is about parallel jobs, and bindery reads ahead by itself";
        "accountParams" Object optional "accounts" => One ACCOUNT_PARAMS;
        "entitlementParams" Object optional "entitlements" => One ENTITLEMENT_PARAMS;
        "acctEntParams" Object optional "links" => One LINK_PARAMS;
        "entOwnerParams" Object optional "owners of entitlements" => One LINK_PARAMS;
        "entMappingParams" Object optional "entitlement-to-entitlement maps" => One LINK_PARAMS;
        "acctEntMappings" Object optional "belongs into accountParams" => Each ACCOUNT_MEMBERSHIP;
    }
}

shape! {
    /// `globalSettings`.
    GLOBAL_SETTINGS, "globalSettings", Reported {
        "dateFormat" Word optional "the Java pattern of dates";
    }
}

shape! {
    /// The `http` block.
    HTTP, "http block", Reported {
        "url" Template required "the URL";
        "httpMethod" Template optional "the verb";
        "httpHeaders" Object optional "the headers";
        "httpContentType" Template optional "the encoding of the body";
        "httpParams" Any optional "the body, or for GET the query";
        "ssl" Object optional "TLS options of this call" => One SSL;
        "contentType" Template optional "belongs into httpContentType";
    }
}

shape! {
    /// `accountParams`.
    ACCOUNT_PARAMS, "accountParams", Reported {
        "connection" Word optional "the authentication";
        "processingType" Word optional "SequentialAndIterative";
        "createUsers" Bool optional "create a user for each new account";
        "adminName" Word optional "the manager of those users";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "doNotChangeIfFailed" Bool optional "remove nothing after a failure";
        "includeExistingInActiveAccounts" Bool optional "match inactive accounts too";
        "statusAndThresholdConfig" Object optional "status values and guards" => One STATUS_RULES;
        "call" Calls optional "the calls" => Many ACCOUNT_CALL;
        "acctEntMappings" Object optional "memberships listed on the account" => Each ACCOUNT_MEMBERSHIP;
        "page" Object optional "belongs into a call's pagination" => One PAGE;
        "pagination" Object optional "belongs into a call" => One PAGINATION;
        "initPrivigesMap" Ignored optional "attributes of links are those that privilegeParams gives";
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// A call of accountParams.
    ACCOUNT_CALL, "account call", Reported {
        "callOrder" Integer optional "its place in the order";
        "stageNumber" Integer optional "a label";
        "connection" Word optional "the authentication";
        "http" Object optional "the request" => One HTTP;
        "listField" Word optional "where the records are";
        "keyField" Word optional "the column that tells known rows from new ones";
        "colsToPropsMap" Object optional "the mapping";
        "statusConfig" Object optional "status values" => One STATUS_CONFIG;
        "pagination" Object optional "paging" => One PAGINATION;
        "page" Object optional "belongs into pagination" => One PAGE;
        "nextUrl" Object optional "belongs into pagination" => One NEXT_URL;
        "offset" Object optional "belongs into pagination" => One OFFSET;
        "inputParams" Object optional "which rows the call runs for" => One INPUT_PARAMS;
        "nextApiKeyField" Word optional "the column that is bound";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "disableDeletedAccounts" Bool optional "accounts that are not read become inactive";
        "makeProcessingStatus" Bool optional "rows stay in process until a later call";
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "multiTrigger" Object optional "how many calls may be under way" => One MULTI_TRIGGER;
        "dummyCall" Bool optional "a call without request";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// An entry of accountParams.acctEntMappings.
    ACCOUNT_MEMBERSHIP, "membership of an account", Reported {
        "importAsEntitlement" Bool optional "create entitlements from the elements";
        "listPath" Word optional ["listField"] "the list inside the record";
        "idPath" Word optional "the identifier inside an element";
        "keyField" Word optional "the entitlement column";
        "colsToPropsMap" Object optional "columns of created entitlements";
        "statusConfig" Object optional "status of created entitlements" => One STATUS_CONFIG;
    }
}

shape! {
    /// `entitlementParams`.
    ENTITLEMENT_PARAMS, "entitlementParams", Reported {
        "connection" Word optional "the authentication";
        "processingType" Word optional "SequentialAndIterative";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "doNotChangeIfFailed" Bool optional "remove nothing after a failure";
        "supportedEntitlementTypes" Ignored optional "entTypes has the types";
        "entTypes" Object optional "the types" => Each ENTITLEMENT_TYPE;
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// An entry of entTypes.
    ENTITLEMENT_TYPE, "entitlement type", Reported {
        "entTypeOrder" Integer optional "its place in the order";
        "entTypeLabels" Object optional "labels of columns";
        "call" Calls optional "the calls" => Many ENTITLEMENT_CALL;
        "acctEntMappings" Object optional "memberships listed on the entitlement" => One ENTITLEMENT_MEMBERSHIP;
        "entMappings" Object optional "relations to other types" => Each ENTITLEMENT_RELATION;
        "entitlementOwnerConfig" Object optional "which owners count, and how many" => One OWNER_CONFIG;
        "pagination" Object optional "belongs into a call" => One PAGINATION;
    }
}

shape! {
    /// A call of an entitlement type.
    ENTITLEMENT_CALL, "entitlement call", Reported {
        "callOrder" Integer optional "its place in the order";
        "stageNumber" Integer optional "a label";
        "connection" Word optional "the authentication";
        "http" Object optional "the request" => One HTTP;
        "listField" Word optional "where the records are";
        "keyField" Word optional "the column that tells known rows from new ones";
        "colsToPropsMap" Object optional "the mapping";
        "statusConfig" Object optional "status values" => One STATUS_CONFIG;
        "pagination" Object optional "paging" => One PAGINATION;
        "page" Object optional "belongs into pagination" => One PAGE;
        "nextUrl" Object optional "belongs into pagination" => One NEXT_URL;
        "offset" Object optional "belongs into pagination" => One OFFSET;
        "inputParams" Object optional "which rows the call runs for" => One INPUT_PARAMS;
        "nextApiKeyField" Word optional "the column that is bound";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "disableDeletedEntitlements" Bool optional "entitlements that are not read become inactive";
        "makeProcessingStatus" Bool optional "rows stay in process until a later call";
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "multiTrigger" Object optional "how many calls may be under way" => One MULTI_TRIGGER;
        "dummyCall" Bool optional "a call without request";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// `acctEntMappings` of an entitlement type.
    ENTITLEMENT_MEMBERSHIP, "membership of an entitlement", Reported {
        "listField" Word optional ["listPath"] "the list inside the record";
        "idPath" Word optional "the identifier inside an element";
        "keyField" Word optional "the account column";
        "importAsAccount" Bool optional "create missing accounts";
    }
}

shape! {
    /// An entry of entMappings.
    ENTITLEMENT_RELATION, "relation of an entitlement", Reported {
        "listPath" Word optional "the list inside the record";
        "idPath" Word optional "the identifier inside an element";
        "idColumn" Word optional "the child's column";
        "mappingTypes" List optional "ENT2, ENTMAP";
    }
}

shape! {
    /// `acctEntParams`, `entOwnerParams` and `entMappingParams`.
    LINK_PARAMS, "links section", Reported {
        "connection" Word optional "the authentication";
        "processingType" Word optional "how links are found";
        "createUsers" Bool optional "create a user for each new account";
        "adminName" Word optional "the manager of those users";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "doNotChangeIfFailed" Bool optional "remove nothing after a failure";
        "statusAndThresholdConfig" Object optional "status values and guards" => One STATUS_RULES;
        "entTypes" Object optional "calls by entitlement type" => Each LINK_TYPE;
        "call" Calls optional "calls for all types" => Many LINK_CALL;
        "initPrivigesMap" Ignored optional "attributes of links are those that privilegeParams gives";
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// An entry of entTypes in a links section.
    LINK_TYPE, "links of a type", Reported {
        "processingType" Word optional "how links are found";
        "call" Calls optional "the calls" => Many LINK_CALL;
    }
}

shape! {
    /// A call that yields links.
    LINK_CALL, "link call", Reported {
        "callOrder" Integer optional "its place in the order";
        "stageNumber" Integer optional "a label";
        "connection" Word optional "the authentication";
        "processingType" Word optional "how links are found";
        "http" Object optional "the request" => One HTTP;
        "listField" Word optional "where the records are";
        "acctIdPath" Word optional "the account's identifier";
        "acctKeyField" Word optional "the account column";
        "entIdPath" Word optional "the entitlement's identifier";
        "entKeyField" Word optional "the entitlement column";
        "idPath" Word optional "a synonym of an id path";
        "keyField" Ignored optional "acctKeyField and entKeyField say it";
        "ownerIdPath" Word optional "the owner's identifier";
        "ownerKeyField" Word optional "the user column";
        "ent1IdPath" Word optional "the parent's identifier";
        "ent1KeyField" Word optional "the parent's column";
        "ent2IdPath" Word optional "the child's identifier";
        "ent2KeyField" Word optional "the child's column";
        "targetEntType" Word optional "the child type";
        "mappingTypes" List optional "ENT2, ENTMAP";
        "colsToPropsMap" Ignored optional "links have no columns";
        "pagination" Object optional "paging" => One PAGINATION;
        "page" Object optional "belongs into pagination" => One PAGE;
        "nextUrl" Object optional "belongs into pagination" => One NEXT_URL;
        "offset" Object optional "belongs into pagination" => One OFFSET;
        "inputParams" Object optional "which rows the call runs for" => One INPUT_PARAMS;
        "nextApiKeyField" Word optional "the column that is bound";
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "privilegeParams" Object optional "an attribute of each link" => One PRIVILEGE_PARAMS;
        "acctEntMappingTypeParam" Ignored optional "no source says what its kinds mean; links are between accounts and entitlements";
        "showJobHistory" Ignored optional "`bindery runs show` shows every run";
        "multiTrigger" Object optional "how many calls may be under way" => One MULTI_TRIGGER;
        "dummyCall" Bool optional "a call without request";
        "errorPath" Word optional "overrides the connection's";
        "authError" List optional "overrides the connection's";
        "expiryError" Template optional "overrides the connection's";
        "timeOutError" Template optional "overrides the connection's";
        "retryFailureStatusCode" List optional "overrides the connection's";
        "maxRefreshTryCount" Integer optional "overrides the connection's";
    }
}

shape! {
    /// `privilegeParams` of a link call.
    PRIVILEGE_PARAMS, "privilegeParams", Reported {
        "attrName" Word required "the attribute's name";
        "attrValue" Word optional "its value, the same for every link";
        "attrValuePath" Word optional "where its value is in the record";
    }
}

shape! {
    /// `entitlementOwnerConfig`.
    OWNER_CONFIG, "entitlementOwnerConfig", Reported {
        "maxNumberOfOwner" Integer optional "the most owners of one entitlement; the first ones stay";
        "typeOfImportOwner" List optional "values of privilegeParams that make an account's user an owner";
    }
}

shape! {
    /// `multiTrigger`.
    MULTI_TRIGGER, "multiTrigger", Reported {
        "multiTriggerType" Word optional "what is split";
        "triggersCount" Integer optional "the most calls under way at a time, within --prefetch";
        "params" Any optional "what the product's jobs are told";
    }
}

shape! {
    /// `inputParams`.
    INPUT_PARAMS, "inputParams", Reported {
        "dependentCall" Bool optional "once per row of earlier calls";
        "entitlementname" Word optional "once per row of this type";
        "statusFilter" Word optional "a filter over those rows";
        "nextApiKeyField" Word optional "the column that is bound";
    }
}

shape! {
    /// `pagination`.
    PAGINATION, "pagination", Reported {
        "nextUrl" Object optional "each page names the next" => One NEXT_URL;
        "page" Object optional "by page number" => One PAGE;
        "offset" Object optional "by record offset" => One OFFSET;
    }
}

shape! {
    /// `pagination.nextUrl`.
    NEXT_URL, "nextUrl", Reported {
        "nextUrlPath" Template required "the next page's URL";
    }
}

shape! {
    /// `pagination.page`.
    PAGE, "page", Reported {
        "pageSizeParam" Word optional "the parameter of the page size";
        "pageSize" Integer optional "the page size";
        "pageRecordCount" Word optional "how many records a page has";
        "pageNumberParam" Word required "the parameter of the page number";
        "totalCountPath" Word optional "how many records there are";
        "firstPageNumber" Integer optional "the first page's number";
    }
}

shape! {
    /// `pagination.offset`.
    OFFSET, "offset", Reported {
        "offsetParam" Word required "the parameter of the offset";
        "batchParam" Word optional "the parameter of the batch size";
        "batchSize" Integer optional "the batch size";
        "totalCountPath" Word optional "how many records there are";
    }
}

shape! {
    /// `statusConfig`.
    STATUS_CONFIG, "statusConfig", Reported {
        "active" List optional "values that mean active";
        "inactive" List optional "values that mean inactive";
        "locked" List optional "values that mean locked";
    }
}

shape! {
    /// `statusAndThresholdConfig`.
    STATUS_RULES, "statusAndThresholdConfig", Reported {
        "statusColumn" Word optional "the column of the target's status";
        "activeStatus" List optional ["active", "status"] "values that mean active";
        "inactiveStatus" List optional "values that mean inactive";
        "deleteLinks" Bool optional "missing accounts lose their links";
        "accountThresholdValue" Integer optional "the guard over missing accounts";
        "correlateInactiveAccounts" Bool optional "link inactive accounts to users";
        "inactivateAccountsNotInFile" Bool optional "missing accounts become inactive";
        "accountsNotInImportAction" Word optional "what happens to missing accounts";
        "deleteAccEntForActiveAccounts" Bool optional "missing links are removed";
        "accountEntThresholdValue" Integer optional "the guard over missing links";
        "appAccountThresholdValue" Integer optional "the guard per application";
        "inactivateEntsNotInFeed" Bool optional "missing entitlements become inactive";
        "entThresholdValue" Any optional "the guard over missing entitlements";
        "inactivateOrganizationNotInFeed" Bool optional "missing organisations become inactive";
        "lockedStatusColumn" Word optional "the column of the lock";
        "lockedStatusMapping" Object optional "values of the lock" => One LOCKED_STATUS;
    }
}

shape! {
    /// The flat form of ImportUserJSON.
    USER_IMPORT, "user import", Reported {
        "type" Word optional "multiCall";
        "call" Calls optional "the calls of a multiCall" => Many USER_CALL;
        "name" Word optional "the call's name";
        "connection" Word optional "the authentication";
        "url" Template optional "the URL";
        "httpMethod" Template optional "the verb";
        "httpHeaders" Object optional "the headers";
        "httpParams" Any optional "the body";
        "httpContentType" Template optional "the encoding of the body";
        "http" Object optional "the request, as other imports write it" => One HTTP;
        "userResponsePath" Word optional ["listField"] "where the records are";
        "keyField" Word optional "the column that tells known users from new ones";
        "colsToPropsMap" Object optional "the mapping";
        "pagination" Object optional "paging" => One PAGINATION;
        "page" Object optional "belongs into pagination" => One PAGE;
        "nextUrl" Object optional "belongs into pagination" => One NEXT_URL;
        "offset" Object optional "belongs into pagination" => One OFFSET;
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "statusConfig" Object optional "status values" => One STATUS_CONFIG;
        "globalSettings" Object optional "settings of the whole import" => One GLOBAL_SETTINGS;
        "showResponse" Ignored optional "of the product's job log";
    }
}

shape! {
    /// A call of a multiCall user import.
    USER_CALL, "user call", Reported {
        "name" Word optional "the call's name";
        "callOrder" Ignored optional "calls run in the order of the list";
        "connection" Word optional "the authentication";
        "url" Template optional "the URL";
        "httpMethod" Template optional "the verb";
        "httpHeaders" Object optional "the headers";
        "httpParams" Any optional "the body";
        "httpContentType" Template optional "the encoding of the body";
        "http" Object optional "the request, as other imports write it" => One HTTP;
        "userResponsePath" Word optional ["listField"] "where the records are";
        "keyField" Word optional "the column that tells known users from new ones";
        "colsToPropsMap" Object optional "the mapping";
        "pagination" Object optional "paging" => One PAGINATION;
        "page" Object optional "belongs into pagination" => One PAGE;
        "nextUrl" Object optional "belongs into pagination" => One NEXT_URL;
        "offset" Object optional "belongs into pagination" => One OFFSET;
        "successResponses" Any optional "what counts as success";
        "unsuccessResponses" Any optional "what counts as failure";
        "statusConfig" Object optional "status values" => One STATUS_CONFIG;
        "showResponse" Ignored optional "of the product's job log";
    }
}
