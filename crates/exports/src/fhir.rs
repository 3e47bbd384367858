//! Sessions as a bundle of FHIR R4: what was done, when, and how far each side got.
//!
//! Shaped after the Physical Activity Implementation Guide (HL7, STU 1): each session is its "Activity Group" with
//! "Activity Measures" in it. It claims no conformance, because that asks for the person's name and record number, and
//! neither stands here. What the guide has no code for is called in words. Figures are the person's own, for general
//! wellness: every method says so.
//!
//! The same session always gets the same UUIDs, so whoever takes two bundles in can tell what they know.

use jiff::{SignedDuration, Timestamp, fmt::temporal::Pieces, tz::Offset};
use results::{Report, Rows, RuleRow, SessionRow, SideName, Source, UnitName, VerbName};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::titles::Titles;

const LOINC: &str = "http://loinc.org";
const UCUM: &str = "http://unitsofmeasure.org";
const CATEGORIES: &str = "http://terminology.hl7.org/CodeSystem/observation-category";
/// The implementation guide's own codes, until LOINC has them.
const ACTIVITY_CODES: &str = "http://hl7.org/fhir/us/physical-activity/CodeSystem/pa-temporary-codes";

/// A bundle (a collection) of these sessions. Reports without a session are left out.
pub fn bundle(sessions: &[Report], titles: &Titles) -> Value {
    let all: Vec<Rows> = sessions.iter().filter_map(Rows::of).collect();
    let person = uuid("person", all.first().map_or("", |rows| &rows.session.session));
    let mut entries = vec![entry(&person, json!({ "resourceType": "Patient", "id": person }))];
    let mut versions: Vec<&str> = all.iter().map(|rows| rows.session.unhunch.as_str()).collect();
    versions.sort_unstable();
    versions.dedup();
    entries.extend(versions.into_iter().map(device));
    for rows in &all {
        entries.extend(Told::of(rows, &person).entries(titles));
    }
    json!({ "resourceType": "Bundle", "type": "collection", "entry": entries })
}

fn entry(uuid: &str, resource: Value) -> Value {
    json!({ "fullUrl": format!("urn:uuid:{uuid}"), "resource": resource })
}

fn reference(uuid: &str) -> Value {
    json!({ "reference": format!("urn:uuid:{uuid}") })
}

fn device(version: &str) -> Value {
    let id = uuid("device", version);
    let program = json!({
        "resourceType": "Device",
        "id": id,
        "deviceName": [{ "name": "unhunch", "type": "user-friendly-name" }],
        "type": { "text": "Program that follows a guide for the body; general wellness, not a medical device" },
        "version": [{ "value": version }],
    });
    entry(&id, program)
}

/// A UUID (version 8) that is always the same for the same thing.
fn uuid(what: &str, of: &str) -> String {
    let mut hash: [u8; 32] = Sha256::digest(format!("unhunch {what} {of}")).into();
    hash[6] = hash[6] & 0x0f | 0x80;
    hash[8] = hash[8] & 0x3f | 0x80;
    let digits: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let (parts, mut from) = ([8, 4, 4, 4, 12], 0);
    let parts = parts.map(|length| {
        from += length;
        &digits[from - length..from]
    });
    parts.join("-")
}

/// One session, on its way to be told.
struct Told<'a> {
    rows: &'a Rows,
    person: &'a str,
}

impl<'a> Told<'a> {
    fn of(rows: &'a Rows, person: &'a str) -> Self {
        Self { rows, person }
    }

    fn session(&self) -> &SessionRow {
        &self.rows.session
    }

    /// The group first, then what is in it.
    fn entries(&self, titles: &Titles) -> Vec<Value> {
        let session = self.session();
        let mut members = vec![
            (
                "activity".to_owned(),
                json!({
                    "code": coded(LOINC, "73985-4", "Exercise activity"),
                    "valueCodeableConcept": { "text": titles.guide(&session.guide) },
                }),
            ),
            (
                "duration".to_owned(),
                json!({
                    "code": coded(LOINC, "55411-3", "Exercise duration"),
                    "valueQuantity": quantity(hundredths(session.duration_s / 60.0), "minutes", "min"),
                }),
            ),
            (
                "done".to_owned(),
                json!({
                    "code": { "text": "Steps and sides of the guide that were done" },
                    "valueQuantity": quantity(f64::from(session.done), &format!("of {}", session.parts), "1"),
                }),
            ),
        ];
        let scores = [
            ("effort", "How hard it was, 0 to 10, as the person said", session.effort),
            ("pain", "How much it hurt, 0 to 10, as the person said", session.pain),
        ];
        for (key, text, score) in scores {
            members.extend(score.map(|score| {
                let value = quantity(f64::from(score), "of 10", "{score}");
                (
                    key.to_owned(),
                    json!({ "code": { "text": text }, "valueQuantity": value, "method": { "text": SAID } }),
                )
            }));
        }
        if session.source == Source::Camera {
            let held = quantity(hundredths(session.hold_s), "seconds", "s");
            let code = json!({ "text": "Seconds held as the guide asks" });
            members.push(("held".to_owned(), json!({ "code": code, "valueQuantity": held })));
            members.extend(self.rows.rules.iter().filter_map(range));
        }
        let members: Vec<(String, Value)> = members
            .into_iter()
            .map(|(key, own)| (uuid(&key, &session.session), own))
            .collect();
        let group = json!({
            "code": coded(ACTIVITY_CODES, "PAPanel", "Physical Activity Panel"),
            "hasMember": members.iter().map(|(id, _)| reference(id)).collect::<Vec<Value>>(),
        });
        let group = (session.session.clone(), group);
        let all = std::iter::once(group).chain(members);
        all.map(|(id, own)| entry(&id, self.observation(&id, own))).collect()
    }

    /// With what every observation of the session says.
    fn observation(&self, id: &str, own: Value) -> Value {
        let session = self.session();
        let (start, end) = period(session);
        let mut observation = json!({
            "resourceType": "Observation",
            "id": id,
            "status": "final",
            "category": [
                coded(CATEGORIES, "activity", "Activity"),
                coded(ACTIVITY_CODES, "PhysicalActivity", "Physical Activity"),
            ],
            "subject": reference(self.person),
            "effectivePeriod": { "start": start, "end": end },
            "performer": [reference(self.person)],
            "method": { "text": match session.source {
                Source::Camera => MEASURED,
                Source::SelfReported => SAID,
            } },
        });
        if session.source == Source::Camera {
            observation["device"] = reference(&uuid("device", &session.unhunch));
        }
        if let (Some(observation), Value::Object(own)) = (observation.as_object_mut(), own) {
            observation.extend(own);
        }
        observation
    }
}

const MEASURED: &str = "Self-measured: estimated by a camera program, for general wellness";
const SAID: &str = "Self-reported";

/// How far a reach got; `None` for any other rule, and where nothing was seen.
fn range(rule: &RuleRow) -> Option<(String, Value)> {
    let (Some(VerbName::Reach), Some(measure), Some(value), Some(unit)) =
        (rule.verb, &rule.measure, rule.decisive, rule.unit)
    else {
        return None;
    };
    let (unit, code) = match unit {
        UnitName::Degrees => ("degrees", "deg"),
        UnitName::DegreesPerSecond => ("degrees a second", "deg/s"),
        UnitName::ShoulderWidths => ("shoulder widths", "1"),
        UnitName::Index => ("", "1"),
        UnitName::Seconds => ("seconds", "s"),
        UnitName::Reps => ("times", "1"),
        UnitName::Sets => ("sets", "1"),
    };
    let mut own = json!({
        "code": { "text": format!("Range of movement reached: {}", words_of(measure)) },
        "valueQuantity": quantity(value, unit, code),
    });
    if let Some(side) = rule.side {
        let side = match side {
            SideName::Left => "left side",
            SideName::Right => "right side",
        };
        own["bodySite"] = json!({ "text": side });
    }
    Some((format!("range {} {} {}", rule.part, rule.sentence, rule.place), own))
}

/// `neck_tilt_deg`: neck tilt. The side, where the measure is one of a pair, is said beside it.
fn words_of(measure: &str) -> String {
    let is_word = |word: &&str| !matches!(*word, "deg" | "sw" | "s" | "left" | "right");
    let words: Vec<&str> = measure.split('_').filter(is_word).collect();
    words.join(" ")
}

fn coded(system: &str, code: &str, display: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code, "display": display }] })
}

fn quantity(value: f64, unit: &str, code: &str) -> Value {
    let mut quantity = json!({ "value": value, "system": UCUM, "code": code });
    if !unit.is_empty() {
        quantity["unit"] = json!(unit);
    }
    quantity
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// From when to when, with the offset of the place.
fn period(session: &SessionRow) -> (String, String) {
    let start: Timestamp = session.started_at.parse().unwrap_or(Timestamp::UNIX_EPOCH);
    let offset = Pieces::parse(&session.started_at)
        .ok()
        .and_then(|pieces| pieces.to_numeric_offset())
        // No place has another, and FHIR takes none.
        .filter(|offset| offset.seconds().abs() <= 14 * 3600 && offset.seconds() % 60 == 0)
        .unwrap_or(Offset::UTC);
    let lasted = SignedDuration::try_from_secs_f64(session.duration_s).unwrap_or_default();
    let end = start.checked_add(lasted).unwrap_or(start);
    let written = |at: Timestamp| at.display_with_offset(offset).to_string();
    (written(start), written(end))
}
