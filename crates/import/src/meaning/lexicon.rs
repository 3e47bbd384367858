//! What the words of articles mean, from a language's `words.toml`: parts of the body, actions, directions, turns of
//! phrase.
//!
//! Must not know: which movement they make together.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::meaning::words::Word;

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
    /// What it is only like, to the end of the clause.
    Simile,
    Pronoun,
    Slow,
    /// Makes a sentence an instruction.
    Urge,
    /// A clause begins.
    Clause,
    /// A little word that holds a clause together.
    Function,
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

type Table = BTreeMap<String, Vec<String>>;

/// A language's `words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub sides: Sides,
    #[serde(default)]
    order_at_the_end: bool,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    gerunds: Vec<String>,
    #[serde(default)]
    third_person: Vec<String>,
    #[serde(default)]
    owners: Vec<String>,
    #[serde(default)]
    prepositions: Vec<String>,
    #[serde(default)]
    noun_after: Vec<String>,
    #[serde(default)]
    letters: BTreeMap<String, String>,
    inflection: BTreeMap<String, Endings>,
    #[serde(default)]
    prefix: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    at_the_end: Table,
    part: Table,
    action: Table,
    keep: Table,
    direction: Table,
    not: Table,
    feel: Table,
    simile: Table,
    pronoun: Table,
    slow: Table,
    urge: Table,
    clause: Table,
    function: Table,
    other_side: Table,
    nothing: Table,
}

/// The words that fill `{side}` in a guide.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sides {
    pub left: String,
    pub right: String,
    /// Forms before a noun, behind which `{side}` reads right: "das linke Ohr" is "das Ohr {side}".
    #[serde(default)]
    pub behind: Vec<String>,
    /// Words that are said in others: "zur linken Seite" is "nach {side}".
    #[serde(default)]
    pub instead: Vec<(String, String)>,
}

/// The endings of a verb; `~` takes the stem's last "e" off, `=` doubles its last letter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Endings {
    /// As it stands in an order.
    orders: Vec<String>,
    others: Vec<String>,
    /// Of `others`, those that order where they open a clause: "hebt die Arme".
    #[serde(default)]
    opens: Vec<String>,
    /// Pronouns that hang on an order: "gírala".
    #[serde(default)]
    pronouns: Vec<String>,
    /// Between a prefix and the verb: "hochzuziehen".
    #[serde(default)]
    between: Vec<String>,
}

/// Every form of every word of a language.
#[derive(Debug)]
pub(crate) struct Lexicon {
    forms: HashMap<String, Form>,
    /// Words that mean something only where a clause ends: "hebt den Kopf an".
    at_the_end: HashMap<String, Meaning>,
    /// Letters that are read as others: "ó" as "o".
    letters: Vec<(char, String)>,
    /// Most words in a row.
    longest: usize,
    /// An order may stand at the end of its clause: "den Kopf drehen".
    pub order_at_the_end: bool,
    /// Endings of words that say how: "gently".
    pub adverbs: Vec<String>,
    /// Endings of verbs that say what is done at the same time.
    pub gerunds: Vec<String>,
    /// Endings of verbs of which somebody is told what shall happen: "your head turns".
    pub third_person: Vec<String>,
    /// Words before a part of the person's own: "your".
    pub owners: Vec<String>,
    /// Words before a part that are no verbs; empty where a language is not read for verbs that it does not know.
    pub prepositions: Vec<String>,
    /// Words after which a verb is a noun.
    pub noun_after: Vec<String>,
}

/// What a form means.
#[derive(Debug, Clone)]
struct Form {
    /// In their order; "hochziehen" is "up" and "bring".
    meanings: Vec<Meaning>,
    /// A verb as it does not stand in an order: "tilting".
    is_order: bool,
    /// It orders where it opens a clause.
    opens: bool,
}

/// A row of words that was found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known<'l> {
    pub meanings: &'l [Meaning],
    pub is_order: bool,
    pub opens: bool,
    /// How many words it takes.
    pub words: usize,
}

impl Lexicon {
    pub fn of(file: &'static Words) -> Lexicon {
        let mut lexicon = Lexicon {
            forms: HashMap::new(),
            at_the_end: HashMap::new(),
            letters: file
                .letters
                .iter()
                .filter_map(|(from, to)| Some((from.chars().next()?, to.clone())))
                .collect(),
            longest: 1,
            order_at_the_end: file.order_at_the_end,
            adverbs: file.adverbs.clone(),
            gerunds: file.gerunds.clone(),
            third_person: file.third_person.clone(),
            owners: file.owners.clone(),
            prepositions: file.prepositions.clone(),
            noun_after: file.noun_after.clone(),
        };
        let tables = [
            (Kind::Part, &file.part),
            (Kind::Direction, &file.direction),
            (Kind::Not, &file.not),
            (Kind::Feel, &file.feel),
            (Kind::Simile, &file.simile),
            (Kind::Pronoun, &file.pronoun),
            (Kind::Slow, &file.slow),
            (Kind::Urge, &file.urge),
            (Kind::Clause, &file.clause),
            (Kind::Function, &file.function),
            (Kind::OtherSide, &file.other_side),
            (Kind::Nothing, &file.nothing),
            (Kind::Action, &file.action),
            (Kind::Keep, &file.keep),
        ];
        // What is written in the file goes before what is made of it: "relaxed" is how shoulders are, not what was
        // done.
        for made in [false, true] {
            for (kind, table) in tables {
                for (name, written) in table {
                    let meaning = Meaning { kind, name };
                    for form in written {
                        let verb = matches!(kind, Kind::Action | Kind::Keep);
                        match (form.strip_prefix('*'), verb, made) {
                            (Some(form), _, false) => lexicon.add(form, &[meaning], false),
                            (None, false, false) => lexicon.add(form, &both_sides(meaning), true),
                            (None, true, _) => lexicon.add_verb(file, form, meaning, made),
                            _ => {}
                        }
                    }
                }
            }
        }
        for (name, written) in &file.at_the_end {
            let kind = Kind::Direction;
            let ends = written.iter().map(|word| (word.clone(), Meaning { kind, name }));
            lexicon.at_the_end.extend(ends);
        }
        lexicon
    }

    fn add(&mut self, form: &str, meanings: &[Meaning], is_order: bool) {
        let form = self.folded(form);
        self.longest = self.longest.max(form.split(' ').count());
        self.forms.entry(form).or_insert_with(|| Form {
            meanings: meanings.to_vec(),
            is_order,
            opens: false,
        });
    }

    /// The forms of a verb; of several words the first is the verb. "gir-ar" has the stem "gir" and the endings "ar".
    fn add_verb(&mut self, file: &'static Words, written: &str, meaning: Meaning, made: bool) {
        let (verb, rest) = match written.split_once(' ') {
            Some((verb, rest)) => (verb, format!(" {rest}")),
            None => (written, String::new()),
        };
        let (stem, class) = verb.rsplit_once('-').unwrap_or((verb, ""));
        let Some(endings) = file.inflection.get(class) else {
            // No verb of this language has a hyphen: it is a word as it stands.
            self.add(written, &[meaning], true);
            return;
        };
        let form = |ending: &String| {
            let last = stem.chars().last().unwrap_or_default();
            match (ending.strip_prefix('~'), ending.strip_prefix('=')) {
                (Some(ending), _) => format!("{}{ending}", stem.strip_suffix('e').unwrap_or(stem)),
                (_, Some(ending)) => format!("{stem}{last}{ending}"),
                _ => format!("{stem}{ending}"),
            }
        };
        if !made {
            for ending in &endings.orders {
                self.add(&format!("{}{rest}", form(ending)), &[meaning], true);
            }
            return;
        }
        for ending in &endings.others {
            let form = format!("{}{rest}", form(ending));
            self.add(&form, &[meaning], false);
            if endings.opens.contains(ending)
                && let Some(known) = self.forms.get_mut(&self.folded(&form))
            {
                known.opens |= known.meanings == [meaning] && !known.is_order;
            }
        }
        if !rest.is_empty() {
            return;
        }
        // "Gedreht", "gesenkt".
        for between in &endings.between {
            for ending in &endings.others {
                self.add(&format!("{between}{}", form(ending)), &[meaning], false);
            }
        }
        let it = Meaning {
            kind: Kind::Pronoun,
            name: "pronoun",
        };
        for pronoun in &endings.pronouns {
            for ending in &endings.orders {
                self.add(&format!("{}{pronoun}", form(ending)), &[meaning, it], true);
            }
        }
        for (name, prefixes) in &file.prefix {
            let way = Meaning {
                kind: Kind::Direction,
                name,
            };
            for prefix in prefixes {
                let whole = endings.orders.iter().map(|ending| (form(ending), true));
                let whole = whole.chain(endings.others.iter().map(|ending| (form(ending), false)));
                for (form, is_order) in whole.collect::<Vec<_>>() {
                    self.add(&format!("{prefix}{form}"), &[way, meaning], is_order);
                    for between in &endings.between {
                        self.add(&format!("{prefix}{between}{form}"), &[way, meaning], false);
                    }
                }
            }
        }
    }

    /// Letters as the words of the file are compared: without accents, where the language says so.
    pub fn folded(&self, word: &str) -> String {
        let mut folded = word.to_owned();
        for (from, to) in &self.letters {
            if folded.contains(*from) {
                folded = folded.replace(*from, to);
            }
        }
        folded
    }

    /// What the words from here on mean, the most words in a row first.
    pub fn meaning(&self, words: &[Word]) -> Option<Known<'_>> {
        for count in (1..=self.longest.min(words.len())).rev() {
            let row = words.get(..count)?;
            if row.iter().skip(1).any(|word| word.after_pause) {
                continue;
            }
            let row: Vec<&str> = row.iter().map(|word| word.text.as_str()).collect();
            if let Some(form) = self.forms.get(&self.folded(&row.join(" "))) {
                return Some(Known {
                    meanings: &form.meanings,
                    is_order: form.is_order,
                    opens: form.opens,
                    words: count,
                });
            }
        }
        None
    }

    /// What a word means where a clause ends.
    pub fn at_the_end(&self, word: &Word) -> Option<&Meaning> {
        self.at_the_end.get(&word.text)
    }

    /// Whether one of the tables of parts, actions and directions has this word on its left side.
    #[cfg(test)]
    pub fn knows(&self, name: &str) -> bool {
        self.forms.values().flat_map(|form| &form.meanings).any(|meaning| {
            meaning.name == name && matches!(meaning.kind, Kind::Part | Kind::Action | Kind::Keep | Kind::Direction)
        })
    }
}

/// "To each side" names a way, too.
fn both_sides(meaning: Meaning) -> Vec<Meaning> {
    let side = Meaning {
        kind: Kind::Direction,
        name: "side",
    };
    match meaning.name {
        "to_each_side" => vec![side, meaning],
        _ => vec![meaning],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::meaning::words::words;

    fn meant(code: &str, text: &str) -> Option<(String, usize)> {
        let known = Language::named(code).lexicon.meaning(&words(text))?;
        let names: Vec<&str> = known.meanings.iter().map(|meaning| meaning.name).collect();
        Some((names.join("+"), known.words))
    }

    #[test]
    fn words_are_known_in_every_form_and_the_longest_wins() {
        let cases = [
            ("en", "dropping it", Some(("lower", 1))),
            ("en", "Raised", Some(("lift", 1))),
            ("en", "shoulder blades together", Some(("blades", 2))),
            ("en", "shoulder", Some(("shoulder", 1))),
            ("en", "relaxed", Some(("loose", 1))),
            ("en", "relaxing", Some(("rest", 1))),
            ("en", "from side to side", Some(("side+to_each_side", 4))),
            ("en", "potato", None),
            ("de", "Drehen Sie", Some(("turn", 1))),
            ("de", "hochzuziehen", Some(("up+bring", 1))),
            ("de", "Schulterblätter", Some(("blades", 1))),
            ("es", "Gírala", Some(("turn+pronoun", 1))),
            ("es", "omóplatos", Some(("blades", 1))),
        ];
        for (code, text, wanted) in cases {
            let wanted = wanted.map(|(names, count)| (names.to_owned(), count));
            assert_eq!(meant(code, text), wanted, "{text}");
        }
    }

    #[test]
    fn no_form_has_two_meanings() {
        for language in Language::all() {
            let text = match language.code {
                "en" => include_str!("../../languages/en/words.toml"),
                "de" => include_str!("../../languages/de/words.toml"),
                _ => include_str!("../../languages/es/words.toml"),
            };
            let file: Words = toml::from_str(text).unwrap();
            let tables = [
                &file.part,
                &file.direction,
                &file.action,
                &file.keep,
                &file.other_side,
                &file.nothing,
                &file.feel,
                &file.not,
                &file.simile,
                &file.clause,
                &file.pronoun,
                &file.slow,
                &file.urge,
                &file.function,
            ];
            let mut seen = HashMap::new();
            for (name, forms) in tables.into_iter().flatten() {
                for form in forms {
                    let form = form.trim_start_matches('*');
                    assert_eq!(seen.insert(form, name), None, "{}: {form}", language.code);
                }
            }
        }
    }
}
