//! The vocabulary says where its numbers come from, and refuses what can't be.

use guide::{View, Vocabulary};

const BUILTIN: &str = include_str!("../../../vocabulary.toml");

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
    assert_eq!(
        (neutral.lasts_s, neutral.within_s, neutral.head_sd_deg),
        (2.0, 10.0, 1.5)
    );
    insta::assert_snapshot!(vocabulary.phrases().collect::<Vec<_>>().join(", "), @r#"arms forward, arms open, arms straight, blades together, body leaned, body upright, chin level, chin to chest, facing forward, hands above the head, hands clasped, head lowered, head straight, head turned, neck tilt, shoulders down, shoulders lifted, shoulders resting"#);
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
