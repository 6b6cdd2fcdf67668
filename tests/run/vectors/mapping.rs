//! Mapping and records.

use serde_json::{Value, json};

use super::{BASIC, answer, import, of_accounts, rows};
use crate::stub::Stub;

const RECORD: &str = r#"{"id":12345678901,"a":{"b":null},"emails":[{"value":"x@e"},{"value":"y@e"}],
    "role":{"id":"r"},"active":true,"o.d":"v","urn:x:2.0:U":{"dep":"D"},"tags":[]}"#;

/// Each row of the table: mapping, value.
fn vectors() -> Vec<(&'static str, Value)> {
    vec![
        ("id~#~char", json!("12345678901")),
        ("active~#~char", json!("true")),
        ("active~#~bool", json!(true)),
        ("a.b~#~char", Value::Null),
        ("zz.q~#~char", Value::Null),
        ("tags[0]~#~char", Value::Null),
        ("emails[1].value~#~char", json!("y@e")),
        ("emails.value~#~char", json!("x@e,y@e")),
        ("emails[].value~#~char", json!("x@e,y@e")),
        ("emails[0].value~~#~char", json!("x@e")),
        ("emails[0].value~#~char ", json!("x@e")),
        ("role[0].id~#~char", json!("r")),
        ("role[4].id~#~char", json!("r")),
        ("o~dot#d~#~char", json!("v")),
        ("o.d~#~char", json!("v")),
        ("urn:x:2.0:U.dep", json!("D")),
        ("role~#~char", json!(r#"{"id":"r"}"#)),
        (
            "#CONST#${if(response.role!=null){return response.role.id;} else return null}~#~char",
            json!("r"),
        ),
        ("#CONST#Contractor~#~char", json!("Contractor")),
    ]
}

#[test]
fn every_mapping_gives_its_value() {
    let record = RECORD.to_owned();
    let stub = Stub::start(move |_| crate::stub::reply(200, &format!("[{record}]")));
    let mut columns = json!({"accountID": "id~#~char", "name": "emails.value~#~char"});
    for (n, (mapping, _)) in vectors().iter().enumerate() {
        columns[format!("customproperty{}", n + 1)] = json!(mapping);
    }
    let more = json!({"listField": "", "colsToPropsMap": columns});
    let connector = of_accounts(&stub, BASIC, &more);
    import(&connector).expect(0);
    let rows = rows(&connector, "accounts");
    assert_eq!(rows.len(), 1);
    for (n, (mapping, value)) in vectors().iter().enumerate() {
        let found = &rows[0]["columns"][format!("customproperty{}", n + 1)];
        assert_eq!(found, value, "{mapping}: {}", rows[0]);
    }
    assert_eq!(rows[0]["account_id"], "12345678901");
    assert_eq!(rows[0]["name"], "x@e", "a name is the first of several");
}

#[test]
fn a_key_column_takes_the_first_of_several_values() {
    for mapping in ["emails.value~#~char", "emails[].value~#~char"] {
        let stub = Stub::start(|_| crate::stub::reply(200, &format!("[{RECORD}]")));
        let columns = json!({"accountID": mapping, "name": "id~#~char"});
        let more = json!({"listField": "", "colsToPropsMap": columns});
        let connector = of_accounts(&stub, BASIC, &more);
        import(&connector).expect(0);
        assert_eq!(rows(&connector, "accounts")[0]["account_id"], "x@e");
    }
}

#[test]
fn every_list_field_finds_its_records() {
    // An empty feed is a failure only where accounts are known.
    for (field, body, records) in [
        ("", "[{},{}]", 2),
        ("", "{}", 1),
        ("result", r#"{"result":{}}"#, 1),
        ("x", "{}", 0),
    ] {
        let stub = Stub::start(move |_| crate::stub::reply(200, body));
        let columns = json!({"accountID": "#CONST#one~#~char", "name": "#CONST#one~#~char"});
        let more = json!({"listField": field, "colsToPropsMap": columns});
        let connector = of_accounts(&stub, BASIC, &more);
        let ended = import(&connector);
        let read = format!("accounts  {records} read");
        assert!(ended.err.contains(&read), "{field} {body}: {ended}");
        assert_eq!(ended.code, 0, "{field} {body}: {ended}");
    }
}

#[test]
fn scalars_below_nested_lists_are_records() {
    let stub = Stub::start(|_| answer(&json!({"a": [{"b": [1]}, {"b": [2, 3]}]})));
    let more =
        json!({"listField": "a.b", "colsToPropsMap": {"accountID": "~#~char", "name": "~#~char"}});
    let connector = of_accounts(&stub, BASIC, &more);
    import(&connector).expect(0);
    let ids: Vec<Value> = rows(&connector, "accounts")
        .iter()
        .map(|row| row["account_id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2", "3"]);
}
