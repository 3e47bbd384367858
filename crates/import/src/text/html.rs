//! HTML to blocks, with the JSON-LD and the microdata that it carries.
//!
//! Reads tags one after the other and keeps only a stack of those that are open: linear time, bounded depth.
//!
//! Must not know: what an article is about.

use std::collections::HashMap;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use serde_json::Value;

use crate::text::block::{About, Block, BlockKind, Builder, MOST_CELLS, tidy};
use crate::text::microdata::Items;
use crate::text::table;
use crate::text::tags::{HIDDEN, INLINE, VOID, WHOLE, is_around, start_of, without_site};

/// Most elements that may be open at a time. Pages of articles stay below a hundred.
const DEEPEST: usize = 512;
/// Longest text of a property that is kept, in bytes: longer than any step.
const LONGEST_PROPERTY: usize = 16 * 1024;
/// Most JSON-LD that is kept of a page, in bytes. Of a HowTo it has some ten thousand.
const LONGEST_JSON: usize = 1024 * 1024;
/// Longest byline or title of a page, in bytes.
const LONGEST_BYLINE: usize = 200;

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub blocks: Vec<Block>,
    pub about: About,
    /// Texts of JSON-LD.
    pub json: Vec<String>,
    /// Items of microdata, as JSON.
    pub items: Vec<Value>,
}

/// More elements are open at a time than are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooDeep;

/// Reads a page.
pub(crate) fn read(text: &str) -> Result<Page, TooDeep> {
    let mut emitter = DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => reader.start(&tag)?,
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.text(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    Ok(reader.finish())
}

/// The words of a text that may have tags and entities in it.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let words = |text: &str| {
        let blocks = read(text).map(|page| page.blocks).unwrap_or_default();
        blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join(" ")
    };
    let once = words(text);
    // Some pages escape their tags before they put them into JSON.
    if text.contains("&lt;") && once.contains("</") {
        words(&once)
    } else {
        once
    }
}

/// An element that is open.
struct Open {
    name: String,
    hidden: bool,
    /// What is captured between its tags.
    capture: Option<(Capture, usize)>,
    /// It holds an item of microdata.
    scope: bool,
}

/// A row of a table.
struct Row {
    /// Its first block.
    start: usize,
    /// The first block of each cell.
    cells: Vec<usize>,
    /// How many of its cells are no heads.
    others: usize,
}

enum Capture {
    Title,
    Author,
    Json,
    /// Properties of microdata.
    Props(Vec<String>),
}

#[derive(Default)]
struct Reader {
    page: Page,
    builder: Builder,
    open: Vec<Open>,
    /// How many of each name are open.
    names: HashMap<String, usize>,
    /// How many that are hidden are open.
    hidden: usize,
    /// Next number of each open list; `None` without numbers.
    lists: Vec<Option<u32>>,
    /// The open row of a table.
    row: Option<Row>,
    /// The columns of the open table are what to do, and what not.
    columns: Vec<String>,
    items: Items,
    /// How many bytes of JSON-LD are kept.
    json: usize,
    /// All text so far, for what is captured.
    text: String,
    site_title: Option<String>,
    page_title: Option<String>,
    byline: Option<String>,
}

/// Nobody sees it, or it is no part of the article.
fn is_hidden(name: &str, attribute: &dyn Fn(&str) -> Option<String>) -> bool {
    let unseen = attribute("hidden").is_some()
        || attribute("aria-hidden").is_some_and(|value| value == "true")
        || attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    let mut names = ["class", "id"].into_iter().filter_map(attribute);
    let around = !WHOLE.contains(&name) && names.any(|names| is_around(&names));
    unseen || around || name == "title" || HIDDEN.contains(&name)
}

fn names_author(names: &str) -> bool {
    let mut names = names.split_whitespace().map(str::to_lowercase);
    names.any(|name| matches!(name.as_str(), "author" | "byline" | "author-name" | "byline-name"))
}

/// "card-title", "step__heading": how pages mark a heading that is none in HTML.
fn is_title(names: &str) -> bool {
    let title = |name: &str| {
        let name = name.to_lowercase();
        let mut parts = name.split(['-', '_']);
        let last = parts.rfind(|part| !part.is_empty());
        last.is_some_and(|last| matches!(last, "title" | "heading" | "headline")) && !name.contains("sub")
    };
    names.split_whitespace().any(title)
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), TooDeep> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        let attribute = |key: &str| -> Option<String> {
            tag.attributes
                .get(key.as_bytes())
                .map(|value| String::from_utf8_lossy(value).into_owned())
        };
        self.close_implied(&name);
        let props: Vec<String> = attribute("itemprop")
            .iter()
            .flat_map(|names| names.split_whitespace())
            .take(8)
            .map(str::to_owned)
            .collect();
        if VOID.contains(&name.as_str()) {
            self.void(&name, &attribute, props);
            return Ok(());
        }
        if self.open.len() >= DEEPEST {
            return Err(TooDeep);
        }
        let hidden = is_hidden(&name, &attribute);
        let scope = attribute("itemscope").is_some();
        if scope {
            self.items.open(attribute("itemtype").as_deref());
        }
        let capture = self.capture(&name, &attribute, props, scope);
        self.hidden += usize::from(hidden);
        *self.names.entry(name.clone()).or_default() += 1;
        if self.hidden == 0 {
            self.begin(&name, &attribute);
        }
        let start = self.text.len();
        self.open.push(Open {
            name,
            hidden,
            capture: capture.map(|capture| (capture, start)),
            scope,
        });
        Ok(())
    }

    /// What its text is kept for.
    fn capture(
        &mut self,
        name: &str,
        attribute: &dyn Fn(&str) -> Option<String>,
        props: Vec<String>,
        scope: bool,
    ) -> Option<Capture> {
        let is_json = name == "script"
            && attribute("type").is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"));
        if is_json {
            Some(Capture::Json)
        } else if name == "title" && !self.names.contains_key("svg") {
            Some(Capture::Title)
        } else if !props.is_empty() {
            // A value may stand beside the text: `<span itemprop="name" content="…">`.
            match attribute("content") {
                Some(value) if !scope => {
                    self.items.add(&props, Value::String(value));
                    None
                }
                _ => Some(Capture::Props(props)),
            }
        } else {
            let mut names = ["class", "rel"].into_iter().filter_map(attribute);
            names.any(|names| names_author(&names)).then_some(Capture::Author)
        }
    }

    /// What the beginning of an element does to the blocks.
    fn begin(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>) {
        let number = |key: &str| attribute(key).and_then(|value| value.trim().parse::<u32>().ok());
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map_or(6, |digit| digit - b'0');
                self.builder.heading(level);
            }
            "ol" => {
                self.builder.end_block();
                self.lists.push(Some(number("start").unwrap_or(1)));
            }
            "ul" => {
                self.builder.end_block();
                self.lists.push(None);
            }
            "li" => {
                let depth = u8::try_from(self.lists.len()).unwrap_or(u8::MAX);
                let place = self.lists.last_mut().and_then(Option::as_mut).map(|next| {
                    let place = number("value").unwrap_or(*next);
                    *next = place.saturating_add(1);
                    place
                });
                self.builder.item(place, depth);
            }
            "b" | "strong" => self.builder.bold(),
            "dt" | "summary" => self.builder.name(),
            "table" => {
                self.builder.end_item();
                self.columns.clear();
            }
            "tr" => {
                self.builder.end_item();
                self.row = Some(Row {
                    start: self.builder.len(),
                    cells: Vec::new(),
                    others: 0,
                });
            }
            "td" | "th" => {
                self.builder.end_item();
                if let Some(row) = self.row.as_mut().filter(|row| row.cells.len() <= MOST_CELLS) {
                    row.cells.push(self.builder.len());
                    row.others += usize::from(name == "td");
                }
            }
            _ if INLINE.contains(&name) => {}
            "div" | "p" if attribute("class").is_some_and(|names| is_title(&names)) => self.builder.name(),
            _ => self.builder.end_block(),
        }
        if !INLINE.contains(&name) {
            self.text.push(' ');
        }
    }

    fn void(&mut self, name: &str, attribute: &dyn Fn(&str) -> Option<String>, props: Vec<String>) {
        match name {
            "br" if self.hidden == 0 => {
                self.builder.line();
                self.text.push(' ');
            }
            "hr" if self.hidden == 0 => self.builder.end_block(),
            "meta" => {
                let content = attribute("content")
                    .map(|content| tidy(&content))
                    .filter(|content| !content.is_empty());
                let Some(content) = content else { return };
                match attribute("name").or_else(|| attribute("property")).as_deref() {
                    Some("author" | "article:author" | "parsely-author") if !content.contains("://") => {
                        self.page.about.author = Some(content.clone())
                    }
                    Some("og:title") => self.page_title = Some(content.clone()),
                    _ => {}
                }
                self.items.add(&props, Value::String(content));
            }
            _ => {}
        }
    }

    /// Ends what HTML lets open: a paragraph before a block, an item before the next one.
    fn close_implied(&mut self, name: &str) {
        let within = |names: &[&str]| names.contains(&name);
        let block = !INLINE.contains(&name) && !VOID.contains(&name);
        if block && self.open.last().is_some_and(|open| open.name == "p") {
            self.end("p");
        }
        let (ends, stays): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table", "tbody", "thead"]),
            "option" => (&["option"], &["select"]),
            _ => return,
        };
        debug_assert!(within(ends));
        let last = self
            .open
            .iter()
            .rev()
            .take(50)
            .find(|open| ends.contains(&open.name.as_str()) || stays.contains(&open.name.as_str()));
        if let Some(name) = last
            .filter(|open| ends.contains(&open.name.as_str()))
            .map(|open| open.name.clone())
        {
            self.end(&name);
        }
    }

    fn end(&mut self, name: &str) {
        if !self.names.contains_key(name) {
            return;
        }
        while let Some(open) = self.open.pop() {
            let found = open.name == name;
            self.leave(open);
            if found {
                break;
            }
        }
    }

    fn leave(&mut self, open: Open) {
        if let Some(count) = self.names.get_mut(&open.name) {
            *count -= 1;
            if *count == 0 {
                self.names.remove(&open.name);
            }
        }
        if self.hidden == 0 {
            match open.name.as_str() {
                "b" | "strong" => self.builder.end_bold(),
                "li" => self.builder.end_item(),
                "ul" | "ol" => {
                    self.builder.end_item();
                    self.lists.pop();
                }
                "tr" => self.end_row(),
                name if INLINE.contains(&name) => {}
                _ => self.builder.end_block(),
            }
            if !INLINE.contains(&open.name.as_str()) {
                self.text.push(' ');
            }
        }
        self.hidden -= usize::from(open.hidden);
        let item = if open.scope { self.items.close() } else { None };
        let Some((capture, start)) = open.capture else {
            self.page.items.extend(item);
            return;
        };
        let text = self.text.get(start..).unwrap_or_default();
        match capture {
            Capture::Title if self.site_title.is_none() && !text.trim().is_empty() => {
                self.site_title = Some(tidy(start_of(text, LONGEST_BYLINE)));
            }
            Capture::Author if self.byline.is_none() => self.byline = Some(tidy(start_of(text, LONGEST_BYLINE))),
            Capture::Title | Capture::Author => {}
            Capture::Json if self.json + text.len() <= LONGEST_JSON => {
                self.json += text.len();
                self.page.json.push(text.to_owned());
            }
            Capture::Json => {}
            Capture::Props(names) => {
                let value = item.unwrap_or_else(|| Value::String(tidy(start_of(text, LONGEST_PROPERTY))));
                self.items.add(&names, value);
            }
        }
    }

    /// A row of words is an item; one of heads says nothing. A row that lays out a page stays as it is.
    fn end_row(&mut self) {
        self.builder.end_item();
        let Some(row) = self.row.take() else { return };
        // Tables that a page is laid out with hold headings and long texts: they are read as if they were none.
        let Some(cells) = self.builder.take_cells(row.start, &row.cells) else {
            return;
        };
        if row.others == 0 {
            self.columns = cells;
            return;
        }
        for block in table::blocks(&cells, &self.columns, 1) {
            self.builder.push(block);
        }
    }

    fn text(&mut self, words: &str) {
        let captured = self
            .open
            .last()
            .is_some_and(|open| matches!(open.capture, Some((Capture::Title | Capture::Json, _))));
        if captured || self.hidden == 0 {
            self.text.push_str(words);
        }
        if self.hidden == 0 {
            self.builder.text(words);
        }
    }

    fn finish(mut self) -> Page {
        while let Some(open) = self.open.pop() {
            self.leave(open);
        }
        self.page.blocks = self.builder.finish();
        let heading = self.page.blocks.iter().any(|block| block.kind == BlockKind::Heading(1));
        if !heading {
            self.page.about.title = self.page_title.or(self.site_title.as_deref().map(without_site));
        }
        self.page.about.byline = self.byline;
        self.page
    }
}
