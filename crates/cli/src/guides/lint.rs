//! `unhunch guide lint`: what is wrong or unwise in guides, for people, programs and pull requests.

use std::path::{Path, PathBuf};

use guide::{Finding, Severity, Vocabulary};
use serde::Serialize;

use super::{counted, print, read};
use crate::Ending;
use crate::args::{LintFormat, LintOptions};
use crate::problem::Result;

/// Number of the JSON's form.
const SCHEMA: u32 = 1;

/// Runs `unhunch guide lint`.
///
/// # Errors
/// [`crate::problem::Problem`] when a file can't be read.
pub fn run(options: &LintOptions) -> Result<Ending> {
    let mut linted = Vec::new();
    for file in &options.files {
        linted.push(Linted::read(file)?);
    }
    print(&match options.format {
        LintFormat::Text => text(&linted),
        LintFormat::Json => json(&linted),
        LintFormat::Github => github(&linted),
    })?;
    let wrong = |file: &Linted| file.count(Severity::Error) > 0 || options.strict && !file.findings.is_empty();
    if linted.iter().any(wrong) {
        Ok(Ending::NotAsTheGuideSays)
    } else {
        Ok(Ending::AsTheGuideSays)
    }
}

/// A file and what was found in it.
struct Linted {
    file: String,
    findings: Vec<Finding>,
}

impl Linted {
    fn read(file: &Path) -> Result<Self> {
        let bytes = read(file)?;
        let name = file.display().to_string();
        let findings = match original(file) {
            Some(original) => guide::examine_translation(&name, &bytes, &read(&original)?, Vocabulary::builtin()),
            None => guide::examine(&name, &bytes, Vocabulary::builtin()),
        };
        Ok(Self { file: name, findings })
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|found| found.level() == severity).count()
    }
}

/// The guide of which `file` is a translation: `upper-back.md` beside `upper-back.de.md`.
fn original(file: &Path) -> Option<PathBuf> {
    let (name, language) = file.file_stem()?.to_str()?.rsplit_once('.')?;
    let is_language = language.len() == 2 && language.chars().all(|c| c.is_ascii_lowercase());
    let original = file.with_file_name(format!("{name}.md"));
    (is_language && original.is_file()).then_some(original)
}

/// Diagnostics go to standard error; what is given here is a line for each file.
fn text(linted: &[Linted]) -> String {
    let mut lines = String::new();
    for file in linted {
        for finding in &file.findings {
            anstream::eprintln!("{:?}", miette::Report::new(finding.clone()));
        }
        let mistakes = match file.count(Severity::Error) {
            0 => "no mistakes".to_owned(),
            errors => counted(errors, "mistake"),
        };
        let warnings = match file.count(Severity::Warning) {
            0 => String::new(),
            warnings => format!(", {}", counted(warnings, "warning")),
        };
        lines.push_str(&format!("{}: {mistakes}{warnings}\n", file.file));
    }
    lines
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    errors: usize,
    warnings: usize,
    findings: Vec<Entry<'a>>,
}

/// One finding. Lines and columns count from 1, columns in characters; the end is behind the last character.
#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    code: &'a str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    page: String,
}

impl<'a> Entry<'a> {
    fn new(file: &'a str, finding: &'a Finding) -> Self {
        let (from, to) = (finding.from(), finding.to());
        Self {
            file,
            code: finding.code_name(),
            severity: finding.level().name(),
            message: finding.message(),
            help: finding.advice(),
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            page: page(finding.code_name()),
        }
    }
}

/// Where a code is explained, in the project.
fn page(code: &str) -> String {
    format!("docs/lints/{}.md", code.trim_start_matches("guide::"))
}

fn json(linted: &[Linted]) -> String {
    let count = |severity| linted.iter().map(|file| file.count(severity)).sum();
    let entries = linted
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| Entry::new(&file.file, finding)));
    let report = Report {
        schema: SCHEMA,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        findings: entries.collect(),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("plain values always have a JSON form");
    text.push('\n');
    text
}

/// GitHub's workflow commands: one line a finding.
fn github(linted: &[Linted]) -> String {
    let mut lines = String::new();
    for file in linted {
        for finding in &file.findings {
            let Entry {
                file,
                code,
                severity,
                message,
                help,
                line,
                column,
                end_line,
                end_column,
                ..
            } = Entry::new(&file.file, finding);
            let words = match help {
                Some(help) => format!("{message}\nhelp: {help}"),
                None => message.to_owned(),
            };
            lines.push_str(&format!(
                "::{severity} file={},line={line},endLine={end_line},col={column},endColumn={end_column},title={}::{}\n",
                property(file),
                property(code),
                escaped(&words)
            ));
        }
    }
    lines
}

/// As GitHub wants the text of a command.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// As GitHub wants a property of a command.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
