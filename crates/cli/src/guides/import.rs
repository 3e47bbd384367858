//! `unhunch guide import`: an article in, a guide out, and on standard error what was repaired, sure, guessed and left.

use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;

use crate::Ending;
use crate::args::ImportOptions;
use crate::problem::{Problem, Result};

/// Runs `unhunch guide import`.
///
/// # Errors
/// [`Problem`] when the article can't be read or is none, or the guide can't be written.
pub fn run(options: &ImportOptions) -> Result<Ending> {
    let imported = import::import(&read(&options.article)?).map_err(|error| Problem::NotAnArticle {
        path: options.article.display().to_string(),
        why: error.to_string(),
    })?;
    let ending = match &options.out {
        Some(out) => {
            write_new(out, &imported.guide)?;
            Ending::AsTheGuideSays
        }
        None => super::print(&imported.guide)?,
    };
    anstream::eprint!("{}", imported.summary);
    if let Some(out) = &options.out {
        let out = out.display();
        anstream::eprintln!("\nWritten to {out}. Next: look for \"# suggested\" and \"# for the author\" in it.");
    }
    Ok(ending)
}

/// The article's bytes; of one that is too long only as many as show it.
fn read(article: &Path) -> Result<Vec<u8>> {
    let most = import::LONGEST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = if article == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(article).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    read.map_err(|error| Problem::reading(article, &error))?;
    Ok(bytes)
}

/// Writes a file that is not there yet: a guide that someone worked on is not lost.
fn write_new(out: &Path, guide: &str) -> Result<()> {
    let file = OpenOptions::new().write(true).create_new(true).open(out);
    file.and_then(|mut file| file.write_all(guide.as_bytes()))
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::AlreadyExists => Box::new(Problem::Exists {
                path: out.display().to_string(),
            }),
            _ => Problem::writing(out, error),
        })
}
