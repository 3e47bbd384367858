//! Any text gives a guide or mistakes that point into it, never a panic.

use guide::{Compare, Demand, Guide, LONGEST_BYTES, Phrase, Reading, Vocabulary, examine, format, lint, parse};
use miette::{GraphicalReportHandler, GraphicalTheme};
use proptest::prelude::*;

fn phrases(guide: &Guide) -> impl Iterator<Item = &Phrase> {
    guide
        .steps
        .iter()
        .flat_map(|step| step.rules())
        .filter_map(|(_, rule)| match &rule.demand {
            Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => {
                Some(phrase)
            }
            _ => None,
        })
}

fn check(text: &str) {
    let vocabulary = Vocabulary::builtin();
    lint("any", text, vocabulary);
    for finding in examine("any", text.as_bytes(), vocabulary) {
        let (at, from, to) = (finding.at(), finding.from(), finding.to());
        assert!(text.get(at.clone()).is_some(), "{at:?} is not in the text: {finding}");
        assert!(
            from <= to && from.line <= text.lines().count().max(1) + 1,
            "{from:?} {to:?}"
        );
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none());
        handler.render_report(&mut String::new(), &finding).unwrap();
    }
    match parse("any", text, vocabulary) {
        Ok(guide) => {
            assert!(!guide.title.is_empty() && !guide.steps.is_empty());
            assert!(
                guide
                    .steps
                    .iter()
                    .all(|step| step.sentences.iter().all(|sentence| !sentence.rules.is_empty()))
            );
            for phrase in phrases(&guide) {
                let own = vocabulary.views(&phrase.name).is_none();
                for test in &phrase.tests {
                    let good = test.good.unwrap_or(test.met);
                    match test.compare {
                        // What has no sign may be asked to be at least 0, which it always is.
                        Compare::AtLeast if own => assert!(test.lost <= test.met && test.met <= good),
                        Compare::AtLeast => assert!(0.0 <= test.lost && test.lost < test.met && test.met <= good),
                        Compare::AtMost => assert!(test.lost > test.met && test.met >= good && (own || good >= 0.0)),
                    }
                    assert!(!own || test.reading != Reading::Magnitude || test.met >= 0.0);
                }
            }
            let once = format("any", text, vocabulary).unwrap();
            let again = parse("any", &once, vocabulary).unwrap();
            assert_eq!((&guide.title, &guide.summary), (&again.title, &again.summary));
            assert_eq!(format("any", &once, vocabulary).unwrap(), once, "{text:?}");
        }
        Err(mistakes) => {
            for mistake in mistakes.iter() {
                let at = mistake.at().unwrap();
                assert!(text.get(at.clone()).is_some(), "{at:?} is not in the text: {mistake}");
            }
            let handler = GraphicalReportHandler::new_themed(GraphicalTheme::none());
            handler.render_report(&mut String::new(), &mistakes).unwrap();
        }
    }
}

/// Pieces of the language, so that the dice get past the first line.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "---\n",
        "title: T\n",
        "plan: ",
        "plan: 3 times a day on monday\n",
        "## ",
        "## Step {#a}\n",
        "## Step {#b short=\"A b\"}\n",
        " {short=\"",
        "}\n",
        "- ",
        "\n",
        "  ",
        "`",
        "``",
        "phrases: { ",
        "phrases:\n",
        "cues:\n",
        "own: ",
        "\"own\": \"head_azimuth_deg {side} >= 20 deg\"",
        "own",
        "head_azimuth_deg",
        "elbow_flexion_{side}_deg",
        " and ",
        " or ",
        "not ",
        " between ",
        "(",
        ")",
        "\"",
        ", ",
        "each side",
        "`each side`\n\n",
        "reach ",
        "keep ",
        "hold ",
        "sets ",
        "rest ",
        "repeat ",
        "ask ",
        "note",
        "slowly",
        "neck tilt",
        "chin level",
        "{side}",
        " left",
        " >= ",
        " <= ",
        "30",
        " deg",
        " s",
        " to ",
        " breaths",
        "1e9",
        "NaN",
        "-",
        ".",
        "é",
        "\u{feff}",
        "\r\n",
        "> ",
        "<!--",
        "{#",
        "}",
        "*",
        "[",
        "](",
        "&amp;",
        "\0",
        "| ",
        "```\n",
        "\t",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_string(text in ".{0,200}") {
        check(&text);
    }

    #[test]
    fn any_pieces(text in pieces()) {
        check(&text);
        check(&format!("---\ntitle: T\n---\n## Step\n{text}"));
    }

    #[test]
    fn any_expression(expression in "(head_azimuth_deg|[|]neck_tilt_deg[|]|breath|not|and|or|between|[(]|[)]|>=|<=|-?[0-9]{1,3}|deg|sw|[{]side[}]|left| ){0,20}") {
        check(&format!("---\ntitle: T\nphrases: {{ own: \"{expression}\" }}\n---\n## Step\n`each side`\n\n- Do it. `reach own` `keep own {{side}}`\n"));
    }

    #[test]
    fn any_bytes_are_examined(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        examine("any", &bytes, Vocabulary::builtin());
    }

    #[test]
    fn any_rule(rule in "(start|reach|keep|return|hold|repeat|sets|rest|ask) [ -_a-~é≥]{0,40}") {
        check(&format!("---\ntitle: T\n---\n## Step\n`each side`\n\n- Do it. `reach chin to chest` `{rule}`\n"));
    }

    #[test]
    fn any_own_threshold(number in 0.0f32..400.0, verb in "(reach|keep)") {
        check(&format!("---\ntitle: T\n---\n## Step\n- Do it. `{verb} neck tilt left >= {number} deg` `keep chin level <= {number} deg`\n"));
    }

    #[test]
    fn a_rule_that_is_printed_reads_back(seconds in 1u32..600, sides in "(left|right|\\{side\\})") {
        let text = |tilt: &str, hold: &str| format!("---\ntitle: T\n---\n## Step\n`each side`\n\n- Do it. `{tilt}` `{hold}`\n");
        let first = parse("a", &text(&format!("reach  neck tilt  {sides}"), &format!("hold {seconds} s")), Vocabulary::builtin()).unwrap();
        let [tilt, hold] = &first.steps[0].sentences[0].rules[..] else { panic!() };
        let second = parse("a", &text(&tilt.text, &hold.text), Vocabulary::builtin()).unwrap();
        prop_assert_eq!(&first.steps, &second.steps);
    }
}

#[test]
fn the_corpus_of_the_fuzzer_stays_well() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/guide");
    let mut seen = 0;
    for seed in std::fs::read_dir(seeds).unwrap() {
        let bytes = std::fs::read(seed.unwrap().path()).unwrap();
        examine("any", &bytes, Vocabulary::builtin());
        check(&String::from_utf8_lossy(&bytes));
        seen += 1;
    }
    assert!(seen > 10, "only {seen} seeds");
}

#[test]
fn hostile_nesting_is_read_in_bounded_time() {
    for piece in [
        "> ",
        "- ",
        "[",
        "*_",
        "`",
        "``a` ",
        "<",
        "![",
        "{#a}",
        "## a\n",
        "a: b\n",
        "- a\n  ",
        "- `note` a\n",
        "#",
        "\r",
        "\0",
        "stop pain. ",
        "left ear ",
        "cure ",
        "- `ask chin level`\n",
    ] {
        let text = piece.repeat(LONGEST_BYTES * 4 / 5 / piece.len());
        bounded(&text);
        bounded(&format!("---\ntitle: T\n---\n## Step\n{text}"));
        bounded(&format!(
            "---\ntitle: T\n---\n## Step\n- a `reach chin to chest` {text}"
        ));
    }
}

#[test]
fn hostile_front_matter_is_read_in_bounded_time() {
    for piece in [
        "(",
        "not ",
        "head_azimuth_deg >= 1 or ",
        "\"a\": \"",
        "a: b, ",
        "{side}",
        "\n  a: x",
        "\n#",
        "|",
        "}",
        "\n",
        "9",
        "\n  a: \"|head_azimuth_deg| >= 1 deg\"",
    ] {
        let text = piece.repeat(LONGEST_BYTES * 4 / 5 / piece.len());
        for front in [
            format!("phrases: {{ own: {text}"),
            format!("phrases: {text}"),
            format!("phrases:\n  own: \"{text}\""),
        ] {
            bounded(&format!("---\ntitle: T\n{front}\n---\n## Step\n- Do it. `reach own`\n"));
        }
    }
    // As many choices as a phrase may have, in as many rules as there is room for.
    let choice = ["(|neck_tilt_deg| >= 10 deg or |head_azimuth_deg| >= 5 deg)"; 12].join(" and ");
    let rules = "- Do it. `reach own` `keep own` `keep facing forward`\n".repeat(1000);
    bounded(&format!(
        "---\ntitle: T\nphrases: {{ own: \"{choice}\" }}\n---\n## Step\n{rules}"
    ));
}

#[test]
fn a_guide_of_ten_megabytes_or_a_hundred_thousand_steps_is_refused() {
    let first = |text: &str| {
        examine("any", text.as_bytes(), Vocabulary::builtin())[0]
            .code_name()
            .to_owned()
    };
    assert_eq!(first(&"- Breathe. `note`\n".repeat(600_000)), "guide::too_long");
    assert_eq!(
        first(&"## Step\n- Breathe. `note`\n".repeat(100_000)),
        "guide::too_long"
    );
    let steps: String = (0..5000).map(|n| format!("## S{n}\n- Breathe. `note`\n")).collect();
    let found = examine(
        "any",
        format!("---\ntitle: T\n---\n{steps}").as_bytes(),
        Vocabulary::builtin(),
    );
    assert!(
        found
            .iter()
            .any(|finding| finding.code_name() == "guide::too_many_steps")
    );
}

/// Reads, lints and formats, in seconds even on a slow machine that does other things.
fn bounded(text: &str) {
    #[allow(clippy::disallowed_methods, reason = "a test of the time that reading takes")]
    let began = std::time::Instant::now();
    let _ = examine("any", text.as_bytes(), Vocabulary::builtin());
    let _ = format("any", text, Vocabulary::builtin());
    #[allow(clippy::disallowed_methods, reason = "a test of the time that reading takes")]
    let took = began.elapsed();
    assert!(
        took.as_secs() < 20,
        "{took:?} for {:?}",
        text.chars().take(120).collect::<String>()
    );
}
