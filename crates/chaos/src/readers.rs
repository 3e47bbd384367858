//! Everything that reads what others wrote.

mod article;
mod frames;
mod guides;
mod history;
mod http;
mod network;
mod session;
mod trace;

use std::fs;
use std::io;
use std::path::Path;

pub use article::article;
pub use frames::frames;
pub use guides::guide;
pub use history::history;
pub use http::http;
pub use network::network;
pub use session::session;
pub use trace::trace;

/// A reader, and what must hold for any bytes.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Also the name of its seeds' folder and of its fuzz target.
    pub name: &'static str,
    /// What it reads, in the words of the table.
    pub what: &'static str,
    /// Panics when something does not hold. Whether the bytes were taken, not refused.
    pub holds: fn(&[u8]) -> bool,
    /// Folders and files of good inputs and of all that was found, from the root of the project.
    pub(crate) sources: &'static [&'static str],
}

/// Every one.
pub const ALL: [Reader; 8] = [
    Reader {
        name: "guide",
        what: "guides",
        holds: guide,
        sources: &["fuzz/seeds/guide", "guides"],
    },
    Reader {
        name: "article",
        what: "articles to import",
        holds: article,
        sources: &[
            "fuzz/seeds/article",
            "crates/import/tests/articles",
            "crates/import/tests/gold/dev",
            "crates/import/tests/pdfs",
        ],
    },
    Reader {
        name: "frames",
        what: "streams of frames from ffmpeg (NUT)",
        holds: frames,
        sources: &["fuzz/seeds/frames"],
    },
    Reader {
        name: "network",
        what: "networks (FlatBuffers)",
        holds: network,
        sources: &[],
    },
    Reader {
        name: "trace",
        what: "recorded traces (Parquet)",
        holds: trace,
        sources: &["fuzz/seeds/trace"],
    },
    Reader {
        name: "session",
        what: "saved sessions (JSON)",
        holds: session,
        sources: &["fuzz/seeds/session", "crates/results/tests/saved.json"],
    },
    Reader {
        name: "history",
        what: "exported histories (JSON, Parquet)",
        holds: history,
        sources: &["fuzz/seeds/history"],
    },
    Reader {
        name: "http",
        what: "connections to the server (HTTP)",
        holds: http,
        sources: &["fuzz/seeds/http"],
    },
];

impl Reader {
    /// What is kept of it, name and bytes, in the order of names. A network is none of the project's files: there it is
    /// the smallest of the pinned package.
    ///
    /// # Errors
    /// What the system says when they can't be read.
    pub fn seeds(&self) -> io::Result<Vec<(String, Vec<u8>)>> {
        let mut seeds = Vec::new();
        if self.name == "network" {
            seeds.push((
                models::FACE_LANDMARK.name.to_owned(),
                models::FACE_LANDMARK.bytes.to_vec(),
            ));
        }
        for source in self.sources {
            let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(source);
            let files = match source.is_dir() {
                true => fs::read_dir(source)?
                    .map(|file| Ok(file?.path()))
                    .collect::<io::Result<Vec<_>>>()?,
                false => vec![source],
            };
            for path in files.iter().filter(|path| path.is_file()) {
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                seeds.push((name, fs::read(path)?));
            }
        }
        seeds.sort();
        Ok(seeds)
    }
}
