//! What an import found, repaired, was sure of, guessed, and leaves to the author.

use std::fmt;

use crate::rules::planned::{EachSide, PlannedStep, Without};
use crate::structure::article::Article;

/// What an import did, to be shown to the author.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Title of the article.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// How many steps the guide has.
    pub steps: usize,
    /// How many sentences its steps have.
    pub sentences: usize,
    /// What was repaired, one sentence each.
    pub repairs: Vec<String>,
    /// Rules that the article's own words give.
    pub sure: Vec<Proposal>,
    /// Rules that hold a guess, with its reason.
    pub guessed: Vec<Proposal>,
    /// Rules that a sentence may mean, which were not suggested: for the author to answer.
    pub questions: Vec<Proposal>,
    /// Sentences, or parts of them, that the author has to look at.
    pub left: Vec<Proposal>,
    /// What the article says and the guide does not, and why.
    pub left_out: Vec<LeftOut>,
    /// For each sentence which words made which rule, and why another was not suggested.
    pub explained: Vec<Explained>,
}

/// A text that the guide does not hold.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LeftOut {
    /// The text as the article has it.
    pub text: String,
    /// Why it is not in the guide.
    pub why: String,
}

impl From<&crate::structure::article::LeftOut> for LeftOut {
    fn from(left: &crate::structure::article::LeftOut) -> Self {
        Self {
            text: left.text.clone(),
            why: left.why.to_owned(),
        }
    }
}

/// How a sentence was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Which step, from 1.
    pub step: usize,
    /// The sentence.
    pub sentence: String,
    /// What was made of which words, or not, and why: one line each.
    pub lines: Vec<String>,
}

/// A rule or a remark, and the sentence that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Which step, from 1.
    pub step: usize,
    /// The sentence, or its beginning.
    pub sentence: String,
    /// The rule; for what is left, what stands there now.
    pub rule: String,
    /// Why it is a guess, or what is left to do.
    pub why: Option<String>,
}

impl Summary {
    pub(crate) fn of(article: &Article, steps: &[PlannedStep]) -> Self {
        let mut summary = Self {
            title: article.title.clone().unwrap_or_else(|| "Untitled".to_owned()),
            author: article.author.clone(),
            difficulty: article.difficulty.map(str::to_owned),
            steps: steps.len(),
            sentences: steps.iter().map(|step| step.sentences.len()).sum(),
            repairs: article.repairs.clone(),
            sure: Vec::new(),
            guessed: Vec::new(),
            questions: Vec::new(),
            left: Vec::new(),
            left_out: article.left_out.iter().map(LeftOut::from).collect(),
            explained: Vec::new(),
        };
        for (index, step) in steps.iter().enumerate() {
            let proposal = |sentence: &str, rule: &str, why: Option<&str>| Proposal {
                step: index + 1,
                sentence: shortened(sentence),
                rule: rule.to_owned(),
                why: why.map(str::to_owned),
            };
            match step.each_side {
                Some(EachSide::Said) => summary.sure.push(proposal(&step.title, "each side", None)),
                Some(EachSide::Guessed) => {
                    summary
                        .guessed
                        .push(proposal(&step.title, "each side", Some("the article names no side")));
                }
                None => {}
            }
            for sentence in &step.sentences {
                for suggested in &sentence.rules {
                    let list = if suggested.doubt.is_some() {
                        &mut summary.guessed
                    } else {
                        &mut summary.sure
                    };
                    list.push(proposal(&sentence.text, &suggested.rule, suggested.doubt.as_deref()));
                }
                for (rule, why) in &sentence.questions {
                    summary.questions.push(proposal(&sentence.text, rule, Some(why)));
                }
                summary.explained.push(Explained {
                    step: index + 1,
                    sentence: sentence.text.clone(),
                    lines: sentence.explained.clone(),
                });
                let stands = match sentence.without {
                    _ if !sentence.rules.is_empty() => None,
                    Without::Ask(_) => Some("ask"),
                    Without::Note => Some("note"),
                    Without::Covered => None,
                };
                if stands.is_some() || sentence.hint.is_some() {
                    let stands = stands.unwrap_or("only partly");
                    summary
                        .left
                        .push(proposal(&sentence.text, stands, sentence.hint.as_deref()));
                }
            }
        }
        summary
    }
}

impl Summary {
    /// For each sentence of a step what was made of its words, and why another rule was not suggested.
    pub fn explanation(&self) -> String {
        let mut text = String::new();
        for Explained { step, sentence, lines } in &self.explained {
            text.push_str(&format!("step {step}: {sentence}\n"));
            if lines.is_empty() {
                text.push_str("  no words of a movement, a time or a count\n");
            }
            for line in lines {
                text.push_str(&format!("  {line}\n"));
            }
        }
        text
    }
}

fn shortened(sentence: &str) -> String {
    const MOST: usize = 60;
    if sentence.chars().count() <= MOST {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(MOST).collect();
    format!("{} …", cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole))
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = self
            .author
            .as_ref()
            .map_or(String::new(), |author| format!(", by {author}"));
        writeln!(f, "{}{by}", self.title)?;
        let difficulty = self.difficulty.as_deref().unwrap_or("difficulty not found");
        writeln!(
            f,
            "{}, {}, {difficulty}",
            counted(self.steps, "step"),
            counted(self.sentences, "sentence")
        )?;
        if self.author.is_none() {
            writeln!(f, "author not found")?;
        }
        if !self.repairs.is_empty() {
            writeln!(f, "\nRepaired:")?;
            for repair in &self.repairs {
                writeln!(f, "  {repair}")?;
            }
        }
        list(f, "Sure, as the article says so", &self.sure)?;
        list(f, "Guessed", &self.guessed)?;
        list(f, "Questions: does the article mean this", &self.questions)?;
        list(f, "Left to you", &self.left)?;
        if !self.left_out.is_empty() {
            writeln!(f, "\nLeft out ({}):", self.left_out.len())?;
            for LeftOut { text, why } in &self.left_out {
                writeln!(f, "  {} ({why})", shortened(text))?;
            }
        }
        Ok(())
    }
}

fn list(f: &mut fmt::Formatter<'_>, heading: &str, proposals: &[Proposal]) -> fmt::Result {
    if proposals.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{heading} ({}):", proposals.len())?;
    for Proposal {
        step,
        sentence,
        rule,
        why,
    } in proposals
    {
        let why = why.as_ref().map_or(String::new(), |why| format!(" ({why})"));
        writeln!(f, "  step {step}: {rule}{why}: {sentence}")?;
    }
    Ok(())
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}
