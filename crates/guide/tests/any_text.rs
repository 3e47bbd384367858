//! Any text gives a guide or mistakes that point into it, never a panic.

use guide::{Compare, Demand, Guide, Phrase, Vocabulary, lint, parse};
use miette::{GraphicalReportHandler, GraphicalTheme};
use proptest::prelude::*;

fn phrases(guide: &Guide) -> impl Iterator<Item = &Phrase> {
    guide
        .steps
        .iter()
        .flat_map(|step| step.rules())
        .filter_map(|(_, _, rule)| match &rule.demand {
            Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => {
                Some(phrase)
            }
            _ => None,
        })
}

fn check(text: &str) {
    let vocabulary = Vocabulary::builtin();
    lint("any", text, vocabulary);
    match parse("any", text, vocabulary) {
        Ok(guide) => {
            assert!(!guide.title.is_empty() && !guide.steps.is_empty());
            assert!(
                guide
                    .steps
                    .iter()
                    .all(|step| step.sentences.iter().all(|sentence| !sentence.rules.is_empty()))
            );
            for test in phrases(&guide).flat_map(|phrase| &phrase.tests) {
                let good = test.good.unwrap_or(test.met);
                match test.compare {
                    Compare::AtLeast => assert!(0.0 <= test.lost && test.lost < test.met && test.met <= good),
                    Compare::AtMost => assert!(test.lost > test.met && test.met >= good && good >= 0.0),
                }
            }
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
        "## ",
        "## Step {#a}\n",
        "- ",
        "\n",
        "  ",
        "`",
        "``",
        "each side",
        "`each side`\n\n",
        "reach ",
        "keep ",
        "hold ",
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
    fn any_rule(rule in "(start|reach|keep|return|hold|repeat|ask) [ -_a-~é≥]{0,40}") {
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
fn hostile_nesting_is_read_in_bounded_time() {
    for piece in [
        "> ", "- ", "[", "*_", "`", "``a` ", "<", "![", "{#a}", "## a\n", "a: b\n", "- a\n  ",
    ] {
        let text = piece.repeat(200 * 1024 / piece.len());
        let _ = parse("any", &text, Vocabulary::builtin());
        let _ = parse(
            "any",
            &format!("---\ntitle: T\n---\n## Step\n{text}"),
            Vocabulary::builtin(),
        );
    }
}
