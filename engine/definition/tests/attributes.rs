//! Every attribute of the dialect, read into the model.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_definition::{
    AuthType, CountSource, Definition, Loaded, MissingAccountAction, Pagination, ProcessingType,
    SuccessCondition, Threshold, load_from_bytes,
};
use bindery_diagnostics::{Code, codes};
use bindery_model::catalogue::{Operation, Scope};
use serde_json::{Value, json};

fn read(attributes: &[(&str, Value)]) -> Loaded {
    let list: Vec<Value> = attributes
        .iter()
        .map(|(n, v)| json!({"attributename": n, "encryptedattributevalue": v.to_string()}))
        .collect();
    let text =
        json!({"acme": {"externalconnectiontype": "REST", "EXTERNAL_ATTR": list}}).to_string();
    load_from_bytes("acme.json", text.as_bytes())
}

fn definition(loaded: &Loaded) -> &Definition {
    &loaded.select(None).unwrap().definition
}

fn codes_of(loaded: &Loaded) -> Vec<Code> {
    loaded.all_diagnostics().iter().map(|d| d.code).collect()
}

#[test]
fn an_authentication_keeps_what_each_type_needs() {
    let loaded = read(&[(
        "ConnectionJSON",
        json!({"authentications": {
            "acctAuth": {
                "authType": "OAuth2", "url": "https://h/token", "httpMethod": "POST",
                "httpParams": "{\"client_id\": \"c\", \"refresh_token\": \"${refresh_token}\"}",
                "httpHeaders": {"contentType": "x"}, "httpContentType": "application/x-www-form-urlencoded",
                "tokenResponsePath": "access_token", "tokenType": "Bearer", "accessToken": "Bearer none",
                "authError": ["InvalidToken", 401], "errorPath": "error.code", "retryFailureStatusCode": ["401", 403],
                "maxRefreshTryCount": "5", "refreshType": "RefreshToken", "refreshToken": "r0",
                "refrshTokenAuthError": ["stale"], "apiRateLimitConfig": {"retryAfterCalls": 100, "retryWaitSeconds": "60"},
                "testConnectionParams": {"http": {"url": "https://h/me", "httpMethod": "GET"}, "successResponses": {"statusCode": [200]}},
                "ssl": {"keyFile": "k.p12"}, "maskInLogs": ["password"], "tokenAutoRefresh": true, "apikey": "k"
            },
            "basic": {"authType": "Basic", "username": "u", "password": "p", "properties": {"userName": "nested"}},
            "jwt": {"authType": "JWT", "httpParamsName": "assertion", "signedAlgorithm": "RS256",
                    "jwtConfig": {"jwtPayload": {"iss": "me"}, "key": "k", "jwtExpiryDuration": "120"}}
        }}),
    )]);
    assert_eq!(codes_of(&loaded), [codes::KEY_ALIAS, codes::IGNORED_KEY]);
    let all = &definition(&loaded)
        .connection
        .as_ref()
        .unwrap()
        .authentications;
    let auth = &all["acctAuth"];
    assert_eq!(auth.auth_type, Some(AuthType::Oauth2));
    assert_eq!(auth.errors.retry_failure_status_code, Some(vec![401, 403]));
    assert_eq!(auth.errors.max_refresh_try_count, Some(5));
    assert_eq!(auth.errors.auth_error[1].raw(), "401");
    assert_eq!(auth.refresh_token_auth_error.len(), 1);
    assert_eq!(auth.rate_limit.unwrap().retry_wait_seconds, 60);
    assert_eq!(
        auth.content_type.as_ref().unwrap().raw(),
        "application/x-www-form-urlencoded"
    );
    assert!(auth.test.is_some() && auth.ssl.is_some());
    assert_eq!(auth.extra.keys().collect::<Vec<_>>(), ["apikey"]);
    // A string of JSON has places of its own, two levels deep.
    let token = &definition(&loaded).templates[0];
    assert_eq!(
        (token.text.raw(), token.scope),
        ("${refresh_token}", Scope::Connection)
    );
    assert_eq!(
        token.text.place().path.as_deref(),
        Some("/authentications/acctAuth/httpParams/refresh_token")
    );
    assert_eq!(all["basic"].properties["userName"].raw(), "nested");
    assert_eq!(all["basic"].properties["password"].raw(), "p");
    let jwt = all["jwt"].jwt.as_ref().unwrap();
    assert_eq!(
        (jwt.expiry_seconds, jwt.signed_algorithm.is_some()),
        (Some(120), true)
    );
}

#[test]
fn an_import_keeps_calls_in_the_order_they_run() {
    let call = |order: Value, stage: i64| json!({"callOrder": order, "stageNumber": stage, "http": {"url": "https://h/u", "httpMethod": "GET"}});
    let loaded = read(&[(
        "ImportAccountEntJSON",
        json!({
            "globalSettings": {"dateFormat": "yyyy"},
            "accountParams": {
                "connection": "a", "call": {"late": call(json!("2"), 0), "early": call(json!(0), 3), "first": call(json!(0), 0)},
                "acctEntMappings": {"Role": {"listPath": "", "IdPath": "id", "KeyField": "entitlementID", "importAsEntitlement": "true"}},
                "statusAndThresholdConfig": {"statusColumn": "customproperty1", "activeStatus": ["true", 1, null],
                    "accountThresholdValue": "10", "accountsNotInImportAction": "SUSPEND",
                    "entThresholdValue": {"entType": {"Role": {"ent": 7}}}}
            },
            "entitlementParams": {"entTypes": {
                "B": {"entTypeOrder": 1, "call": {}}, "A": {"entTypeOrder": 0, "call": {"c": {
                    "http": {"url": "https://h/g"}, "inputParams": {"entitlementname": "B", "nextApiKeyField": "entitlementID"},
                    "pagination": {"offset": {"offsetParam": "o", "batchParam": "l", "batchSize": "100", "totalCountPath": 5000}}}}}}},
            "acctEntParams": {"entTypes": {"A": {"call": {"c": {"processingType": "httpEntToAcct",
                "http": {"url": "https://h/g/${id}"}, "acctIdPath": "id", "acctKeyField": "accountID", "entKeyField": "entitlementID"}}}}}
        }),
    )]);
    assert_eq!(codes_of(&loaded), [codes::KEY_CASE, codes::KEY_CASE]);
    let import = definition(&loaded).import.as_ref().unwrap();
    let accounts = import.accounts.as_ref().unwrap();
    let names: Vec<&str> = accounts.calls.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["first", "early", "late"]);
    assert_eq!(
        accounts.memberships["Role"].import_as_entitlement,
        Some(true)
    );
    let status = accounts.status.as_ref().unwrap();
    let active: Vec<Option<&str>> = status
        .active_status
        .as_ref()
        .unwrap()
        .iter()
        .map(|v| v.value.as_deref())
        .collect();
    assert_eq!(active, [Some("true"), Some("1"), None]);
    assert_eq!(status.account_threshold, Some(10));
    assert_eq!(
        status.accounts_not_in_import_action.as_ref().unwrap().0,
        MissingAccountAction::Suspend
    );
    assert_eq!(
        status
            .entitlement_threshold
            .as_ref()
            .and_then(|t: &Threshold| t.of("Role")),
        Some(7)
    );
    let types = &import.entitlements.as_ref().unwrap().types;
    assert_eq!(types.keys().collect::<Vec<_>>(), ["A", "B"]);
    let call = &types["A"].calls[0];
    assert_eq!(call.input.entitlement_name.as_ref().unwrap().as_str(), "B");
    let Pagination::Offset {
        total_count_path,
        batch_size,
        ..
    } = &call.pagination.as_ref().unwrap().kind
    else {
        panic!()
    };
    assert_eq!(
        (total_count_path.as_ref(), *batch_size),
        (Some(&CountSource::Literal(5000)), Some(100))
    );
    let link = &import.links.as_ref().unwrap().types["A"].calls[0];
    assert_eq!(
        link.processing_type.as_ref().unwrap().0,
        ProcessingType::HttpEntToAcct
    );
}

#[test]
fn success_rules_are_alternatives_of_conditions() {
    let call = |rule: Value| json!({"call": [{"name": "c", "url": "https://h/", "successResponses": rule}]});
    let rule = |value: Value| {
        let loaded = read(&[("CreateAccountJSON", call(value))]);
        definition(&loaded)
            .operation(Operation::CreateAccount)
            .unwrap()
            .calls[0]
            .success
            .clone()
    };
    let both = rule(json!({"statusCode": [200, "201", null], "a.b": "ok"})).unwrap();
    assert_eq!(both.alternatives.len(), 1);
    assert!(matches!(&both.alternatives[0][0], SuccessCondition::Status(s) if s == &[200, 201]));
    assert!(
        matches!(&both.alternatives[0][1], SuccessCondition::Value { path, allowed } if path == "a.b" && allowed.len() == 1)
    );
    assert_eq!(
        rule(json!([{"a": 1}, {"statusCode": 200}]))
            .unwrap()
            .alternatives
            .len(),
        2
    );
    assert!(rule(json!([{}])).unwrap().alternatives[0].is_empty());
    assert!(rule(json!(null)).is_none());
    assert!(rule(json!("")).is_none());
}

#[test]
fn provisioning_documents_take_a_list_an_object_or_one_call() {
    for call in [
        json!([{"name": "c", "url": "https://h/"}]),
        json!({"name": "c", "url": "https://h/"}),
        json!({"c": {"url": "https://h/"}}),
    ] {
        let loaded = read(&[("RemoveAccountJSON", json!({"call": call}))]);
        assert_eq!(codes_of(&loaded), []);
        let calls = &definition(&loaded)
            .operation(Operation::RemoveAccount)
            .unwrap()
            .calls;
        assert_eq!((calls.len(), calls[0].http.url.raw()), (1, "https://h/"));
    }
    let loaded = read(&[(
        "UpdateUserJSON",
        json!({"actions": {"Update Login": {"call": [{"name": "c", "callOrder": 1, "url": "https://h/"}]}}}),
    )]);
    assert_eq!(
        definition(&loaded)
            .update_user
            .as_ref()
            .unwrap()
            .actions
            .len(),
        1
    );
}

#[test]
fn settings_are_read() {
    let loaded = read(&[
        (
            "ConfigJSON",
            json!({"showLogs": "true", "connectionTimeoutConfig": {"readTimeout": 500, "retryCount": "3"},
            "provisioningLimit": {"types": {"NEWACCOUNT": 5}, "waitTimeMillis": 100}}),
        ),
        (
            "PasswdPolicyJSON",
            json!({"minLength": 8, "noOfSplChars": 1}),
        ),
        ("ENDPOINTS_FILTER", json!({"app": [{"Group": ["a", "b"]}]})),
        (
            "STATUS_THRESHOLD_CONFIG",
            json!({"statusAndThresholdConfig": {"deleteLinks": true}}),
        ),
    ]);
    // One of them is read and has no effect.
    assert_eq!(codes_of(&loaded), [codes::IGNORED_KEY]);
    let d = definition(&loaded);
    let config = d.config.as_ref().unwrap();
    assert_eq!(
        (config.timeouts.read, config.timeouts.retry_count),
        (Some(500), Some(3))
    );
    assert_eq!(config.limit.as_ref().unwrap().types["NEWACCOUNT"], 5);
    assert_eq!(d.password_policy.unwrap().specials, Some(1));
    assert_eq!(
        d.endpoints_filter.as_ref().unwrap().endpoints["app"]["Group"],
        ["a", "b"]
    );
    assert_eq!(
        d.status_threshold.as_ref().unwrap().delete_links,
        Some(true)
    );
}

#[test]
fn values_of_the_wrong_type_are_all_reported_and_the_rest_is_read() {
    let loaded = read(&[(
        "ImportAccountEntJSON",
        json!({
            "accountParams": {"call": {"c": {"callOrder": "x", "http": {"url": ["a"], "httpHeaders": []}, "colsToPropsMap": 1}},
                "createUsers": 3, "statusAndThresholdConfig": "x"},
            "entitlementParams": [],
            "acctEntParams": {"processingType": "acctToEntMapping"}
        }),
    )]);
    let found = codes_of(&loaded);
    assert_eq!(
        found.iter().filter(|c| **c == codes::WRONG_TYPE).count(),
        7,
        "{:?}",
        loaded.all_diagnostics()
    );
    assert!(definition(&loaded).import.as_ref().unwrap().links.is_some());
}
