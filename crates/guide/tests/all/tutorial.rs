//! The stages of the tutorial are tests: below each file stands what `unhunch guide lint` says of it.

use crate::common;

use std::fs;

use common::{Fence, docs, fences};
use guide::{Severity, Vocabulary, examine, format, parse};
use miette::{GraphicalReportHandler, GraphicalTheme};

/// What the program says of a file `ear.md`.
fn said(text: &str) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(80);
    let findings = examine("ear.md", text.as_bytes(), Vocabulary::builtin());
    let mut said = String::new();
    for finding in &findings {
        handler.render_report(&mut said, finding).unwrap();
        said.push('\n');
    }
    let count = |severity| findings.iter().filter(|finding| finding.level() == severity).count();
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let mistakes = match count(Severity::Error) {
        0 => "no mistakes".to_owned(),
        errors => counted(errors, "mistake"),
    };
    let warnings = match count(Severity::Warning) {
        0 => String::new(),
        warnings => format!(", {}", counted(warnings, "warning")),
    };
    said + &format!("ear.md: {mistakes}{warnings}\n")
}

#[test]
fn every_stage_says_what_the_tutorial_shows() {
    let path = docs().join("tutorial.md");
    let page = fs::read_to_string(&path).unwrap();
    let stages = fences(&page);
    assert_eq!(stages.len(), 14);
    let mut last = String::new();
    for pair in stages.chunks(2) {
        let [file, shown] = pair else { unreachable!("in pairs") };
        assert_eq!(
            (file.info.as_str(), shown.info.as_str()),
            ("markdown", "text"),
            "line {}",
            file.line
        );
        let lines = |text: &str| text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert_eq!(lines(&shown.text), lines(&said(&file.text)), "line {}", shown.line);
        last.clone_from(&file.text);
    }
    assert_eq!(
        format("ear", &last, Vocabulary::builtin()).unwrap(),
        last,
        "the last stage has the one form"
    );
}

#[test]
fn from_the_fifth_stage_on_the_guide_can_be_followed() {
    let page = fs::read_to_string(docs().join("tutorial.md")).unwrap();
    let files: Vec<Fence> = fences(&page)
        .into_iter()
        .filter(|fence| fence.info == "markdown")
        .collect();
    let works = |fence: &Fence| parse("ear", &fence.text, Vocabulary::builtin()).is_ok();
    let working: Vec<bool> = files.iter().map(works).collect();
    assert_eq!(working, [false, false, false, false, true, true, true]);
}
