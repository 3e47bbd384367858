use guide::{Vocabulary, examine, format, parse, text_of};

/// Any bytes give a guide or findings that point into them; and what formats, formats to itself.
pub fn guide(bytes: &[u8]) -> bool {
    let vocabulary = Vocabulary::builtin();
    let findings = examine("any", bytes, vocabulary);
    let Ok(text) = text_of("any", bytes) else {
        assert!(!findings.is_empty(), "refused without a word");
        return false;
    };
    for finding in findings {
        assert!(text.get(finding.at()).is_some(), "{finding} is not in the text");
    }
    let Ok(meant) = parse("any", text, vocabulary) else {
        return false;
    };
    let once = format("any", text, vocabulary).expect("it has no mistakes");
    let again = parse("any", &once, vocabulary).expect("what was formatted has no mistakes");
    assert_eq!(
        (meant.title, meant.summary, meant.steps.len()),
        (again.title, again.summary, again.steps.len())
    );
    assert_eq!(format("any", &once, vocabulary).expect("it has no mistakes"), once);
    true
}
