//! The page of the language is a test: its examples, its tables, and every word that its grammar allows.

use crate::common;

use std::collections::BTreeMap;
use std::fs;

use body::{Measure, Unit};
use common::{Fence, codes, docs, fences};
use guide::Vocabulary;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn page() -> String {
    fs::read_to_string(docs().join("guide-language.md")).unwrap()
}

/// A guide whose step, for each side, has this rule behind a reach.
fn with_rule(rule: &str) -> String {
    common::whole(&format!(
        "## Step {{#step}}\n\n`each side`\n\n- Do it. `reach chin to chest`\n- And this. `{rule}`\n"
    ))
}

/// A guide that uses this phrase of its own.
fn with_phrase(expression: &str) -> String {
    let side = if expression.contains("{side}") { " {side}" } else { "" };
    format!(
        "---\ntitle: T\nphrases: {{ \"own\": \"{expression}\" }}\n---\nStop if it hurts.\n## Step\n`each side`\n\n- Do it. `start own{side}`\n"
    )
}

fn names(text: &str) -> Vec<String> {
    codes(text.as_bytes()).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn every_example_is_what_the_page_says() {
    let mut seen = BTreeMap::new();
    for Fence { info, line, text, .. } in fences(&page()) {
        *seen.entry(info.clone()).or_insert(0) += 1;
        let make = |example: &str| match info.ends_with("rules") {
            true => with_rule(example),
            false => with_phrase(example),
        };
        match info.as_str() {
            "markdown" => assert_eq!(names(&text), [""; 0], "line {line}"),
            "markdown translation" => assert!(common::translation_codes(text.as_bytes()).is_empty(), "line {line}"),
            "text rules" | "text phrases" => {
                for example in text.lines() {
                    assert_eq!(names(&make(example)), [""; 0], "{example}");
                }
            }
            "text wrong rules" | "text wrong phrases" => {
                for example in text.lines() {
                    let (example, code) = example.split_once('#').unwrap_or_else(|| panic!("{example}"));
                    assert_eq!(names(&make(example.trim())), [code.trim()], "{example}");
                }
            }
            "text cadences" => {
                for example in text.lines() {
                    let guide = common::whole("- Do it. `note`\n")
                        .replace("title: Test", &format!("title: Test\nplan: {example}"));
                    assert_eq!(names(&guide), [""; 0], "{example}");
                    let cadence: guide::Cadence = example.parse().unwrap();
                    assert_eq!(cadence.to_string(), example, "the page shows the one form");
                }
            }
            "ebnf" => {}
            _ => panic!("line {line}: what is an example of {info:?}?"),
        }
    }
    assert_eq!(seen["ebnf"], 3);
    assert_eq!(seen.len(), 8, "{seen:?}");
}

/// The rows of the table whose first cell begins with a code span.
fn rows(under: &str) -> Vec<Vec<String>> {
    let page = page();
    let part = page
        .split(&format!("# {under}\n"))
        .nth(1)
        .unwrap()
        .split("\n#")
        .next()
        .unwrap();
    let row = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect()
    };
    part.lines().filter(|line| line.starts_with("| `")).map(row).collect()
}

/// That a table of the page has these rows, and which ones it lacks or has too many.
fn same_rows(under: &str, told: &[Vec<String>], known: &[Vec<String>]) {
    let without = |rows: &[Vec<String>], others: &[Vec<String>]| -> Vec<String> {
        let missing = rows.iter().filter(|row| !others.contains(row));
        missing.map(|row| format!("| {} |", row.join(" | "))).collect()
    };
    let (missing, wrong) = (without(known, told), without(told, known));
    assert!(
        missing.is_empty() && wrong.is_empty(),
        "docs/guide-language.md, {under:?}: add {missing:#?}, take out {wrong:#?}"
    );
    assert_eq!(
        told, known,
        "docs/guide-language.md, {under:?}: the rows stand in another order"
    );
}

#[test]
fn the_tables_list_what_there_is() {
    let unit = |measure: &Measure| match measure.unit() {
        Unit::Index => "none".to_owned(),
        unit => unit.name().to_owned(),
    };
    let side = |measure: &Measure| {
        let of_pair = measure.name().contains("_left_") || measure.name().contains("_right_");
        let accepted = names(&with_phrase(&format!("{measure} {{side}} >= 1"))).is_empty();
        if of_pair {
            "in its name"
        } else if accepted {
            "yes"
        } else {
            ""
        }
        .to_owned()
    };
    let known: Vec<Vec<String>> = Measure::ALL
        .iter()
        .map(|measure| vec![format!("`{measure}`"), unit(measure), side(measure)])
        .collect();
    let told: Vec<Vec<String>> = rows("Measures").into_iter().map(|row| row[..3].to_vec()).collect();
    same_rows("Measures", &told, &known);

    let vocabulary = Vocabulary::builtin();
    let fits = |verb: &str, phrase: &str, side: &str| {
        let found = names(&with_rule(&format!("{verb} {phrase}{side}")));
        !found.iter().any(|code| {
            matches!(
                code.as_str(),
                "verb_not_for_phrase" | "missing_side" | "superfluous_side"
            )
        })
    };
    let known: Vec<Vec<String>> = vocabulary
        .phrases()
        .map(|phrase| {
            let (side, word) = match fits("reach", phrase, " {side}") || fits("keep", phrase, " {side}") {
                true => (" {side}", "yes"),
                false => ("", ""),
            };
            let verbs = ["start", "reach", "keep", "return"]
                .into_iter()
                .filter(|verb| fits(verb, phrase, side));
            vec![
                format!("`{phrase}`"),
                word.to_owned(),
                verbs.collect::<Vec<_>>().join(", "),
            ]
        })
        .collect();
    same_rows("Phrases of the vocabulary", &rows("Phrases of the vocabulary"), &known);
}

/// What stands on the right of a rule of the grammar.
#[derive(Debug, Clone)]
enum Part {
    Word(String),
    Name(String),
    Special,
    Row(Vec<Part>),
    Either(Vec<Part>),
    Maybe(Box<Part>),
    Many(Box<Part>),
}

/// The grammars of the page.
fn grammar() -> BTreeMap<String, Part> {
    let text: String = fences(&page())
        .into_iter()
        .filter(|fence| fence.info == "ebnf")
        .map(|fence| fence.text)
        .collect();
    let mut rules = BTreeMap::new();
    let mut tokens = tokens(&text).into_iter().peekable();
    while let Some(name) = tokens.next() {
        assert_eq!(tokens.next().as_deref(), Some("="), "after {name}");
        let part = either(&mut tokens);
        assert_eq!(tokens.next().as_deref(), Some(";"), "after the rule of {name}");
        assert!(rules.insert(name.clone(), part).is_none(), "{name} is there twice");
    }
    rules
}

fn tokens(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '?' => rest[1..].find(first).unwrap() + 2,
            c if c.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap(),
            _ => 1,
        };
        found.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    found
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<String>>;

fn either(tokens: &mut Tokens) -> Part {
    let mut parts = vec![row(tokens)];
    while tokens.next_if(|token| token == "|").is_some() {
        parts.push(row(tokens));
    }
    Part::Either(parts)
}

fn row(tokens: &mut Tokens) -> Part {
    let mut parts = vec![part(tokens)];
    while tokens.next_if(|token| token == ",").is_some() {
        parts.push(part(tokens));
    }
    Part::Row(parts)
}

fn part(tokens: &mut Tokens) -> Part {
    let token = tokens.next().unwrap();
    let mut closed = |by: &str| {
        let part = Box::new(either(tokens));
        assert_eq!(tokens.next().as_deref(), Some(by));
        part
    };
    match token.as_str() {
        "[" => Part::Maybe(closed("]")),
        "{" => Part::Many(closed("}")),
        "(" => *closed(")"),
        word if word.starts_with('"') => Part::Word(word.trim_matches('"').to_owned()),
        special if special.starts_with('?') => Part::Special,
        name => Part::Name(name.to_owned()),
    }
}

/// Something that the grammar allows: its words with blanks between them. `dice` run out at the shortest.
fn derive(
    grammar: &BTreeMap<String, Part>,
    name: &str,
    dice: &mut impl Iterator<Item = usize>,
    words: &mut Vec<String>,
) {
    let special = |dice: &mut dyn Iterator<Item = usize>| {
        let mut pick = |from: Vec<String>| from[dice.next().unwrap_or(0) % from.len()].clone();
        match name {
            "phrase" => pick(Vocabulary::builtin().phrases().map(str::to_owned).collect()),
            "number" => pick(["30", "0.5", "7", "12.25"].map(str::to_owned).to_vec()),
            "clock" => pick(["0:30", "1:00", "2:15"].map(str::to_owned).to_vec()),
            "count" => pick(["1", "8", "12"].map(str::to_owned).to_vec()),
            "time" => pick(["0:00", "9:00", "12:30", "23:59"].map(str::to_owned).to_vec()),
            "words" => pick(["chest forward", "do you feel it"].map(str::to_owned).to_vec()),
            "measure" => {
                let all = Measure::ALL.iter().map(|measure| measure.name());
                pick(
                    all.flat_map(|name| [name.to_owned(), name.replace("_left_", "_{side}_")])
                        .collect(),
                )
            }
            other => panic!("nothing is known of {other}"),
        }
    };
    fn walk(
        part: &Part,
        grammar: &BTreeMap<String, Part>,
        special: &dyn Fn(&mut dyn Iterator<Item = usize>) -> String,
        dice: &mut dyn Iterator<Item = usize>,
        words: &mut Vec<String>,
    ) {
        match part {
            Part::Word(word) => words.push(word.clone()),
            Part::Name(name) => derive(grammar, name, &mut &mut *dice, words),
            Part::Special => words.push(special(dice)),
            Part::Row(parts) => parts.iter().for_each(|part| walk(part, grammar, special, dice, words)),
            Part::Either(parts) => {
                // The last way is the one that ends.
                let place = dice.next().map_or(parts.len() - 1, |die| die % parts.len());
                walk(&parts[place], grammar, special, dice, words);
            }
            Part::Maybe(part) => {
                if dice.next().unwrap_or(0) % 2 == 1 {
                    walk(part, grammar, special, dice, words);
                }
            }
            Part::Many(part) => {
                for _ in 0..dice.next().unwrap_or(0) % 3 {
                    walk(part, grammar, special, dice, words);
                }
            }
        }
    }
    let part = grammar.get(name).unwrap_or_else(|| panic!("the grammar has no {name}"));
    walk(part, grammar, &special, dice, words);
}

/// What is said of words that are in the grammar and mean nothing.
const MEANINGS: [&str; 21] = [
    "sets_without_repeat",
    "rest_without_repeat",
    "verb_not_for_phrase",
    "missing_side",
    "superfluous_side",
    "wrong_comparison",
    "wrong_unit",
    "out_of_range",
    "backwards_range",
    "no_own_threshold",
    "unit_mismatch",
    "measure_without_side",
    "contradicting_rules",
    "beyond_human_range",
    "past_safe_cap",
    "phrase_never_met",
    "wrong_view",
    "ask_could_be_seen",
    "unreachable_hold",
    "phrase_too_long",
    "bad_number",
];

#[test]
fn whatever_the_grammar_allows_is_taken_apart() {
    let grammar = grammar();
    let mut runner = TestRunner::deterministic();
    let dice = prop::collection::vec(0usize..1000, 0..40);
    let (mut clean, mut tried) = (0, 0);
    for start in ["rule", "expression"] {
        for _ in 0..1500 {
            let dice = dice.new_tree(&mut runner).unwrap().current();
            let mut words = Vec::new();
            derive(&grammar, start, &mut dice.into_iter(), &mut words);
            let written = words.join(" ");
            let text = if start == "rule" {
                with_rule(&written)
            } else {
                with_phrase(&written)
            };
            let found = names(&text);
            for code in &found {
                assert!(MEANINGS.contains(&code.as_str()), "{written}: {code}");
            }
            // Half a breath is all that is no number here.
            assert!(
                !found.contains(&"bad_number".to_owned()) || written.contains("breath"),
                "{written}"
            );
            clean += usize::from(found.is_empty());
            tried += 1;
        }
    }
    assert!(clean * 10 > tried, "only {clean} of {tried} mean something");
}

#[test]
fn whatever_the_grammar_of_cadences_allows_is_read() {
    let grammar = grammar();
    let mut runner = TestRunner::deterministic();
    let dice = prop::collection::vec(0usize..1000, 0..40);
    let mut clean = 0;
    for _ in 0..1000 {
        let dice = dice.new_tree(&mut runner).unwrap().current();
        let mut words = Vec::new();
        derive(&grammar, "cadence", &mut dice.into_iter(), &mut words);
        let written = words.join(" ");
        match written.parse::<guide::Cadence>() {
            Ok(_) => clean += 1,
            Err(mistake) => assert!(
                matches!(
                    mistake.fault,
                    guide::CadenceFault::Number { .. } | guide::CadenceFault::TimeTwice { .. }
                ),
                "{written}: {mistake}"
            ),
        }
    }
    assert!(clean > 500, "only {clean} of 1000 mean something");
}
