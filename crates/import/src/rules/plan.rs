//! A step of an article with its rules: what its sentences want, as far as one step of a guide can want it.
//!
//! One step of a guide is one movement: all that is reached together, held once, and left again. What an article asks
//! for besides gets no rule and a word for the author.
//!
//! Must not know: formats, how guides are written.

use crate::language::Language;
use crate::meaning::movement::Movements;
use crate::meaning::wish::{Wish, Wished, Wishes};
use crate::meaning::wishes::{in_a_row_after, timed_title, wishes};
use crate::rules::planned::{PlannedSentence, PlannedStep, Suggested, Without};
use crate::rules::sides::{each_side, fill_sides};
use crate::structure::article::ArticleStep;
use crate::structure::tells::{Posture, only_ask, posture, puts_hands_behind};

/// How often, where an article only says "repeat". Source: the squeeze of `guides/upper-back.md`.
const REPEAT: &str = "repeat 5 to 12";

/// What is said of rules that wait for one that reaches something.
pub(crate) const FITS_ONCE: &str = "fits once a rule of this step says what to reach";

/// Gives a step its rules. `lying`: the article is about people who lie, unless a step says otherwise.
pub(crate) fn plan(step: &ArticleStep, language: &Language, lying: bool) -> PlannedStep {
    let mut sentences = step.sentences.clone();
    let mut title = wishes(&step.title, language);
    let mut read = in_a_row_after(&sentences, language, title.last_part);
    hide_what_is_unseen(step, language, lying, &mut read, &mut title);
    let asked_by_title = title.clone();
    let titled: Vec<&Wish> = asked_by_title.all.iter().map(|wished| &wished.wish).collect();
    // The movement may stand in the title only: "Turn your head. Hold for 10 seconds."
    if sentences.is_empty() || reaches(&title) && !read.iter().any(reaches) {
        sentences.insert(0, with_full_stop(&step.title));
        read.insert(0, title);
    } else if let Some(dose) = dose_of(title, &step.title, &read, language) {
        sentences.insert(0, with_full_stop(&step.title));
        read.insert(0, dose);
    }
    let all: Vec<&Wish> = read
        .iter()
        .flat_map(|wishes| &wishes.all)
        .map(|wished| &wished.wish)
        .collect();
    let each_side = each_side(&all);
    let mut planner = Planner {
        coming: all.iter().filter_map(|wish| reached(wish)).collect(),
        asked: all
            .iter()
            .chain(&titled)
            .filter_map(|wish| if let Wish::Ask(what) = wish { Some(*what) } else { None })
            .collect(),
        fixed_side: all.iter().find_map(|wish| {
            if let Wish::Rule { side, .. } = wish {
                *side
            } else {
                None
            }
        }),
        each_side: each_side.is_some(),
        english: language.code == "en",
        ..Planner::default()
    };
    let mut planned: Vec<PlannedSentence> = sentences
        .iter()
        .zip(&read)
        .map(|(sentence, wishes)| planner.sentence(sentence, wishes))
        .collect();
    if planner.reached.is_empty() {
        take_back_times(&mut planned);
    }
    if each_side.is_some() {
        fill_sides(&mut planned, &read, planner.fixed_side, language);
    }
    ask_once(&mut planned);
    PlannedStep {
        title: step.title.clone(),
        each_side,
        each_side_checked: false,
        sentences: planned,
    }
}

/// What a title says of how long or how often, where no sentence does: "10 shoulder shrugs", "30 seconds side neck".
fn dose_of(mut title: Wishes, text: &str, read: &[Wishes], language: &Language) -> Option<Wishes> {
    // A "two-minute reset" and "the 60-second stretch" are as long as it all takes.
    let counts = text.starts_with(|c: char| c.is_ascii_digit());
    let parted = text
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .starts_with([' ', 'x', '×']);
    let is_dose = |wish: &Wish| matches!(wish, Wish::Hold(_) | Wish::Repeat(Some(_)));
    title.all.retain(|wished| counts && parted && is_dose(&wished.wish));
    if counts && parted && !title.all.iter().any(|wished| matches!(wished.wish, Wish::Hold(_))) {
        title.all.extend(timed_title(text, language));
    }
    let same = |wishes: &Wishes| {
        let mut wished = wishes.all.iter();
        wished.any(|wished| {
            matches!(wished.wish, Wish::Hold(_) | Wish::Repeat(Some(_))) && has_kind(&title, &wished.wish)
        })
    };
    (!title.all.is_empty() && !read.iter().any(same)).then_some(title)
}

/// Whether one of these is a time or a count, as the wish is.
fn has_kind(wishes: &Wishes, wish: &Wish) -> bool {
    let kind = |wish: &Wish| matches!(wish, Wish::Hold(_));
    wishes.all.iter().any(|wished| kind(&wished.wish) == kind(wish))
}

/// Leaves one question for each rule, and none for what the step does already: "The first is a shrug. Lift your
/// shoulders."
fn ask_once(planned: &mut [PlannedSentence]) {
    let rules = planned.iter().flat_map(|sentence| &sentence.rules);
    let mut known: Vec<String> = rules.map(|suggested| suggested.rule.clone()).collect();
    for sentence in planned {
        sentence.questions.retain(|(rule, _)| {
            let bare = rule.trim_end_matches(" {side}");
            let new = !known.iter().any(|known| known.starts_with(bare));
            known.push(rule.clone());
            new
        });
    }
}

/// Takes the rules of what a camera in front can't see: of those who lie, and of arms behind the back.
fn hide_what_is_unseen(step: &ArticleStep, language: &Language, lying: bool, read: &mut [Wishes], title: &mut Wishes) {
    // Who lies at the beginning lies in the sentence before, too.
    let start = step
        .sentences
        .iter()
        .take(3)
        .find_map(|sentence| posture(sentence, language));
    let mut hidden = start.map_or(lying, |first| first == Posture::OutOfSight);
    hidden |= posture(&step.title, language) == Some(Posture::OutOfSight);
    if hidden || language.page.warns(&step.title) {
        only_ask(title);
    }
    let mut behind = false;
    for (sentence, wishes) in step.sentences.iter().zip(read) {
        if let Some(posture) = posture(sentence, language) {
            hidden = posture == Posture::OutOfSight;
        }
        behind |= puts_hands_behind(sentence, language);
        if language.page.warns(sentence) {
            // "Never do this after a meal": nothing to reach.
            let before = wishes.all.len();
            wishes.all.retain(|wished| reached(&wished.wish).is_none());
            wishes.leaves_something |= wishes.all.len() < before;
        }
        if hidden {
            only_ask(wishes);
        } else if behind {
            let before = wishes.all.len();
            wishes.all.retain(|wished| !is_of_the_arms(&wished.wish));
            wishes
                .questions
                .retain(|(rule, _)| !ARMS.iter().any(|phrase| rule.contains(phrase)));
            wishes.leaves_something |= wishes.all.len() < before;
        }
    }
}

/// Phrases of hands and arms.
const ARMS: [&str; 5] = [
    "hands clasped",
    "arms straight",
    "arms forward",
    "arms open",
    "hands above the head",
];

/// Whether a wish is a rule of hands or arms.
fn is_of_the_arms(wish: &Wish) -> bool {
    matches!(wish, Wish::Rule { phrase, .. } if ARMS.contains(phrase))
}

/// Whether a sentence has a movement that is reached.
pub(crate) fn reaches(wishes: &Wishes) -> bool {
    wishes.all.iter().any(|wished| reached(&wished.wish).is_some())
}

fn reached(wish: &Wish) -> Option<&'static str> {
    match wish {
        Wish::Rule {
            verb: "reach", phrase, ..
        } => Some(phrase),
        _ => None,
    }
}

/// Where the plan of a step stands.
#[derive(Debug, Default)]
struct Planner {
    /// Phrases that the step reaches somewhere.
    coming: Vec<&'static str>,
    /// What it asks somewhere.
    asked: Vec<&'static str>,
    /// The first side that it names.
    fixed_side: Option<&'static str>,
    each_side: bool,
    english: bool,
    /// Phrases reached so far.
    reached: Vec<&'static str>,
    kept: Vec<&'static str>,
    started: Option<&'static str>,
    returned: Vec<String>,
    /// It was held or left: what is reached now is another movement.
    closed: bool,
    /// What was moved last has no rule: a time or a count belongs to that.
    foreign: bool,
    holds: bool,
    repeats: bool,
    slowly: bool,
}

/// What became of a wish.
enum Outcome {
    Rule(String),
    /// The step does it without a rule.
    Covered,
    /// Said already.
    Again,
    /// No rule, and why.
    Nothing(String),
    /// The person is asked.
    Ask(&'static str),
    /// It is so before the step begins, and nothing in the step changes it.
    Idle,
}

impl Planner {
    fn sentence(&mut self, sentence: &str, wishes: &Wishes) -> PlannedSentence {
        let mut rules: Vec<Suggested> = Vec::new();
        let (mut hints, mut ask, mut covered, mut again) = (Vec::new(), None, false, false);
        let mut leaves_something = wishes.leaves_something;
        if reaches(wishes) {
            self.foreign = false;
        } else if wishes.moves_without_a_rule() && !wishes.moves_back() && !wishes.again {
            self.foreign |= self.closed || self.reached.is_empty();
        }
        for Wished { wish, doubt, words } in &wishes.all {
            match self.take(wish) {
                Outcome::Rule(rule) if rules.iter().any(|known| known.rule == rule) => {}
                Outcome::Rule(rule) => rules.push(Suggested {
                    doubt: doubt.clone().or_else(|| self.doubt(wish)),
                    rule,
                    words: words.clone(),
                    checked: false,
                }),
                Outcome::Covered => covered = true,
                Outcome::Again => again = true,
                Outcome::Nothing(why) => hints.push(why),
                Outcome::Ask(what) => ask = ask.or(Some(what)),
                Outcome::Idle => leaves_something = true,
            }
        }
        let without = match ask {
            // In other languages it is the sentence itself that is asked.
            Some(what) => Without::Ask(Some(what.to_owned()).filter(|_| self.english)),
            None if covered && hints.is_empty() && !leaves_something => Without::Covered,
            // A lone "release" after a hold is said by the clock.
            None if again && hints.is_empty() && !leaves_something => Without::Note,
            None if wishes.instructs || !hints.is_empty() => Without::Ask(None),
            None => Without::Note,
        };
        if !rules.is_empty() && ask.is_some() {
            hints.push(format!("the person could be asked for \"{}\"", ask.unwrap_or_default()));
        } else if !rules.is_empty() && leaves_something {
            hints.push("not all of this sentence has a rule".to_owned());
        }
        PlannedSentence {
            said: sentence.to_owned(),
            text: sentence.to_owned(),
            rules,
            waiting: Vec::new(),
            without,
            questions: wishes.questions.clone(),
            explained: wishes.explained.clone(),
            hint: (!hints.is_empty()).then(|| hints.join("; ")),
            checked: false,
        }
    }

    /// Why a rule is a guess although the sentence is clear.
    fn doubt(&self, wish: &Wish) -> Option<String> {
        matches!(wish, Wish::Repeat(None)).then(|| "the article does not say how often".to_owned())
    }

    fn take(&mut self, wish: &Wish) -> Outcome {
        let of_what_moved = matches!(
            wish,
            Wish::Hold(_) | Wish::Repeat(_) | Wish::Slowly | Wish::Release { .. }
        );
        if self.foreign && of_what_moved {
            return Outcome::Nothing("what it is said of has no rule".to_owned());
        }
        match wish {
            Wish::Rule {
                verb: "reach",
                phrase,
                sided,
                side,
            } => self.reach(phrase, *sided, *side),
            Wish::Rule {
                verb: "start", phrase, ..
            } => self.start(phrase),
            Wish::Rule {
                verb: "return", phrase, ..
            } => self.let_go(phrase),
            Wish::Rule {
                verb: "back", phrase, ..
            } => match self.against(phrase, self.reached.iter()) {
                Some(_) => self.come_back_to(phrase),
                None => Outcome::Nothing("what it comes back from has no rule".to_owned()),
            },
            Wish::Rule { phrase, .. } => self.keep(phrase),
            Wish::Ask(what) => Outcome::Ask(what),
            Wish::Back { head } => self.back(*head),
            Wish::Hold(rule) => {
                let outcome = once(&mut self.holds, rule, "hold");
                self.closed |= !self.reached.is_empty();
                outcome
            }
            Wish::Repeat(Some(rule)) => once(&mut self.repeats, rule, "repetition"),
            Wish::Repeat(None) if self.repeats => Outcome::Again,
            Wish::Repeat(None) if self.holds => Outcome::Nothing("say how often: `repeat 3`".to_owned()),
            Wish::Repeat(None) => once(&mut self.repeats, REPEAT, "repetition"),
            Wish::Slowly if self.slowly => Outcome::Again,
            Wish::Slowly => once(&mut self.slowly, "slowly", "slowly"),
            Wish::Toward(_) if self.each_side && self.closed => Outcome::Covered,
            Wish::Toward(_) => Outcome::Nothing("it does not say what turns".to_owned()),
            Wish::Release { it: true } if !self.reached.is_empty() => self.back(false),
            Wish::Release { .. } if self.closed => Outcome::Again,
            Wish::Release { .. } => Outcome::Nothing("nothing was held before this".to_owned()),
            Wish::OtherSide => {
                self.closed |= !self.reached.is_empty();
                Outcome::Covered
            }
        }
    }

    fn reach(&mut self, phrase: &'static str, sided: bool, side: Option<&'static str>) -> Outcome {
        let other_side = self.each_side && side.is_some() && side != self.fixed_side;
        if self.reached.contains(&phrase) && (other_side || self.closed) {
            return if self.each_side {
                Outcome::Covered
            } else {
                Outcome::Again
            };
        }
        let begins = |asked: &&&'static str| Movements::builtin().begins(phrase, asked);
        if let Some(asked) = self.asked.iter().find(begins) {
            self.foreign = true;
            return Outcome::Ask(asked);
        }
        if self
            .coming
            .iter()
            .any(|whole| Movements::builtin().implies(whole, phrase))
        {
            return Outcome::Again;
        }
        if self.closed {
            self.foreign = true;
            return Outcome::Nothing("a second movement: give it a step of its own".to_owned());
        }
        if let Some(other) = self.against(phrase, self.reached.iter().chain(&self.kept)) {
            return Outcome::Nothing(format!("it does not go together with \"{other}\" in one step"));
        }
        if !self.reached.contains(&phrase) {
            self.reached.push(phrase);
        }
        Outcome::Rule(match (sided, self.each_side, side.or(self.fixed_side)) {
            (true, false, Some(side)) => format!("reach {phrase} {side}"),
            (true, ..) => format!("reach {phrase} {{side}}"),
            (false, ..) => format!("reach {phrase}"),
        })
    }

    fn start(&mut self, phrase: &'static str) -> Outcome {
        match self.against(phrase, self.coming.iter()) {
            None => Outcome::Idle,
            Some(_) if self.reached.is_empty() => {
                self.started = Some(phrase);
                Outcome::Rule(format!("start {phrase}"))
            }
            Some(_) => self.come_back_to(phrase),
        }
    }

    /// "Let your shoulders drop": the way back after a shrug, and before any other movement a wish to keep them so.
    fn let_go(&mut self, phrase: &'static str) -> Outcome {
        match self.against(phrase, self.reached.iter()) {
            Some(_) => self.come_back_to(phrase),
            None => self.keep(phrase),
        }
    }

    fn keep(&mut self, phrase: &'static str) -> Outcome {
        let moved = self.against(phrase, self.coming.iter());
        if self.reached.contains(&phrase) && !self.closed {
            return Outcome::Again;
        }
        match moved.or_else(|| self.against(phrase, self.asked.iter())) {
            None => {
                if !self.kept.contains(&phrase) {
                    self.kept.push(phrase);
                }
                Outcome::Rule(format!("keep {phrase}"))
            }
            // It was so before the movement, or is so again after it.
            Some(_) if moved.is_some() && self.reached.is_empty() => {
                self.started = self.started.or(Some(phrase));
                Outcome::Rule(format!("start {phrase}"))
            }
            Some(_) if moved.is_some() && (self.closed || self.is_let_go(phrase)) => self.come_back_to(phrase),
            Some(_) if moved.is_none() => Outcome::Ask(phrase),
            Some(other) => Outcome::Nothing(format!("it does not go together with \"{other}\" in one step")),
        }
    }

    /// "Up, and down again: shoulders down": nobody keeps down what was lifted.
    fn is_let_go(&self, phrase: &str) -> bool {
        phrase == "shoulders down" && self.reached.contains(&"shoulders lifted")
    }

    fn back(&mut self, head: bool) -> Outcome {
        let movements = Movements::builtin();
        let homes = |phrase: &&'static str| movements.comes_back_to(phrase);
        let home = match (head, self.started) {
            (true, _) => self
                .reached
                .iter()
                .filter_map(homes)
                .find(|home| *home == "head straight"),
            // Who comes back from a turn faces the front with the whole head.
            (false, Some("facing forward")) => Some("head straight"),
            (false, Some(started)) => Some(started),
            (false, None) => self.reached.iter().rev().find_map(homes),
        };
        match home {
            Some(home) => self.come_back_to(home),
            None => Outcome::Nothing("no phrase says where this comes back to".to_owned()),
        }
    }

    fn come_back_to(&mut self, phrase: &str) -> Outcome {
        // Who has turned and faces the front again holds the head straight.
        let phrase = if phrase == "facing forward" {
            "head straight"
        } else {
            phrase
        };
        self.closed = true;
        if self.returned.iter().any(|known| known == phrase) {
            return Outcome::Again;
        }
        self.returned.push(phrase.to_owned());
        Outcome::Rule(format!("return {phrase}"))
    }

    /// The first of these that one step can't have together with the phrase.
    fn against<'a>(&self, phrase: &str, mut others: impl Iterator<Item = &'a &'static str>) -> Option<&'static str> {
        others
            .find(|other| Movements::builtin().exclude(phrase, other))
            .copied()
    }
}

fn once(had: &mut bool, rule: &str, thing: &str) -> Outcome {
    if std::mem::replace(had, true) {
        return Outcome::Nothing(format!(
            "a step has one {thing}: give this a step of its own, or leave it out"
        ));
    }
    Outcome::Rule(rule.to_owned())
}

/// A clock needs something that is reached.
fn take_back_times(planned: &mut [PlannedSentence]) {
    for sentence in planned {
        let (kept, taken): (Vec<_>, Vec<_>) = std::mem::take(&mut sentence.rules)
            .into_iter()
            .partition(|suggested| suggested.rule.starts_with("keep"));
        sentence.rules = kept;
        if !taken.is_empty() {
            let rules: Vec<String> = taken.iter().map(|suggested| suggested.rule.clone()).collect();
            sentence.waiting = taken;
            let hint = format!("\"{}\" {FITS_ONCE}", rules.join("\", \""));
            sentence.hint = Some(
                sentence
                    .hint
                    .take()
                    .map_or(hint.clone(), |before| format!("{before}; {hint}")),
            );
            // What the person could be asked besides a rule, the person is asked now.
            if sentence.rules.is_empty() && matches!(sentence.without, Without::Ask(Some(_))) {
                sentence.hint = Some(hint.clone());
            }
            if sentence.rules.is_empty() && matches!(sentence.without, Without::Note | Without::Covered) {
                sentence.without = Without::Ask(None);
            }
        }
    }
}

fn with_full_stop(title: &str) -> String {
    let title = title.trim();
    if title.ends_with(['.', '!', '?']) {
        title.to_owned()
    } else {
        format!("{title}.")
    }
}
