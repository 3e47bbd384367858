use guide::{Vocabulary, parse};
use import::{ImportError, import};

/// Any bytes are refused in words, or give a guide without mistakes.
pub fn article(bytes: &[u8]) -> bool {
    match import(bytes) {
        Ok(imported) => {
            let read = parse("any", &imported.guide, Vocabulary::builtin());
            assert!(read.is_ok(), "the guide has a mistake:\n{}", imported.guide);
            true
        }
        Err(ImportError::Fault { mistake }) => panic!("{mistake}"),
        Err(_) => false,
    }
}
