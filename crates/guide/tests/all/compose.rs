//! A routine out of steps of several guides: it reads without mistakes and means what the guides meant; and what can't be
//! put together is told.

use guide::{Guide, Part, Step, Vocabulary, builtin_guides, builtin_translations, compose, lint, parse};
use proptest::prelude::*;

/// Every shipped guide in this language: name and text.
fn guides(language: &str) -> Vec<(&'static str, &'static str)> {
    let in_language = |(name, text): &(&'static str, &'static str)| {
        let mut translations = builtin_translations(name).iter();
        let translated = translations.find(|(known, _)| *known == language);
        (*name, translated.map_or(*text, |(_, text)| *text))
    };
    builtin_guides().iter().map(in_language).collect()
}

fn read(name: &str, text: &str) -> Guide {
    parse(name, text, Vocabulary::builtin())
        .unwrap_or_else(|mistakes| panic!("{text}\n{:?}", miette::Report::new(mistakes)))
}

/// What a step means, whatever its id and the words of its guide.
fn meaning(step: &Step) -> Step {
    let mut step = step.clone();
    step.id.clear();
    if !step.each_side {
        step.sides = Default::default();
        step.sentences
            .iter_mut()
            .for_each(|sentence| sentence.sides = Default::default());
    }
    step
}

fn told(parts: &[(&str, &str, &str)]) -> String {
    let parts: Vec<Part> = parts
        .iter()
        .map(|(guide, text, step)| Part { guide, text, step })
        .collect();
    match compose("My morning", None, &parts, Vocabulary::builtin()) {
        Ok(composed) => composed.text,
        Err(mistake) => format!("error: {mistake}; {}", mistake.help()),
    }
}

const NECK: &str = "---\ntitle: Neck\nauthor: Ada\nsource: A book\ndifficulty: easy\nplan: 3 times a day\n\
    phrases:\n  over the shoulder: \"head_azimuth_deg {side} >= 40 deg\"\n  unused: \"breath >= 1\"\n\
    cues:\n  over the shoulder: \"Farther to the {side}.\"\n---\n\nAll about the neck.\nStop if it hurts.\n\n\
    ## Look back {#look short=\"Look\"}\n\n`each side`\n\nSlowly does it.\n\n- Look *over* your {side} shoulder. `reach over the shoulder {side}`\n\
    - Stay. `hold 10 s`\n\n### Why\n\nBecause.\n\n# About\n\nWords that belong to no step.\n\n## Bow {#bow}\n\n- Bow. `reach chin to chest`\n";
const BACK: &str = "---\ntitle: Back\nauthor: Bob\ndifficulty: medium\n---\n\nStop if it hurts.\nBreathe; stop when you feel dizzy.\n\n\
    ## Bow {#bow}\n\n- Bow your head. `reach head lowered`\n";

#[test]
fn what_the_steps_need_comes_along() {
    insta::assert_snapshot!(told(&[
        ("neck", NECK, "look"),
        ("back", BACK, "bow"),
        ("neck", NECK, "bow"),
        ("neck", NECK, "look")
    ]));
}

#[test]
fn a_routine_may_have_a_plan_and_a_title_with_odd_signs() {
    let plan = "at 9:00 on weekdays".parse().unwrap();
    let part = Part {
        guide: "back",
        text: BACK,
        step: "bow",
    };
    let composed = compose(" Tea: & \"back\" ", Some(&plan), &[part], Vocabulary::builtin()).unwrap();
    assert_eq!(composed.name, "tea-back");
    let guide = read(&composed.name, &composed.text);
    assert_eq!(guide.title, "Tea: & \"back\"");
    assert_eq!(guide.plan, Some(plan));
}

#[test]
fn what_can_not_be_put_together_is_told() {
    let other = NECK.replace(">= 40 deg", ">= 50 deg");
    let german = BACK
        .replace("title: Back", "title: Back\nsides: links, rechts")
        .replace("- Bow", "`each side`\n\n- Bow");
    let link = BACK.replace("Bow your head", "Bow [your][a] head")
        + "\n## More {#more}\n\n- Bow. `note`\n\n[a]: http://example.org\n";
    let broken = BACK.replace("head lowered", "head lowred");
    let open = BACK.replace("`reach head lowered`", "`reach head lowered`\n\n<!-- begins");
    let told: Vec<String> = [
        told(&[]),
        told(&[("neck", NECK, "tilt")]),
        told(&[("neck", NECK, "look"), ("mine", &other, "look")]),
        told(&[("neck", NECK, "look"), ("mine", &german, "bow")]),
        told(&[("mine", &link, "bow"), ("neck", NECK, "bow")]),
        told(&[("mine", &broken, "bow")]),
        told(&[("mine", &open, "bow"), ("neck", NECK, "bow")]),
        told(&[("neck", NECK, "bow"); 201]),
        told(&[("long", &"a".repeat(300_000), "bow")]),
    ]
    .map(|told| format!("{}\n", told.lines().next().unwrap_or_default()))
    .into();
    insta::assert_snapshot!(told.concat());
    let part = Part {
        guide: "back",
        text: BACK,
        step: "bow",
    };
    for title in ["", " ", "a\nb", "über", "…"] {
        let made = compose(title, None, &[part], Vocabulary::builtin());
        assert_eq!(made.is_ok(), title == "über", "{title:?}");
    }
}

proptest! {
    #[test]
    fn steps_of_shipped_guides_make_a_guide_without_mistakes(
        language in prop::sample::select(vec!["en", "de", "es"]),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12),
    ) {
        let guides: Vec<(Guide, &str)> = guides(language).into_iter().map(|(name, text)| (read(name, text), text)).collect();
        let picked: Vec<(&Guide, &str, &Step)> = picks
            .iter()
            .map(|(guide, step)| {
                let (guide, text) = &guides[guide.index(guides.len())];
                (guide, *text, &guide.steps[step.index(guide.steps.len())])
            })
            .collect();
        let parts: Vec<Part> = picked
            .iter()
            .map(|(guide, text, step)| Part { guide: &guide.name, text, step: &step.id })
            .collect();
        let composed = compose("My morning", None, &parts, Vocabulary::builtin()).unwrap();
        let made = read(&composed.name, &composed.text);
        let wanted: Vec<Step> = picked.iter().map(|(_, _, step)| meaning(step)).collect();
        let found: Vec<Step> = made.steps.iter().map(meaning).collect();
        prop_assert_eq!(found, wanted);
        // It says when to stop, as its guides do.
        let warnings: Vec<String> = lint("my-morning", &composed.text, Vocabulary::builtin()).iter().map(ToString::to_string).collect();
        prop_assert_eq!(warnings, Vec::<String>::new());
        // And it is in the one form.
        prop_assert_eq!(guide::format("my-morning", &composed.text, Vocabulary::builtin()).unwrap(), composed.text);
    }
}
