//! Reads the examples out of the documents.
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use guide::Vocabulary;

/// The folder of the documents.
pub fn docs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

/// A block of code in a document.
#[derive(Debug, Clone)]
pub struct Fence {
    /// What stands behind its ticks: `markdown times 3`.
    pub info: String,
    /// The heading that it stands under.
    pub under: String,
    /// Line of its first line, from 1.
    pub line: usize,
    pub text: String,
}

/// Every block of code, in order.
pub fn fences(document: &str) -> Vec<Fence> {
    let (mut found, mut under, mut open): (Vec<Fence>, String, Option<Fence>) = (Vec::new(), String::new(), None);
    for (index, line) in document.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                open = Some(Fence {
                    info: info.to_owned(),
                    under: under.clone(),
                    line: index + 2,
                    text: String::new(),
                });
            }
            (Some(_), Some("")) => found.extend(open.take()),
            (Some(fence), _) => fence.text += &format!("{line}\n"),
            (None, None) => {
                if line.starts_with('#') {
                    under = line.trim_start_matches('#').trim().to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "a block of code has no end");
    found
}

impl Fence {
    /// The file that the example stands for.
    pub fn bytes(&self) -> Vec<u8> {
        let words: Vec<&str> = self.info.split(' ').collect();
        let times = words.iter().position(|word| *word == "times");
        let times = times.map_or(1, |at| words[at + 1].parse().unwrap());
        match words[..] {
            ["text", "bytes", ..] => self
                .text
                .split_whitespace()
                .map(|byte| u8::from_str_radix(byte, 16).unwrap())
                .collect(),
            ["text", "phrases", ..] => {
                let numbered = |n: usize| format!("  {}", self.text.replace("{n}", &n.to_string()));
                let phrases: String = (1..=times).map(numbered).collect();
                let rules: String = (1..=times).map(|n| format!(" `reach phrase-{n}`")).collect();
                let front = format!("---\ntitle: T\nphrases:\n{phrases}---\n");
                format!("{front}Stop if anything hurts.\n\n## Step\n\n- Do it.{rules}\n").into_bytes()
            }
            ["markdown", ..] => {
                let text: String = (1..=times)
                    .map(|n| self.text.replace("{n}", &n.to_string()) + if times > 1 { "\n" } else { "" })
                    .collect();
                whole(&text).into_bytes()
            }
            _ => panic!("what is an example of {:?}?", self.info),
        }
    }
}

/// A whole guide of a part of one: of steps, or of sentences.
pub fn whole(part: &str) -> String {
    const FRONT: &str = "---\ntitle: Test\n---\n\nStop if anything hurts.\n\n";
    if part.starts_with("---") {
        part.to_owned()
    } else if part.starts_with('#') {
        format!("{FRONT}{part}")
    } else {
        format!("{FRONT}## Step {{#step}}\n\n{part}")
    }
}

/// What the examples of translations are translations of.
pub const ORIGINAL: &str =
    "- Let your chin sink to your chest. `reach chin to chest`\n- Stay for ten seconds. `hold 10 s`\n";

/// Code and severity of everything that is found in a translation.
pub fn translation_codes(bytes: &[u8]) -> BTreeSet<(String, String)> {
    let original = whole(ORIGINAL);
    names(guide::examine_translation(
        "example",
        bytes,
        original.as_bytes(),
        Vocabulary::builtin(),
    ))
}

/// Code and severity of everything that is found.
pub fn codes(bytes: &[u8]) -> BTreeSet<(String, String)> {
    names(guide::examine("example", bytes, Vocabulary::builtin()))
}

fn names(found: Vec<guide::Finding>) -> BTreeSet<(String, String)> {
    let name = |finding: &guide::Finding| {
        let code = finding.code_name().trim_start_matches("guide::").to_owned();
        (code, finding.level().name().to_owned())
    };
    found.iter().map(name).collect()
}
