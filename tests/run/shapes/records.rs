//! Records and what becomes of their values (§2.5, §2.7).

use serde_json::{Value, json};

use super::{column, connector, import, of_accounts, people};
use crate::stub::{Stub, reply, reply_of};
use crate::vectors::rows;

const USERS: &str = "<?xml version=\"1.0\"?><d:Feed xmlns:d=\"urn:x\"><d:User id=\"1\"><d:name>Ada &amp; Co</d:name>\
    <d:Group>g1</d:Group><d:Group>g2</d:Group></d:User><d:User id=\"2\"><d:name>Bob</d:name></d:User></d:Feed>";

#[test]
fn xml_is_read_by_its_type_or_its_first_letter_with_or_without_its_root() {
    let one = "<Feed><User id='1'><name>Ada &amp; Co</name><Group>g1</Group><Group>g2</Group></User></Feed>";
    for (kind, field, text, count) in [
        ("application/xml", "Feed.User", USERS, 2),
        ("text/xml; charset=utf-8", "User", USERS, 2),
        ("application/scim+xml", "User", USERS, 2),
        ("text/plain", "Feed.User", USERS, 2),
        // One element alone is a record too.
        ("application/xml", "Feed.User", one, 1),
    ] {
        let stub = Stub::start(move |_| reply_of(kind, text.as_bytes()));
        let call = people(&json!({"listField": field, "colsToPropsMap": {
            "accountID": "@id~#~char", "displayName": "id~#~char", "customproperty1": "Group~#~char"}}));
        let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
        import(&connector, 0);
        let rows = rows(&connector, "accounts");
        assert_eq!(rows.len(), count, "{kind} {field}");
        assert_eq!(rows[0]["name"], "Ada & Co", "{kind} {field}");
        let found = column(&connector, "customproperty1");
        assert_eq!(found[0], ("1".to_owned(), json!("g1,g2")), "{kind}");
        assert_eq!(column(&connector, "display_name")[0].1, "1");
    }
}

#[test]
fn every_type_reads_what_targets_send() {
    let stub = Stub::start(|_| {
        let body = json!([{"id": 1, "name": "ada", "n": 2.50, "i": 3.0, "on": "TRUE", "day": "24/12/2024 18:30",
            "iso": "2024-12-24T18:30:00+01:00", "s": 1_700_000_000, "ms": 1_700_000_000_123_u64,
            "roles": [{"n": "a"}, {"n": "b"}, {"n": "a"}], "list": ["x", "y"], "odd": "soon"}]);
        reply(200, &body.to_string())
    });
    let types = [
        ("n~#~number", json!(2.5)),
        ("i~#~int", json!(3)),
        ("on~#~bool", json!(true)),
        ("day~#~date", json!("2024-12-24T18:30:00Z")),
        ("iso~#~date", json!("2024-12-24T17:30:00Z")),
        ("s~#~epochdate", json!("2023-11-14T22:13:20Z")),
        ("ms~#~epochdate", json!("2023-11-14T22:13:20.123Z")),
        ("roles[*].n~#~listAsString", json!("a,b")),
        ("list~#~listAsString", json!("x,y")),
        ("list[1]~#~CHAR", json!("y")),
        ("odd~#~varchar", json!("soon")),
        ("odd~#~number", json!("soon")),
        ("odd~#~date", json!("soon")),
        ("odd~#~epochdate", json!("soon")),
        ("on ~#~ char", json!("TRUE")),
        ("i~#~char", json!("3")),
    ];
    let mut columns = json!({});
    for (n, (source, _)) in types.iter().enumerate() {
        columns[format!("customproperty{}", n + 1)] = json!(source);
    }
    let mut document = of_accounts(&json!({"call1": people(&json!({"colsToPropsMap": columns}))}));
    document["globalSettings"] = json!({"dateFormat": "dd/MM/yyyy HH:mm"});
    let connector = connector(&stub, &document);
    import(&connector, 0);
    let rows = rows(&connector, "accounts");
    for (n, (source, value)) in types.iter().enumerate() {
        let found = &rows[0]["columns"][format!("customproperty{}", n + 1)];
        assert_eq!(found, value, "{source}");
    }
}

#[test]
fn keys_of_every_kind_lead_to_their_values() {
    let record = json!({"id": 1, "name": "ada", "full-name": "F", "_id": "U", "$ref": "D", "@type": "A",
        "odata.type": "O", "a.b": {"c.d": "deep"}, "x": {"y": [[{"z": 1}], [{"z": 2}]]}, "m": {"": "blank"},
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "boss"}}});
    let body = json!([record]).to_string();
    let stub = Stub::start(move |_| reply(200, &body));
    let paths = [
        ("full-name~#~char", json!("F")),
        ("_id~#~char", json!("U")),
        ("$ref~#~char", json!("D")),
        ("@type~#~char", json!("A")),
        ("odata~dot#type~#~char", json!("O")),
        ("a~dot#b.c~dot#d~#~char", json!("deep")),
        ("a.b.c.d~#~char", json!("deep")),
        ("x.y.z~#~char", json!("1,2")),
        ("x.y[1][0].z~#~char", json!("2")),
        ("x.y[1].z~#~char", json!("2")),
        ("$.x.y[*][0].z~#~char", json!("1,2")),
        ("$['full-name']~#~char", json!("F")),
        ("$..z~#~char", json!("1,2")),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2~dot#0:User.manager.value~#~char",
            json!("boss"),
        ),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.manager.value~#~char",
            json!("boss"),
        ),
        ("FULL-NAME~#~char", Value::Null),
        ("STORE#ACC#ENT#MAPPINGINFO~#~char", Value::Null),
        ("STORE#WHATEVER~#~char", Value::Null),
    ];
    let mut columns = json!({});
    for (n, (source, _)) in paths.iter().enumerate() {
        columns[format!("customproperty{}", n + 1)] = json!(source);
    }
    let call = people(&json!({ "colsToPropsMap": columns }));
    let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
    import(&connector, 0);
    let rows = rows(&connector, "accounts");
    for (n, (source, value)) in paths.iter().enumerate() {
        let found = &rows[0]["columns"][format!("customproperty{}", n + 1)];
        assert_eq!(found, value, "{source}");
    }
}

#[test]
fn constants_are_texts_and_expressions_over_the_record() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"id":1,"name":"ada","first":"Ada","last":null,"tags":["x","y"],"n":2}]"#,
        )
    });
    let sources = [
        ("#CONST#Contractor~#~char", json!("Contractor")),
        ("#CONST#~#~char", json!("")),
        ("#CONST#true~#~bool", json!(true)),
        ("#CONST#7~#~int", json!(7)),
        ("#CONST#${return response.first;}~#~char", json!("Ada")),
        (
            "#CONST#${response.first.toUpperCase()}~#~char",
            json!("ADA"),
        ),
        (
            "#CONST#${response.last == null ? '' : response.last}~#~char",
            json!(""),
        ),
        ("#CONST#${response?.address?.city}~#~char", Value::Null),
        (
            "#CONST#${response.first + ' ' + response.name}~#~char",
            json!("Ada ada"),
        ),
        ("#CONST#id-${response.id}~#~char", json!("id-1")),
        ("#CONST#${response.tags.join('|')}~#~char", json!("x|y")),
        ("#CONST#${response.n * 2}~#~number", json!(4)),
        (
            "#CONST#${String s = ''; for (t in response.tags) { s = s + t; }; return s;}~#~char",
            json!("xy"),
        ),
    ];
    let mut columns = json!({});
    for (n, (source, _)) in sources.iter().enumerate() {
        columns[format!("customproperty{}", n + 1)] = json!(source);
    }
    let call = people(&json!({ "colsToPropsMap": columns }));
    let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
    import(&connector, 0);
    let rows = rows(&connector, "accounts");
    for (n, (source, value)) in sources.iter().enumerate() {
        let found = &rows[0]["columns"][format!("customproperty{}", n + 1)];
        assert_eq!(found, value, "{source}");
    }
}

#[test]
fn columns_are_known_in_any_case_and_strange_ones_are_kept() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"id":1,"name":"ada","x":"y"},{"id":null,"name":"n"},{"id":"","name":"e"}]"#,
        )
    });
    let call = json!({"callOrder": "0", "stageNumber": "3", "listField": "", "KeyField": "ACCOUNTID",
        "http": {"url": "{url}/people", "httpMethod": "GET"},
        "colsToPropsMap": {"ACCOUNTID": "id~#~char", "NAME": "name~#~char", "DisplayName": "name~#~char",
            "CUSTOMPROPERTY1": "x~#~char", "shoeSize": "x~#~char"}});
    let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
    let ended = import(&connector, 0);
    let rows = rows(&connector, "accounts");
    assert_eq!(rows.len(), 1, "{ended}");
    assert_eq!(rows[0]["account_id"], "1");
    assert_eq!(rows[0]["display_name"], "ada");
    assert_eq!(rows[0]["columns"]["customproperty1"], "y");
    assert_eq!(rows[0]["columns"]["shoeSize"], "y", "{}", rows[0]);
    let told = ended.json()["diagnostics"].to_string();
    assert!(
        told.contains("2 records have no value in their key column"),
        "{told}"
    );
}

#[test]
fn a_record_that_comes_twice_is_one_and_the_last_value_counts() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"id":1,"name":"ada","x":"old"},{"id":2,"name":"bob","x":"b"},{"id":1,"name":"ada","x":"new"}]"#,
        )
    });
    let call = people(&json!({"colsToPropsMap": {"customproperty1": "x~#~char"}}));
    let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
    import(&connector, 0);
    let found = column(&connector, "customproperty1");
    assert_eq!(
        found,
        [("1".to_owned(), json!("new")), ("2".to_owned(), json!("b"))]
    );
}

#[test]
fn odd_letters_are_dropped_where_the_definition_asks_for_it() {
    let text = "\u{feff}[{\"id\":1,\"name\":\"a\u{0}d\u{1}a\u{200b}\"}]";
    for (clean, code) in [(true, 0), (false, 1)] {
        let stub = Stub::start(move |_| reply(200, text));
        let connector = connector(&stub, &of_accounts(&json!({"call1": people(&json!({}))})));
        let auth = format!(
            r#"{{"authentications":{{"main":{{"authType":"Basic","cleanUpTextContent":{clean},
            "properties":{{"userName":"u","password":"p-secret"}}}}}}}}"#
        );
        connector.put("ConnectionJSON.json", &auth);
        import(&connector, code);
        if clean {
            assert_eq!(rows(&connector, "accounts")[0]["name"], "ada");
        }
    }
}

#[test]
fn lists_are_found_wherever_they_are() {
    for (field, body, ids) in [
        (
            "data.items",
            json!({"data": {"items": [{"id": 1}]}}),
            vec!["1"],
        ),
        (
            "$.data[?(@.on==true)]",
            json!({"data": [{"id": 1, "on": true}, {"id": 2, "on": false}]}),
            vec!["1"],
        ),
        (
            "data[1]",
            json!({"data": [[{"id": 1}], [{"id": 2}]]}),
            vec!["2"],
        ),
        (
            "data[]",
            json!({"data": [[{"id": 1}], [{"id": 2}]]}),
            vec!["1", "2"],
        ),
        ("data", json!({"data": {"id": 5}}), vec!["5"]),
        ("$", json!([{"id": 1}]), vec!["1"]),
        (
            "value~dot#list",
            json!({"value.list": [{"id": 1}]}),
            vec!["1"],
        ),
        (" data ", json!({"data": [{"id": 1}, null]}), vec!["1"]),
    ] {
        let text = body.to_string();
        let stub = Stub::start(move |_| reply(200, &text));
        let columns = json!({"accountID": "id~#~char", "name": "id~#~char"});
        let call = people(&json!({"listField": field, "colsToPropsMap": columns}));
        let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
        let ended = import(&connector, 0);
        let found: Vec<String> = column(&connector, "account_id")
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert_eq!(found, ids, "{field} {body}: {ended}");
    }
}

#[test]
fn dates_of_templates_and_records_are_in_the_zone_of_the_connection() {
    let stub = Stub::start(|_| {
        reply(
            200,
            r#"[{"id":1,"name":"ada","since":"2024-01-02 03:04:05"}]"#,
        )
    });
    let shown = "#CONST#${new Date(0).format('yyyy-MM-dd HH:mm')}~#~char";
    let columns = json!({"created_on": "since~#~date", "customproperty1": shown});
    let call = people(&json!({ "colsToPropsMap": columns }));
    let connector = connector(&stub, &of_accounts(&json!({ "call1": call })));
    for (zone, since, epoch) in [
        ("", "2024-01-02T03:04:05Z", "1970-01-01 00:00"),
        (
            "time_zone = \"Asia/Tokyo\"",
            "2024-01-01T18:04:05Z",
            "1970-01-01 09:00",
        ),
    ] {
        connector.put(
            "connector.toml",
            &format!("display_name = \"Stub\"\n{zone}\n"),
        );
        import(&connector, 0);
        assert_eq!(column(&connector, "created_on")[0].1, since);
        assert_eq!(column(&connector, "customproperty1")[0].1, epoch);
    }
}
