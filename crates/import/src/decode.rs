//! Bytes to text: UTF-8, UTF-16 with its mark, or else the encoding of old web pages, Windows-1252.
//!
//! Must not know: what the text is.

use std::borrow::Cow;

/// More control characters than one in so many, and the bytes are no text.
const TEXT_PER_CONTROL: usize = 1000;

/// The text, and whether its encoding was guessed. `None` when it is none.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, bool)> {
    let (text, guessed) = match (encoding_rs::Encoding::for_bom(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), _) => {
            let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..)?);
            (text, broken)
        }
        (None, Ok(text)) => (Cow::Borrowed(text), false),
        (None, Err(_)) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
    };
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let controls = text.chars().filter(control).count();
    (!text.contains('\0') && controls <= text.len() / TEXT_PER_CONTROL).then_some((text, guessed))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Option<(String, bool)> {
        decode(bytes).map(|(text, guessed)| (text.into_owned(), guessed))
    }

    #[test]
    fn the_encodings_of_articles_are_read_and_the_rest_is_refused() {
        assert_eq!(decoded("Épaule".as_bytes()), Some(("Épaule".to_owned(), false)));
        assert_eq!(decoded(b"\xef\xbb\xbfHi"), Some(("Hi".to_owned(), false)));
        assert_eq!(decoded(b"\xff\xfeH\0i\0"), Some(("Hi".to_owned(), false)));
        assert_eq!(decoded(b"don\x92t \xe9"), Some(("don\u{2019}t é".to_owned(), true)));
        assert_eq!(decoded(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(decoded(b"\x01\x02\x03\x04"), None);
    }
}
