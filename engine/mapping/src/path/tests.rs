#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn record() -> Value {
    json!({
        "id": 12_345_678_901_u64, "a": {"b": null},
        "emails": [{"value": "x@e"}, {"value": "y@e"}],
        "role": {"id": "r"}, "active": true, "o.d": "v",
        "urn:x:2.0:U": {"dep": "D"}, "tags": [],
        "nested": [{"list": [1]}, {"list": [2, 3]}, {"other": 1}],
        "full-name": "n", "$ref": "ref", "matrix": [[1, 2], [3]],
    })
}

fn get(path: &str) -> String {
    let record = record();
    match Path::parse(path).unwrap().get(&record) {
        Found::Nothing => "nothing".to_owned(),
        Found::One(value) => value.to_string(),
        Found::Many(values) => format!("many {}", json!(values)),
    }
}

#[test]
fn paths_lead_where_the_dialect_says() {
    for (path, expected) in [
        ("id", "12345678901"),
        (" id ", "12345678901"),
        ("a.b", "null"),
        ("a.b.c", "nothing"),
        ("zz.q", "nothing"),
        ("tags[0]", "nothing"),
        ("emails[1].value", "\"y@e\""),
        ("emails[9].value", "nothing"),
        ("emails[99999999999999999999999].value", "nothing"),
        ("emails.value", "many [\"x@e\",\"y@e\"]"),
        ("emails[].value", "many [\"x@e\",\"y@e\"]"),
        ("emails[*].value", "many [\"x@e\",\"y@e\"]"),
        ("emails[0].value~", "\"x@e\""),
        ("role[0].id", "\"r\""),
        ("role[4].id", "\"r\""),
        ("role[].id", "\"r\""),
        ("role..id.", "\"r\""),
        ("o~dot#d", "\"v\""),
        ("o.d", "\"v\""),
        ("urn:x:2.0:U.dep", "\"D\""),
        ("urn:x:2~dot#0:U.dep", "\"D\""),
        ("nested.list", "many [[1],[2,3]]"),
        ("nested[1].list[1]", "3"),
        ("nested.list[0]", "many [1,2]"),
        ("tags.x", "many []"),
        ("full-name", "\"n\""),
        ("$ref", "\"ref\""),
        ("matrix[0][1]", "2"),
        ("matrix[][0]", "many [1,3]"),
        ("emails[x]", "nothing"),
        ("$.role.id", "\"r\""),
        ("$.emails[*].value", "many [\"x@e\",\"y@e\"]"),
        ("$.emails[?(@.value=='y@e')].value", "\"y@e\""),
        ("$.nested[?(@.other==1)].other", "1"),
        ("$.nested[?(@.other>0)].other", "1"),
        ("$.nope", "nothing"),
    ] {
        assert_eq!(get(path), expected, "{path}");
    }
}

#[test]
fn the_empty_path_is_the_record() {
    for path in ["", "  ", "~", "$"] {
        assert_eq!(get(path), record().to_string());
    }
    assert!(Path::record().is_record());
}

#[test]
fn a_bare_index_enters_a_top_level_list() {
    let body = json!([{"id": 1}, {"id": 2}]);
    assert_eq!(
        Path::parse("[1].id").unwrap().get(&body),
        Found::One(&json!(2))
    );
    assert_eq!(Path::parse("id").unwrap().get(&body).values().len(), 2);
}

#[test]
fn values_are_flat_and_without_null() {
    let record = json!({"a": [{"b": [1, null, [2]]}, {"b": null}, {"b": 3}]});
    let found = Path::parse("a.b").unwrap().get(&record);
    assert_eq!(found.values(), [&json!(1), &json!(2), &json!(3)]);
    assert_eq!(found.first(), Some(&json!(1)));
    let null = json!({"a": null});
    assert_eq!(Path::parse("a").unwrap().get(&null).first(), None);
}

#[test]
fn what_begins_like_jsonpath_must_be_jsonpath() {
    for path in ["$.", "$[", "$.a[?(", "$[((((((((((((", "$.a..b..c..d"] {
        assert_eq!(Path::parse(path).unwrap_err(), PathError::Query, "{path}");
    }
}

#[test]
fn an_endless_path_is_refused_and_a_deep_value_is_walked() {
    assert_eq!(
        Path::parse(&"a.".repeat(300)).unwrap_err(),
        PathError::TooLong
    );
    let mut deep = json!(1);
    for _ in 0..5_000 {
        deep = Value::Array(vec![deep]);
    }
    assert_eq!(Path::parse("x").unwrap().get(&deep), Found::Many(vec![]));
    assert_eq!(Found::One(&deep).values(), [&json!(1)]);
    // Dropping so deep a value would recurse.
    while let Value::Array(mut inner) = deep {
        deep = inner.pop().unwrap_or(Value::Null);
    }
}

/// The rules again, as plainly as they can be said: the model the walk is held against.
fn naive<'v>(value: &'v Value, segments: &[(&str, Vec<Option<usize>>)]) -> (Vec<&'v Value>, bool) {
    let Some(((key, indexes), rest)) = segments.split_first() else {
        return (vec![value], false);
    };
    match value {
        Value::Array(elements) => {
            let found = elements.iter().flat_map(|e| naive(e, segments).0);
            (found.collect(), true)
        }
        Value::Object(fields) => match fields.get(*key) {
            None => (vec![], false),
            Some(inner) => {
                let mut here = (vec![inner], false);
                for index in indexes {
                    here = naive_index(here, *index);
                }
                let mut many = here.1;
                let mut out = Vec::new();
                for value in here.0 {
                    let (found, through) = naive(value, rest);
                    out.extend(found);
                    many |= through;
                }
                (out, many)
            }
        },
        _ => (vec![], false),
    }
}

fn naive_index(
    (values, mut many): (Vec<&Value>, bool),
    index: Option<usize>,
) -> (Vec<&Value>, bool) {
    let mut out = Vec::new();
    for value in values {
        match (value, index) {
            (Value::Array(elements), Some(n)) => out.extend(elements.get(n)),
            (Value::Array(elements), None) => {
                many = true;
                out.extend(elements);
            }
            (Value::Null, _) => {}
            (other, _) => out.push(other),
        }
    }
    (out, many)
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z]{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[abc]", inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

type Written = Vec<(String, Vec<Option<usize>>)>;

fn written_path() -> impl Strategy<Value = Written> {
    let index = prop_oneof![Just(None), (0..3_usize).prop_map(Some)];
    prop::collection::vec(("[abc]", prop::collection::vec(index, 0..2)), 1..4)
}

proptest! {
    #[test]
    fn parsing_and_walking_never_panic(text in "\\PC{0,40}", value in json_value()) {
        if let Ok(path) = Path::parse(&text) {
            let _ = path.get(&value).values();
        }
    }

    #[test]
    fn jsonpath_like_text_never_panics(text in "\\$[.\\[][]\\[.*?@()a-c'0-9:,=&|! -]{0,30}", value in json_value()) {
        if let Ok(path) = Path::parse(&text) {
            let _ = path.get(&value).first();
        }
    }

    #[test]
    fn the_walk_agrees_with_the_plain_rules(value in json_value(), written in written_path()) {
        let text: Vec<String> = written
            .iter()
            .map(|(key, indexes)| {
                let indexes: String = indexes
                    .iter()
                    .map(|i| i.map_or("[]".to_owned(), |n| format!("[{n}]")))
                    .collect();
                format!("{key}{indexes}")
            })
            .collect();
        let segments: Vec<_> = written.iter().map(|(k, i)| (k.as_str(), i.clone())).collect();
        let path = Path::parse(&text.join(".")).unwrap();
        let (expected, many) = naive(&value, &segments);
        let found = match path.get(&value) {
            Found::Nothing => vec![],
            Found::One(one) => {
                prop_assert!(!many);
                vec![one]
            }
            Found::Many(values) => {
                prop_assert!(many);
                values
            }
        };
        prop_assert_eq!(found, expected);
    }
}
