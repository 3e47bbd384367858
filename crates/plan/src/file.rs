//! Reads the plan's file: all mistakes at once, each with its line and column.

use std::ops::Range;

use guide::{Cadence, Often, TimeOfDay};
use toml_edit::{Document, Item, Key, Table, Value};

use crate::mistake::{PlanMistake, PlanMistakes};
use crate::plan::{Break, Plan, Quiet};

/// Longest file, in bytes: far more than a hundred breaks take. Keeps reading time bounded.
pub const LONGEST_BYTES: usize = 64 * 1024;
/// Most breaks in a plan. Who has twenty has too many already.
pub const MOST_BREAKS: usize = 100;
/// Longest name of a guide, characters: as long as the program's own guides may have.
const LONGEST_NAME: usize = 64;

pub(crate) const QUIET: &str = "quiet";
pub(crate) const PUT_OFF: &str = "put_off";
pub(crate) const BREAK: &str = "break";
pub(crate) const GUIDE: &str = "guide";
pub(crate) const OFTEN: &str = "often";

const TABLE: &str = "write a table for each guide: `[[break]]`, then `guide = \"upper-back\"` and \
                     `often = \"3 times a day\"` on lines of their own";
const QUIET_FORM: &str = "write `quiet = [\"22:00 to 7:00\"]`";
const PUT_OFF_FORM: &str = "write minutes or hours, 0 min to 4 h: `put_off = \"30 min\"`";

impl Plan {
    /// Reads the plan's file. An empty file is an empty plan.
    ///
    /// # Errors
    /// All mistakes at once; of a text that is no TOML, the first.
    pub fn read(text: &str) -> Result<Self, PlanMistakes> {
        let mut reader = Reader {
            text,
            mistakes: Vec::new(),
        };
        let plan = reader.plan();
        match PlanMistakes::of(reader.mistakes) {
            None => Ok(plan),
            Some(mistakes) => Err(mistakes),
        }
    }

    /// What is wrong with a plan that did not come out of a file, as [`Plan::read`] would say it of its file.
    ///
    /// # Errors
    /// All mistakes at once.
    pub fn check(&self) -> Result<(), PlanMistakes> {
        Plan::read(&self.text()).map(drop)
    }
}

impl Quiet {
    /// Of `22:00 to 7:00`.
    ///
    /// # Errors
    /// What is wrong with it, and how it is written.
    pub fn read(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [from, "to", to] = words[..] else {
            return Err(format!("{text:?} is no stretch of time; write `22:00 to 7:00`"));
        };
        let time = |word: &str| {
            TimeOfDay::read(word).ok_or_else(|| {
                format!("{word:?} is no time of the day; write hours and minutes, 0:00 to 23:59: `22:00 to 7:00`")
            })
        };
        let (from, to) = (time(from)?, time(to)?);
        if from == to {
            return Err("it ends where it begins; leave a time of the day in which a break may come".to_owned());
        }
        Ok(Self { from, to })
    }
}

/// Minutes of `30 min` or `1 h`.
///
/// # Errors
/// What is wrong with it, and how it is written.
pub fn read_put_off(text: &str) -> Result<u32, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let minutes = match words[..] {
        [number, unit] if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            let number: Option<u32> = number.parse().ok();
            match unit {
                "min" | "minutes" | "minute" => number,
                "h" | "hours" | "hour" => number.and_then(|hours| hours.checked_mul(60)),
                _ => None,
            }
        }
        _ => None,
    };
    minutes
        .filter(|minutes| *minutes <= Plan::MOST_PUT_OFF_MIN)
        .ok_or_else(|| format!("{text:?} does not say how long a break may be put off; {PUT_OFF_FORM}"))
}

struct Reader<'t> {
    text: &'t str,
    mistakes: Vec<PlanMistake>,
}

impl Reader<'_> {
    fn tell(&mut self, at: Option<Range<usize>>, message: impl Into<String>, help: impl Into<String>) {
        let at = at.unwrap_or(0..0);
        self.mistakes.push(PlanMistake::at(self.text, at.start, message, help));
    }

    fn plan(&mut self) -> Plan {
        let mut plan = Plan::default();
        if self.text.len() > LONGEST_BYTES {
            let message = format!("the file is longer than {} KiB", LONGEST_BYTES / 1024);
            self.tell(None, message, "take out what is not needed");
            return plan;
        }
        let document = match Document::parse(self.text) {
            Ok(document) => document,
            Err(error) => {
                // The library's own words end in a period, or begin lines of their own.
                let message = error.message().trim_end_matches('.').replace('\n', ", ");
                self.tell(error.span(), message, "the file is TOML: `key = \"text\"`, a line each");
                return plan;
            }
        };
        for (key, item) in keys(document.as_table()) {
            match key.get() {
                QUIET => plan.quiet = self.quiet(key, item),
                PUT_OFF => plan.put_off_min = self.put_off(key, item),
                BREAK => plan.breaks = self.breaks(key, item),
                other => {
                    let message = format!("the plan has no key {other:?}");
                    self.tell(key.span(), message, "keys: quiet, put_off, [[break]]");
                }
            }
        }
        self.check_times(&plan, &document);
        plan
    }

    fn quiet(&mut self, key: &Key, item: &Item) -> Vec<Quiet> {
        let Some(array) = item.as_array() else {
            self.tell(item.span().or(key.span()), "the quiet hours are no list", QUIET_FORM);
            return Vec::new();
        };
        let mut quiet = Vec::new();
        for value in array {
            let read = match value.as_str() {
                Some(text) => Quiet::read(text),
                None => Err(format!("the quiet hours are no text; {QUIET_FORM}")),
            };
            match read {
                Ok(stretch) => quiet.push(stretch),
                Err(why) => self.tell_why(value.span(), &why),
            }
        }
        quiet
    }

    fn put_off(&mut self, key: &Key, item: &Item) -> u32 {
        let read = match item.as_str() {
            Some(text) => read_put_off(text),
            None => Err(format!("how long a break may be put off is no text; {PUT_OFF_FORM}")),
        };
        read.unwrap_or_else(|why| {
            self.tell_why(item.span().or(key.span()), &why);
            Plan::PUT_OFF_MIN
        })
    }

    fn breaks(&mut self, key: &Key, item: &Item) -> Vec<Break> {
        let Some(tables) = item.as_array_of_tables() else {
            self.tell(key.span().or(item.span()), "`break` is no list of tables", TABLE);
            return Vec::new();
        };
        let mut breaks: Vec<Break> = Vec::new();
        for (place, table) in tables.iter().enumerate() {
            if place == MOST_BREAKS {
                let message = format!("the plan has more than {MOST_BREAKS} breaks");
                self.tell(table.span(), message, "take some out");
                break;
            }
            let guide = self.guide(table, &breaks);
            let cadence = self.often(table);
            for (key, _) in keys(table).filter(|(key, _)| ![GUIDE, OFTEN].contains(&key.get())) {
                let message = format!("a break has no key {:?}", key.get());
                self.tell(key.span(), message, "keys: guide, often");
            }
            if let (Some(guide), Some(cadence)) = (guide, cadence) {
                breaks.push(Break { guide, cadence });
            }
        }
        breaks
    }

    fn guide(&mut self, table: &Table, before: &[Break]) -> Option<String> {
        const HELP: &str = "write its name as `unhunch guide list` shows it: `guide = \"upper-back\"`";
        let Some(item) = table.get(GUIDE) else {
            self.tell(table.span(), "this break names no guide", HELP);
            return None;
        };
        let Some(name) = item.as_str().filter(|name| is_name(name)) else {
            let found = item
                .as_str()
                .map_or_else(|| "this".to_owned(), |name| format!("{name:?}"));
            self.tell(item.span(), format!("{found} is no name of a guide"), HELP);
            return None;
        };
        if before.iter().any(|known| known.guide == name) {
            let help = "give each guide one break; at several times of the day: `often = \"at 9:00, 12:30\"`";
            self.tell(
                item.span(),
                format!("the guide {name:?} stands in the plan twice"),
                help,
            );
            return None;
        }
        Some(name.to_owned())
    }

    fn often(&mut self, table: &Table) -> Option<Cadence> {
        const HELP: &str = "write it as in `often = \"3 times a day\"`";
        let Some(item) = table.get(OFTEN) else {
            self.tell(table.span(), "this break does not say how often", HELP);
            return None;
        };
        let Some(text) = item.as_str() else {
            self.tell(item.span(), "how often is no text", HELP);
            return None;
        };
        match text.parse() {
            Ok(cadence) => Some(cadence),
            Err(mistake) => {
                let mistake: guide::CadenceMistake = mistake;
                let at = item.span().map(|at| self.within(&at, text, mistake.at.start));
                self.tell(at, mistake.to_string(), mistake.help());
                None
            }
        }
    }

    /// Where a byte of a text stands in the file, when the text stands there as it is; else where the text begins.
    fn within(&self, at: &Range<usize>, text: &str, byte: usize) -> Range<usize> {
        let written = self.text.get(at.clone()).unwrap_or_default();
        let from = written
            .find(text)
            .filter(|_| !text.is_empty())
            .map(|from| at.start + from + byte);
        let from = from.unwrap_or(at.start);
        from..at.end
    }

    /// What can only be seen from the whole: times at which no nudge would ever come.
    fn check_times(&mut self, plan: &Plan, document: &Document<&str>) {
        let all_quiet = (0..24 * 60)
            .filter_map(TimeOfDay::after_midnight)
            .all(|time| plan.is_quiet(civil(time)));
        if all_quiet {
            let at = document.get(QUIET).and_then(Item::span);
            self.tell(
                at,
                "the quiet hours leave no time of the day",
                "leave some: a break could never come",
            );
            return;
        }
        let tables = document.get(BREAK).and_then(Item::as_array_of_tables);
        for table in tables.into_iter().flatten() {
            let Some(Ok(cadence)) = table.get(OFTEN).and_then(Item::as_str).map(str::parse::<Cadence>) else {
                continue;
            };
            let Often::At(times) = &cadence.often else { continue };
            for time in times {
                if let Some(quiet) = plan.quiet.iter().find(|quiet| quiet.contains(civil(*time))) {
                    let message = format!("{time} lies in the quiet hours {quiet}");
                    let at = table.get(OFTEN).and_then(Item::span);
                    self.tell(at, message, "take another time: no nudge would come then");
                }
            }
        }
    }

    /// Tells a mistake whose help stands behind a semicolon.
    fn tell_why(&mut self, at: Option<Range<usize>>, why: &str) {
        let (message, help) = why.split_once("; ").unwrap_or((why, QUIET_FORM));
        self.tell(at, message, help);
    }
}

/// The keys of a table with their values, in the order of the file.
fn keys(table: &Table) -> impl Iterator<Item = (&Key, &Item)> {
    table.iter().filter_map(|(key, _)| table.get_key_value(key))
}

/// The time of the day in the words of the calendar's library.
pub(crate) fn civil(time: TimeOfDay) -> jiff::civil::Time {
    jiff::civil::time(time.hour() as i8, time.minute() as i8, 0, 0)
}

/// Whether it can be the name of a guide: small letters, digits, single hyphens.
fn is_name(name: &str) -> bool {
    let word = |word: &str| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        !word.is_empty() && word.chars().all(fits)
    };
    name.len() <= LONGEST_NAME && name.split('-').all(word)
}

/// A text as the file writes it.
pub(crate) fn text_value(text: &str) -> Value {
    Value::from(text)
}
