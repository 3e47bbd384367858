//! The gold set: articles in the shapes that are found outside, beside what their guides should say. Holds the figures
//! that `docs/import.md` shows: rules, steps, titles, refusals.
//!
//! `gold/dev` was written for the project, in its own words; `gold/own` for kinds of faults that were mended (`a` to `d`,
//! `g` with six texts that are no exercises), and by somebody else, unseen (`e`, `f`, `h`, `i`, `k`, `l`), before they were
//! mended for. What the fields of a gold file mean stands in `gold/README.md`.

use std::path::{Path, PathBuf};

use guide::Vocabulary;
use import::import;
use serde_json::Value;

/// What was counted over articles.
#[derive(Debug, Default)]
struct Figures {
    right: usize,
    wrong: Vec<String>,
    missed: Vec<String>,
    steps: usize,
    steps_right: usize,
    lost: Vec<String>,
    titles_wrong: Vec<String>,
    refusals_wrong: Vec<String>,
    sides_wrong: Vec<String>,
}

impl Figures {
    fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong.len())
    }

    fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed.len())
    }
}

#[allow(clippy::cast_precision_loss)] // A few hundred.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Small words of a text without those of sides: "das linke Ohr" becomes "das Ohr {side}", "zur linken Seite" becomes
/// "nach {side}".
fn words(text: &str) -> Vec<String> {
    const SIDES: [&str; 20] = [
        "left",
        "right",
        "side}",
        "links",
        "rechts",
        "linke",
        "linken",
        "linkes",
        "linker",
        "linkem",
        "rechte",
        "rechten",
        "rechtes",
        "rechter",
        "rechtem",
        "izquierda",
        "izquierdo",
        "derecha",
        "derecho",
        "{side}",
    ];
    let text = text
        .to_lowercase()
        .replace(['’', '‘'], "'")
        .replace("de la {side}", " ")
        .replace("zur linken seite", "nach")
        .replace("zur rechten seite", "nach")
        .replace("{side}", " left ");
    let parts = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(|word| word.trim_matches('\''));
    let mut words: Vec<String> = parts
        .filter(|word| !word.is_empty() && !SIDES.contains(word))
        .map(str::to_owned)
        .collect();
    // "With with" is a slip, which the import repairs.
    words.dedup();
    words
}

/// A rule without its side and its threshold.
fn bare(rule: &str) -> String {
    let rule = rule
        .split(
            [">=", "<="]
                .iter()
                .find(|sign| rule.contains(**sign))
                .copied()
                .unwrap_or("\n"),
        )
        .next();
    let rule = rule.unwrap_or_default().trim();
    ["{side}", "left", "right"]
        .iter()
        .find_map(|side| rule.strip_suffix(side))
        .unwrap_or(rule)
        .trim()
        .to_owned()
}

/// Whether a rule is one of those that a wish names: "start head straight | keep facing forward".
fn fits(rule: &str, wish: &str) -> bool {
    wish.split('|').map(str::trim).any(|wish| match wish.strip_suffix('*') {
        Some(any) => rule.starts_with(any.trim()),
        None => bare(rule) == bare(wish),
    })
}

/// Whether a machine checks it.
fn is_checked(rule: &str) -> bool {
    !rule.starts_with("ask") && rule != "note"
}

fn texts(value: &Value) -> Vec<String> {
    let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// A sentence of the guide, and how much of it the gold knows.
struct Said {
    step: usize,
    words: Vec<String>,
    rules: Vec<String>,
    known: bool,
    may: Vec<String>,
}

fn score(path: &Path, figures: &mut Figures) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let gold: Value = serde_json::from_slice(&std::fs::read(format!("{}.gold.json", path.display())).unwrap()).unwrap();
    let imported = import(&std::fs::read(path).unwrap());
    if gold["refused"].as_bool() == Some(true) {
        if imported.is_ok() {
            figures.refusals_wrong.push(name);
        }
        return;
    }
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => {
            figures.refusals_wrong.push(format!("{name}: {error}"));
            return;
        }
    };
    let guide = guide::parse("imported", &imported.guide, Vocabulary::builtin()).unwrap();
    if let Some(title) = gold["title"].as_str()
        && !title.split(" | ").any(|title| words(title) == words(&guide.title))
    {
        figures.titles_wrong.push(format!("{name}: {}", guide.title));
    }
    let mut said: Vec<Said> = Vec::new();
    for (step, found) in guide.steps.iter().enumerate() {
        for sentence in &found.sentences {
            said.push(Said {
                step,
                words: words(&sentence.text),
                rules: sentence.rules.iter().map(|rule| rule.text.clone()).collect(),
                known: false,
                may: Vec::new(),
            });
        }
    }
    let mut at = 0;
    for (number, step) in gold["steps"].as_array().unwrap().iter().enumerate() {
        let mut places: Vec<usize> = Vec::new();
        for sentence in step["sentences"].as_array().unwrap() {
            let begins = words(sentence["text"].as_str().unwrap());
            let optional = sentence["optional"].as_bool() == Some(true);
            let has = |said: &Said| said.words.windows(begins.len()).any(|window| window == begins);
            let place = (at..said.len()).chain(0..at).find(|place| has(&said[*place]));
            let Some(place) = place else {
                if !optional {
                    figures
                        .lost
                        .push(format!("{name} step {}: {}", number + 1, begins.join(" ")));
                    figures
                        .missed
                        .extend(texts(&sentence["rules"]).into_iter().filter(|rule| is_checked(rule)));
                }
                continue;
            };
            at = place;
            if !optional {
                places.push(said[place].step);
            }
            let found = &mut said[place];
            found.known = true;
            found.may.extend(texts(&sentence["may"]));
            for wish in texts(&sentence["rules"]).into_iter().filter(|rule| is_checked(rule)) {
                match found.rules.iter().position(|rule| fits(rule, &wish)) {
                    Some(right) => {
                        found.rules.remove(right);
                        figures.right += 1;
                    }
                    None => figures
                        .missed
                        .push(format!("{name} step {}: {wish}: {}", number + 1, begins.join(" "))),
                }
            }
        }
        figures.steps += 1;
        let main = places.first().copied();
        figures.steps_right += usize::from(main.is_some() && places.iter().all(|place| Some(*place) == main));
        if let (Some(each), Some(main)) = (step["each_side"].as_bool(), main)
            && guide.steps[main].each_side != each
        {
            figures.sides_wrong.push(format!("{name} step {}", number + 1));
        }
    }
    for Said {
        words,
        rules,
        known,
        may,
        ..
    } in said
    {
        let allowed = |rule: &String| known && may.iter().any(|wish| fits(rule, wish));
        let wrong = rules.iter().filter(|rule| is_checked(rule) && !allowed(rule));
        figures
            .wrong
            .extend(wrong.map(|rule| format!("{name}: {rule}: {}", words.join(" "))));
    }
}

/// Over the articles of a folder whose names begin with one of these letters.
fn figures(folder: &str, letters: &[char]) -> Figures {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(folder);
    let mut articles: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".gold.json"))
        .filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            letters.is_empty() || name.starts_with(letters)
        })
        .collect();
    articles.sort();
    assert!(articles.len() >= 10);
    let mut figures = Figures::default();
    articles.iter().for_each(|article| score(article, &mut figures));
    figures
}

/// Least shares and most faults of a set.
struct Held {
    precision: f64,
    recall: f64,
    steps: f64,
    lost: usize,
    sides_wrong: usize,
    titles_wrong: usize,
    refusals_wrong: usize,
}

fn hold(folder: &str, letters: &[char], held: &Held) {
    let found = figures(folder, letters);
    assert!(
        found.precision() >= held.precision,
        "{:.3}: {:#?}",
        found.precision(),
        found.wrong
    );
    assert!(
        found.recall() >= held.recall,
        "{:.3}: {:#?}",
        found.recall(),
        found.missed
    );
    assert!(found.lost.len() <= held.lost, "{:#?}", found.lost);
    assert!(found.sides_wrong.len() <= held.sides_wrong, "{:#?}", found.sides_wrong);
    assert!(
        share(found.steps_right, found.steps) >= held.steps,
        "{} of {}",
        found.steps_right,
        found.steps
    );
    assert!(
        found.titles_wrong.len() <= held.titles_wrong,
        "{:#?}",
        found.titles_wrong
    );
    assert!(
        found.refusals_wrong.len() <= held.refusals_wrong,
        "{:#?}",
        found.refusals_wrong
    );
}

#[test]
fn the_gold_set_keeps_its_figures() {
    hold(
        "dev",
        &[],
        &Held {
            precision: 0.995,
            recall: 0.98,
            steps: 0.97,
            lost: 2,
            sides_wrong: 2,
            titles_wrong: 0,
            refusals_wrong: 0,
        },
    );
}

#[test]
fn articles_of_the_kinds_that_were_mended_keep_theirs() {
    hold(
        "own",
        &['a', 'b', 'c', 'd'],
        &Held {
            precision: 0.985,
            recall: 0.98,
            steps: 0.97,
            lost: 0,
            sides_wrong: 0,
            titles_wrong: 0,
            refusals_wrong: 0,
        },
    );
}

#[test]
fn the_first_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['e'],
        &Held {
            precision: 0.99,
            recall: 0.85,
            steps: 0.9,
            lost: 6,
            sides_wrong: 8,
            titles_wrong: 2,
            refusals_wrong: 0,
        },
    );
}

#[test]
fn the_second_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['f'],
        &Held {
            precision: 0.97,
            recall: 0.75,
            steps: 0.8,
            lost: 20,
            sides_wrong: 8,
            titles_wrong: 5,
            refusals_wrong: 0,
        },
    );
}

#[test]
fn articles_of_practice_and_other_texts_keep_theirs() {
    hold(
        "own",
        &['g'],
        &Held {
            precision: 0.99,
            recall: 0.97,
            steps: 0.97,
            lost: 1,
            sides_wrong: 1,
            titles_wrong: 0,
            refusals_wrong: 0,
        },
    );
}

#[test]
fn the_third_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['h'],
        &Held {
            precision: 0.99,
            recall: 0.96,
            steps: 0.96,
            lost: 3,
            sides_wrong: 8,
            titles_wrong: 2,
            refusals_wrong: 0,
        },
    );
}

/// As clinics, magazines and forums publish them.
#[test]
fn the_fifth_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['k'],
        &Held {
            precision: 0.98,
            recall: 0.90,
            steps: 0.96,
            lost: 4,
            sides_wrong: 3,
            titles_wrong: 3,
            refusals_wrong: 1,
        },
    );
}

/// Worded as differently from the others as its writer could; nothing was mended for it yet.
#[test]
fn the_sixth_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['l'],
        &Held {
            precision: 0.94,
            recall: 0.55,
            steps: 0.83,
            lost: 16,
            sides_wrong: 7,
            titles_wrong: 2,
            refusals_wrong: 0,
        },
    );
}

/// Full of figures of speech, which nobody shall guess.
#[test]
fn the_fourth_unseen_set_keeps_what_it_came_to() {
    hold(
        "own",
        &['i'],
        &Held {
            precision: 0.93,
            recall: 0.72,
            steps: 0.83,
            lost: 51,
            sides_wrong: 17,
            titles_wrong: 6,
            refusals_wrong: 1,
        },
    );
}
