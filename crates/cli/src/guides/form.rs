//! `unhunch guide fmt`: writes guides in their one form.

use std::fs;
use std::path::Path;

use footage::output::{self, Over};
use guide::Vocabulary;

use super::{file_name, print, read};
use crate::Ending;
use crate::args::FmtOptions;
use crate::problem::{Problem, Result};

/// Runs `unhunch guide fmt`. A guide with mistakes is left as it is, and its mistakes are shown.
///
/// # Errors
/// [`Problem`] when a file can't be read or written.
pub fn run(options: &FmtOptions) -> Result<Ending> {
    let mut ending = Ending::AsTheGuideSays;
    for file in &options.files {
        let bytes = read(file)?;
        let name = file_name(file);
        let formatted = guide::text_of(&name, &bytes)
            .and_then(|text| guide::format(&name, text, Vocabulary::builtin()).map(|formatted| (text, formatted)));
        match formatted {
            Err(mistakes) => {
                anstream::eprintln!("{:?}", miette::Report::new(mistakes));
                ending = Ending::NotAsTheGuideSays;
            }
            Ok((text, formatted)) if text == formatted => {}
            Ok(_) if options.check => {
                print(&format!("{}: not in the one form\n", file.display()))?;
                ending = Ending::NotAsTheGuideSays;
            }
            Ok((_, formatted)) => {
                write(file, &formatted)?;
                print(&format!("{}: formatted\n", file.display()))?;
            }
        }
    }
    Ok(ending)
}

/// Puts a new text in place of a file, whole or not at all.
fn write(file: &Path, text: &str) -> Result<()> {
    // The file itself: what it is called may be a name for something that is open already, to which a text is appended.
    let itself = fs::canonicalize(file).map_err(|error| Problem::writing(file, error))?;
    Ok(output::write(&itself, Over::Earlier, text.as_bytes())?)
}
