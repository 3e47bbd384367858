use std::io::{Cursor, Write};

use guide::{Vocabulary, parse};
use import::{Choice, Draft, ImportError, import};

/// What a document of DOCX begins with, outside of its package.
const DOCUMENT: &[u8] = b"<w:document";

/// Any bytes are refused in words, or give a guide without mistakes: also when every suggestion is struck. A document
/// of DOCX is put into its package first: one that is damaged when it is packed is hardly ever unpacked.
pub fn article(bytes: &[u8]) -> bool {
    let sound = |guide: &str| {
        let read = parse("any", guide, Vocabulary::builtin());
        assert!(read.is_ok(), "the guide has a mistake:\n{guide}");
    };
    let package = bytes.starts_with(DOCUMENT).then(|| package(bytes));
    let bytes = package.as_deref().unwrap_or(bytes);
    match import(bytes) {
        Ok(imported) => {
            sound(&imported.guide);
            let mut draft = Draft::read(bytes).expect("it was imported");
            draft.choose_all(None, Some(Choice::Strike));
            // Longer than before it may be: what is asked has more letters than what is checked.
            match draft.guide() {
                Ok(guide) => sound(&guide),
                Err(ImportError::TooMuch { .. }) => {}
                Err(error) => panic!("{error}"),
            }
            true
        }
        Err(ImportError::Fault { mistake }) => panic!("{mistake}"),
        Err(_) => false,
    }
}

fn package(document: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let written = writer
        .start_file("word/document.xml", stored)
        .and_then(|()| Ok(writer.write_all(document)?));
    written.expect("memory takes what is written");
    writer.finish().expect("memory takes what is written").into_inner()
}
