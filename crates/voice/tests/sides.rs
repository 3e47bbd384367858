//! Nobody reads or hears `{side}`: it is filled in wherever a guide is shown or said.

use std::sync::Arc;

use body::{Language, SessionTime};
use coach::{ByClock, Coach, CoachState, DoseOutcome, Order, Plan};
use guide::{Guide, Vocabulary, builtin_guides, builtin_translations, parse};
use measure::{Measures, Seen, Unseen};
use session::Stage;
use voice::{Now, Script};

/// Every shipped guide in every language; and each once more, with the side in the titles and short names of the steps
/// that have one.
fn guides() -> Vec<(Language, Guide)> {
    let mut found = Vec::new();
    for (name, english) in builtin_guides() {
        let translated = builtin_translations(name).iter().map(|(code, text)| (*code, *text));
        for (code, text) in std::iter::once(("en", *english)).chain(translated) {
            let language = Language::of_tag(code).expect("a shipped translation has a known language");
            let plain = parse(name, text, Vocabulary::builtin_in(language)).expect("a shipped guide has no mistakes");
            let mut named = plain.clone();
            for step in named.steps.iter_mut().filter(|step| step.each_side) {
                step.title = format!("{}: {{side}}", step.title);
                step.short = Some(format!("{{side}} {}", step.short_name()));
            }
            found.extend([(language, plain), (language, named)]);
        }
    }
    assert!(found.len() >= 12, "{} guides", found.len());
    found
}

fn texts_of(state: &CoachState) -> Vec<String> {
    let mut texts: Vec<String> = state.title.iter().cloned().collect();
    texts.extend(
        state
            .doses
            .iter()
            .flat_map(|dose| [dose.title.clone(), dose.short.clone()]),
    );
    for sentence in &state.sentences {
        texts.push(sentence.text.clone());
        texts.extend(
            sentence
                .rules
                .iter()
                .flat_map(|rule| rule.cue.iter().chain([&rule.rule]))
                .cloned(),
        );
    }
    texts
}

fn texts_of_outcome(dose: &DoseOutcome) -> Vec<String> {
    let mut texts = vec![dose.title.clone()];
    for sentence in &dose.sentences {
        texts.push(sentence.text.clone());
        texts.extend(
            sentence
                .rules
                .iter()
                .flat_map(|rule| rule.cue.iter().chain([&rule.rule]))
                .cloned(),
        );
    }
    texts
}

fn check(name: &str, texts: &[String]) {
    for text in texts {
        assert!(!text.contains(['{', '}']), "{name}: {text}");
    }
}

#[test]
fn by_the_clock_every_text_has_its_side() {
    for (language, guide) in guides() {
        let guide = Arc::new(guide);
        let timing = Vocabulary::builtin_in(language).timing();
        let mut clock = ByClock::new(Arc::clone(&guide), timing, Plan::WholeGuide).unwrap();
        let mut script = Script::new(Arc::clone(&guide), language.code(), language);
        for second in 0..=clock.length_s() as u32 {
            let at = SessionTime::from_secs_f64(f64::from(second));
            let events = clock.frame(at);
            let state = clock.state();
            let now = Now {
                stage: Stage::On { trouble: None },
                state: &state,
                events: &events,
                watched: false,
            };
            let said = script.hear(at, &now).say;
            said.iter().for_each(|saying| script.ended(at, saying.id));
            check(&guide.name, &texts_of(&state));
            check(
                &guide.name,
                &said.into_iter().map(|saying| saying.text).collect::<Vec<_>>(),
            );
        }
        clock
            .outcomes()
            .iter()
            .for_each(|dose| check(&guide.name, &texts_of_outcome(dose)));
    }
}

/// Of one who does nothing right: every cue is due at some time.
#[test]
fn before_a_camera_every_text_has_its_side() {
    for (language, guide) in guides() {
        let guide = Arc::new(guide);
        let timing = *Vocabulary::builtin_in(language).timing();
        let doses: usize = guide.steps.iter().map(|step| step.sides().len()).sum();
        let mut coach = Coach::in_order(Arc::clone(&guide), timing, Plan::WholeGuide, Order::Led).unwrap();
        let mut frame = 0;
        for _ in 0..doses {
            for value in [0.0, -60.0, 60.0] {
                for _ in 0..20 {
                    let at = SessionTime::from_secs_f64(f64::from(frame) / 10.0);
                    frame += 1;
                    let mut measures = Measures::unseen(Unseen::NotMeasured);
                    for measure in body::Measure::ALL {
                        measures.set(*measure, Ok(Seen { value, confidence: 0.9 }));
                    }
                    coach.frame(at, &measures);
                    check(&guide.name, &texts_of(&coach.state()));
                }
            }
            coach.skip(SessionTime::from_secs_f64(f64::from(frame) / 10.0));
        }
        coach
            .outcomes()
            .iter()
            .for_each(|dose| check(&guide.name, &texts_of_outcome(dose)));
    }
}
