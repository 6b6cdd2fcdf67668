//! The worked examples of `rest-dialect §0` and `§2`: forms of requests, ways to the next page, blocks in
//! the wrong place.

use serde_json::{Value, json};

use super::{BASIC, answer, import, list, of_accounts, parameter, rows};
use crate::stub::{Connector, Stub, reply};

fn names(connector: &Connector) -> Vec<String> {
    let rows = rows(connector, "accounts");
    let text = |row: &Value| row["name"].as_str().unwrap().to_owned();
    rows.iter().map(text).collect()
}

/// `Link` as GitHub and others write it: four links on a middle page, three with a `next` elsewhere.
#[test]
fn a_link_in_a_header_is_found_as_the_documentation_does_it() {
    let expression = "${headers?.Link?.contains('rel=\"next\"') ? \
        headers.Link.split(',').find{it.contains('rel=\"next\"')}.replace('<','').replace('>; rel=\"next\"','').trim() : null}";
    for expression in [
        expression.to_owned(),
        // By position: of three links with `next` the second, of four the third.
        "${headers.Link.split(',').size() == 4 ? headers.Link.split(',')[2].replace('<','').replace('>; rel=\"next\"','').trim() : \
          headers.Link.contains('next') ? headers.Link.split(',')[1].replace('<','').replace('>; rel=\"next\"','').trim() : null}"
            .to_owned(),
    ] {
        let stub = Stub::start(|asked| {
            let page: usize = parameter(asked, "page").map_or(1, |n| n.parse().unwrap());
            let link = |n: usize, rel: &str| format!("</accounts?page={n}>; rel=\"{rel}\"");
            let links = match page {
                1 => vec![link(1, "first"), link(2, "next"), link(3, "last")],
                2 => vec![link(1, "first"), link(1, "prev"), link(3, "next"), link(3, "last")],
                _ => vec![link(1, "first"), link(2, "prev"), link(3, "last")],
            };
            answer(&list(&[&format!("u{page}")], &json!({}))).with("Link", &links.join(", "))
        });
        let more = json!({"pagination": {"nextUrl": {"nextUrlPath": expression}}});
        let connector = of_accounts(&stub, BASIC, &more);
        let ended = import(&connector).expect(0);
        assert_eq!(names(&connector), ["u1", "u2", "u3"], "{ended}");
    }
}

#[test]
fn a_next_link_is_a_plain_path_whose_key_may_hold_dots_or_a_computed_index() {
    for (path, key) in [
        ("@odata.nextLink", "@odata.nextLink"),
        ("completeResponseMap.meta.next", "meta"),
        (
            "${response.completeResponseMap.'@odata.nextLink'}",
            "@odata.nextLink",
        ),
        // SCIM: the next index from the numbers in the body.
        (
            "${response.completeResponseMap.startIndex + response.completeResponseMap.itemsPerPage <= response.completeResponseMap.totalResults ? '/accounts?startIndex=' + Math.addExact(response.completeResponseMap.startIndex, response.completeResponseMap.itemsPerPage) : null}",
            "scim",
        ),
    ] {
        let stub = Stub::start(move |asked| {
            let at = parameter(asked, "startIndex").map_or(1, |n| n.parse::<u64>().unwrap());
            let next = (at < 3).then(|| format!("/accounts?startIndex={}", at + 1));
            let next = if key == "meta" {
                json!({ "next": next })
            } else {
                json!(next)
            };
            let more = json!({key: next, "startIndex": at, "itemsPerPage": 1, "totalResults": 3});
            answer(&list(&[&format!("u{at}")], &more))
        });
        let more = json!({"pagination": {"nextUrl": {"nextUrlPath": path}}});
        let connector = of_accounts(&stub, BASIC, &more);
        let ended = import(&connector).expect(0);
        assert_eq!(names(&connector), ["u1", "u2", "u3"], "{path}: {ended}");
    }
}

#[test]
fn blocks_in_the_wrong_place_page_all_the_same() {
    let page = json!({"pageSizeParam": "size", "pageSize": "1", "pageNumberParam": "page"});
    let offset = json!({"offsetParam": "offset", "batchParam": "limit", "batchSize": "1"});
    for (at, block) in [
        ("/accountParams/call/call1/page", page.clone()),
        ("/accountParams/page", page.clone()),
        ("/accountParams/pagination", json!({ "page": page })),
        ("/accountParams/call/call1/offset", offset),
    ] {
        let stub = Stub::start(|asked| {
            let from = |name: &str| parameter(asked, name).map(|n| n.parse::<usize>().unwrap());
            let at = from("page").or(from("offset").map(|n| n + 1)).unwrap_or(9);
            let ids: Vec<String> = (at..=2.min(at)).map(|n| format!("u{n}")).collect();
            let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
            answer(&list(&ids, &json!({})))
        });
        let connector = of_accounts(&stub, BASIC, &json!({}));
        let path = connector.path().join("ImportAccountEntJSON.json");
        let mut document: Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let (parent, key) = at.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = block;
        connector.put("ImportAccountEntJSON.json", &document.to_string());
        let ended = import(&connector).expect(0);
        assert_eq!(names(&connector), ["u1", "u2"], "{at}: {ended}");
    }
}

#[test]
fn requests_take_the_form_that_their_keys_give_them() {
    // (keys of http, verb, path, content type, body)
    for (keys, method, path, kind, body) in [
        (
            json!({"httpMethod": "get", "httpParams": {"q": "a b", "n": 1}}),
            "GET",
            "/accounts?q=a%20b&n=1",
            "",
            "",
        ),
        (
            json!({"httpMethod": "POST", "httpParams": "{}", "httpContentType": "application/json"}),
            "POST",
            "/accounts",
            "application/json",
            "{}",
        ),
        (
            json!({"httpMethod": "GETWITHBODY", "httpParams": {"all": true}}),
            "GET",
            "/accounts",
            "application/json",
            r#"{"all":true}"#,
        ),
        (
            json!({"httpMethod": "POST", "httpParams": {"a": "x y"},
                "httpContentType": "application /x-www-form-urlencoded"}),
            "POST",
            "/accounts",
            "application/x-www-form-urlencoded",
            "a=x%20y",
        ),
        (
            json!({"httpMethod": "POST", "httpParams": {"a": "x y"},
                "httpContentType": "application/x-www-form-urlencoded-pws"}),
            "POST",
            "/accounts",
            "application/x-www-form-urlencoded",
            "a=x+y",
        ),
        (
            json!({"httpMethod": "POST", "httpParams": "<all/>", "httpHeaders":
                {"contentType": "application/xml", "": "dropped"}}),
            "POST",
            "/accounts",
            "application/xml",
            "<all/>",
        ),
    ] {
        let stub = Stub::start(|_| answer(&list(&["a"], &json!({}))));
        let mut http = json!({"url": format!("  {}/accounts ", stub.url)});
        for (key, value) in keys.as_object().unwrap() {
            http[key] = value.clone();
        }
        let connector = of_accounts(&stub, BASIC, &json!({ "http": http }));
        let ended = import(&connector).expect(0);
        let asked = stub.asked();
        let asked = &asked[0];
        assert_eq!(
            (asked.method.as_str(), asked.path.as_str()),
            (method, path),
            "{ended}"
        );
        assert_eq!(asked.header("content-type"), kind, "{keys}");
        assert_eq!(asked.body, body, "{keys}");
    }
}

#[test]
fn a_list_by_post_pages_in_its_body_where_the_body_has_the_parameter() {
    let stub = Stub::start(|asked| {
        let body: Value = serde_json::from_str(&asked.body).unwrap();
        let page = body["page"].as_u64().unwrap();
        let id = format!("u{page}");
        let ids: &[&str] = if page < 3 { &[&id] } else { &[] };
        answer(&list(ids, &json!({})))
    });
    let more = json!({
        "http": {"url": format!("{}/accounts", stub.url), "httpMethod": "POST",
            "httpParams": "{\"page\": 1, \"filter\": {\"state\": \"on\"}}", "httpContentType": "application/json"},
        "pagination": {"page": {"pageSizeParam": "size", "pageSize": "1", "pageNumberParam": "page"}}});
    let connector = of_accounts(&stub, BASIC, &more);
    let ended = import(&connector).expect(0);
    assert_eq!(names(&connector), ["u1", "u2"], "{ended}");
    let last = &stub.asked()[2];
    assert!(last.body.contains(r#""filter""#), "{last:?}");
}

#[test]
fn success_rules_look_at_status_and_body_and_failure_wins() {
    // (keys of the call, status, body, goes well)
    for (keys, status, body, well) in [
        (json!({}), 204, "", true),
        (
            json!({"successResponses": {"statusCode": [200, 206]}}),
            206,
            "",
            true,
        ),
        (
            json!({"successResponses": {"statusCode": ["201"]}}),
            200,
            "",
            false,
        ),
        (
            json!({"successResponses": {"state": ["OK", "DONE"]}}),
            200,
            "OK",
            true,
        ),
        (
            json!({"successResponses": {"state": "OK"}}),
            200,
            "BAD",
            false,
        ),
        (
            json!({"successResponses": [{"statusCode": [201]}, {"state": "OK"}]}),
            200,
            "OK",
            true,
        ),
        (
            json!({"successResponses": {"statusCode": [200]}, "unsuccessResponses": {"state": "BAD"}}),
            200,
            "BAD",
            false,
        ),
    ] {
        let stub = Stub::start(move |_| {
            let text = list(&["a"], &json!({ "state": body })).to_string();
            reply(status, if status == 204 { "" } else { &text })
        });
        let connector = of_accounts(&stub, BASIC, &keys);
        let ended = import(&connector);
        assert_eq!(ended.code == 0, well, "{keys} {status} {body}: {ended}");
    }
}

#[test]
fn memberships_take_the_forms_that_packages_write() {
    // (rule, record, entitlements of u1)
    for (rule, record, expected) in [
        (
            json!({"listPath": "roles", "idPath": "id"}),
            json!({"id": "u1", "roles": [{"id": "r1"}, {"id": "r2"}]}),
            vec!["r1", "r2"],
        ),
        (
            json!({"listPath": "roles", "idPath": ""}),
            json!({"id": "u1", "roles": ["r1", "r2"]}),
            vec!["r1", "r2"],
        ),
        (
            json!({"listPath": "", "idPath": "profile.role"}),
            json!({"id": "u1", "profile": {"role": "r1"}}),
            vec!["r1"],
        ),
        (
            json!({"listPath": "", "idPath": "", "keyField": ""}),
            json!({"id": "u1", "Role": ["r2"]}),
            vec!["r2"],
        ),
        (
            json!({"listPath": "teams.roles", "idPath": "id"}),
            json!({"id": "u1", "teams": [{"roles": [{"id": "r1"}]}, {"roles": [{"id": "r2"}]}]}),
            vec!["r1", "r2"],
        ),
    ] {
        let stub = Stub::start(move |_| answer(&json!({ "list": [record.clone()] })));
        let connector = of_accounts(&stub, BASIC, &json!({}));
        let mut mapping = json!({"importAsEntitlement": true, "keyField": "entitlementID",
            "colsToPropsMap": {"entitlementID": "entitlementID~#~char",
                "entitlement_value": "entitlement_value~#~char"}});
        for (key, value) in rule.as_object().unwrap() {
            mapping[key] = value.clone();
        }
        let call = super::call(
            &stub.url,
            &json!({"colsToPropsMap": {"accountID": "id~#~char",
            "name": "id~#~char", "customproperty31": "STORE#ACC#ENT#MAPPINGINFO~#~char"}}),
        );
        let document = json!({"accountParams": {"connection": "main", "call": {"call1": call},
            "acctEntMappings": {"Role": mapping}}, "acctEntParams": {}});
        connector.put("ImportAccountEntJSON.json", &document.to_string());
        let ended = import(&connector).expect(0);
        let links = rows(&connector, "links");
        let ids: Vec<&str> = links
            .iter()
            .map(|link| link["entitlement_id"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{rule}: {ended}");
        let marker = &rows(&connector, "accounts")[0]["columns"]["customproperty31"];
        assert!(!marker.to_string().contains("STORE#"), "{marker}");
    }
}

/// The reference binds an identifier with a slash as it is; D4 escapes it, unless it begins the URL or the
/// connection says `escape = "eic"`.
#[test]
fn an_identifier_is_bound_as_its_place_wants_it() {
    let stub = Stub::start(|asked| match asked.path.as_str() {
        "/accounts" => answer(&list(&["u1"], &json!({}))),
        "/groups" => answer(
            &json!({"list": [{"id": "properties/123", "customproperty": "a b",
            "self": "/properties/123"}]}),
        ),
        "/properties/123/members" | "/groups/a%20b/members" => answer(&list(&["u1"], &json!({}))),
        _ => reply(404, "{}"),
    });
    for (url, key, toml) in [
        ("/${id}/members", "entitlementID", "escape = \"eic\"\n"),
        ("/groups/${id}/members", "customproperty1", ""),
        ("${id}/members", "customproperty2", ""),
    ] {
        let with_url = BASIC.replace("\"Basic\",", "\"Basic\",\"url\":\"{url}\",");
        let connector = of_accounts(&stub, &with_url, &json!({}));
        connector.put(
            "connector.toml",
            &format!("display_name = \"Stub\"\n{toml}"),
        );
        let base = &stub.url;
        let http = |path: &str| {
            let base = if path.starts_with('$') {
                ""
            } else {
                base.as_str()
            };
            json!({"url": format!("{base}{path}"), "httpMethod": "GET"})
        };
        let document = json!({
            "accountParams": {"connection": "main", "call": {"call1": super::call(base, &json!({}))}},
            "entitlementParams": {"connection": "main", "processingType": "SequentialAndIterative",
                "entTypes": {"Group": {"call": {"call1": {"http": http("/groups"), "listField": "list",
                "keyField": "entitlementID", "colsToPropsMap": {"entitlementID": "id~#~char",
                    "customproperty1": "customproperty~#~char",
                    "customproperty2": "self~#~char"}}}}}},
            "acctEntParams": {"connection": "main", "entTypes": {"Group": {"call": {"call1": {
                "processingType": "httpEntToAcct", "http": http(url), "listField": "list",
                "acctIdPath": "id", "acctKeyField": "accountID", "entKeyField": key}}}}}});
        connector.put("ImportAccountEntJSON.json", &document.to_string());
        let ended = import(&connector).expect(0);
        assert_eq!(rows(&connector, "links").len(), 1, "{url}: {ended}");
    }
}
