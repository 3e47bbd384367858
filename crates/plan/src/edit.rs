//! Writes a plan over the text of its file: what did not change stays as it was written by hand, comments and all.

use std::collections::BTreeMap;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::file::{BREAK, GUIDE, OFTEN, PUT_OFF, QUIET, text_value};
use crate::mistake::PlanMistakes;
use crate::plan::{Break, Plan};

/// What a file begins with that the program made.
const HEAD: &str = "# Which guides you do how often, and when you want quiet. Edit it as you like.\n";

impl Plan {
    /// The text of a new file.
    pub fn text(&self) -> String {
        self.over("", &Plan::default())
    }

    /// The file that said `old`, saying this plan now.
    ///
    /// # Errors
    /// What is wrong with the old file: who wrote it by hand mends it by hand, so nothing of theirs is lost.
    pub fn written_over(&self, old: &str) -> Result<String, PlanMistakes> {
        let before = Plan::read(old)?;
        Ok(self.over(old, &before))
    }

    fn over(&self, old: &str, before: &Plan) -> String {
        let Ok(mut document) = old.parse::<DocumentMut>() else {
            // It was read just now.
            return old.to_owned();
        };
        let is_new = document.as_table().is_empty();
        if is_new {
            document.set_trailing("");
        }
        if self.quiet != before.quiet {
            set_quiet(document.as_table_mut(), self);
        }
        if self.put_off_min != before.put_off_min {
            let text = format!("{} min", self.put_off_min);
            set(document.as_table_mut(), PUT_OFF, text_value(&text));
        }
        if self.breaks != before.breaks {
            set_breaks(document.as_table_mut(), &self.breaks);
        }
        let text = document.to_string();
        if !is_new {
            return text;
        }
        // What stands in a file without keys is said before all of them.
        let head = if old.trim().is_empty() { HEAD } else { old.trim_end() };
        match text.trim() {
            "" => old.to_owned(),
            text => format!("{}\n\n{text}\n", head.trim_end()),
        }
    }
}

/// Sets a value; what stands around the one before it stays.
fn set(table: &mut Table, key: &str, mut value: Value) {
    if let Some(before) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = before.decor().clone();
    }
    table.insert(key, Item::Value(value));
}

fn set_quiet(table: &mut Table, plan: &Plan) {
    let wanted: Vec<String> = plan.quiet.iter().map(ToString::to_string).collect();
    if let Some(array) = table.get_mut(QUIET).and_then(Item::as_array_mut) {
        // Those that stay keep how they are written, and what is said of them.
        let read = |value: &Value| value.as_str().and_then(|text| crate::Quiet::read(text).ok());
        let mut known: Vec<String> = Vec::new();
        array.retain(|value| {
            let text = read(value).map(|quiet| quiet.to_string());
            let stays = text.filter(|text| wanted.contains(text) && !known.contains(text));
            known.extend(stays.clone());
            stays.is_some()
        });
        if wanted.starts_with(&known) {
            for text in wanted.iter().skip(known.len()) {
                array.push(text.as_str());
            }
            return;
        }
    }
    let array: Array = wanted.iter().map(String::as_str).collect();
    set(table, QUIET, Value::Array(array));
}

fn set_breaks(document: &mut Table, breaks: &[Break]) {
    if breaks.is_empty() {
        document.remove(BREAK);
        return;
    }
    let old = document.get(BREAK).and_then(Item::as_array_of_tables);
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut places: Vec<Option<isize>> = Vec::new();
    for table in old.into_iter().flatten() {
        places.push(table.position());
        if let Some(guide) = table.get(GUIDE).and_then(Item::as_str) {
            tables.insert(guide.to_owned(), table.clone());
        }
    }
    let mut places = places.into_iter();
    let mut ordered = ArrayOfTables::new();
    for planned in breaks {
        let mut table = tables.remove(&planned.guide).unwrap_or_else(|| {
            let mut table = Table::new();
            table.decor_mut().set_prefix("\n");
            table.insert(GUIDE, Item::Value(text_value(&planned.guide)));
            table
        });
        let said = table
            .get(OFTEN)
            .and_then(Item::as_str)
            .and_then(|text| text.parse().ok());
        if said.as_ref() != Some(&planned.cadence) {
            set(&mut table, OFTEN, text_value(&planned.cadence.to_string()));
        }
        // A table stands where its position says, which is that of one that stood there before, or behind them all.
        table.set_position(places.next().flatten());
        ordered.push(table);
    }
    document.insert(BREAK, Item::ArrayOfTables(ordered));
}
