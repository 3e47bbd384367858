//! The shipped guide is a test: it has no mistakes, no warnings, and exactly the rules of the design.

use body::Measure;
use guide::{Compare, Demand, Guide, PhraseSide, Reading, UPPER_BACK, Vocabulary, builtin_guides, lint, parse};

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
    let cues: Vec<&str> = tilt.instead.iter().map(|(_, cue)| cue.as_str()).collect();
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
