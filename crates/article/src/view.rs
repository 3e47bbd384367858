//! What the page shows of a draft: the review of the import, its rules in plain words, its reasons in the page's language.

use body::Language;
use guide::Vocabulary;
use import::{Choice, Draft, Question, SentenceReview, StepReview, Suggestion, Waits, WithoutRule};
use reading::Page;
use serde::Serialize;

use crate::reasons::{Said, said_in};
use crate::refused::Refused;
use crate::rules::{RuleWords, words};

/// A draft for the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct View {
    /// Of the article: `en`.
    pub language: String,
    /// As it was found or written; may be empty.
    pub title: String,
    /// As it was found or written; may be empty.
    pub author: String,
    /// As it was found or written; may be empty.
    pub source: String,
    /// What is said before the first step.
    pub intro: Vec<String>,
    /// When to stop, where the article does not say it.
    pub stop: Option<SuggestionView>,
    /// In their order.
    pub steps: Vec<StepView>,
    /// What the article says and the guide does not, and why.
    pub left_out: Vec<LeftOutView>,
    /// What was repaired.
    pub repairs: Vec<Said>,
    /// How far the person has got.
    pub counts: Counts,
    /// The guide as it stands; none when it is longer than a guide may be.
    pub guide: Option<String>,
    /// Why there is no guide.
    pub refused: Option<Refused>,
    /// A name to keep it under. `None` when the title has no letter for it.
    pub slug: Option<String>,
}

/// How far a person has got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Steps of the guide.
    pub steps: usize,
    /// Their sentences.
    pub sentences: usize,
    /// Suggestions that nobody has looked at.
    pub open: usize,
    /// Suggestions that were accepted.
    pub accepted: usize,
    /// Suggestions that were struck.
    pub struck: usize,
    /// Suggestions that can't stand now.
    pub waiting: usize,
    /// Questions without an answer.
    pub questions: usize,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    /// Its heading.
    pub title: String,
    /// That it is done for each side, where that is suggested.
    pub each_side: Option<SuggestionView>,
    /// In their order.
    pub sentences: Vec<SentenceView>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SentenceView {
    /// As the article has it.
    pub said: String,
    /// As the guide has it, with both sides where it is done for each: "to your left / right".
    pub text: String,
    /// What is suggested, struck or not.
    pub rules: Vec<SuggestionView>,
    /// What it may mean besides.
    pub questions: Vec<QuestionView>,
    /// What stands there while it has no rule.
    pub without: Option<WithoutRule>,
    /// What could not be done.
    pub hint: Option<Said>,
}

/// A rule that is suggested.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SuggestionView {
    /// For `choose`.
    pub id: String,
    /// In plain words.
    #[serde(flatten)]
    pub words: RuleWords,
    /// The words of the article that say it, in their order.
    pub because: Vec<String>,
    /// Why it is a guess, if it is one.
    pub doubt: Option<Said>,
    /// `accept`, `strike`, or still open.
    pub choice: Option<Choice>,
    /// Why it can't stand now.
    pub waits: Option<Waits>,
}

/// A rule that a sentence may mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuestionView {
    /// For `choose`.
    pub id: String,
    /// In plain words.
    #[serde(flatten)]
    pub words: RuleWords,
    /// Why nobody can be sure.
    pub why: Said,
    /// `accept` is yes, `strike` no.
    pub choice: Option<Choice>,
    /// Why it can't stand, although the answer is yes.
    pub waits: Option<Waits>,
}

/// A text that the guide does not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOutView {
    /// As the article has it.
    pub text: String,
    /// Why it is not in the guide.
    pub why: Said,
}

/// A draft as the page shows it in `language`.
pub fn view(draft: &Draft, language: Language) -> View {
    let review = draft.review();
    let (guide, refused) = match draft.guide() {
        Ok(guide) => (Some(guide), None),
        Err(error) => (None, Some(Refused::from(&error))),
    };
    let page = guide.as_ref().and_then(|text| {
        let vocabulary = Vocabulary::builtin();
        Some(Page::new(
            guide::parse("article", text, vocabulary).ok()?,
            text,
            vocabulary,
        ))
    });
    let mut counts = Counts {
        steps: review.steps.len(),
        sentences: review.steps.iter().map(|step| step.sentences.len()).sum(),
        questions: review.questions().filter(|question| question.choice.is_none()).count(),
        ..Counts::default()
    };
    for suggestion in review.suggestions(None) {
        *match (suggestion.choice, &suggestion.waits) {
            (Some(Choice::Strike), _) => &mut counts.struck,
            (_, Some(_)) => &mut counts.waiting,
            (Some(_), None) => &mut counts.accepted,
            (None, None) => &mut counts.open,
        } += 1;
    }
    let show = Shown { page, language };
    let steps = review.steps.iter().enumerate();
    View {
        steps: steps.map(|(at, step)| show.step(at, step)).collect(),
        stop: review.stop.as_ref().map(|stop| SuggestionView {
            words: RuleWords {
                verb: "stop".to_owned(),
                ..words(&stop.rule, None, language)
            },
            ..show.suggestion(stop, "", None)
        }),
        left_out: review
            .left_out
            .iter()
            .map(|left| LeftOutView {
                text: left.text.clone(),
                why: said_in(&left.why, language),
            })
            .collect(),
        repairs: review.repairs.iter().map(|repair| said_in(repair, language)).collect(),
        slug: show.page.as_ref().and_then(|page| guide::slug(&page.about.title)),
        language: review.language,
        title: review.title,
        author: review.author,
        source: review.source,
        intro: review.intro,
        counts,
        guide,
        refused,
    }
}

/// The guide as it reads, and the language of the page.
struct Shown {
    page: Option<Page>,
    language: Language,
}

impl Shown {
    fn step(&self, at: usize, step: &StepReview) -> StepView {
        StepView {
            title: step.title.clone(),
            each_side: step.each_side.as_ref().map(|each_side| SuggestionView {
                words: RuleWords {
                    verb: "each side".to_owned(),
                    ..words(&each_side.rule, None, self.language)
                },
                ..self.suggestion(each_side, "", None)
            }),
            sentences: step
                .sentences
                .iter()
                .enumerate()
                .map(|(sentence, review)| self.sentence((at, sentence), review))
                .collect(),
        }
    }

    fn sentence(&self, at: (usize, usize), sentence: &SentenceReview) -> SentenceView {
        // Rules that stand are in the guide in this order: the suggestions, then the answers.
        let mut standing = 0;
        let mut explained = |stands: bool| {
            let page = self.page.as_ref().filter(|_| stands)?;
            let rule = page.steps.get(at.0)?.sentences.get(at.1)?.rules.get(standing)?;
            standing += 1;
            Some(rule.explained.clone())
        };
        let mut rules = Vec::new();
        for rule in &sentence.rules {
            let stands = rule.waits.is_none() && rule.choice != Some(Choice::Strike);
            rules.push(self.suggestion(rule, &sentence.said, explained(stands)));
        }
        let mut questions = Vec::new();
        for question in &sentence.questions {
            let stands = question.waits.is_none() && question.choice == Some(Choice::Accept);
            questions.push(self.question(question, explained(stands)));
        }
        SentenceView {
            said: sentence.said.clone(),
            text: self.filled(&sentence.text),
            rules,
            questions,
            without: sentence.without.as_ref().map(|without| WithoutRule {
                asked: without.asked.as_deref().map(|asked| self.filled(asked)),
                ..without.clone()
            }),
            hint: sentence.hint.as_ref().map(|hint| said_in(hint, self.language)),
        }
    }

    /// With the guide's own words for both sides.
    fn filled(&self, text: &str) -> String {
        match &self.page {
            Some(page) => text.replace("{side}", &format!("{} / {}", page.sides.left, page.sides.right)),
            None => text.to_owned(),
        }
    }

    fn suggestion(&self, suggestion: &Suggestion, said: &str, explained: Option<String>) -> SuggestionView {
        let because = suggestion.words.iter().filter_map(|at| said.get(at.clone()));
        SuggestionView {
            id: suggestion.id.clone(),
            words: words(&suggestion.rule, explained, self.language),
            because: because.map(str::to_owned).collect(),
            doubt: suggestion.doubt.as_ref().map(|doubt| said_in(doubt, self.language)),
            choice: suggestion.choice,
            waits: suggestion.waits.clone(),
        }
    }

    fn question(&self, question: &Question, explained: Option<String>) -> QuestionView {
        QuestionView {
            id: question.id.clone(),
            words: words(&question.rule, explained, self.language),
            why: said_in(&question.why, self.language),
            choice: question.choice,
            waits: question.waits.clone(),
        }
    }
}
