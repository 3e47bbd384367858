//! The schemas in `docs` and the types here say the same.

use std::collections::BTreeSet;

use jsonschema::Validator;
use results::{EventName, Report, RuleVerdictName, SideName, StepVerdictName, UnitName, VerbName, ViewName};
use serde_json::{Value, json};

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn check_schema() -> Value {
    read(include_str!("../../../docs/check.schema.json"))
}

fn session_schema() -> Value {
    read(include_str!("../../../docs/session.schema.json"))
}

fn validator() -> Validator {
    jsonschema::validator_for(&session_schema()).unwrap()
}

/// A whole session, with every optional field but `other_side`.
fn saved() -> Value {
    read(include_str!("saved.json"))
}

fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| places(value, &format!("{at}/{name}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| places(value, &format!("{at}/{index}"), found)),
        _ => {}
    }
}

fn taken(value: &Value) -> bool {
    serde_json::from_value::<Report>(value.clone()).is_ok_and(|report| report.check().is_ok())
}

#[test]
fn schema_and_types_take_the_same_sessions() {
    let (validator, saved) = (validator(), saved());
    assert!(taken(&saved));
    let mistakes: Vec<String> = validator.iter_errors(&saved).map(|error| error.to_string()).collect();
    assert_eq!(mistakes, [""; 0]);
    let mut all = Vec::new();
    places(&saved, "", &mut all);
    let mut refused = 0;
    for place in &all {
        for other in [
            json!("picture"),
            json!(-1),
            json!(1.5),
            json!(1_000_000_000),
            json!([[]]),
            json!({"landmarks": []}),
        ] {
            let mut changed = saved.clone();
            *changed.pointer_mut(place).unwrap() = other.clone();
            // What the types refuse, the schema may let pass only where it has no bound: never a wrong kind.
            let of_a_wrong_kind = serde_json::from_value::<Report>(changed.clone()).is_err();
            assert!(
                !of_a_wrong_kind || !validator.is_valid(&changed),
                "{place} = {other}: refused here, but not by the schema"
            );
            refused += usize::from(of_a_wrong_kind);
        }
        let mut more = saved.clone();
        if let Some(Value::Object(fields)) = more.pointer_mut(place) {
            fields.insert("landmarks".to_owned(), json!([0.5]));
            assert!(!validator.is_valid(&more) && !taken(&more), "landmarks in {place:?}");
        }
    }
    assert!(refused > all.len(), "{refused}");
}

#[test]
fn nobody_watched() {
    let mut on_the_clock = saved();
    on_the_clock["video"] = Value::Null;
    on_the_clock["session"]["source"] = json!("self-reported");
    on_the_clock["session"]["model"] = Value::Null;
    on_the_clock["session"]["feedback"] = Value::Null;
    on_the_clock["steps"][0]["verdict"] = json!("self_reported");
    assert!(taken(&on_the_clock));
    assert!(validator().is_valid(&on_the_clock));
}

#[test]
fn the_schemas_name_what_the_types_name() {
    let names = |schema: &Value, place: &str| -> BTreeSet<String> {
        let list = schema.pointer(place).and_then(Value::as_array).unwrap();
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let sorted = |names: Vec<&str>| -> BTreeSet<String> { names.into_iter().map(str::to_owned).collect() };
    let session = session_schema();
    let verdicts = StepVerdictName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/step/properties/verdict/enum"), sorted(verdicts));
    let rules = RuleVerdictName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/rule/properties/verdict/enum"), sorted(rules));
    let verbs = VerbName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/rule/properties/verb/enum"), sorted(verbs));
    let units = UnitName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/rule/properties/unit/enum"), sorted(units));
    let events = EventName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/event/properties/event/enum"), sorted(events));
    let views = ViewName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/view/properties/from/enum"), sorted(views));
    let sides = SideName::ALL.iter().map(|name| name.name()).collect();
    assert_eq!(names(&session, "/$defs/side/enum"), sorted(sides));
}

#[test]
fn a_saved_session_has_the_shapes_of_check() {
    let (check, session) = (check_schema(), session_schema());
    for shape in ["seconds", "share", "side", "sentence", "rule", "event", "next", "view"] {
        assert_eq!(check["$defs"][shape], session["$defs"][shape], "{shape}");
    }
    let without_verdict = |schema: &Value| {
        let mut step = schema["$defs"]["step"].clone();
        step["properties"]["verdict"].take();
        step
    };
    assert_eq!(without_verdict(&check), without_verdict(&session));
}
