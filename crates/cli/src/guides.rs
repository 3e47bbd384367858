//! `unhunch guide`, and finding the guide that a name or a path means.

mod begin;
mod form;
mod import;
mod lint;
mod try_out;

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use guide::{Guide, Vocabulary};

use crate::Ending;
use crate::args::GuideCommand;
use crate::problem::{Problem, Result};
use crate::wording::{list, width};

/// Runs `unhunch guide`.
///
/// # Errors
/// [`Problem`] when the guide can't be found or read.
pub fn run(command: &GuideCommand) -> Result<Ending> {
    match command {
        GuideCommand::List => print(&list_text()?),
        GuideCommand::Show { name } => print(&show_text(&load(name)?)),
        GuideCommand::Lint(options) => lint::run(options),
        GuideCommand::Fmt(options) => form::run(options),
        GuideCommand::New { file } => begin::run(file.as_deref()),
        GuideCommand::Try(options) => try_out::run(options),
        GuideCommand::Import(options) => import::run(options),
    }
}

/// The guide that `name` means: one that comes with the program, or a file.
///
/// # Errors
/// [`Problem`] when there is none, or it has mistakes.
pub fn load(name: &str) -> Result<Guide> {
    let builtin = guide::builtin_guides().iter().find(|(known, _)| *known == name);
    if let Some((known, text)) = builtin {
        return parse(known, text);
    }
    let path = Path::new(name);
    if !path.exists() && !name.contains(['/', '\\', '.']) {
        let known = list(guide::builtin_guides().iter().map(|(known, _)| *known));
        return Err(Box::new(Problem::UnknownGuide {
            name: name.to_owned(),
            known,
        }));
    }
    let (name, bytes) = (file_name(path), read(path)?);
    let text = guide::text_of(&name, &bytes).map_err(|mistakes| Box::new(Problem::GuideMistakes(mistakes)))?;
    parse(&name, text)
}

pub fn parse(name: &str, text: &str) -> Result<Guide> {
    guide::parse(name, text, Vocabulary::builtin()).map_err(|mistakes| Box::new(Problem::GuideMistakes(mistakes)))
}

/// The bytes of a guide's file: of one that is too long only as many as show it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = guide::LONGEST_BYTES as u64 + 1;
    File::open(path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| Problem::reading(path, &error))?;
    Ok(bytes)
}

/// The guide's name: that of its file, without folder and ending.
pub fn file_name(path: &Path) -> String {
    path.file_stem()
        .map_or_else(|| "guide".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Writes to standard output. A reader that went away is no problem.
pub fn print(text: &str) -> Result<Ending> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Problem::writing(Path::new("standard output"), error))
        }
        _ => Ok(Ending::AsTheGuideSays),
    }
}

fn list_text() -> Result<String> {
    let mut text = String::new();
    for (name, source) in guide::builtin_guides() {
        let guide = parse(name, source)?;
        text.push_str(&format!(
            "{name}  {} ({})\n",
            guide.title,
            counted(guide.steps.len(), "step")
        ));
    }
    Ok(text)
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}

/// The guide as text: every sentence, and under it the rules by which it is checked.
pub fn show_text(guide: &Guide) -> String {
    let bold = anstyle::Style::new().bold();
    let dim = anstyle::Style::new().dimmed();
    let width = width();
    let mut text = format!("{bold}{}{bold:#}\n", guide.title);
    let plan = guide.plan.as_ref().map(ToString::to_string);
    let about = [
        ("by", &guide.author),
        ("after", &guide.source),
        ("difficulty:", &guide.difficulty),
        ("planned", &plan),
    ];
    for (word, value) in about {
        if let Some(value) = value {
            text.push_str(&format!("{dim}{word} {value}{dim:#}\n"));
        }
    }
    if !guide.summary.is_empty() {
        text.push_str(&format!("\n{}\n", textwrap::fill(&guide.summary, width)));
    }
    for (place, step) in guide.steps.iter().enumerate() {
        let sides = if step.each_side { ", each side" } else { "" };
        let view = match step.view.is_sideways() {
            true => format!(", {}", step.view.words()),
            false => String::new(),
        };
        text.push_str(&format!(
            "\n{bold}{}. {}{bold:#}  {dim}{}{sides}{view}{dim:#}\n",
            place + 1,
            step.title_for(None),
            step.id
        ));
        for sentence in &step.sentences {
            let options = textwrap::Options::new(width)
                .initial_indent("   - ")
                .subsequent_indent("     ");
            text.push_str(&textwrap::fill(&sentence.text_for(None), options));
            text.push('\n');
            for rule in &sentence.rules {
                text.push_str(&format!("       {dim}{}{dim:#}\n", rule.text));
            }
        }
    }
    text
}
