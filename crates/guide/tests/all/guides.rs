//! The guides that come with the program: each says where it comes from and when to stop, asks for nothing unsafe, and
//! can be followed by what a camera sees; a translation is the same guide in other words.

use std::collections::BTreeSet;
use std::path::PathBuf;

use body::{Kind, Measure};
use guide::{
    Compare, Demand, Guide, Phrase, PhraseSide, Step, Test, UPPER_BACK, Vocabulary, builtin_guides, lint, parse,
};

fn read(name: &str, text: &str) -> Guide {
    parse(name, text, Vocabulary::builtin()).unwrap_or_else(|mistakes| panic!("{:?}", miette::Report::new(mistakes)))
}

fn builtin() -> Vec<(&'static str, &'static str, Guide)> {
    let guides = builtin_guides().iter();
    guides.map(|(name, text)| (*name, *text, read(name, text))).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../guides")
}

/// Language and text of every translation of a guide.
fn translations(name: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if let Some((of, language)) = stem.split_once('.')
            && of == name
        {
            found.push((language.to_owned(), std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// A rule's phrase, where it has one.
fn phrase(demand: &Demand) -> Option<&Phrase> {
    match demand {
        Demand::Start(phrase) | Demand::Reach(phrase) | Demand::Keep(phrase) | Demand::Return(phrase) => Some(phrase),
        _ => None,
    }
}

fn reaches(step: &Step) -> Vec<&Phrase> {
    let demands = step.rules().map(|(_, rule)| &rule.demand);
    demands
        .filter(|demand| matches!(demand, Demand::Reach(_)))
        .filter_map(phrase)
        .collect()
}

#[test]
fn every_file_of_the_folder_comes_with_the_program() {
    let mut files = BTreeSet::new();
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        files.insert(stem.split('.').next().unwrap().to_owned());
    }
    let shipped: BTreeSet<String> = builtin_guides().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(files, shipped);
    assert!(shipped.len() >= 17, "{shipped:?}");
}

#[test]
fn every_guide_names_its_sources() {
    for (name, text, guide) in builtin() {
        let line = guide.source.as_deref().unwrap_or_default();
        assert!(!line.is_empty(), "{name}");
        if name == UPPER_BACK.0 {
            continue;
        }
        let (_, sources) = text.split_once("### Sources\n").unwrap_or_else(|| panic!("{name}"));
        let sources: Vec<&str> = sources
            .split("\n\n")
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .collect();
        assert!(sources.len() >= 2, "{name}: {sources:?}");
        for source in sources {
            // Who wrote it, what it is called, where it is found, and what was taken from it.
            let who = source.split([' ', ',']).next().unwrap();
            assert!(line.contains(who), "{name}: {who} is not in the line at the top");
            assert!(source.contains('"'), "{name}: {source}");
            let found_at = [".ca/", ".ca:", ".com:", ".uk", ".org", ".gov", ".mil", ".edu", ".au"];
            assert!(found_at.iter().any(|end| source.contains(end)), "{name}: {source}");
            assert!(source.contains(": "), "{name}: {source}");
        }
    }
}

#[test]
fn every_guide_says_when_to_stop() {
    for (name, _, guide) in builtin() {
        let mut sentences = guide.summary.split_inclusive(['.', ';']);
        let stop = sentences.find(|words| {
            let words = words.to_lowercase();
            words.contains("stop if") && (words.contains("hurts") || words.contains("dizzy"))
        });
        assert!(stop.is_some(), "{name}: {}", guide.summary);
        assert!(guide.summary.contains("hurts"), "{name}");
        if name != UPPER_BACK.0 {
            assert!(guide.summary.contains("dizzy"), "{name}");
        }
    }
}

/// The farthest that a guide may ask for. Source: docs/measures.md, "Ranges, doses and words".
fn cap(measure: Measure) -> Option<f32> {
    match measure {
        Measure::NeckFlexion | Measure::HeadDepression => Some(45.0),
        Measure::NeckTilt | Measure::NeckLateralFlexion => Some(35.0),
        Measure::HeadAzimuth | Measure::NeckRotation => Some(50.0),
        _ => None,
    }
}

#[test]
fn no_guide_asks_for_more_than_is_safe() {
    for (name, _, guide) in builtin() {
        for step in &guide.steps {
            for (_, rule) in step.rules() {
                let at = format!("{name}, {}: {}", step.id, rule.text);
                match &rule.demand {
                    Demand::Hold(hold) => {
                        // ACSM: 10 to 30 s, 30 to 60 s for older people. A breath is no stretch and has no bound below.
                        assert!(hold.at_least_s <= 60.0, "{at}");
                        assert!(hold.at_most_s.is_none_or(|most| most <= 60.0), "{at}");
                    }
                    Demand::Repeat { at_least, at_most } => {
                        assert!(*at_least <= 15 && at_most.is_none_or(|most| most <= 15), "{at}");
                    }
                    demand => {
                        for test in phrase(demand).map_or(&[][..], |phrase| &phrase.tests) {
                            let far = cap(test.measure)
                                .is_none_or(|cap| test.met <= cap && test.good.is_none_or(|good| good <= cap));
                            assert!(far, "{at}");
                            // Nothing into extension.
                            let back = matches!(test.measure, Measure::NeckFlexion | Measure::HeadDepression)
                                && test.compare == Compare::AtMost
                                && test.met < 0.0;
                            assert!(!back, "{at}");
                        }
                    }
                }
            }
        }
    }
}

/// What a measure is at rest is only known of offsets from the neutral.
fn met_at_rest(test: &Test) -> bool {
    test.measure.kind() == Kind::Offset && test.is_met(0.0, false)
}

fn count(step: &Step, wanted: fn(&Demand) -> bool) -> usize {
    step.rules().filter(|(_, rule)| wanted(&rule.demand)).count()
}

fn asks(step: &Step) -> usize {
    count(step, |demand| matches!(demand, Demand::Ask(_)))
}

#[test]
fn a_camera_can_tell_every_step_from_rest_and_from_the_others() {
    for (name, _, guide) in builtin() {
        for (place, step) in guide.steps.iter().enumerate() {
            let reached = reaches(step);
            if reached.is_empty() {
                continue;
            }
            // What is reached by sitting still would take every rest between two other steps for itself.
            let at_rest = reached.iter().all(|phrase| phrase.tests.iter().all(met_at_rest));
            assert!(!at_rest || place == 0, "{name}, {}", step.id);
            for other in &guide.steps[..place] {
                let tests = |step: &Step| -> Vec<Test> {
                    reaches(step).iter().flat_map(|phrase| phrase.tests.clone()).collect()
                };
                assert_ne!(tests(other), tests(step), "{name}: {} and {}", other.id, step.id);
            }
            // A step for both sides has something that tells them apart.
            let sided = |phrase: &&Phrase| phrase.side == PhraseSide::OfDose;
            assert_eq!(step.each_side, reached.iter().any(sided), "{name}, {}", step.id);
        }
    }
}

#[test]
fn what_no_camera_sees_has_a_time_or_a_count_and_is_asked() {
    let mut on_the_clock = 0;
    for (name, _, guide) in builtin() {
        for step in guide.steps.iter().filter(|step| reaches(step).is_empty()) {
            let timed = count(step, |demand| matches!(demand, Demand::Hold(_) | Demand::Repeat { .. }));
            assert!(timed > 0, "{name}, {}: the clock would not know how long", step.id);
            assert!(asks(step) > 0, "{name}, {}: nobody would know how it was", step.id);
            on_the_clock += 1;
        }
    }
    assert!(on_the_clock > 0, "no guide runs on the clock: this tests nothing");
}

/// Most words of a sentence that is to be heard and followed.
const LONGEST_SENTENCE: usize = 24;

#[test]
fn sentences_are_short_and_few_of_them_are_questions() {
    for (name, _, guide) in builtin() {
        for step in &guide.steps {
            for sentence in &step.sentences {
                let words = sentence.text.split_whitespace().count();
                assert!(words <= LONGEST_SENTENCE, "{name}: {}", sentence.text);
                assert!(sentence.text.ends_with('.'), "{name}: {}", sentence.text);
            }
            let few = asks(step) * 2 <= step.sentences.len();
            assert!(few, "{name}, {}: mostly questions", step.id);
        }
    }
}

/// What is asked is for the person to read; everything else must stay.
fn same_rule(one: &guide::Rule, other: &guide::Rule) -> bool {
    match (&one.demand, &other.demand) {
        (Demand::Ask(_), Demand::Ask(_)) => true,
        _ => one.text == other.text && one.demand == other.demand,
    }
}

#[test]
fn a_translation_has_the_same_rules_in_other_words() {
    let mut languages = BTreeSet::new();
    for (name, _, original) in builtin() {
        for (language, text) in translations(name) {
            let name = format!("{name}.{language}");
            let guide = read(&name, &text);
            assert!(lint(&name, &text, Vocabulary::builtin()).is_empty(), "{name}");
            assert_ne!(guide.title, original.title, "{name}");
            assert_ne!(guide.summary, original.summary, "{name}");
            assert_eq!(
                (&guide.author, &guide.source, &guide.difficulty),
                (&original.author, &original.source, &original.difficulty),
                "{name}"
            );
            assert_eq!(guide.steps.len(), original.steps.len(), "{name}");
            for (step, wanted) in guide.steps.iter().zip(&original.steps) {
                assert_eq!((&step.id, step.each_side), (&wanted.id, wanted.each_side), "{name}");
                assert_ne!(step.title, wanted.title, "{name}");
                assert_eq!(step.sentences.len(), wanted.sentences.len(), "{name}: {}", step.id);
                for (sentence, wanted) in step.sentences.iter().zip(&wanted.sentences) {
                    let at = format!("{name}: {}", sentence.text);
                    assert_ne!(sentence.text, wanted.text, "{at}");
                    assert_eq!(sentence.text.contains("{side}"), wanted.text.contains("{side}"), "{at}");
                    assert_eq!(sentence.rules.len(), wanted.rules.len(), "{at}");
                    let mut rules = sentence.rules.iter().zip(&wanted.rules);
                    assert!(rules.all(|(rule, wanted)| same_rule(rule, wanted)), "{at}");
                }
            }
            languages.insert(language);
        }
    }
    assert_eq!(languages.into_iter().collect::<Vec<_>>(), ["de", "es"]);
}
