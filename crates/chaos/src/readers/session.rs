use results::Report;

/// Any bytes are refused, or give a session that says the same when it is written and read again.
pub fn session(bytes: &[u8]) -> bool {
    let Ok(report) = serde_json::from_slice::<Report>(bytes) else {
        return false;
    };
    if report.check().is_err() {
        return false;
    }
    let written = serde_json::to_vec(&report).expect("a report has a JSON form");
    let again: Report = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(again, report, "it says something else when it is read again");
    assert!(again.check().is_ok(), "what could be, can't be any more");
    true
}
