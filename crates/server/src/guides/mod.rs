//! The guides as the page shows them: cards for the list, and whole pages with every rule explained.
//!
//! Read once, when the server starts: the guides come with the program.

mod clause;
mod explain;

use std::sync::Arc;

use coach::{ByClock, Plan};
use guide::{Demand, Guide, Rule, Step, Vocabulary};
use serde::Serialize;

use self::explain::explain;

/// Words a minute of somebody who reads at ease.
const WORDS_A_MINUTE: usize = 230;

/// A guide in the list: the `GuideCard` of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Card {
    #[serde(flatten)]
    about: About,
    /// How many.
    steps: usize,
}

/// A whole guide: the `GuidePage` of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Page {
    #[serde(flatten)]
    about: About,
    sha256: String,
    /// The guide's own text: what the judge is given.
    text: String,
    steps: Vec<StepPage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct About {
    name: String,
    title: String,
    author: Option<String>,
    source: Option<String>,
    difficulty: Option<String>,
    /// Paragraphs; none when the guide has no words before its first step.
    summary: Vec<String>,
    read_minutes: usize,
    session_minutes: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct StepPage {
    id: String,
    title: String,
    each_side: bool,
    sentences: Vec<SentencePage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct SentencePage {
    text: String,
    rules: Vec<RulePage>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct RulePage {
    rule: String,
    verb: &'static str,
    explained: String,
}

/// Every guide that comes with the program.
#[derive(Debug)]
pub(crate) struct Guides(Vec<(Card, Page)>);

impl Guides {
    /// The guides that come with the program, read.
    pub fn builtin() -> Self {
        let vocabulary = Vocabulary::builtin();
        let shown = guide::builtin_guides().iter().map(|(name, text)| {
            let guide = guide::parse(name, text, vocabulary).expect("tests read every guide that comes along");
            shown(guide, text, vocabulary)
        });
        Self(shown.collect())
    }

    /// One card for each guide, in the program's order.
    pub fn cards(&self) -> Vec<&Card> {
        self.0.iter().map(|(card, _)| card).collect()
    }

    /// The guide with this name.
    pub fn page(&self, name: &str) -> Option<&Page> {
        let found = self.0.iter().find(|(card, _)| card.about.name == name);
        found.map(|(_, page)| page)
    }
}

fn shown(guide: Guide, text: &str, vocabulary: &Vocabulary) -> (Card, Page) {
    let guide = Arc::new(guide);
    let about = About {
        name: guide.name.clone(),
        title: guide.title.clone(),
        author: guide.author.clone(),
        source: guide.source.clone(),
        difficulty: guide.difficulty.clone(),
        summary: Some(guide.summary.clone())
            .filter(|summary| !summary.is_empty())
            .into_iter()
            .collect(),
        read_minutes: words(&guide).div_ceil(WORDS_A_MINUTE).max(1),
        session_minutes: session_minutes(&guide),
    };
    let steps = guide.steps.iter().map(|step| step_page(step, vocabulary)).collect();
    let card = Card {
        about: about.clone(),
        steps: guide.steps.len(),
    };
    let page = Page {
        about,
        sha256: guide.sha256.clone(),
        text: text.to_owned(),
        steps,
    };
    (card, page)
}

/// Words that a reader of the page reads: without rules, which are folded away.
fn words(guide: &Guide) -> usize {
    let steps = guide.steps.iter().flat_map(|step| {
        let sentences = step.sentences.iter().map(|sentence| sentence.text.as_str());
        std::iter::once(step.title.as_str()).chain(sentences)
    });
    let all = [guide.title.as_str(), guide.summary.as_str()].into_iter().chain(steps);
    all.map(|text| text.split_whitespace().count()).sum()
}

/// Minutes that the guide takes on the clock, rounded up; at least 1.
fn session_minutes(guide: &Arc<Guide>) -> u64 {
    let clock = ByClock::new(Arc::clone(guide), Plan::WholeGuide).expect("the whole guide is always a plan");
    (clock.length_s() / 60.0).ceil().max(1.0) as u64
}

fn step_page(step: &Step, vocabulary: &Vocabulary) -> StepPage {
    let sentences = step.sentences.iter().map(|sentence| SentencePage {
        text: sentence.text.clone(),
        rules: sentence
            .rules
            .iter()
            .map(|rule| rule_page(rule, step, vocabulary))
            .collect(),
    });
    StepPage {
        id: step.id.clone(),
        title: step.title.clone(),
        each_side: step.each_side,
        sentences: sentences.collect(),
    }
}

fn rule_page(rule: &Rule, step: &Step, vocabulary: &Vocabulary) -> RulePage {
    RulePage {
        rule: rule.text.clone(),
        verb: verb(&rule.demand),
        explained: explain(rule, step, vocabulary.timing()),
    }
}

fn verb(demand: &Demand) -> &'static str {
    match demand {
        Demand::Start(_) => "start",
        Demand::Reach(_) => "reach",
        Demand::Keep(_) => "keep",
        Demand::Hold(_) => "hold",
        Demand::Return(_) => "return",
        Demand::Slowly(_) => "slowly",
        Demand::Repeat { .. } => "repeat",
        Demand::Ask(_) => "ask",
        Demand::Note => "note",
    }
}
