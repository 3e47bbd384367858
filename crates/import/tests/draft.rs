//! Whatever a person accepts, strikes, answers and writes, in any order: a guide without mistakes, in its one form, and
//! nothing of the article's sentences lost.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use guide::Vocabulary;
use import::{Choice, Draft, Field, Suggestion, Waits, import};
use proptest::prelude::*;

/// Every article of the tests that becomes a guide.
static ARTICLES: LazyLock<Vec<(String, Draft)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in ["gold/dev", "gold/own", "articles"] {
        files.extend(
            std::fs::read_dir(root.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path()),
        );
    }
    files.sort();
    let articles = files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending != "json"));
    let read = articles.filter_map(|file| {
        let draft = Draft::read(&std::fs::read(&file).unwrap()).ok()?;
        Some((file.file_name().unwrap().to_string_lossy().into_owned(), draft))
    });
    let mut read: Vec<_> = read.collect();
    read.push(("questions".to_owned(), draft_of(QUESTIONS)));
    assert!(read.len() > 60, "{} articles", read.len());
    read
});

/// The guide, after everything that must hold of it was looked at.
fn sound(draft: &Draft) -> String {
    let guide = draft.guide().unwrap();
    let vocabulary = Vocabulary::builtin();
    let read = guide::parse("imported", &guide, vocabulary).unwrap_or_else(|mistakes| {
        panic!(
            "{:?}\n{guide}",
            mistakes.iter().map(ToString::to_string).collect::<Vec<_>>()
        )
    });
    assert_eq!(
        guide::format("imported", &guide, vocabulary).unwrap(),
        guide,
        "formatting changes it"
    );
    let review = draft.review();
    assert_eq!(read.steps.len(), review.steps.len());
    for (step, shown) in read.steps.iter().zip(&review.steps) {
        assert_eq!(step.sentences.len(), shown.sentences.len(), "{guide}");
        for (sentence, shown) in step.sentences.iter().zip(&shown.sentences) {
            let standing = shown.rules.iter().filter(|rule| stands(rule)).count()
                + shown
                    .questions
                    .iter()
                    .filter(|one| one.choice == Some(Choice::Accept) && one.waits.is_none())
                    .count();
            // An ask or a note, where nothing stands.
            assert_eq!(sentence.rules.len(), standing.max(1), "{}\n{guide}", shown.text);
            assert_eq!(shown.without.is_some(), standing == 0, "{}", shown.text);
        }
    }
    let marks = guide.matches("<!-- # suggested").count();
    let open = review
        .suggestions(None)
        .filter(|one| one.choice.is_none() && one.waits.is_none())
        .count();
    assert_eq!(marks, open, "what is open is marked, and nothing else\n{guide}");
    // What was kept is the same draft.
    let again = Draft::kept(&draft.found(), &draft.choices()).unwrap();
    assert_eq!(again, *draft);
    guide
}

fn stands(suggestion: &Suggestion) -> bool {
    suggestion.choice != Some(Choice::Strike) && suggestion.waits.is_none()
}

/// Sentences that describe movements, and order none: between some that do.
const QUESTIONS: &str = "# Neck

## Turning

- Sit tall.
- Turning your head to the left opens the other side.
- Hold for 20 seconds.
- Squeezing your shoulder blades together comes next.

## Tilting

- Tilting your head to the right is the second movement.
- Tilting your head to one side is enough.
- Keep your shoulders down.
- Repeat on the other side.

## Leaning

- Tilt your head to the right.
- Turning your head does not belong here.
- Hold for 10 seconds.
";

fn draft_of(text: &str) -> Draft {
    Draft::read(text.as_bytes()).unwrap()
}

#[test]
fn a_draft_of_which_nothing_is_chosen_is_the_imported_guide() {
    for (name, draft) in ARTICLES.iter() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
        let file = ["gold/dev", "gold/own", "articles"].map(|folder| root.join(folder).join(name));
        let bytes = file
            .iter()
            .find_map(|file| std::fs::read(file).ok())
            .unwrap_or_else(|| QUESTIONS.into());
        let imported = guide::format("imported", &import(&bytes).unwrap().guide, Vocabulary::builtin()).unwrap();
        assert_eq!(sound(draft), imported, "{name}");
    }
}

#[test]
fn all_accepted_has_no_mark_and_all_struck_has_no_rule() {
    for (name, draft) in ARTICLES.iter() {
        let mut accepted = draft.clone();
        accepted.choose_all(None, Some(Choice::Accept));
        assert!(!sound(&accepted).contains("# suggested"), "{name}");
        let mut struck = draft.clone();
        struck.choose_all(None, Some(Choice::Strike));
        let guide = sound(&struck);
        for verb in [
            "`reach ",
            "`hold ",
            "`keep ",
            "`repeat ",
            "`slowly`",
            "`return ",
            "`start ",
            "`each side`",
        ] {
            assert!(!guide.contains(verb), "{name}: {verb}\n{guide}");
        }
        // And back again.
        struck.choose_all(None, None);
        assert_eq!(struck, *draft, "{name}");
    }
}

#[test]
fn the_words_that_made_a_rule_stand_in_the_sentence_and_in_the_source() {
    let (mut sentences, mut found, mut rules, mut told) = (0, 0, 0, 0);
    for (name, draft) in ARTICLES.iter() {
        let review = draft.review();
        for (step, places) in review.steps.iter().zip(draft.places()) {
            for (sentence, place) in step.sentences.iter().zip(places) {
                sentences += 1;
                found += usize::from(place.is_some());
                if let Some(place) = &place {
                    assert!(
                        draft.source().get(place.at.clone()).is_some(),
                        "{name}: {}",
                        sentence.said
                    );
                    assert_eq!(place.words.len(), sentence.rules.len());
                }
                for rule in &sentence.rules {
                    rules += 1;
                    told += usize::from(!rule.words.is_empty());
                    for word in &rule.words {
                        let word = sentence.said.get(word.clone()).unwrap();
                        assert!(
                            !word.is_empty() && word.len() < 60,
                            "{name}: {} of {}",
                            word,
                            sentence.said
                        );
                    }
                }
            }
        }
    }
    println!("{found} of {sentences} sentences found in their source; words told of {told} of {rules} rules");
    assert!(found * 100 >= sentences * 95, "{found} of {sentences}");
    assert!(told * 100 >= rules * 97, "{told} of {rules}");
}

#[test]
fn the_words_are_the_ones_that_say_it() {
    let draft = draft_of(
        "# Neck\n\n1. Gently tilt your head to the left, keep your shoulders down, and hold for 20 seconds.\n",
    );
    let review = draft.review();
    let sentence = &review.steps[0].sentences[0];
    let told: Vec<String> = sentence
        .rules
        .iter()
        .map(|rule| {
            let words: Vec<&str> = rule.words.iter().map(|at| &sentence.said[at.clone()]).collect();
            format!("{}: {}", rule.rule, words.join(", "))
        })
        .collect();
    assert_eq!(
        told,
        [
            "reach neck tilt left: tilt, head, left",
            "keep shoulders down: keep, shoulders, down",
            "hold 20 s: 20 seconds"
        ]
    );
}

#[test]
fn times_wait_when_what_they_time_is_struck_and_come_back_with_it() {
    let mut draft = draft_of(
        "# Neck\n\n1. Turn your head to the left.\n2. Hold for 20 seconds.\n3. Keep your shoulders down.\n\nDo it slowly.",
    );
    let rule = |draft: &Draft, verb: &str| {
        let review = draft.review();
        review
            .suggestions(None)
            .find(|one| one.rule.starts_with(verb))
            .cloned()
            .unwrap()
    };
    let reach = rule(&draft, "reach").id;
    assert!(draft.choose(&reach, Some(Choice::Strike)));
    assert_eq!(rule(&draft, "hold").waits, Some(Waits::Reach));
    assert_eq!(rule(&draft, "keep").waits, None);
    let guide = sound(&draft);
    assert!(
        guide.contains("`ask turn your head to the left`") && guide.contains("`ask hold for 20 seconds`"),
        "{guide}"
    );
    assert!(draft.choose(&reach, None));
    assert_eq!(rule(&draft, "hold").waits, None);
    assert!(sound(&draft).contains("`hold 20 s`"));
}

#[test]
fn who_strikes_each_side_keeps_the_side_that_the_article_names() {
    let mut draft =
        draft_of("# Neck\n\n1. Turn your head to the left. Hold for 20 seconds. Repeat on the other side.\n");
    assert!(sound(&draft).contains("`reach head turned {side}`"));
    assert!(draft.choose("s0", Some(Choice::Strike)));
    let guide = sound(&draft);
    assert!(
        guide.contains("`reach head turned left`") && !guide.contains("{side}"),
        "{guide}"
    );
    assert!(guide.contains("`ask repeat on the other side`"), "{guide}");
}

#[test]
fn an_answer_adds_the_rule_and_what_waited_for_it() {
    let (mut asked, mut waited) = (0, 0);
    for (name, draft) in ARTICLES.iter() {
        for question in draft.review().questions() {
            asked += 1;
            let mut yes = draft.clone();
            assert!(yes.choose(&question.id, Some(Choice::Accept)), "{name}");
            sound(&yes);
            let review = yes.review();
            let now = review.questions().find(|one| one.id == question.id).unwrap();
            let verb = question.rule.split(' ').next().unwrap();
            if now.waits.is_none() {
                assert!(yes.guide().unwrap().contains(&format!("`{verb} ")), "{name}");
            } else {
                waited += 1;
            }
            let mut no = draft.clone();
            assert!(no.choose(&question.id, Some(Choice::Strike)));
            assert_eq!(sound(&no), sound(draft), "{name}");
        }
    }
    assert!(
        asked >= 5 && waited >= 1,
        "{asked} questions in all articles, of which {waited} wait"
    );
}

#[test]
fn a_sentence_without_a_rule_is_asked_or_only_shown_as_one_likes() {
    let mut draft = draft_of("# Neck\n\n1. Turn your head to the left.\n2. Smile at your neighbour.\n");
    assert!(draft.choose("s0.1.w", Some(Choice::Note)) || draft.choose("s1.0.w", Some(Choice::Note)));
    assert!(
        sound(&draft).contains("- Smile at your neighbour. `note`\n"),
        "{}",
        sound(&draft)
    );
    assert!(
        !draft.choose("s0.0.w", Some(Choice::Accept)),
        "what is no choice for an item is refused"
    );
    assert!(
        !draft.choose("s9", Some(Choice::Accept))
            && !draft.choose("s0.0.r7", Some(Choice::Strike))
            && !draft.choose("x", None)
    );
}

#[test]
fn a_draft_that_was_kept_by_another_edition_or_is_none_is_refused() {
    let draft = draft_of("# Neck\n\n1. Turn your head to the left.\n");
    let (found, choices) = (draft.found(), draft.choices());
    assert!(Draft::kept(&found, &choices).is_ok());
    for (found, choices) in [
        ("", choices.as_str()),
        (found.as_str(), "[]"),
        (&found.replacen("\"edition\":1", "\"edition\":0", 1), &choices),
        (&found.replacen("reach head turned left", "reach nowhere", 1), &choices),
    ] {
        assert!(Draft::kept(found, choices).is_err());
    }
}

/// What a person does.
#[derive(Debug, Clone)]
enum Act {
    Choose(usize, Option<Choice>),
    All(Option<usize>, Option<Choice>),
    Write(Field, String),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let choice = || {
        prop_oneof![
            Just(None),
            Just(Some(Choice::Accept)),
            Just(Some(Choice::Strike)),
            Just(Some(Choice::Ask)),
            Just(Some(Choice::Note)),
        ]
    };
    let field = prop_oneof![Just(Field::Title), Just(Field::Author), Just(Field::Source)];
    let text = prop_oneof![
        "\\PC{0,30}",
        "[-\"'#:{}\\[\\]>*&!|%@`~ a-z\n]{0,12}",
        Just("{side}".to_owned())
    ];
    let act = prop_oneof![
        6 => (any::<usize>(), choice()).prop_map(|(item, choice)| Act::Choose(item, choice)),
        1 => (proptest::option::of(0..6_usize), choice()).prop_map(|(step, choice)| Act::All(step, choice)),
        1 => (field, text).prop_map(|(field, text)| Act::Write(field, text)),
    ];
    proptest::collection::vec(act, 0..24)
}

/// The ids of all that can be chosen.
fn ids(draft: &Draft) -> Vec<String> {
    let review = draft.review();
    let suggestions = review.suggestions(None).map(|one| one.id.clone());
    let questions = review.questions().map(|one| one.id.clone());
    let sentences = review.steps.iter().enumerate();
    let without =
        sentences.flat_map(|(step, shown)| (0..shown.sentences.len()).map(move |at| format!("s{step}.{at}.w")));
    suggestions.chain(questions).chain(without).collect()
}

fn act(draft: &mut Draft, act: &Act) {
    match act {
        Act::Choose(item, choice) => {
            let ids = ids(draft);
            draft.choose(&ids[item % ids.len()], *choice);
        }
        Act::All(step, choice) => draft.choose_all(*step, *choice),
        Act::Write(field, text) => draft.write(*field, text),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_chosen_in_any_order_the_guide_has_no_mistakes(article in any::<usize>(), acts in acts()) {
        let (_, draft) = &ARTICLES[article % ARTICLES.len()];
        let mut draft = draft.clone();
        for one in &acts {
            act(&mut draft, one);
        }
        sound(&draft);
    }

    #[test]
    fn the_order_of_choices_makes_no_difference(article in any::<usize>(), choices in proptest::collection::vec((any::<usize>(), any::<bool>()), 1..12)) {
        let (_, draft) = &ARTICLES[article % ARTICLES.len()];
        let ids = ids(draft);
        let once: std::collections::BTreeMap<&String, bool> = choices.iter().map(|(item, yes)| (&ids[item % ids.len()], *yes)).collect();
        let choice = |yes: bool| Some(if yes { Choice::Accept } else { Choice::Strike });
        let (mut one, mut other) = (draft.clone(), draft.clone());
        for (id, yes) in &once {
            one.choose(id, choice(*yes));
        }
        for (id, yes) in once.iter().rev() {
            other.choose(id, choice(*yes));
        }
        prop_assert_eq!(one.guide().unwrap(), other.guide().unwrap());
    }
}
