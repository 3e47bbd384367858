//! `unhunch guide import`: an article in, a guide out, and on standard error what was repaired, sure, guessed and left.

use std::io::Read;
use std::path::Path;

use footage::output::{self, Over};

use crate::Ending;
use crate::args::ImportOptions;
use crate::outputs::{apart, named};
use crate::problem::{Problem, Result};

/// Runs `unhunch guide import`.
///
/// # Errors
/// [`Problem`] when the article can't be read or is none, or the guide can't be written.
pub fn run(options: &ImportOptions) -> Result<Ending> {
    // Where --out names what is there it says so itself: nothing is written over.
    apart(&[named("the article", &options.article)], &[])?;
    let imported = import::import(&read(&options.article)?).map_err(|error| Problem::NotAnArticle {
        path: options.article.display().to_string(),
        why: error.to_string(),
    })?;
    let ending = match &options.out {
        Some(out) => {
            // A guide that someone worked on is not lost.
            output::write(out, Over::Nothing, imported.guide.as_bytes())?;
            Ending::AsTheGuideSays
        }
        None => super::print(&imported.guide)?,
    };
    anstream::eprint!("{}", imported.summary);
    if options.explain {
        anstream::eprint!("\nSentence by sentence:\n{}", imported.summary.explanation());
    }
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
