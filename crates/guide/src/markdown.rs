//! Markdown to raw steps: headings, sentences, and where their rules stand. Knows no rule's meaning.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::at::span;
use crate::at::tidy;
use crate::heading::{self, Attributes};
use crate::mistake::Mistake;
use crate::nearest::nearest;
use crate::syntax::At;
use crate::view::StepView;

/// What the Markdown holds.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The prose before the first step.
    pub summary: String,
    pub steps: Vec<RawStep>,
}

/// A heading and what stands under it.
#[derive(Debug)]
pub(crate) struct RawStep {
    pub id: Option<String>,
    /// Where the id stands, or else the heading.
    pub id_at: Range<usize>,
    pub title: String,
    /// Its short name.
    pub short: Option<String>,
    pub at: Range<usize>,
    pub each_side: bool,
    /// What stands in its code spans that begin with `view`, with single blanks.
    pub views: Vec<At<String>>,
    pub sentences: Vec<RawSentence>,
}

/// A list item.
#[derive(Debug)]
pub(crate) struct RawSentence {
    pub text: String,
    pub at: Range<usize>,
    /// Where its code spans' contents stand.
    pub rules: Vec<Range<usize>>,
    /// Where `{side}` stands in its text.
    pub sides: Vec<Range<usize>>,
    /// Where its words stand.
    pub words_at: Vec<Range<usize>>,
}

/// Reads the Markdown of `text` from `start` on.
pub(crate) fn read(text: &str, start: usize, mistakes: &mut Vec<Mistake>) -> Document {
    let mut reader = Reader {
        text,
        mistakes,
        document: Document::default(),
        place: Place::Prose,
        open: false,
        items: Vec::new(),
    };
    let markdown = text.get(start..).unwrap_or_default();
    for (event, at) in Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES).into_offset_iter() {
        reader.take(event, at.start + start..at.end + start);
    }
    let mut document = reader.document;
    document.summary = tidy(&document.summary);
    for step in &mut document.steps {
        step.title = tidy(&step.title);
        for sentence in &mut step.sentences {
            sentence.text = tidy(&sentence.text);
        }
    }
    document
}

/// Says that a step is done once for each side.
pub(crate) const EACH_SIDE: &str = "each side";

/// What kind of words are being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Paragraphs and list items.
    Prose,
    /// The heading of a step.
    StepHeading,
    /// Another heading, a block of code.
    Ignored,
}

/// What the braces at the end of a heading are, if there are any.
enum Braces {
    Attributes,
    /// Words of the title.
    Title,
}

struct Reader<'t, 'm> {
    text: &'t str,
    mistakes: &'m mut Vec<Mistake>,
    document: Document,
    place: Place,
    /// Whether the last step is still being read.
    open: bool,
    /// The list items that are open: step and sentence, or `None` outside of steps.
    items: Vec<Option<(usize, usize)>>,
}

impl Reader<'_, '_> {
    fn take(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                id,
                classes,
                attrs,
            }) => {
                let braces = id.is_some() || !classes.is_empty() || !attrs.is_empty();
                self.start_step(if braces { Braces::Attributes } else { Braces::Title }, at);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.place = Place::Ignored;
                self.open &= level != HeadingLevel::H1;
            }
            Event::Start(Tag::CodeBlock(_)) => self.place = Place::Ignored,
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock) => self.place = Place::Prose,
            Event::Start(Tag::Item) => self.start_item(at),
            Event::End(TagEnd::Item) => {
                self.items.pop();
            }
            Event::Start(Tag::Paragraph) | Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Text(words) => self.text_at(&words, at),
            Event::Code(code) => self.code(&code, at),
            _ => {}
        }
    }

    fn start_step(&mut self, braces: Braces, at: Range<usize>) {
        let at = self.trim(at);
        let heading = self.text.get(at.clone()).unwrap_or_default();
        let attributes = match braces {
            Braces::Attributes => heading::read(heading, at.start, self.mistakes),
            Braces::Title => {
                self.mistakes.extend(heading::unread(heading, at.start));
                Attributes::default()
            }
        };
        self.place = Place::StepHeading;
        self.open = true;
        let id_at = attributes.id.as_ref().map_or(at.clone(), |id| id.at.clone());
        let id = attributes.id.map(|id| id.value);
        self.document.steps.push(RawStep {
            id,
            id_at,
            title: String::new(),
            short: attributes.short,
            at,
            each_side: false,
            views: Vec::new(),
            sentences: Vec::new(),
        });
    }

    fn start_item(&mut self, at: Range<usize>) {
        let at = self.trim(at);
        let line = self
            .text
            .get(at.clone())
            .and_then(|item| item.lines().next())
            .unwrap_or_default();
        let at = at.start..at.start + line.trim_end().len();
        let index = self.document.steps.len();
        let target = match self.document.steps.last_mut() {
            Some(step) if self.open => {
                step.sentences.push(RawSentence {
                    text: String::new(),
                    at,
                    rules: Vec::new(),
                    sides: Vec::new(),
                    words_at: Vec::new(),
                });
                Some((index - 1, step.sentences.len() - 1))
            }
            _ => {
                self.mistakes.push(Mistake::SentenceOutsideStep { at: span(&at) });
                None
            }
        };
        self.items.push(target);
    }

    fn text_at(&mut self, words: &str, at: Range<usize>) {
        self.words(words);
        let source = self.text.get(at.clone()).unwrap_or_default();
        if let (Place::Prose, Some(Some(target))) = (self.place, self.items.last()) {
            let sides = source
                .match_indices("{side}")
                .map(|(from, side)| at.start + from..at.start + from + side.len());
            if let Some(sentence) = sentence(&mut self.document, *target) {
                sentence.sides.extend(sides);
                sentence.words_at.push(at);
            }
        }
    }

    /// Adds words to what is being read.
    fn words(&mut self, words: &str) {
        let sink = match (self.place, self.items.last()) {
            (Place::Ignored, _) => None,
            (Place::StepHeading, _) => self.document.steps.last_mut().map(|step| &mut step.title),
            (Place::Prose, Some(Some(target))) => sentence(&mut self.document, *target).map(|found| &mut found.text),
            (Place::Prose, Some(None)) => None,
            (Place::Prose, None) => self.document.steps.is_empty().then_some(&mut self.document.summary),
        };
        if let Some(sink) = sink {
            sink.push_str(words);
        }
    }

    fn code(&mut self, code: &str, at: Range<usize>) {
        let content = self.code_content(at);
        match (self.place, self.items.last()) {
            (Place::Prose, Some(Some(target))) => {
                if let Some(sentence) = sentence(&mut self.document, *target) {
                    sentence.rules.push(content);
                }
            }
            (Place::Prose, None) if self.open => self.paragraph_code(code, content),
            _ => self.words(code),
        }
    }

    /// A code span in a paragraph of a step: `each side`, a view, or a rule that nobody would follow.
    fn paragraph_code(&mut self, code: &str, at: Range<usize>) {
        let value = tidy(code);
        if let Some(step) = self.document.steps.last_mut() {
            if value == EACH_SIDE {
                step.each_side = true;
                return;
            }
            if value.split(' ').next() == Some("view") {
                step.views.push(At { value, at });
                return;
            }
        }
        let known = [EACH_SIDE].into_iter().chain(StepView::ALL.map(StepView::words));
        let help = match nearest(&value, known) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "put it behind a sentence, which is a list item: `- Face straight ahead. `keep facing forward``"
                .to_owned(),
        };
        self.mistakes.push(Mistake::RuleOutsideSentence { help, at: span(&at) });
    }

    /// Where the content of a code span stands, without its ticks and blanks.
    fn code_content(&self, at: Range<usize>) -> Range<usize> {
        let source = self.text.get(at.clone()).unwrap_or_default();
        let inside = source.trim_start_matches('`');
        let ticks = source.len() - inside.len();
        let end = at.end.saturating_sub(ticks).max(at.start + ticks);
        self.trim(at.start + ticks..end)
    }

    fn trim(&self, at: Range<usize>) -> Range<usize> {
        let source = self.text.get(at.clone()).unwrap_or_default();
        let start = at.start + (source.len() - source.trim_start().len());
        start..start + source.trim().len()
    }
}

fn sentence(document: &mut Document, (step, sentence): (usize, usize)) -> Option<&mut RawSentence> {
    document.steps.get_mut(step)?.sentences.get_mut(sentence)
}
