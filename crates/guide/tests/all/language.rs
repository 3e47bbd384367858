//! The language by example: what a rule means, and what every mistake is called.

use guide::{Demand, Formula, Guide, Mistake, Phrase, PhraseSide, Test, Vocabulary, parse};

/// A guide of one step with these lines under its heading.
fn step(lines: &str) -> String {
    format!("---\ntitle: Test\n---\n\n## Step {{#step}}\n\n{lines}\n")
}

/// A guide of one step, each side, with these rules behind one sentence.
fn rules(rules: &[&str]) -> String {
    let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
    step(&format!("`each side`\n\n- Do it. {}", rules.join(" ")))
}

fn read(text: &str) -> Guide {
    parse("test", text, Vocabulary::builtin()).unwrap_or_else(|mistakes| panic!("{:?}", miette::Report::new(mistakes)))
}

/// The demand of a rule, with a reach beside it so that holds and repeats have one.
fn demand(rule: &str) -> Demand {
    let guide = read(&rules(&["reach chin to chest", rule]));
    guide.steps[0].sentences[0].rules[1].demand.clone()
}

/// What is wrong: "code words".
fn wrong(text: &str) -> Vec<String> {
    let mistakes = parse("test", text, Vocabulary::builtin()).expect_err(text);
    mistakes
        .iter()
        .map(|mistake: &Mistake| format!("{} {:?}", mistake.code_name(), &text[mistake.at().unwrap()]))
        .collect()
}

fn wrong_rule(rule: &str) -> String {
    wrong(&rules(&["reach chin to chest", rule])).join("; ")
}

fn thresholds(rule: &str) -> Vec<(f32, f32, Option<f32>)> {
    let (Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) | Demand::Start(phrase)) = demand(rule)
    else {
        panic!("{rule} has no phrase")
    };
    phrase
        .tests
        .iter()
        .map(|Test { met, lost, good, .. }| (*met, *lost, *good))
        .collect()
}

#[test]
fn a_threshold_of_ones_own_moves_leave_and_good() {
    assert_eq!(thresholds("reach neck tilt left"), [(20.0, 15.0, Some(30.0))]);
    assert_eq!(thresholds("reach neck tilt left >= 22 deg"), [(22.0, 17.0, Some(30.0))]);
    assert_eq!(thresholds("reach neck tilt {side} >=30deg"), [(30.0, 25.0, Some(35.0))]);
    assert_eq!(thresholds("reach neck tilt left >= 22.5°"), [(22.5, 17.5, Some(30.0))]);
    assert_eq!(thresholds("keep chin level <= 10 deg"), [(10.0, 15.0, None)]);
    assert_eq!(
        thresholds("reach arms straight ≤ 40 deg"),
        [(40.0, 45.0, None), (40.0, 45.0, None)]
    );
    assert_eq!(thresholds("reach blades together >= 0.6"), [(0.6, 0.5, Some(0.75))]);
    let [(met, lost, None)] = thresholds("keep shoulders down <= 0.1 sw")[..1] else {
        panic!()
    };
    assert_eq!((met, (lost * 100.0).round()), (0.1, 13.0));
}

#[test]
fn holds_repeats_and_sides_are_read() {
    let hold = |rule| match demand(rule) {
        Demand::Hold(hold) => (hold.at_least_s, hold.at_most_s, hold.breaths),
        other => panic!("{other:?}"),
    };
    assert_eq!(hold("hold 20 s"), (20.0, None, None));
    assert_eq!(hold("hold 1.5 min"), (90.0, None, None));
    assert_eq!(hold("hold 0:30 to 1:00"), (30.0, Some(60.0), None));
    assert_eq!(hold("hold 10s to 30 s"), (10.0, Some(30.0), None));
    assert_eq!(hold("hold 3 breaths to 5 breaths"), (12.0, Some(20.0), Some(3)));
    assert_eq!(
        demand("repeat 8"),
        Demand::Repeat {
            at_least: 8,
            at_most: None
        }
    );
    assert_eq!(
        demand("repeat 5 to 12"),
        Demand::Repeat {
            at_least: 5,
            at_most: Some(12)
        }
    );
    assert_eq!(demand("ask  chest   forward"), Demand::Ask("chest forward".to_owned()));
    let Demand::Keep(phrase) = demand("keep neck tilt right") else {
        panic!()
    };
    assert_eq!(phrase.side, PhraseSide::Fixed(body::Side::Right));
}

#[test]
fn every_wrong_rule_is_told_at_its_words() {
    let told: Vec<String> = [
        "raech chin to chest",
        ">= 30 deg",
        "keep",
        "keep {side}",
        "keep chin levle",
        "keep elbows out",
        "keep {side} neck tilt",
        "return neck tilt left",
        "reach neck tilt",
        "keep chin level left",
        "reach neck tilt {sied}",
        "reach neck tilt left <= 30 deg",
        "reach neck tilt left => 30 deg",
        "reach neck tilt left >= 30 s",
        "reach neck tilt left >= 30",
        "reach neck tilt left >= thirty deg",
        "reach neck tilt left >= NaN deg",
        "reach neck tilt left >=",
        "reach neck tilt left >= 3 deg",
        "reach neck tilt left >= 300 deg",
        "reach neck tilt left >= 30 deg or so",
        "hold",
        "hold 0 s",
        "hold -1 s",
        "hold NaN s",
        "hold inf s",
        "hold 1e3 s",
        "hold 1,5 s",
        "hold 601 s",
        "hold 30 s to 10 s",
        "hold 10 s to",
        "hold to 10 s",
        "hold 10",
        "hold 11 min",
        "hold 10:01",
        "hold 1:60",
        "hold 1:5",
        "hold 1:30 s",
        "hold 20 Sek",
        "hold 3 braeths",
        "hold 2.5 breaths",
        "hold 10 s please",
        "repeat 0",
        "repeat 5 s",
        "repeat 12 to 5",
        "repeat 2.5",
        "repeat 99999999999999999999",
        "repeat 3x10",
        "repeat ten",
        "sets",
        "sets 1",
        "sets 21",
        "rest",
        "rest 10",
        "rest 30 s to 60 s",
        "ask",
        "slowly now",
        "note this",
    ]
    .iter()
    .map(|rule| format!("{rule}  →  {}", wrong_rule(rule)))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    raech chin to chest  →  guide::unknown_verb "raech"
    >= 30 deg  →  guide::unknown_verb ">= 30 deg"
    keep  →  guide::missing_phrase "keep"
    keep {side}  →  guide::missing_phrase "keep"
    keep chin levle  →  guide::unknown_phrase "chin levle"
    keep elbows out  →  guide::unknown_phrase "elbows out"
    keep {side} neck tilt  →  guide::unknown_phrase "{side} neck tilt"
    return neck tilt left  →  guide::verb_not_for_phrase "return"
    reach neck tilt  →  guide::missing_side "neck tilt"
    keep chin level left  →  guide::superfluous_side "left"
    reach neck tilt {sied}  →  guide::unknown_placeholder "{sied}"
    reach neck tilt left <= 30 deg  →  guide::wrong_comparison "<="
    reach neck tilt left => 30 deg  →  guide::wrong_comparison "=>"
    reach neck tilt left >= 30 s  →  guide::wrong_unit "s"
    reach neck tilt left >= 30  →  guide::wrong_unit "30"
    reach neck tilt left >= thirty deg  →  guide::bad_number "thirty"
    reach neck tilt left >= NaN deg  →  guide::bad_number "NaN"
    reach neck tilt left >=  →  guide::missing_number ">="
    reach neck tilt left >= 3 deg  →  guide::out_of_range "3 deg"
    reach neck tilt left >= 300 deg  →  guide::out_of_range "300 deg"
    reach neck tilt left >= 30 deg or so  →  guide::trailing_words "or so"
    hold  →  guide::missing_number "hold"
    hold 0 s  →  guide::out_of_range "0 s"
    hold -1 s  →  guide::out_of_range "-1 s"
    hold NaN s  →  guide::bad_number "NaN"
    hold inf s  →  guide::bad_number "inf"
    hold 1e3 s  →  guide::bad_number "1e3"
    hold 1,5 s  →  guide::bad_number "1,5"
    hold 601 s  →  guide::out_of_range "601 s"
    hold 30 s to 10 s  →  guide::backwards_range "10 s"
    hold 10 s to  →  guide::missing_number "to"
    hold to 10 s  →  guide::missing_number "hold"
    hold 10  →  guide::wrong_unit "10"
    hold 11 min  →  guide::out_of_range "11 min"
    hold 10:01  →  guide::out_of_range "10:01"
    hold 1:60  →  guide::bad_number "1:60"
    hold 1:5  →  guide::bad_number "1:5"
    hold 1:30 s  →  guide::bad_number "1:30"
    hold 20 Sek  →  guide::wrong_unit "Sek"
    hold 3 braeths  →  guide::wrong_unit "braeths"
    hold 2.5 breaths  →  guide::bad_number "2.5"
    hold 10 s please  →  guide::trailing_words "please"
    repeat 0  →  guide::out_of_range "0"
    repeat 5 s  →  guide::wrong_unit "s"
    repeat 12 to 5  →  guide::backwards_range "5"
    repeat 2.5  →  guide::bad_number "2.5"
    repeat 99999999999999999999  →  guide::out_of_range "99999999999999999999"
    repeat 3x10  →  guide::bad_number "3x10"
    repeat ten  →  guide::bad_number "ten"
    sets  →  guide::missing_number "sets"; guide::sets_without_repeat "sets"
    sets 1  →  guide::sets_without_repeat "sets 1"; guide::out_of_range "1"
    sets 21  →  guide::sets_without_repeat "sets 21"; guide::out_of_range "21"
    rest  →  guide::missing_number "rest"; guide::rest_without_repeat "rest"
    rest 10  →  guide::rest_without_repeat "rest 10"; guide::wrong_unit "10"
    rest 30 s to 60 s  →  guide::rest_without_repeat "rest 30 s to 60 s"; guide::trailing_words "to 60 s"
    ask  →  guide::empty_ask "ask"
    slowly now  →  guide::trailing_words "now"
    note this  →  guide::trailing_words "this"
    "#);
}

#[test]
fn every_wrong_guide_is_told_at_its_words() {
    let told: Vec<String> = [
        "",
        "\u{feff}",
        "# Only a title",
        "---\ntitle: Test\n---\n",
        "---\ntitle: Test\n## Step\n- Do it. `note`\n",
        "---\nauthor: me\nsuorce: you\n---\n## Step\n- Do it. `note`\n",
        "---\ntitle: Test\n---\n- Too early. `note`\n## Step\n- Do it. `note`\n",
        "---\ntitle: Test\n---\n## Step\n- Do it. `note`\n## Step\n- Do it. `note`\n",
        "---\ntitle: Test\n---\n##\n- Do it. `note`\n",
        "---\ntitle: Test\n---\n## Step {#a_b}\n- Do it. `note`\n",
        &step(""),
        &step("- Do it."),
        &step("- `note`"),
        &step("- Do it. ` `"),
        &step("- Your {side} ear. `note`"),
        &step("- Your ear. `reach neck tilt {side}`"),
        &step("- Ask. `ask {side} ear`"),
        &step("each side `keep chin level`\n\n- Do it. `note`"),
        &step("`each sied`\n\n- Do it. `note`"),
        &step("- Do it. `each side`"),
        &step("- Stay. `hold 20 s` `hold 10 s`"),
        &step("- One. `note`\n  - Inside."),
        "---\ntitle: Test\n---\n## Turn {side} {#turn}\n- Do it. `note`\n",
        &step("- Three sets. `sets 3` `sets 4`"),
        &step("- Rest. `rest 30 s`"),
        &step("- Turn. `reach head lowered` `repeat 100` `sets 20`"),
        &step(
            "- Turn. `reach head lowered` `repeat 10` `rest 5 s`\n- Sets. `sets 3` `rest 30 s`\n- More. `rest 1 min`",
        ),
    ]
    .iter()
    .map(|text| wrong(text).join("; "))
    .collect();
    insta::assert_snapshot!(told.join("\n"), @r###"
    guide::missing_title ""; guide::no_steps ""
    guide::no_steps "\u{feff}"; guide::missing_title ""
    guide::missing_title "# Only a title"; guide::no_steps "# Only a title"
    guide::no_steps "---"
    guide::unclosed_front_matter "---"
    guide::missing_title "---"; guide::unknown_key "suorce"
    guide::sentence_outside_step "- Too early. `note`"
    guide::duplicate_id "## Step"
    guide::step_without_title "##"
    guide::bad_id "a_b"
    guide::step_without_sentence "## Step {#step}"
    guide::sentence_without_rule "- Do it."
    guide::sentence_without_words "- `note`"
    guide::empty_rule ""
    guide::side_without_each_side "{side}"
    guide::side_without_each_side "{side}"
    guide::side_without_each_side "{side}"
    guide::rule_outside_sentence "keep chin level"
    guide::rule_outside_sentence "each sied"
    guide::unknown_verb "each"
    guide::verb_twice "hold 10 s"
    guide::sentence_without_rule "- Inside."
    guide::side_without_each_side "{side}"
    guide::sets_without_repeat "sets 3"; guide::verb_twice "sets 4"
    guide::rest_without_repeat "rest 30 s"
    guide::out_of_range "sets 20"
    guide::verb_twice "rest 1 min"
    "###);
}

#[test]
fn markdown_around_the_sentences_does_no_harm() {
    let text = "---\ntitle: Test\n---\n# Page\nSome *prose*\nand `code`.\n\n## Tilt & **turn**!\n\nWhy it helps.\n\n`each side`\n\n\
        1. Let *your*\n   {side} ear\n   sink. ``reach  neck\n   tilt {side}``\n\n   More words. `keep chin level`\n\n### Aside\n\n```\n- not a sentence\n```\n";
    let guide = read(text);
    assert_eq!(guide.summary, "Some prose and code.");
    let step = &guide.steps[0];
    assert_eq!(
        (step.id.as_str(), step.title.as_str(), step.each_side),
        ("tilt-turn", "Tilt & turn!", true)
    );
    assert_eq!(step.sentences.len(), 1);
    let sentence = &step.sentences[0];
    assert_eq!(sentence.text, "Let your {side} ear sink. More words.");
    assert_eq!(sentence.rules[0].text, "reach neck tilt {side}");
    assert_eq!(
        sentence.rules[0].text_for(Some(body::Side::Left)),
        "reach neck tilt left"
    );
}

#[test]
fn line_ends_of_windows_change_nothing_but_the_hash() {
    let unix = rules(&["reach neck tilt {side}", "keep chin level"]);
    let windows = unix.replace('\n', "\r\n");
    let (unix, windows) = (read(&unix), read(&windows));
    assert_ne!(unix.sha256, windows.sha256);
    assert_eq!(
        unix,
        Guide {
            sha256: unix.sha256.clone(),
            ..windows
        }
    );
}

fn with_own(meaning: &str, rule: &str) -> String {
    format!("---\ntitle: Test\nphrases: {{ own: \"{meaning}\" }}\n---\n## Step\n`each side`\n\n- Do it. `{rule}`\n")
}

/// A phrase of the guide's own, as a rule gets it.
fn own(meaning: &str, rule: &str) -> Phrase {
    let guide = read(&with_own(meaning, rule));
    let Demand::Reach(phrase) = guide.steps[0].sentences[0].rules[0].demand.clone() else {
        panic!("{rule} is no reach")
    };
    phrase
}

/// Its tests in few words, and how they are joined.
fn told(phrase: &Phrase) -> String {
    fn joined(formula: &Formula) -> String {
        let row = |parts: &[Formula], word: &str| parts.iter().map(joined).collect::<Vec<_>>().join(word);
        match formula {
            Formula::Test(place) => place.to_string(),
            Formula::All(parts) => format!("({})", row(parts, " & ")),
            Formula::Any(parts) => format!("({})", row(parts, " | ")),
        }
    }
    let tests: Vec<String> = phrase
        .tests
        .iter()
        .map(|test| {
            let Test {
                measure,
                reading,
                compare,
                met,
                lost,
                good,
            } = test;
            assert_eq!(*good, None);
            format!("{measure} {reading:?} {compare:?} {met} lost {lost}")
        })
        .collect();
    format!("{}: {}", tests.join(", "), joined(&phrase.formula))
}

#[test]
fn a_phrase_of_ones_own_becomes_tests() {
    let table: Vec<String> = [
        (
            "head_azimuth_deg {side} >= 40 and head_depression_deg >= 25",
            "reach own {side}",
        ),
        (
            "neck_tilt_deg left >= 20 deg or not |trunk_lean_deg| <= 4 deg",
            "reach own",
        ),
        (
            "not (neck_flexion_deg between 10 and 20 deg and wrist_gap_sw <= 0.8)",
            "reach own",
        ),
        ("elbow_flexion_{side}_deg >= 6 deg", "reach own right"),
        (
            "shoulder_elevation_left_sw <= 0.05 or (shoulder_retraction >= 0.5 or head_speed_deg_s <= 30 deg/s)",
            "reach own",
        ),
        ("head_depression_deg >= 25 deg", "reach own >= 30 deg"),
    ]
    .iter()
    .map(|(meaning, rule)| told(&own(meaning, rule)))
    .collect();
    insta::assert_snapshot!(table.join("\n"), @r#"
    head_azimuth_deg TowardsSide AtLeast 40 lost 35, head_depression_deg Plain AtLeast 25 lost 20: (0 & 1)
    neck_tilt_deg Plain AtMost -20 lost -15, trunk_lean_deg Magnitude AtLeast 4 lost 2: (0 | 1)
    neck_flexion_deg Plain AtMost 10 lost 15, neck_flexion_deg Plain AtLeast 20 lost 15, wrist_gap_sw Plain AtLeast 0.8 lost 0.65: ((0 | 1) | 2)
    elbow_flexion_left_deg TowardsSide AtLeast 6 lost 3: 0
    shoulder_elevation_left_sw Plain AtMost 0.05 lost 0.07, shoulder_retraction Plain AtLeast 0.5 lost 0.4, head_speed_deg_s Plain AtMost 30 lost 40: (0 | 1 | 2)
    head_depression_deg Plain AtLeast 30 lost 25: 0
    "#);
    assert!(own("breath >= 1 and breath <= 2", "reach own").formula.is_plain_list());
    assert!(!own("breath >= 1 or breath <= 0", "reach own").formula.is_plain_list());
    assert_eq!(own("breath >= 1", "reach own").cue.for_side(None), "Own.");
}

#[test]
fn a_threshold_of_ones_own_fits_the_unit_and_the_direction() {
    let speed = own("head_speed_deg_s <= 60 deg/s", "reach own <= 50 deg/s");
    assert_eq!(told(&speed), "head_speed_deg_s Plain AtMost 50 lost 60: 0");
    // Kept below 0: a larger number would ask for less.
    for (meaning, rule) in [
        ("head_azimuth_deg left >= 40 deg", "reach own >= 45 deg"),
        ("neck_flexion_deg <= -10 deg", "reach own <= 5 deg"),
    ] {
        let sign = &rule["reach own ".len()..][..2];
        assert_eq!(
            wrong(&with_own(meaning, rule)),
            [format!("guide::no_own_threshold {sign:?}")],
            "{meaning}"
        );
    }
}

#[test]
fn numbers_are_read_as_people_write_them() {
    let demand = |rule: &str| {
        let text = step(&format!("- Do it. `reach head lowered` `repeat 2`\n- So. `{rule}`"));
        let text = if rule.starts_with("repeat") {
            text.replace(" `repeat 2`", "")
        } else {
            text
        };
        read(&text).steps[0].sentences[1].rules[0].demand.clone()
    };
    for (written, plain) in [
        ("hold 15 sec", "hold 15 s"),
        ("hold 15sec", "hold 15 s"),
        ("hold 15 seconds", "hold 15 s"),
        ("hold 1 minute", "hold 60 s"),
        ("hold 0:30", "hold 30 s"),
        ("rest 2 minutes", "rest 120 s"),
        ("repeat 10x", "repeat 10"),
        ("repeat 10 times", "repeat 10"),
        ("repeat 5 to 12 reps", "repeat 5 to 12"),
        ("keep chin level <= 10 degrees", "keep chin level <= 10 deg"),
    ] {
        assert_eq!(demand(written), demand(plain), "{written}");
    }
    assert_eq!(demand("sets 3 times"), demand("sets 3"));
}

#[test]
fn what_is_not_read_is_answered_with_the_way_it_is_written() {
    let help = |text: &str| {
        let mistakes = guide::parse("test", text, Vocabulary::builtin()).unwrap_err();
        let help = mistakes
            .iter()
            .next()
            .and_then(miette::Diagnostic::help)
            .map(|help| help.to_string());
        help.unwrap()
    };
    let of_rule = |rule: &str| help(&step(&format!("- Do it. `reach head lowered` `{rule}`")));
    for (rule, answer) in [
        ("keep chin level <= 22,5°", "`22.5`"),
        ("hold 7,5 s", "`7.5`"),
        ("hold 15", "`15 s`"),
        ("hold 15 Sek", "`15 s`"),
        ("hold 2 m", "`2 min`"),
        ("repeat 3x10", "`sets 3` and `repeat 10`"),
    ] {
        let told = of_rule(rule);
        assert!(told.contains(answer), "{rule}: {told}");
    }
    for (written, meant) in [
        ("simple", "easy"),
        ("Simple", "easy"),
        ("moderate", "medium"),
        ("schwer", "hard"),
    ] {
        let text = step("- Do it. `note`").replace("title: Test", &format!("title: Test\ndifficulty: {written}"));
        assert_eq!(help(&text), format!("write `difficulty: {meant}`"));
    }
}

#[test]
fn a_rest_belongs_to_the_sets_or_the_repetitions_by_where_it_stands() {
    let rests = |sentences: &str| {
        let guide = read(&step(&format!("- Bow. `reach head lowered`\n{sentences}")));
        let rests = guide.steps[0].rests();
        (guide.steps[0].sets(), rests.between_repetitions_s, rests.between_sets_s)
    };
    assert_eq!(rests("- A. `repeat 10` `rest 5 s`"), (1, Some(5.0), None));
    assert_eq!(rests("- A. `repeat 10`\n- B. `rest 5 s`"), (1, Some(5.0), None));
    assert_eq!(
        rests("- A. `repeat 10`\n- B. `sets 3` `rest 30 s`"),
        (3, None, Some(30.0))
    );
    assert_eq!(
        rests("- A. `repeat 10` `sets 3`\n- B. `rest 30 s`"),
        (3, None, Some(30.0))
    );
    assert_eq!(rests("- A. `repeat 10` `sets 3` `rest 30 s`"), (3, None, Some(30.0)));
    assert_eq!(
        rests("- A. `repeat 10` `rest 5 s`\n- B. `sets 3`\n- C. `rest 1 min`"),
        (3, Some(5.0), Some(60.0))
    );
}
