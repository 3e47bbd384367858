//! The mistakes that a guide can have, each pointing at its words.

use std::ops::Range;

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

use crate::at::range_of;
use crate::phrase_mistake::PhraseMistake;

/// One mistake in a guide.
#[derive(Debug, Clone, PartialEq, Error, Diagnostic)]
#[allow(missing_docs, reason = "the message of each variant says what it is")]
pub enum Mistake {
    #[error("the guide is longer than {most} bytes")]
    #[diagnostic(code(guide::too_long), help("split it into several guides"))]
    TooLong { most: usize },

    #[error("byte {byte} of the file is not text")]
    #[diagnostic(code(guide::not_text), help("save the file as text in UTF-8"))]
    NotText { byte: usize },
    #[error("the guide has more than {most} steps")]
    #[diagnostic(code(guide::too_many_steps), help("split it into several guides"))]
    TooManySteps {
        most: usize,
        #[label("this step is one too many")]
        at: SourceSpan,
    },

    #[error("the front matter has no end")]
    #[diagnostic(code(guide::unclosed_front_matter), help("close it with a line `---`"))]
    UnclosedFrontMatter {
        #[label("opened here")]
        at: SourceSpan,
    },
    #[error("this line of the front matter is not `key: value`")]
    #[diagnostic(code(guide::front_matter_line), help("write for example `difficulty: easy`"))]
    FrontMatterLine {
        #[label("here")]
        at: SourceSpan,
    },
    #[error("no key of the front matter is called {key:?}")]
    #[diagnostic(code(guide::unknown_key), help("{help}"))]
    UnknownKey {
        key: String,
        help: String,
        #[label("named here")]
        at: SourceSpan,
    },
    #[error("the key {key:?} stands twice in the front matter")]
    #[diagnostic(code(guide::key_twice), help("keep one of them"))]
    KeyTwice {
        key: String,
        #[label("again here")]
        at: SourceSpan,
    },
    #[error("no difficulty is called {name:?}")]
    #[diagnostic(code(guide::unknown_difficulty), help("{help}"))]
    UnknownDifficulty {
        name: String,
        help: String,
        #[label("named here")]
        at: SourceSpan,
    },
    #[error("these are not the words for left and right")]
    #[diagnostic(
        code(guide::bad_sides),
        help("write two words, the left one first: `sides: links, rechts`")
    )]
    BadSides {
        #[label("here")]
        at: SourceSpan,
    },
    #[error("{message}")]
    #[diagnostic(code(guide::bad_plan), help("{help}"))]
    BadPlan {
        message: String,
        help: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("the guide has no title")]
    #[diagnostic(
        code(guide::missing_title),
        help("begin the file with `---`, `title: …`, `---`, each on its own line")
    )]
    MissingTitle {
        #[label("no title here")]
        at: SourceSpan,
    },

    #[error("the guide has no steps")]
    #[diagnostic(
        code(guide::no_steps),
        help("a step is a heading such as `## Tilt your neck {{#neck-tilt}}`")
    )]
    NoSteps {
        #[label("no step in this guide")]
        at: SourceSpan,
    },
    #[error("the step has no title")]
    #[diagnostic(
        code(guide::step_without_title),
        help("write what is done in it: `## Tilt your neck {{#neck-tilt}}`")
    )]
    StepWithoutTitle {
        #[label("this step")]
        at: SourceSpan,
    },
    #[error("the step {id:?} has no sentence")]
    #[diagnostic(
        code(guide::step_without_sentence),
        help("each list item is a sentence: `- Face straight ahead. `keep facing forward``")
    )]
    StepWithoutSentence {
        id: String,
        #[label("this step")]
        at: SourceSpan,
    },
    #[error("two steps have the id {id:?}")]
    #[diagnostic(code(guide::duplicate_id), help("give this one another id: `{{#{id}-2}}`"))]
    DuplicateId {
        id: String,
        #[label("first here")]
        first: SourceSpan,
        #[label("again here")]
        at: SourceSpan,
    },
    #[error("`{name}` is no attribute of a step")]
    #[diagnostic(code(guide::unknown_attribute), help("{help}"))]
    UnknownAttribute {
        name: String,
        help: String,
        #[label("this one")]
        at: SourceSpan,
    },
    #[error("this short name {why}")]
    #[diagnostic(
        code(guide::bad_short),
        help("write it in quotes, with {most} characters at most: `{{#neck-tilt short=\"Neck tilt\"}}`")
    )]
    BadShort {
        why: String,
        most: usize,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("{id:?} can't be an id")]
    #[diagnostic(code(guide::bad_id), help("use small letters, digits and hyphens: `{{#neck-tilt}}`"))]
    BadId {
        id: String,
        #[label("this id")]
        at: SourceSpan,
    },
    #[error("{name:?} is no view")]
    #[diagnostic(code(guide::unknown_view), help("{help}"))]
    UnknownView {
        name: String,
        help: String,
        #[label("this view")]
        at: SourceSpan,
    },
    #[error("this sentence belongs to no step")]
    #[diagnostic(
        code(guide::sentence_outside_step),
        help("put it under a step's heading, which begins with two # and a blank: `## Tilt your neck`")
    )]
    SentenceOutsideStep {
        #[label("outside any step")]
        at: SourceSpan,
    },
    #[error("this rule stands behind no sentence")]
    #[diagnostic(code(guide::rule_outside_sentence), help("{help}"))]
    RuleOutsideSentence {
        help: String,
        #[label("not in a list item")]
        at: SourceSpan,
    },
    #[error("this sentence has no rule")]
    #[diagnostic(
        code(guide::sentence_without_rule),
        help(
            "write a rule behind it, between backticks: one that checks it, `ask …` if a camera can't see it, `note` if there is nothing to check"
        )
    )]
    SentenceWithoutRule {
        #[label("nothing checks this")]
        at: SourceSpan,
    },
    #[error("this rule has no sentence")]
    #[diagnostic(
        code(guide::sentence_without_words),
        help("write what the person does before the rule")
    )]
    SentenceWithoutWords {
        #[label("no words before the rule")]
        at: SourceSpan,
    },

    #[error("this rule is empty")]
    #[diagnostic(code(guide::empty_rule), help("begin it with one of: {verbs}"))]
    EmptyRule {
        verbs: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("no verb is called {name:?}")]
    #[diagnostic(code(guide::unknown_verb), help("{help}"))]
    UnknownVerb {
        name: String,
        help: String,
        #[label("named here")]
        at: SourceSpan,
    },
    #[error("the verb {verb:?} needs a phrase")]
    #[diagnostic(code(guide::missing_phrase), help("phrases: {phrases}"))]
    MissingPhrase {
        verb: &'static str,
        phrases: String,
        #[label("nothing follows")]
        at: SourceSpan,
    },
    #[error("`from` needs two phrases, with `to` between them")]
    #[diagnostic(
        code(guide::from_without_to),
        help("write for example `from head straight to head turned left`")
    )]
    FromWithoutTo {
        #[label("here")]
        at: SourceSpan,
    },
    #[error("no phrase is called {name:?}")]
    #[diagnostic(code(guide::unknown_phrase), help("{help}"))]
    UnknownPhrase {
        name: String,
        help: String,
        #[label("named here")]
        at: SourceSpan,
    },
    #[error("{name:?} may be more than one phrase")]
    #[diagnostic(code(guide::ambiguous_phrase), help("write one of: {candidates}"))]
    AmbiguousPhrase {
        name: String,
        candidates: String,
        #[label("which one?")]
        at: SourceSpan,
    },
    #[error("{phrase:?} does not go with {verb:?}")]
    #[diagnostic(code(guide::verb_not_for_phrase), help("it goes with: {verbs}"))]
    VerbNotForPhrase {
        phrase: String,
        verb: &'static str,
        verbs: String,
        #[label("this verb")]
        at: SourceSpan,
    },
    #[error("{phrase:?} needs a side")]
    #[diagnostic(code(guide::missing_side), help("{help}"))]
    MissingSide {
        phrase: String,
        help: String,
        #[label("no side here")]
        at: SourceSpan,
    },
    #[error("{phrase:?} has no side")]
    #[diagnostic(code(guide::superfluous_side), help("leave the side out"))]
    SuperfluousSide {
        phrase: String,
        #[label("this side")]
        at: SourceSpan,
    },
    #[error("nothing is filled in for {name}")]
    #[diagnostic(code(guide::unknown_placeholder), help("only `{{side}}` is"))]
    UnknownPlaceholder {
        name: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("`{{side}}` stands in a step that is not done for each side")]
    #[diagnostic(
        code(guide::side_without_each_side),
        help("put `each side` in a paragraph of its own under the heading, or write left or right")
    )]
    SideWithoutEachSide {
        #[label("which side?")]
        at: SourceSpan,
    },
    #[error("{found} does not fit here")]
    #[diagnostic(code(guide::wrong_comparison), help("{help}"))]
    WrongComparison {
        found: String,
        help: String,
        #[label("this comparison")]
        at: SourceSpan,
    },
    #[error("{phrase:?} takes no threshold of one's own")]
    #[diagnostic(
        code(guide::no_own_threshold),
        help("it compares several things, or one below 0 or towards the left; leave the threshold out")
    )]
    NoOwnThreshold {
        phrase: String,
        #[label("this threshold")]
        at: SourceSpan,
    },
    #[error("a number is missing")]
    #[diagnostic(code(guide::missing_number), help("{help}"))]
    MissingNumber {
        help: String,
        #[label("after this")]
        at: SourceSpan,
    },
    #[error("{found:?} is not a number that fits here")]
    #[diagnostic(code(guide::bad_number), help("{help}"))]
    BadNumber {
        found: String,
        help: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("{found}")]
    #[diagnostic(code(guide::wrong_unit), help("{help}"))]
    WrongUnit {
        found: String,
        help: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("{found} is out of range")]
    #[diagnostic(code(guide::out_of_range), help("{help}"))]
    OutOfRange {
        found: String,
        help: String,
        #[label("here")]
        at: SourceSpan,
    },
    #[error("the range runs backwards")]
    #[diagnostic(code(guide::backwards_range), help("write the smaller number first"))]
    BackwardsRange {
        #[label("more")]
        from: SourceSpan,
        #[label("less")]
        at: SourceSpan,
    },
    #[error("it asks nothing")]
    #[diagnostic(code(guide::empty_ask), help("say what the person is asked: `ask chest forward`"))]
    EmptyAsk {
        #[label("nothing follows")]
        at: SourceSpan,
    },
    #[error("{found:?} is too much")]
    #[diagnostic(code(guide::trailing_words), help("{help}"))]
    TrailingWords {
        found: String,
        help: String,
        #[label("this does not belong to the rule")]
        at: SourceSpan,
    },

    #[error("this step has sets, and no repetitions")]
    #[diagnostic(
        code(guide::sets_without_repeat),
        help(
            "say how often one set repeats the movement: `repeat 10`; where a hold is all of it, `repeat 3` does it three times"
        )
    )]
    SetsWithoutRepeat {
        #[label("sets of what?")]
        at: SourceSpan,
    },
    #[error("there is nothing to rest between")]
    #[diagnostic(
        code(guide::rest_without_repeat),
        help(
            "a rest is between repetitions or sets: add `repeat 8`; before the next step the coach waits by itself, and a sentence about that is a `note`"
        )
    )]
    RestWithoutRepeat {
        #[label("between what?")]
        at: SourceSpan,
    },
    #[error("this step has a second {verb:?}")]
    #[diagnostic(code(guide::verb_twice), help("keep one of them, or make two steps"))]
    VerbTwice {
        verb: &'static str,
        #[label("first here")]
        first: SourceSpan,
        #[label("again here")]
        at: SourceSpan,
    },
    #[error(transparent)]
    #[diagnostic(transparent)]
    OwnPhrase(PhraseMistake),
}

impl Mistake {
    /// Stable code: `guide::unknown_phrase`.
    pub fn code_name(&self) -> String {
        self.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// Where its words are, in bytes of the text; `None` for a mistake of the file as a whole. The last label is the
    /// mistake itself.
    pub fn at(&self) -> Option<Range<usize>> {
        range_of(self)
    }

    pub(crate) fn offset(&self) -> usize {
        self.at().map_or(0, |at| at.start)
    }
}
