use guide::{Vocabulary, parse};
use import::{Choice, Draft, ImportError, import};

/// Any bytes are refused in words, or give a guide without mistakes: also when every suggestion is struck.
pub fn article(bytes: &[u8]) -> bool {
    let sound = |guide: &str| {
        let read = parse("any", guide, Vocabulary::builtin());
        assert!(read.is_ok(), "the guide has a mistake:\n{guide}");
    };
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
