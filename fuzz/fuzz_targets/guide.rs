//! Any bytes give a guide or findings that point into them, never a panic; and what formats, formats to itself.
//!
//! `cargo +nightly fuzz run guide -- -dict=guide.dict`, in the folder `fuzz`.

#![no_main]

use guide::{Vocabulary, examine, format, parse, text_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let vocabulary = Vocabulary::builtin();
    let findings = examine("fuzz", bytes, vocabulary);
    let Ok(text) = text_of("fuzz", bytes) else {
        assert!(!findings.is_empty());
        return;
    };
    for finding in findings {
        assert!(text.get(finding.at()).is_some(), "{finding} is not in the text");
    }
    let Ok(meant) = parse("fuzz", text, vocabulary) else { return };
    let once = format("fuzz", text, vocabulary).expect("it has no mistakes");
    let again = parse("fuzz", &once, vocabulary).expect("what was formatted has no mistakes");
    assert_eq!((meant.title, meant.summary, meant.steps.len()), (again.title, again.summary, again.steps.len()));
    assert_eq!(format("fuzz", &once, vocabulary).expect("it has no mistakes"), once);
});
