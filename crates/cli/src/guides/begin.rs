//! `unhunch guide new`: asks a few questions, and writes a first guide from the answers.
//!
//! The answers may come from a terminal or through a pipe; where none comes, the one in brackets is taken.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use footage::output::{self, Over};
use guide::Vocabulary;

use super::print;
use crate::Ending;
use crate::problem::Result;

/// Longest hold that a first guide asks for, seconds: a stretch of older people (docs/measures.md,
/// "Ranges, doses and words").
const LONGEST_HOLD_S: u32 = 60;
/// Longest answer that is kept, characters.
const LONGEST_ANSWER: usize = 200;

/// What one may begin with: phrase, title of the step, sentence.
const MOVEMENTS: [(&str, &str, &str); 6] = [
    (
        "neck tilt {side}",
        "Tilt your neck",
        "Let your {side} ear sink towards your {side} shoulder.",
    ),
    ("head turned {side}", "Turn your head", "Turn your head to the {side}."),
    ("head lowered", "Look down", "Look down towards your lap."),
    (
        "chin to chest",
        "Bow your head",
        "Let your chin sink towards your chest.",
    ),
    (
        "arms forward",
        "Reach forward",
        "Reach forward with both arms, as high as your shoulders.",
    ),
    (
        "blades together",
        "Squeeze your shoulder blades",
        "Draw your shoulder blades together behind you.",
    ),
];

/// Runs `unhunch guide new`.
///
/// # Errors
/// [`Problem`](crate::problem::Problem) when the file is there already, or can't be written.
pub fn run(file: Option<&Path>) -> Result<Ending> {
    let mut answers = std::io::stdin().lock();
    let asked = ask(&mut answers, file.is_none());
    let path = match file {
        Some(file) => file.to_owned(),
        None => PathBuf::from(format!(
            "{}.md",
            guide::slug(&asked.title).unwrap_or_else(|| "guide".to_owned())
        )),
    };
    let text = asked.guide();
    output::write(&path, Over::Nothing, text.as_bytes())?;
    let shown = path.display();
    for finding in guide::examine(&shown.to_string(), text.as_bytes(), Vocabulary::builtin()) {
        anstream::eprintln!("{:?}", miette::Report::new(finding));
    }
    print(&format!(
        "{shown}: written\n\nEdit it, and see what you get:\n  unhunch guide lint {shown}\n  unhunch guide try {shown} VIDEO\n"
    ))
}

/// What was answered.
#[derive(Debug)]
struct Asked {
    title: String,
    author: String,
    movement: (&'static str, &'static str, &'static str),
    hold_s: u32,
}

fn ask(answers: &mut impl BufRead, names_file: bool) -> Asked {
    let mut ask = |question: &str| {
        anstream::eprint!("{question} ");
        answer(answers)
    };
    let title = loop {
        let Some(title) = ask("What is the guide called? [My first guide]") else {
            break "My first guide".to_owned();
        };
        if names_file && guide::slug(&title).is_none() {
            anstream::eprintln!("It names the file too, so it needs a letter from a to z or a digit.");
        } else {
            break title;
        }
    };
    let author = ask("Who writes it? [nobody]").unwrap_or_default();
    let list: String = MOVEMENTS
        .iter()
        .enumerate()
        .map(|(place, (_, title, _))| format!("  {}  {title}\n", place + 1))
        .collect();
    let movement = loop {
        let Some(number) = ask(&format!("What is done first? One of\n{list}[1]")) else {
            break MOVEMENTS[0];
        };
        match number
            .parse::<usize>()
            .ok()
            .and_then(|place| MOVEMENTS.get(place.checked_sub(1)?))
        {
            Some(movement) => break *movement,
            None => anstream::eprintln!("A number from 1 to {}.", MOVEMENTS.len()),
        }
    };
    let hold_s = loop {
        let Some(seconds) = ask("For how many seconds is it held? [10]") else {
            break 10;
        };
        match seconds.parse::<u32>() {
            Ok(seconds) if (1..=LONGEST_HOLD_S).contains(&seconds) => break seconds,
            _ => anstream::eprintln!("A whole number from 1 to {LONGEST_HOLD_S}."),
        }
    };
    Asked {
        title,
        author,
        movement,
        hold_s,
    }
}

/// The next answer; `None` when it is empty, or there are no more.
fn answer(answers: &mut impl BufRead) -> Option<String> {
    let mut line = Vec::new();
    answers.read_until(b'\n', &mut line).ok()?;
    let line = String::from_utf8_lossy(&line);
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().filter(|c| !c.is_control()).take(LONGEST_ANSWER).collect();
    (!words.is_empty()).then_some(words)
}

impl Asked {
    fn guide(&self) -> String {
        let (phrase, step, sentence) = self.movement;
        let author = match self.author.as_str() {
            "" => String::new(),
            author => format!("author: \"{author}\"\n"),
        };
        let each_side = if phrase.contains("{side}") {
            "`each side`\n\n"
        } else {
            ""
        };
        let text = format!(
            "---\ntitle: \"{}\"\n{author}difficulty: easy\n---\n\nMove gently, and stop if anything hurts.\n\n## {step}\n\n{each_side}\
             - {sentence} `reach {phrase}`\n- Your shoulders stay down. `keep shoulders down`\n\
             - Stay there for {} seconds. `hold {} s`\n- Notice where you feel it. `note`\n",
            self.title, self.hold_s, self.hold_s
        );
        // Without mistakes by now, whatever the title is.
        guide::format("new", &text, Vocabulary::builtin()).unwrap_or(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        let found = guide::examine("new", text.as_bytes(), Vocabulary::builtin());
        found
            .iter()
            .map(|finding| format!("{}: {finding}", finding.level().name()))
            .collect()
    }

    #[test]
    fn every_movement_gives_a_guide_without_a_warning_and_in_the_one_form() {
        for place in 1..=MOVEMENTS.len() {
            let text = ask(
                &mut format!("Say \"hi\": it's #1\nme & you\n{place}\n20\n").as_bytes(),
                true,
            )
            .guide();
            assert_eq!(findings(&text), [""; 0], "{text}");
            assert_eq!(guide::format("new", &text, Vocabulary::builtin()).unwrap(), text);
            let read = guide::parse("new", &text, Vocabulary::builtin()).unwrap();
            assert_eq!(
                (read.title.as_str(), read.author.as_deref()),
                ("Say \"hi\": it's #1", Some("me & you"))
            );
        }
    }

    #[test]
    fn without_answers_the_ones_in_brackets_are_taken() {
        let asked = ask(&mut "".as_bytes(), true);
        assert_eq!(
            (asked.title.as_str(), asked.author.as_str(), asked.hold_s),
            ("My first guide", "", 10)
        );
        assert_eq!(findings(&asked.guide()), [""; 0]);
    }

    #[test]
    fn wrong_answers_are_asked_for_again() {
        let asked = ask(&mut "?!\nNeck\n\nten\n9\n2\n-1\n600\n30\n".as_bytes(), true);
        assert_eq!(
            (asked.title.as_str(), asked.movement.1, asked.hold_s),
            ("Neck", "Turn your head", 30)
        );
    }
}
