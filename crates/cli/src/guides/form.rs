//! `unhunch guide fmt`: writes guides in their one form.

use std::fs;
use std::io::Write;
use std::path::Path;

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
    let write = || -> std::io::Result<()> {
        // The file itself, when its name is a link to it.
        let file = fs::canonicalize(file)?;
        let folder = file.parent().unwrap_or(Path::new("."));
        let mut new = tempfile::NamedTempFile::new_in(folder)?;
        new.write_all(text.as_bytes())?;
        fs::set_permissions(new.path(), fs::metadata(&file)?.permissions())?;
        new.persist(&file)?;
        Ok(())
    };
    write().map_err(|error| Problem::writing(file, error))
}
