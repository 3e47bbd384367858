//! The vocabulary says where its numbers come from, and refuses what can't be.

use body::{Language, Side};
use guide::{Demand, Guide, View, Vocabulary, parse};

const BUILTIN: &str = include_str!("../../../../vocabulary.toml");

fn refused(from: &str, to: &str) -> String {
    assert!(BUILTIN.contains(from), "{from} is not in the vocabulary");
    Vocabulary::parse(&BUILTIN.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

#[test]
fn the_builtin_vocabulary_has_the_numbers_of_the_design() {
    let vocabulary = Vocabulary::builtin();
    let timing = vocabulary.timing();
    assert_eq!(
        (timing.enter_s, timing.gap_s, timing.fault_s, timing.cue_again_s),
        (0.5, 1.0, 1.0, 6.0)
    );
    let neutral = vocabulary.neutral();
    assert_eq!((neutral.lasts_s, neutral.head_sd_deg), (2.0, 1.5));
    insta::assert_snapshot!(vocabulary.phrases().collect::<Vec<_>>().join(", "), @r#"arm across, arm raised, arm raised forward, arms forward, arms open, arms straight, blades together, body leaned, body upright, chin level, chin to chest, facing forward, hand on head, hands above the head, hands clasped, head lowered, head straight, head turned, neck tilt, shoulders down, shoulders lifted, shoulders resting"#);
    assert_eq!(vocabulary.views("neck tilt"), Some(&[View::Front][..]));
    assert_eq!(vocabulary.views("elbows out"), None);
}

#[test]
fn unknown_keys_and_missing_sources_are_errors() {
    assert!(refused("[timing]\n", "[timing]\nentre_s = 1\n").contains("unknown field `entre_s`"));
    assert!(refused("[neutral]", "[natural]").contains("natural"));
    assert!(refused("reading = \"plain\"", "redaing = \"plain\"").contains("redaing"));
    assert!(refused("value = 0.5, source = \"", "value = 0.5, sauce = \"").contains("sauce"));
    assert!(refused("source = \"as the left elbow\"\n", "").contains("missing field `source`"));
    assert!(refused("source = \"as the left elbow\"", "source = \" \"").contains("gives no source"));
}

#[test]
fn thresholds_that_cannot_be_are_errors() {
    assert!(refused("lost = 20.0", "lost = 26.0").contains("out of order"));
    assert!(refused("good = 40.0", "good = 24.0").contains("out of order"));
    assert!(refused("at_least = 25.0", "at_least = nan").contains("out of order"));
    assert!(refused("at_least = 25.0", "at_least = 25.0\nat_most = 25.0").contains("either at_least or at_most"));
    assert!(refused("value = 1.0,", "value = -1.0,").contains("above 0"));
    assert!(refused("wrist_gap_sw", "wrist_gap").contains("there are: neck_flexion_deg"));
    assert!(refused("\"towards side\"", "\"plain\"").contains("has a side that no test uses"));
    assert!(refused("\"magnitude\"", "\"towards side\"").contains("and no side"));
    assert!(refused("[phrase.\"chin level\"]", "[phrase.\"Chin level\"]").contains("phrase"));
}

#[test]
fn what_is_said_is_there_and_can_be_said() {
    assert!(refused("begin = \"Face straight ahead.\"\n", "").contains("needs a begin"));
    assert!(refused("[\"start\", \"reach\", \"keep\"]", "[\"keep\"]").contains("no verb that leads to it"));
    assert!(refused("Lift your chin a little.", "Lift your {side} chin.").contains("has no side to fill in"));
    assert!(refused("Lift your chin a little.", &"very ".repeat(13)).contains("has 13 words"));
    let instead = "measure = \"head_azimuth_deg\"\nreading = \"magnitude\"\nat_least";
    let twice = "measure = \"trunk_lean_deg\"\nreading = \"magnitude\"\nat_least";
    assert!(refused(instead, twice).contains("says twice what to do instead of trunk_lean_deg"));
}

/// What is said for the first phrase of a guide, in a dose of each side and in one without.
fn said(guide: &Guide) -> [String; 3] {
    let demands = guide.steps[0].rules().map(|(_, rule)| &rule.demand);
    let mut phrases = demands.filter_map(|demand| match demand {
        Demand::Reach(phrase) => Some(phrase),
        _ => None,
    });
    let cue = phrases.next().unwrap().cue.clone();
    [None, Some(Side::Left), Some(Side::Right)].map(|side| cue.for_side(side).to_owned())
}

#[test]
fn a_cue_names_the_side_of_its_phrase_in_the_coachs_language() {
    let read = |rest: &str, language| {
        let text = format!("---\ntitle: x\nsides: links, rechts\n{rest}");
        said(&parse("x", &text, Vocabulary::builtin_in(language)).unwrap())
    };
    let each = "---\n## A\n`each side`\n- Neig den Kopf nach {side}. `reach neck tilt {side}`\n";
    assert_eq!(
        read(each, Language::English)[1],
        "Let your left ear sink a little further."
    );
    let german = read(each, Language::German);
    assert_eq!(german[2], "Lass den Kopf noch etwas weiter nach rechts sinken.");
    // A fixed side is said in every dose.
    let fixed = "---\n## A\n- Neig den Kopf nach links. `reach neck tilt left`\n";
    let spanish = read(fixed, Language::Spanish);
    assert_eq!(spanish, ["Deja que la cabeza baje un poco más hacia la izquierda."; 3]);
}

#[test]
fn a_cue_of_a_guides_own_names_the_side_in_the_guides_words() {
    let text = "---\ntitle: x\nsides: links, rechts\nphrases:\n  blick: \"head_azimuth_deg {side} >= 40\"\ncues:\n  blick: \"Schau weiter nach {side}.\"\n---\n## A\n`each side`\n- Schau nach {side}. `reach blick {side}`\n";
    let guide = parse("x", text, Vocabulary::builtin()).unwrap();
    assert_eq!(
        said(&guide)[1..],
        ["Schau weiter nach links.", "Schau weiter nach rechts."]
    );
}

#[test]
fn a_cue_of_a_guides_own_about_a_side_belongs_to_a_step_for_each_side() {
    let read = |each: &str| {
        let front =
            "---\ntitle: x\nphrases:\n  low: \"wrist_height_sw <= 0.1\"\ncues:\n  low: \"Lower your {side} hand.\"\n";
        let text = format!("{front}---\n## A\n{each}\n- Do. `reach low`\n- Stay. `keep low`\n");
        parse("x", &text, Vocabulary::builtin()).map_err(|mistakes| mistakes.to_string())
    };
    let each = read("`each side`\n").unwrap();
    assert_eq!(said(&each)[1], "Lower your left hand.");
    let once = read("").unwrap_err();
    assert_eq!(once, "the guide x has a mistake");
}
