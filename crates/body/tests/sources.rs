//! What a comment cites is in the tree, and every measure has its entry in `docs/measures.md`.

use std::fs;
use std::path::{Path, PathBuf};

use body::{Kind, Measure, Sides, Unit};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn doc(name: &str) -> Option<String> {
    ["docs", "docs/lints", "guides", "."]
        .iter()
        .find_map(|folder| fs::read_to_string(root().join(folder).join(name)).ok())
}

fn headings(text: &str) -> Vec<&str> {
    let titles = text.lines().filter(|line| line.starts_with('#'));
    titles.map(|line| line.trim_start_matches('#').trim()).collect()
}

/// Sources and data of the project, not what is built or brought from elsewhere.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if !["node_modules", "wasm", "snapshots", "articles", "target"].contains(&&*name) {
                files(&path, found);
            }
        } else if [".rs", ".ts", ".tsx", ".toml", ".css"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            found.push(path);
        }
    }
}

/// Files that a person would write.
const EXAMPLES: [&str; 1] = ["ear.md"];

/// Each page of Markdown that a comment names, with the section in quotes that follows it.
fn citations(text: &str) -> Vec<(String, Option<String>)> {
    let marks = ["///", "//!", "//", "/**", "*", "#"];
    let comments = text.lines().filter_map(|line| {
        let line = line.trim_start();
        marks.iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim)
    });
    // A section's name may run on into the next line.
    let text = comments.collect::<Vec<_>>().join(" ");
    let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let mut found = Vec::new();
    for (end, _) in text.match_indices(".md") {
        let begin = text[..end].rfind(|letter| !is_of_name(letter)).map_or(0, |at| at + 1);
        let after = &text[end + ".md".len()..];
        // An ending alone, like that of a translation, is no name.
        if begin == end || text[..begin].ends_with(['.', '}']) || after.starts_with(is_of_name) {
            continue;
        }
        let quoted = after.trim_start_matches('`').strip_prefix(", \"");
        let section = quoted.and_then(|rest| rest.split('"').next()).map(str::to_owned);
        found.push((format!("{}.md", &text[begin..end]), section));
    }
    found
}

#[test]
fn a_citation_leads_somewhere() {
    let mut sources = vec![root().join("vocabulary.toml"), root().join("Cargo.toml")];
    for folder in ["crates", "web/src", "web/e2e"] {
        files(&root().join(folder), &mut sources);
    }
    let (mut seen, mut astray) = (0, Vec::new());
    for path in sources {
        for (name, section) in citations(&fs::read_to_string(&path).unwrap()) {
            if EXAMPLES.contains(&&*name) {
                continue;
            }
            seen += 1;
            let text = doc(&name);
            let has = |section: &str| text.as_deref().is_some_and(|text| headings(text).contains(&section));
            if !section.as_deref().map_or(text.is_some(), has) {
                astray.push(format!("{}: {name} {section:?}", path.display()));
            }
        }
    }
    assert!(seen > 20, "only {seen} citations: is the reader of comments right?");
    assert!(astray.is_empty(), "{}", astray.join("\n"));
}

#[test]
fn every_measure_has_one_entry() {
    let text = doc("measures.md").unwrap();
    let names = headings(&text);
    for measure in Measure::ALL {
        let entries = names.iter().filter(|name| **name == measure.name()).count();
        assert_eq!(entries, 1, "{measure} has no entry, or two");
    }
    // And none is there for what is not measured any more.
    let is_name = |name: &&&str| name.len() > 1 && !name.contains(' ') && name.starts_with(char::is_lowercase);
    for name in names.iter().filter(is_name) {
        assert!(Measure::named(name).is_some(), "{name} is no measure");
    }
}

/// What stands there of unit, zero, sign and range is what the table has.
#[test]
fn an_entry_says_what_the_table_says() {
    let text = doc("measures.md").unwrap();
    for measure in Measure::ALL {
        let (_, after) = text.split_once(&format!("### {measure}\n")).unwrap();
        let entry = after.split("\n#").next().unwrap();
        if entry.starts_with("The same for the right") || entry.contains("always empty") {
            continue;
        }
        let unit = match measure.unit() {
            Unit::Degrees => "Degrees,",
            Unit::ShoulderWidths => "Shares of shoulder width",
            Unit::DegreesPerSecond => "Degrees a second,",
            Unit::Index => "index",
        };
        assert!(entry.contains(unit), "{measure}: {unit} is not in {entry}");
        let is_offset = !["not an offset", "no offset"].iter().any(|no| entry.contains(no));
        assert_eq!(measure.kind() == Kind::Offset, is_offset, "{measure}: {entry}");
        assert_eq!(
            measure.sides() == Sides::BySign,
            entry.contains("right +") || entry.contains("right shoulder +"),
            "{measure}: {entry}"
        );
        let (low, high) = measure.range();
        for end in [low, high].into_iter().filter(|end| end.is_finite() && *end != 0.0) {
            let number = end.to_string();
            let has = entry
                .split_whitespace()
                .any(|word| word.trim_end_matches([',', ';', '.']) == number);
            assert!(has, "{measure}: {number} is not in {entry}");
        }
    }
}

/// The error in the table is the one that the entry names, which stands in the table of docs/accuracy.md.
#[test]
fn an_error_is_the_one_that_is_known() {
    let (text, accuracy) = (doc("measures.md").unwrap(), doc("accuracy.md").unwrap());
    let number = |word: &str| word.trim_end_matches(['.', ',', ';', '°']).parse::<f64>().ok();
    for measure in Measure::ALL {
        let (_, after) = text.split_once(&format!("### {measure}\n")).unwrap();
        let entry = after.split("\n#").next().unwrap();
        if entry.starts_with("The same for the right") {
            continue;
        }
        let mut words = entry.split_whitespace().skip_while(|word| *word != "MAE").skip(1);
        let least = words.next().and_then(number);
        // "21 to 25°": the greater one counts.
        let most = words.next().filter(|word| *word == "to").and_then(|_| words.next());
        let known = most.and_then(number).or(least);
        assert_eq!(measure.error(), known, "{measure}: {entry}");
        let Some(error) = known else { continue };
        let cells = accuracy
            .lines()
            .filter_map(|line| line.split('|').nth(3))
            .map(str::trim);
        let mut known = cells.filter_map(|cell| cell.split_whitespace().last().and_then(number));
        assert!(
            known.any(|known| known == error),
            "{measure}: {error} is in no table of docs/accuracy.md"
        );
    }
}

/// Works are cited as "Name 1999", or "Name and Name 1999".
#[test]
fn every_work_that_is_cited_stands_in_the_sources() {
    let sources = doc("sources.md").unwrap();
    let vocabulary = fs::read_to_string(root().join("vocabulary.toml")).unwrap();
    let mut seen = 0;
    for text in [vocabulary, doc("measures.md").unwrap(), doc("accuracy.md").unwrap()] {
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let name = pair[0].trim_start_matches('(');
            let year = pair[1].trim_matches(|letter: char| !letter.is_ascii_digit());
            let is_name = name.starts_with(char::is_uppercase) && name.chars().skip(1).all(char::is_lowercase);
            let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
            if is_name && is_year && name != "January" {
                seen += 1;
                let cited = format!("{name} {year}");
                assert!(sources.contains(&cited), "{cited} is not in docs/sources.md");
            }
        }
    }
    assert!(seen > 10, "only {seen} works: is the reader of names right?");
}
