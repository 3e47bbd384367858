//! What the words of articles mean, from `words.toml`: parts of the body, actions, directions, turns of phrase.
//!
//! Must not know: which movement they make together.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::words::Word;

/// What kind of word it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Part,
    Action,
    /// It shall stay so.
    Keep,
    Direction,
    /// It shall not be so.
    Not,
    /// What is felt, to the end of the clause.
    Feel,
    Pronoun,
    Slow,
    /// Makes a sentence an instruction.
    Urge,
    /// A clause begins.
    Clause,
    /// The movement is done on the other side too.
    OtherSide,
    Nothing,
}

/// What a word, or several in a row, mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub kind: Kind,
    /// Our word for it, the left side of `words.toml`.
    pub name: &'static str,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    part: Table,
    action: Table,
    keep: Table,
    direction: Table,
    not: Table,
    feel: Table,
    pronoun: Table,
    slow: Table,
    urge: Table,
    clause: Table,
    other_side: Table,
    nothing: Table,
}

type Table = BTreeMap<String, Vec<String>>;

static FILE: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("../words.toml")).expect("a test reads the built-in words"));

/// Every form of every word.
#[derive(Debug)]
pub(crate) struct Lexicon {
    forms: HashMap<String, Meaning>,
    /// Forms that were made of a verb: "tilting".
    made: HashSet<String>,
    /// Most words in a row.
    longest: usize,
}

impl Lexicon {
    /// The one that comes with the program.
    pub fn builtin() -> &'static Lexicon {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::of(&FILE));
        &BUILTIN
    }

    fn of(file: &'static File) -> Lexicon {
        let tables = [
            (Kind::Part, &file.part),
            (Kind::Direction, &file.direction),
            (Kind::Not, &file.not),
            (Kind::Feel, &file.feel),
            (Kind::Pronoun, &file.pronoun),
            (Kind::Slow, &file.slow),
            (Kind::Urge, &file.urge),
            (Kind::Clause, &file.clause),
            (Kind::OtherSide, &file.other_side),
            (Kind::Nothing, &file.nothing),
            (Kind::Action, &file.action),
            (Kind::Keep, &file.keep),
        ];
        let (mut forms, mut inflections) = (HashMap::new(), HashSet::new());
        // What is written in the file goes before what is made of it: "relaxed" is how shoulders are, not what was
        // done.
        for made in [false, true] {
            for (kind, table) in tables {
                for (name, written) in table {
                    for form in written.iter().flat_map(|form| match (made, kind) {
                        (false, _) => vec![form.clone()],
                        (true, Kind::Action | Kind::Keep) => inflected(form),
                        (true, _) => Vec::new(),
                    }) {
                        if made && !forms.contains_key(&form) {
                            inflections.insert(form.clone());
                        }
                        forms.entry(form).or_insert(Meaning { kind, name });
                    }
                }
            }
        }
        let longest = forms.keys().map(|form| form.split(' ').count()).max().unwrap_or(1);
        Lexicon {
            forms,
            made: inflections,
            longest,
        }
    }

    /// Whether the words are a verb as it stands in an order: "tilt", not "tilting".
    pub fn is_order(&self, words: &[Word]) -> bool {
        let row: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        !self.made.contains(&row.join(" "))
    }

    /// What the words from here on mean, the most words in a row first; and how many they are.
    pub fn meaning(&self, words: &[Word]) -> Option<(Meaning, usize)> {
        for count in (1..=self.longest.min(words.len())).rev() {
            let row = words.get(..count)?;
            if row.iter().skip(1).any(|word| word.after_pause) {
                continue;
            }
            let row: Vec<&str> = row.iter().map(|word| word.text.as_str()).collect();
            if let Some(meaning) = self.forms.get(&row.join(" ")) {
                return Some((*meaning, count));
            }
        }
        let negated = words.first().is_some_and(|word| word.text.ends_with("n't"));
        negated.then_some((
            Meaning {
                kind: Kind::Not,
                name: "not",
            },
            1,
        ))
    }

    /// Whether one of the tables of parts, actions and directions has this word on its left side.
    #[cfg(test)]
    pub fn knows(&self, name: &str) -> bool {
        self.forms.values().any(|meaning| {
            meaning.name == name && matches!(meaning.kind, Kind::Part | Kind::Action | Kind::Keep | Kind::Direction)
        })
    }
}

/// The forms of an English verb; of several words the first is the verb.
fn inflected(verb: &str) -> Vec<String> {
    let (verb, rest) = match verb.split_once(' ') {
        Some((verb, rest)) => (verb, format!(" {rest}")),
        None => (verb, String::new()),
    };
    let without_e = verb.strip_suffix('e').unwrap_or(verb);
    let last = verb.chars().last().unwrap_or_default();
    let doubled = format!("{verb}{last}");
    let irregular: &[&str] = match verb {
        "lie" => &["lying"],
        "take" => &["taken"],
        "draw" => &["drawn"],
        "bring" => &["brought"],
        "keep" => &["kept"],
        "hold" => &["held"],
        "bend" => &["bent"],
        _ => &[],
    };
    let regular = [
        format!("{verb}s"),
        format!("{verb}es"),
        format!("{without_e}ing"),
        format!("{verb}ing"),
        format!("{doubled}ing"),
        format!("{without_e}ed"),
        format!("{doubled}ed"),
    ];
    regular
        .into_iter()
        .chain(irregular.iter().map(|form| (*form).to_owned()))
        .map(|form| form + &rest)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn meant(text: &str) -> Option<(&'static str, usize)> {
        Lexicon::builtin()
            .meaning(&words(text))
            .map(|(meaning, count)| (meaning.name, count))
    }

    #[test]
    fn words_are_known_in_every_form_and_the_longest_wins() {
        assert_eq!(meant("dropping it"), Some(("lower", 1)));
        assert_eq!(meant("Raised"), Some(("lift", 1)));
        assert_eq!(meant("shoulder blades together"), Some(("blades", 2)));
        assert_eq!(meant("shoulder"), Some(("shoulder", 1)));
        assert_eq!(meant("relaxed"), Some(("loose", 1)));
        assert_eq!(meant("relaxing"), Some(("rest", 1)));
        assert_eq!(meant("doesn't"), Some(("not", 1)));
        assert_eq!(meant("back and forth"), Some(("alternate", 3)));
        assert_eq!(meant("potato"), None);
    }

    #[test]
    fn no_form_has_two_meanings() {
        let file = &*FILE;
        let tables = [
            &file.part,
            &file.direction,
            &file.action,
            &file.keep,
            &file.other_side,
            &file.nothing,
        ];
        let mut seen = HashMap::new();
        for (name, forms) in tables.into_iter().flatten() {
            for form in forms {
                assert_eq!(seen.insert(form, name), None, "{form}");
            }
        }
    }
}
