//! Items of microdata, put together as the tags go by, in the form of JSON-LD.
//!
//! Must not know: HTML, what a HowTo is.

use serde_json::{Map, Value};

/// The items that are open, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Items {
    open: Vec<Map<String, Value>>,
    /// How many bytes of text were kept so far.
    kept: usize,
}

/// Most text that is kept, in bytes: nested properties say the same again and again.
const MOST_KEPT: usize = 4 * 1024 * 1024;

impl Items {
    /// An item of this type begins. The type may be an address.
    pub fn open(&mut self, kind: Option<&str>) {
        let mut item = Map::new();
        let kind = kind.and_then(|kinds| kinds.split_whitespace().next());
        if let Some(name) = kind.and_then(|kind| kind.rsplit('/').next()) {
            item.insert("@type".to_owned(), Value::String(name.to_owned()));
        }
        self.open.push(item);
    }

    /// The innermost item ends.
    pub fn close(&mut self) -> Option<Value> {
        self.open.pop().map(Value::Object)
    }

    /// Gives the innermost item a property under each of these names. Without an item it is nobody's.
    pub fn add(&mut self, names: &[String], value: Value) {
        let Some(item) = self.open.last_mut() else { return };
        for name in names {
            self.kept += value.as_str().map_or(0, str::len);
            if self.kept > MOST_KEPT {
                return;
            }
            match item.get_mut(name) {
                Some(Value::Array(all)) => all.push(value.clone()),
                Some(one) => *one = Value::Array(vec![one.take(), value.clone()]),
                None => {
                    item.insert(name.clone(), value.clone());
                }
            }
        }
    }
}
