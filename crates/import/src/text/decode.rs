//! Bytes to text: UTF-8, UTF-16, the encoding that a page names, or else that of old web pages, Windows-1252.
//!
//! Must not know: what the text is.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// More control characters than one in so many, and the bytes are no text.
const TEXT_PER_CONTROL: usize = 1000;
/// A page names its encoding in its first bytes. Source: the HTML standard, "prescan a byte stream".
const PRESCAN: usize = 1024;

/// The text, and the name of its encoding where it was guessed. `None` when it is none.
pub(crate) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Option<&'static str>)> {
    let (text, guessed) = match (Encoding::for_bom(bytes), utf_16(bytes), std::str::from_utf8(bytes)) {
        (Some((encoding, mark)), ..) => (encoding.decode_without_bom_handling(bytes.get(mark..)?).0, None),
        (None, Some(encoding), _) => {
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            (!broken).then_some((text, Some(encoding.name())))?
        }
        (None, None, Ok(text)) => (Cow::Borrowed(text), None),
        (None, None, Err(_)) => {
            let encoding = named(bytes).unwrap_or(WINDOWS_1252);
            (encoding.decode_without_bom_handling(bytes).0, Some(encoding.name()))
        }
    };
    let control = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    let controls = text.chars().filter(control).count();
    (!text.contains('\0') && controls <= text.len() / TEXT_PER_CONTROL).then_some((text, guessed))
}

/// UTF-16 without its mark: Latin letters have every other byte zero.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) || bytes.len() < 4 {
        return None;
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = bytes.len() / 2 * 9 / 10;
    match (zeros(0), zeros(1)) {
        (0, little) if little > most => Some(UTF_16LE),
        (big, 0) if big > most => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a page names: `charset=iso-8859-2`.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..PRESCAN.min(bytes.len()))?.to_ascii_lowercase();
    let key = b"charset=";
    let at = start.windows(key.len()).position(|window| window == key)? + key.len();
    let label = start.get(at..)?;
    let label = label
        .strip_prefix(b"\"")
        .or_else(|| label.strip_prefix(b"'"))
        .unwrap_or(label);
    let end = label
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:".contains(byte))
        .unwrap_or(label.len());
    // UTF-8 and UTF-16 it is not: that was tried.
    Encoding::for_label(label.get(..end)?).filter(|encoding| !encoding.name().starts_with("UTF"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Option<(String, Option<&'static str>)> {
        decode(bytes).map(|(text, guessed)| (text.into_owned(), guessed))
    }

    #[test]
    fn the_encodings_of_articles_are_read_and_the_rest_is_refused() {
        let sure = |text: &str| Some((text.to_owned(), None));
        assert_eq!(decoded("Épaule".as_bytes()), sure("Épaule"));
        assert_eq!(decoded(b"\xef\xbb\xbfHi"), sure("Hi"));
        assert_eq!(decoded(b"\xff\xfeH\0i\0"), sure("Hi"));
        assert_eq!(
            decoded(b"don\x92t \xe9"),
            Some(("don\u{2019}t é".to_owned(), Some("windows-1252")))
        );
        assert_eq!(decoded(b"T\0u\0r\0n\0"), Some(("Turn".to_owned(), Some("UTF-16LE"))));
        assert_eq!(decoded(b"\0T\0u\0r\0n"), Some(("Turn".to_owned(), Some("UTF-16BE"))));
        assert_eq!(
            decoded(b"<meta charset=\"iso-8859-2\">\xb3okie\xe6"),
            Some(("<meta charset=\"iso-8859-2\">łokieć".to_owned(), Some("ISO-8859-2")))
        );
        assert_eq!(
            decoded(b"<meta charset=utf-8>\xe9"),
            Some(("<meta charset=utf-8>é".to_owned(), Some("windows-1252")))
        );
        assert_eq!(decoded(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), None);
        assert_eq!(decoded(b"\x01\x02\x03\x04"), None);
    }
}
