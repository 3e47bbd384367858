use std::io::{Cursor, Write};

use guide::{Vocabulary, parse};
use import::{ImportError, import};

/// What a document of DOCX begins with, outside of its package.
const DOCUMENT: &[u8] = b"<w:document";

/// Any bytes are refused in words, or give a guide without mistakes. A document of DOCX is put into its package first:
/// one that is damaged when it is packed is hardly ever unpacked.
pub fn article(bytes: &[u8]) -> bool {
    let package = bytes.starts_with(DOCUMENT).then(|| package(bytes));
    match import(package.as_deref().unwrap_or(bytes)) {
        Ok(imported) => {
            let read = parse("any", &imported.guide, Vocabulary::builtin());
            assert!(read.is_ok(), "the guide has a mistake:\n{}", imported.guide);
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
