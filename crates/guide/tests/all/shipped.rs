//! The shipped guides are tests: no mistakes and no warnings; the first has exactly the rules that stand here; each
//! translation is the same guide in other words, and where one differs is told.

use body::Measure;
use guide::{
    Compare, Demand, Guide, PhraseSide, Reading, UPPER_BACK, Vocabulary, builtin_guides, builtin_translations,
    examine_translation, format, lint, parse,
};

fn upper_back() -> Guide {
    let (name, text) = UPPER_BACK;
    parse(name, text, Vocabulary::builtin()).unwrap_or_else(|mistakes| panic!("{:?}", miette::Report::new(mistakes)))
}

#[test]
fn every_shipped_guide_is_without_mistakes_and_warnings() {
    for (name, text) in builtin_guides() {
        parse(name, text, Vocabulary::builtin()).unwrap();
        assert!(lint(name, text, Vocabulary::builtin()).is_empty());
    }
}

#[test]
fn the_first_guide_carries_exactly_the_rules_of_the_design() {
    let mut table = String::new();
    for step in upper_back().steps {
        table += &format!("{}{}\n", step.id, if step.each_side { " (each side)" } else { "" });
        for sentence in step.sentences {
            let rules: Vec<String> = sentence.rules.iter().map(|rule| format!("`{}`", rule.text)).collect();
            table += &format!("  {}\n", rules.join(" "));
        }
    }
    insta::assert_snapshot!(table, @r#"
    round-back
      `reach hands clasped` `reach chin to chest`
      `reach arms straight` `reach arms forward`
      `ask shoulders forward`
      `hold 3 breaths`
    look-down (each side)
      `reach head turned {side}` `reach head lowered`
      `hold 20 s`
      `return head straight`
      `note`
    neck-tilt (each side)
      `keep facing forward`
      `reach neck tilt {side}`
      `keep chin level`
      `keep shoulders down`
      `hold 10 s to 30 s`
    shoulder-squeeze
      `note`
      `start shoulders resting`
      `reach blades together` `keep shoulders down` `slowly`
      `ask chest forward`
      `return shoulders resting` `repeat 5 to 12`
    "#);
}

#[test]
fn the_first_guide_names_its_source() {
    let guide = upper_back();
    assert_eq!(guide.title, "How to Stretch the Upper Back");
    assert_eq!(
        guide.source.as_deref(),
        Some("How to Stretch the Upper Back, by Alexis Young")
    );
    assert_eq!(
        (guide.author.as_deref(), guide.difficulty.as_deref()),
        (Some("unhunch"), Some("easy"))
    );
    assert!(guide.summary.starts_with("Four movements"));
    assert_eq!(guide.sha256.len(), 64);
}

#[test]
fn a_tilt_knows_its_side_and_what_is_done_instead() {
    let guide = upper_back();
    let step = guide.step("neck-tilt").unwrap();
    let Demand::Reach(tilt) = &step.sentences[1].rules[0].demand else {
        panic!()
    };
    assert_eq!((tilt.name.as_str(), tilt.side), ("neck tilt", PhraseSide::OfDose));
    let test = tilt.tests[0];
    assert_eq!(
        (test.measure, test.reading, test.compare),
        (Measure::NeckTilt, Reading::TowardsSide, Compare::AtLeast)
    );
    assert_eq!((test.met, test.lost, test.good), (20.0, 15.0, Some(30.0)));
    let cues: Vec<&str> = tilt.instead.iter().map(|(_, cue)| cue.for_side(None)).collect();
    assert_eq!(
        cues,
        [
            "Keep your body upright; only your head tilts.",
            "Tilt, don't turn: keep your nose forward."
        ]
    );
    let Demand::Hold(hold) = step.sentences[4].rules[0].demand else {
        panic!()
    };
    assert_eq!(
        (hold.at_least_s, hold.at_most_s, hold.breaths),
        (10.0, Some(30.0), None)
    );
}

#[test]
fn three_breaths_are_twelve_seconds() {
    let guide = upper_back();
    let Demand::Hold(hold) = guide.steps[0].sentences[3].rules[0].demand else {
        panic!()
    };
    assert_eq!((hold.at_least_s, hold.breaths), (12.0, Some(3)));
}

#[test]
fn every_translation_is_the_same_guide_in_other_words() {
    for (name, original) in builtin_guides() {
        for (language, text) in builtin_translations(name) {
            let name = format!("{name}.{language}");
            let found = examine_translation(&name, text.as_bytes(), original.as_bytes(), Vocabulary::builtin());
            assert!(found.is_empty(), "{name}: {found:?}");
            assert_eq!(&format(&name, text, Vocabulary::builtin()).unwrap(), text);
            let (translated, original) = (
                parse(&name, text, Vocabulary::builtin()).unwrap(),
                parse("original", original, Vocabulary::builtin()).unwrap(),
            );
            for (step, original) in translated.steps.iter().zip(&original.steps) {
                assert_ne!(step.title, original.title);
                assert!(
                    step.short.is_some() && step.short != original.short,
                    "{name}: {}",
                    step.id
                );
                for (sentence, original) in step.sentences.iter().zip(&original.sentences) {
                    assert_ne!(sentence.text, original.text);
                    assert_eq!(sentence.text.contains("{side}"), original.text.contains("{side}"));
                }
            }
        }
    }
    for (name, _) in builtin_guides() {
        let languages = builtin_translations(name).iter().map(|(language, _)| *language);
        assert_eq!(languages.collect::<Vec<_>>(), ["de", "es"], "{name}");
    }
}

#[test]
fn a_side_is_filled_in_in_the_language_of_the_guide() {
    let (_, german) = builtin_translations("upper-back")[0];
    let guide = parse("upper-back.de", german, Vocabulary::builtin()).unwrap();
    let sentence = &guide.steps[2].sentences[1];
    let told = sentence.text_for(Some(body::Side::Left));
    assert_eq!(told, "Neig den Kopf nach links, sodass das Ohr zur Schulter sinkt.");
    assert_eq!(
        sentence.rules[0].text_for(Some(body::Side::Left)),
        "reach neck tilt left"
    );
}

#[test]
fn where_a_translation_differs_is_told() {
    let (_, original) = UPPER_BACK;
    let (_, german) = builtin_translations("upper-back")[0];
    let told = |from: &str, to: &str| -> Vec<String> {
        assert!(german.contains(from), "{from}");
        let text = german.replacen(from, to, 1);
        let found = examine_translation("de", text.as_bytes(), original.as_bytes(), Vocabulary::builtin());
        let tell = |finding: &guide::Finding| format!("{} {}: {finding}", finding.from().line, finding.code_name());
        found.iter().map(tell).collect()
    };
    let one = |from: &str, to: &str| {
        let told = told(from, to);
        assert_eq!(told.len(), 1, "{told:?}");
        told.into_iter().next().unwrap()
    };
    let table = [
        one("hold 20 s", "hold 10 s"),
        one("{#look-down ", "{#look "),
        one(" short=\"Hals neigen\"", ""),
        one("easy", "medium"),
        one("difficulty: easy", "difficulty: easy\nplan: 3 times a day"),
        one("- Das Kinn bleibt, wo es war. `keep chin level`\n", ""),
        one(" `slowly`", ""),
        one("reach neck tilt {side}", "reach neck tilt {side} >= 25 deg"),
    ];
    insta::assert_snapshot!(table.join("\n"), @r#"
    24 guide::translation_differs: the rules of this sentence are not the original's
    19 guide::translation_differs: the original's step here is "look-down"
    28 guide::translation_differs: the original's step has a short name, "Neck tilt"
    7 guide::translation_differs: the original's difficulty is easy
    8 guide::translation_differs: the original's plan is none
    28 guide::translation_differs: the original's step has 5 sentences, this one has 4
    42 guide::translation_differs: the rules of this sentence are not the original's
    33 guide::translation_differs: the rules of this sentence are not the original's
    "#);
    assert!(told("## Den Hals", "### Den Hals").len() > 1);
    assert_eq!(told("ask Brust vorn", "ask Brust weit vorn"), [""; 0]);
}
