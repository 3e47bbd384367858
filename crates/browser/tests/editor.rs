//! What the editor is told of a text: a right guide, a wrong one, and no guide at all.

use std::time::{Duration, Instant};

use browser::{Examined, examine};

fn lines(examined: &Examined) -> Vec<String> {
    let line = |found: &browser::FindingView| {
        format!(
            "{} {}:{}+{} {}..{}",
            found.code, found.line, found.column, found.length, found.start, found.end
        )
    };
    examined.findings.iter().map(line).collect()
}

#[test]
fn a_shipped_guide_has_no_mistakes_and_reads_in_full() {
    for (name, text) in guide::builtin_guides() {
        let examined = examine(name, text.as_bytes());
        assert_eq!(examined.mistakes, 0, "{name}");
        let page = examined.page.unwrap();
        assert_eq!(page.about.name, *name);
        assert_eq!(page.text, *text);
        assert!(!page.steps.is_empty() && page.steps.iter().all(|step| !step.sentences.is_empty()));
    }
}

#[test]
fn a_mistake_has_its_place_in_characters_and_in_what_javascript_counts_in() {
    // Outside the Basic Multilingual Plane a character is two UTF-16 units, and four bytes.
    let text =
        "---\ntitle: 🙂 Zu den Füßen\n---\n\nStop if it hurts.\n\n## Bow {#bow}\n\n- 🙂 Bow. `reach chin to chst`\n";
    let examined = examine("bow", text.as_bytes());
    assert_eq!(lines(&examined), ["guide::unknown_phrase 9:17+12 83..95"]);
    let units: Vec<u16> = text.encode_utf16().collect();
    let found = &examined.findings[0];
    assert_eq!(
        String::from_utf16(&units[found.start..found.end]).unwrap(),
        "chin to chst"
    );
    assert_eq!(found.help.as_deref(), Some("did you mean \"chin to chest\"?"));
    assert_eq!(examined.mistakes, 1);
    assert_eq!(examined.slug.as_deref(), Some("zu-den-f-en"));
    // What can be read is shown meanwhile.
    let page = examined.page.unwrap();
    assert_eq!(page.about.title, "🙂 Zu den Füßen");
    assert_eq!(page.steps[0].sentences[0].text, "🙂 Bow.");
    assert_eq!(page.steps[0].sentences[0].rules, []);
}

#[test]
fn an_empty_text_has_no_page_and_says_what_to_write_first() {
    let examined = examine("new", b"");
    assert_eq!(examined.page, None);
    assert_eq!(examined.slug, None);
    assert!(examined.mistakes > 0);
    assert!(
        lines(&examined)
            .iter()
            .any(|line| line.starts_with("guide::missing_title 1:1+0 0..0"))
    );
}

#[allow(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

#[test]
fn bytes_that_are_no_guide_are_told_in_bounded_time() {
    let long = b"## a\n- b `reach c`\n".repeat(600_000);
    assert!(long.len() > 10 * 1024 * 1024);
    let too_long = examine("long", &long);
    assert_eq!(lines(&too_long), ["guide::too_long 1:1+0 0..0"]);
    assert_eq!(too_long.page, None);
    assert_eq!(
        lines(&examine("bytes", b"---\ntitle: \xff\n")),
        ["guide::not_text 1:1+0 0..0"]
    );

    // As long as a guide may be: every line a mistake, every bracket opened, every line a step.
    let most = guide::LONGEST_BYTES;
    let nested = format!(
        "---\ntitle: T\nphrases: {{ \"own\": \"{}\" }}\n---\n",
        "(".repeat(most - 100)
    );
    let any = (0..most).map(|at| (at * 7919 % 251) as u8).collect::<Vec<_>>();
    let texts = [
        "## a\n- b `reach c`\n".repeat(most / 19).into_bytes(),
        "- ".repeat(most / 2).into_bytes(),
        "`".repeat(most).into_bytes(),
        nested.into_bytes(),
        String::from_utf8_lossy(&any[..most / 3]).into_owned().into_bytes(),
        any,
    ];
    for text in texts {
        let (examined, took) = timed(|| examine("text", &text));
        assert!(examined.mistakes > 0);
        assert!(examined.findings.len() <= 200);
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
}

#[test]
fn every_part_of_a_guide_can_be_examined_while_it_is_typed() {
    let (name, text) = guide::UPPER_BACK;
    for (end, _) in text.char_indices().step_by(7) {
        let examined = examine(name, &text.as_bytes()[..end]);
        for found in &examined.findings {
            assert!(found.start <= found.end && found.end <= end, "{found:?}");
        }
    }
}

#[test]
fn the_template_of_the_editor_can_be_coached_as_it_is() {
    let examined = examine("my-first-guide", include_bytes!("../../../web/src/editor/template.md"));
    assert_eq!(lines(&examined), [""; 0]);
    assert_eq!(examined.slug.as_deref(), Some("my-first-guide"));
}
