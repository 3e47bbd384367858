//! The Markdown in its one form, block by block.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::rules;
use crate::at::tidy;
use crate::markdown::EACH_SIDE;
use crate::view::StepView;

/// What is done with lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// Every sentence on a line of its own, its rules behind it.
    OneLineEach,
    /// Nothing.
    AsWritten,
}

/// What a step is called besides its title.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a> {
    pub id: &'a str,
    pub short: Option<&'a str>,
}

/// The blocks of the Markdown from `start` on. `names` are those of the steps.
pub(super) fn printed(text: &str, start: usize, names: &[Names], lists: Lists) -> Vec<String> {
    let mut printer = Printer {
        text,
        names,
        lists,
        steps: 0,
        blocks: Vec::new(),
    };
    let markdown = text.get(start..).unwrap_or_default();
    let mut depth = 0_usize;
    let mut block: Vec<(Event, Range<usize>)> = Vec::new();
    let mut printed_to = start;
    for (event, at) in Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        let at = at.start + start..at.end + start;
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = depth == 0;
        block.push((event, at));
        if ends {
            let whole = block.first().map_or(0..0, |(_, at)| at.clone());
            printer.between(printed_to..whole.start);
            printer.block(&block, whole.clone());
            printed_to = printed_to.max(whole.end);
            block.clear();
        }
    }
    printer.between(printed_to..text.len());
    printer.blocks.into_iter().map(|block| block.text).collect()
}

struct Printer<'a> {
    text: &'a str,
    names: &'a [Names<'a>],
    lists: Lists,
    /// Steps seen so far.
    steps: usize,
    blocks: Vec<Block>,
}

struct Block {
    text: String,
    /// A list in its one form: the next one goes on with it.
    is_list: bool,
}

impl Printer<'_> {
    /// What stands between two blocks and is no event: where links lead.
    fn between(&mut self, at: Range<usize>) {
        let source = self.text.get(at).unwrap_or_default();
        if !source.trim().is_empty() {
            let lines: Vec<&str> = source.trim_matches('\n').lines().map(str::trim_end).collect();
            self.push(lines.join("\n"));
        }
    }

    fn push(&mut self, text: String) {
        self.blocks.push(Block { text, is_list: false });
    }

    fn block(&mut self, events: &[(Event, Range<usize>)], whole: Range<usize>) {
        let first_step = self.steps;
        self.steps += events
            .iter()
            .filter(|(event, _)| {
                matches!(
                    event,
                    Event::Start(Tag::Heading {
                        level: HeadingLevel::H2,
                        ..
                    })
                )
            })
            .count();
        match events.first().map(|(event, _)| event) {
            Some(Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            })) => {
                let Names { id, short } = self.names.get(first_step).copied().unwrap_or_default();
                let short = short.map(|short| format!(" short=\"{short}\"")).unwrap_or_default();
                let title = title(self.text.get(whole).unwrap_or_default(), events);
                self.push(format!("## {title} {{#{id}{short}}}"));
            }
            Some(Event::Start(Tag::Paragraph)) => {
                let source = self.text.get(whole).unwrap_or_default();
                self.push(paragraph(source, events));
            }
            Some(Event::Start(Tag::List(_))) if self.lists == Lists::OneLineEach => {
                match sentences(self.text, events) {
                    Some(lines) => match self.blocks.last_mut().filter(|block| block.is_list) {
                        Some(list) => {
                            list.text.push('\n');
                            list.text.push_str(&lines);
                        }
                        None => self.blocks.push(Block {
                            text: lines,
                            is_list: true,
                        }),
                    },
                    None => self.verbatim(whole),
                }
            }
            _ => self.verbatim(whole),
        }
    }

    /// A block as it was written, from the beginning of its line.
    fn verbatim(&mut self, whole: Range<usize>) {
        let before = self.text.get(..whole.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\t']).len();
        let source = self.text.get(start..whole.end).unwrap_or_default();
        self.push(source.trim_end_matches('\n').to_owned());
    }
}

/// The words of a heading, without its marks and its id.
fn title(source: &str, events: &[(Event, Range<usize>)]) -> String {
    let source = source.trim();
    let has_attributes = matches!(
        events.first(),
        Some((Event::Start(Tag::Heading { id, classes, attrs, .. }), _))
            if id.is_some() || !classes.is_empty() || !attrs.is_empty()
    );
    let marked = source.strip_prefix("##");
    // Without marks it is underlined: its last line is the line under it.
    let words = marked
        .or(source.rsplit_once('\n').map(|(words, _)| words))
        .unwrap_or(source);
    let words = words.trim();
    let words = match words.rfind('{').filter(|_| has_attributes) {
        Some(at) => words.get(..at).unwrap_or(words).trim_end(),
        None => words,
    };
    // `#`s at the end are marks too where the heading begins with marks and a blank stands before them; elsewhere they
    // are words.
    let without = words.trim_end_matches('#');
    let apart = without.len() < words.len() && without.ends_with([' ', '\t']);
    match (apart, marked) {
        (true, Some(_)) => tidy(without),
        (true, None) => format!("{} \\{}", tidy(without), words.get(without.len()..).unwrap_or_default()),
        (false, _) => tidy(words),
    }
}

fn paragraph(source: &str, events: &[(Event, Range<usize>)]) -> String {
    if let Some(settings) = settings(events) {
        return settings;
    }
    let lines = source.lines().map(|line| {
        let line = line.trim_end();
        let words = line.trim_start_matches(' ');
        // Deeper, it might begin a block without them.
        if line.len() - words.len() <= 3 { words } else { line }
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// A paragraph of nothing but `each side` and views, on one line; `None` when there is something else in it.
fn settings(events: &[(Event, Range<usize>)]) -> Option<String> {
    let [_, inside @ .., _] = events else { return None };
    let mut settings: Vec<String> = Vec::new();
    for (event, _) in inside {
        match event {
            Event::Code(code) => {
                let code = tidy(code);
                let known = code == EACH_SIDE || StepView::read(&code).is_some();
                settings.push(known.then(|| format!("`{code}`"))?);
            }
            Event::Text(words) if words.trim().is_empty() => {}
            Event::SoftBreak | Event::HardBreak => {}
            _ => return None,
        }
    }
    (!settings.is_empty()).then(|| settings.join(" "))
}

/// A rule in its one form, and the comments for the author behind it: `<!-- # suggested -->`.
struct Printed {
    rule: String,
    marks: String,
}

/// One sentence while its list is read.
#[derive(Default)]
struct Item {
    words: String,
    rules: Vec<Printed>,
    /// Where the words begin that are not copied yet, and where they end so far.
    run: Option<Range<usize>>,
    /// A rule stood before the first word.
    rule_first: bool,
}

impl Item {
    fn copy(&mut self, text: &str) {
        if let Some(run) = self.run.take() {
            self.words.push_str(text.get(run).unwrap_or_default());
        }
    }
}

/// The sentences of a list, one a line, those of lists within it too. `None` when there is more than sentences in it.
fn sentences(text: &str, events: &[(Event, Range<usize>)]) -> Option<String> {
    let mut items: Vec<Item> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // Inside of emphasis, links and the like, whose whole range is copied.
    let mut inline = 0_usize;
    for (event, at) in events {
        match event {
            Event::Start(Tag::List(_)) | Event::End(TagEnd::List(_)) => {
                if let Some(item) = open.last().and_then(|index| items.get_mut(*index)) {
                    item.copy(text);
                }
                continue;
            }
            Event::Start(Tag::Item) => {
                open.push(items.len());
                items.push(Item::default());
                continue;
            }
            _ => {}
        }
        let item = items.get_mut(*open.last()?)?;
        match event {
            Event::End(TagEnd::Item) => {
                item.copy(text);
                open.pop();
            }
            Event::Start(Tag::Paragraph) | Event::SoftBreak | Event::HardBreak if inline == 0 => {
                item.copy(text);
                item.words.push(' ');
            }
            Event::End(TagEnd::Paragraph) => item.copy(text),
            Event::Code(_) if inline == 0 => {
                item.copy(text);
                item.rule_first |= item.words.trim().is_empty();
                let source = text.get(at.clone()).unwrap_or_default();
                let ticks = source.len() - source.trim_start_matches('`').len();
                let inside = source
                    .get(ticks..source.len().saturating_sub(ticks))
                    .unwrap_or_default();
                item.rules.push(Printed {
                    rule: rules::printed(inside.trim()),
                    marks: String::new(),
                });
            }
            Event::InlineHtml(html) if inline == 0 && is_mark(html) && !item.rules.is_empty() => {
                item.copy(text);
                if let Some(last) = item.rules.last_mut() {
                    last.marks.push(' ');
                    last.marks.push_str(html);
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) => {
                extend(&mut item.run, text, at);
                inline += 1;
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {
                inline = inline.saturating_sub(1)
            }
            Event::Text(_) | Event::InlineHtml(_) if inline == 0 => extend(&mut item.run, text, at),
            Event::Text(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::HardBreak | Event::Code(_) => {}
            _ => return None,
        }
    }
    let lines: Vec<String> = items.iter().map(line).collect();
    Some(lines.join("\n"))
}

/// Whether a piece of HTML is a comment for the author, as `guide import` writes them: it belongs to the rule before
/// it.
fn is_mark(html: &str) -> bool {
    html.strip_prefix("<!--")
        .is_some_and(|inside| inside.trim_start().starts_with('#'))
}

/// Adds a part to the words that are copied as they stand; what escapes its first letter belongs to it.
fn extend(run: &mut Option<Range<usize>>, text: &str, at: &Range<usize>) {
    let escaped = text.get(..at.start).is_some_and(|before| before.ends_with('\\'));
    let start = run.as_ref().map_or(at.start - usize::from(escaped), |run| run.start);
    *run = Some(start..at.end);
}

fn line(item: &Item) -> String {
    let mut words = tidy(&item.words);
    if item.rule_first {
        words = without_mark(words);
    }
    let mut line = format!("- {words}");
    for rule in &item.rules {
        line.push(' ');
        line.push_str(&rules::in_ticks(&rule.rule));
        line.push_str(&rule.marks);
    }
    line
}

/// Words that came behind a rule now begin the item: what would begin a block there is escaped.
fn without_mark(mut words: String) -> String {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = words.get(digits..).unwrap_or_default();
    let first = after.split(' ').next().unwrap_or_default();
    let heading = !first.is_empty() && first.chars().all(|c| c == '#');
    let at = match digits {
        0 if heading || matches!(first, "-" | "+" | "*") || first.starts_with('>') || first.starts_with("~~~") => 0,
        1.. if matches!(first, "." | ")") => digits,
        _ => return words,
    };
    words.insert(at, '\\');
    words
}
