//! `view side` under a step's heading: read, refused, written in one form, compared, linted.

use crate::common;

use body::Side;
use common::codes;
use guide::{Guide, Part, StepView, Vocabulary, changes, compose, examine_translation, format, parse};

const FRONT: &str = "---\ntitle: Knees\nphrases:\n  knee bent: \"knee_flexion_{side}_deg >= 60 deg\"\n  \
    half way down: \"thigh_upright <= 0.6\"\n---\n\nStop if anything hurts.\n\n";

/// A guide of one step with this under its heading.
fn text(settings: &str) -> String {
    format!("{FRONT}## Bend {{#bend}}\n\n{settings}\n\n- Go down. `reach half way down`\n- Stay. `hold 5 s`\n")
}

fn read(settings: &str) -> Guide {
    parse("knees", &text(settings), Vocabulary::builtin()).unwrap_or_else(|mistakes| panic!("{settings}: {mistakes:?}"))
}

/// What is found in such a guide, without its severity.
fn found(text: &str) -> Vec<String> {
    codes(text.as_bytes()).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn a_view_stands_beside_each_side_in_any_order() {
    for (settings, each_side, view) in [
        ("", false, StepView::Front),
        ("`view front`", false, StepView::Front),
        ("`view side`", false, StepView::EitherSide),
        ("`view  left`", false, StepView::Side(Side::Left)),
        ("`each side` `view {side}`", true, StepView::SideOfDose),
        ("`view right`\n`each side`", true, StepView::Side(Side::Right)),
        ("`view {side}`\n\n`each side`", true, StepView::SideOfDose),
        (
            "Read this. `each side` And this. `view side`",
            true,
            StepView::EitherSide,
        ),
    ] {
        let guide = read(settings);
        let step = &guide.steps[0];
        assert_eq!((step.each_side, step.view), (each_side, view), "{settings}");
        assert_eq!(guide.has_views(), view != StepView::Front, "{settings}");
    }
}

#[test]
fn what_can_not_be_a_view_is_told_with_a_way_out() {
    let told = |settings: &str| {
        let mistakes = parse("knees", &text(settings), Vocabulary::builtin()).unwrap_err();
        let told = mistakes.iter().map(|mistake| {
            let help = miette::Diagnostic::help(mistake).map(|help| help.to_string());
            format!("{}: {mistake}: {}", mistake.code_name(), help.unwrap_or_default())
        });
        told.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told("`view behind`"), @r#"guide::unknown_view: "view behind" is no view: write one of: `view side`, `view left`, `view right`, `view {side}`, `view front`"#);
    insta::assert_snapshot!(told("`view lfet`"), @r#"guide::unknown_view: "view lfet" is no view: did you mean `view left`?"#);
    insta::assert_snapshot!(told("`view`"), @r#"guide::unknown_view: "view" is no view: write one of: `view side`, `view left`, `view right`, `view {side}`, `view front`"#);
    insta::assert_snapshot!(told("`view {side}`"), @"guide::side_without_each_side: `{side}` stands in a step that is not done for each side: put `each side` in a paragraph of its own under the heading, or write left or right");
    insta::assert_snapshot!(told("`view left` `view right`"), @r#"guide::verb_twice: this step has a second "view": keep one of them, or make two steps"#);
    insta::assert_snapshot!(told("`veiw side`"), @r#"guide::rule_outside_sentence: this rule stands behind no sentence: did you mean "view side"?"#);
    let in_a_list = text("").replace("`hold 5 s`", "`hold 5 s` `view side`");
    assert_eq!(found(&in_a_list), ["unknown_verb"]);
}

#[test]
fn a_view_has_one_form_and_keeps_its_meaning() {
    let formatted = |settings: &str| format("knees", &text(settings), Vocabulary::builtin()).unwrap();
    assert_eq!(
        formatted("`each  side`\n  ` view {side} `"),
        text("`each side` `view {side}`")
    );
    assert_eq!(formatted("`view side`"), text("`view side`"));
}

#[test]
fn a_rule_that_is_seen_from_another_side_is_found() {
    let with = |settings: &str, rule: &str| {
        let rules = format!("`{rule}`");
        found(&text(settings).replace("`reach half way down`", &rules))
    };
    assert_eq!(
        with("`view side`", "reach neck tilt left"),
        ["unused_phrase", "wrong_view"]
    );
    assert_eq!(with("`view left`", "reach knee bent left"), ["unused_phrase"]);
    assert_eq!(with("", "reach knee bent left"), ["unused_phrase", "wrong_view"]);
    assert_eq!(with("`view side`", "ask knees bent"), ["unused_phrase", "unused_view"]);
}

#[test]
fn a_phrase_of_parts_is_seen_where_its_formula_can_be_told() {
    let with = |means: &str, settings: &str| {
        let text = text(settings).replace("thigh_upright <= 0.6", means);
        found(&text).iter().any(|code| code == "wrong_view")
    };
    let (knee, tilt) = ("knee_flexion_left_deg >= 60", "neck_tilt_deg >= 20");
    assert!(!with(&format!("{knee} or {tilt}"), "`view side`"));
    assert!(!with(&format!("{knee} or {tilt}"), ""));
    assert!(with(&format!("{knee} and {tilt}"), "`view side`"));
    assert!(with(&format!("{knee} and {tilt}"), ""));
}

#[test]
fn a_translation_has_the_same_view() {
    let original = text("`view left`");
    let differs = |settings: &str| {
        let found = examine_translation(
            "k",
            text(settings).as_bytes(),
            original.as_bytes(),
            Vocabulary::builtin(),
        );
        let differs = found
            .iter()
            .filter(|finding| finding.code_name() == "guide::translation_differs");
        differs.map(|finding| finding.message().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(differs("`view left`"), [""; 0]);
    assert_eq!(differs("`view right`"), ["the original's step has `view left`"]);
    assert_eq!(differs(""), ["the original's step has `view left`"]);
}

#[test]
fn another_view_is_a_change_and_a_routine_keeps_it() {
    let (old, new) = (read(""), read("`view side`"));
    let told: Vec<String> = changes(&old, &new).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["Step \"Bend\": view front → view side"]);
    let part = Part {
        guide: "knees",
        text: &text("`each side` `view {side}`"),
        step: "bend",
    };
    let composed = compose("Mine", None, &[part], Vocabulary::builtin()).unwrap();
    let routine = parse("mine", &composed.text, Vocabulary::builtin()).unwrap();
    assert_eq!(routine.steps[0].view, StepView::SideOfDose);
}

#[test]
fn only_what_is_watched_asks_one_to_turn() {
    let of = |steps: &str| {
        let text = format!("{FRONT}{steps}");
        let guide = parse("knees", &text, Vocabulary::builtin()).unwrap();
        let views = guide.steps.iter().map(|step| guide.view_of(step, Some(Side::Right)));
        views.collect::<Vec<_>>()
    };
    let sideways = "## A {#a}\n\n`each side` `view {side}`\n\n- Do. `reach knee bent {side}`\n\n";
    let front = "## B {#b}\n\n- Do. `reach half way down`\n\n";
    let asked = "## C {#c}\n\n- Do. `ask half way down`\n- Stay. `hold 5 s`\n\n";
    assert_eq!(
        of(&format!("{sideways}{front}{asked}")),
        [Some(StepView::Side(Side::Right)), Some(StepView::Front), None]
    );
    // Without a view nobody is told how to turn.
    assert_eq!(of(front), [None]);
}

#[test]
fn what_the_vocabulary_says_of_views_is_what_its_measures_show() {
    const BUILTIN: &str = include_str!("../../../../vocabulary.toml");
    let claims = BUILTIN.replacen("views = [\"front\"]", "views = [\"side\"]", 1);
    let refused = Vocabulary::parse(&claims).unwrap_err().to_string();
    assert!(
        refused.contains("has a view from which its tests can't be seen"),
        "{refused}"
    );
    let backwards = BUILTIN.replacen("front_deg = { value = 35.0", "front_deg = { value = 65.0", 1);
    assert!(
        Vocabulary::parse(&backwards)
            .unwrap_err()
            .to_string()
            .contains("beyond front_left_deg")
    );
}
