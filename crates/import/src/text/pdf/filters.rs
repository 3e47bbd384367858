//! Unpacks streams, up to a bound. Source: ISO 32000-2:2020, 7.4.
//!
//! Must not know: objects, what a stream is for.

use std::io::Read;

use super::budget::{Budget, LONGEST_STREAM};
use super::syntax::is_blank;

/// Most filters of one stream. Two are common.
const MOST_FILTERS: usize = 4;

/// How the rows of a table were written, as differences from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Predictor {
    /// Bytes of a row.
    pub row: usize,
    /// Bytes of one sample of all colours.
    pub sample: usize,
}

/// A way of packing, by its name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filter {
    pub name: String,
    pub predictor: Option<Predictor>,
    /// Codes of LZW grow one early.
    pub early: bool,
}

/// The bytes of a stream. `None` when it is packed as pictures are, encrypted, or too long; as far as it goes where it
/// is broken.
pub(super) fn unpacked(packed: &[u8], filters: &[Filter], budget: &Budget) -> Option<Vec<u8>> {
    if filters.len() > MOST_FILTERS {
        return None;
    }
    let mut bytes = packed.to_vec();
    budget.unpack(bytes.len())?;
    for filter in filters {
        let most = LONGEST_STREAM.min(budget.unpackable());
        bytes = match filter.name.as_str() {
            "FlateDecode" | "Fl" => inflate(&bytes, most),
            "LZWDecode" | "LZW" => lzw(&bytes, filter.early, most),
            "ASCII85Decode" | "A85" => ascii_85(&bytes, most),
            "ASCIIHexDecode" | "AHx" => ascii_hex(&bytes),
            "RunLengthDecode" | "RL" => run_lengths(&bytes, most),
            _ => return None,
        };
        if bytes.len() >= most {
            budget.end(match most < LONGEST_STREAM {
                true => "more than 96 MB when it is unpacked",
                false => "a page that unpacks to more than 24 MB",
            });
            return None;
        }
        budget.unpack(bytes.len())?;
        if let Some(predictor) = filter.predictor {
            bytes = unpredicted(&bytes, predictor)?;
        }
    }
    Some(bytes)
}

/// Not more than `most` bytes.
fn inflate(bytes: &[u8], most: usize) -> Vec<u8> {
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    let mut out = Vec::new();
    // What went before an error is in it.
    let _ = flate2::read::ZlibDecoder::new(bytes).take(most).read_to_end(&mut out);
    if out.is_empty() {
        // Without the two bytes at its head, or with wrong ones.
        let _ = flate2::read::DeflateDecoder::new(bytes)
            .take(most)
            .read_to_end(&mut out);
    }
    out
}

/// Codes of 9 to 12 bits, the highest bit first, into what was seen before.
fn lzw(bytes: &[u8], early: bool, most: usize) -> Vec<u8> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    const MOST_CODES: usize = 4096;
    let mut out: Vec<u8> = Vec::new();
    // Where in `out` the entry of each code from 258 on stands.
    let mut entries: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in bytes {
        bits = (bits << 8) | u32::from(*byte);
        held += 8;
        let next = END + 1 + entries.len() + usize::from(early);
        let width = match next {
            0..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
        if held < width {
            continue;
        }
        held -= width;
        let code = usize::try_from((bits >> held) & ((1 << width) - 1)).unwrap_or(END);
        let start = out.len();
        match code {
            CLEAR => {
                entries.clear();
                last = None;
                continue;
            }
            END => break,
            0..CLEAR => out.push(u8::try_from(code).unwrap_or_default()),
            _ => {
                // The code that is just being made is the last one and its own first byte.
                let (from, to) = match (entries.get(code - END - 1), last) {
                    (Some(entry), _) => *entry,
                    (None, Some((from, to))) if code - END - 1 == entries.len() => (from, to + 1),
                    _ => break,
                };
                for at in from..to {
                    let Some(byte) = out.get(at).copied() else { break };
                    out.push(byte);
                }
            }
        }
        if let Some((from, to)) = last.filter(|_| END + 1 + entries.len() < MOST_CODES) {
            // What came last, and the first byte of this.
            entries.push((from, to + 1));
        }
        last = Some((start, out.len()));
        if out.len() >= most {
            break;
        }
    }
    out.truncate(most);
    out
}

fn ascii_85(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u32> = Vec::new();
    for byte in bytes.iter().filter(|byte| !is_blank(**byte)) {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => break,
        }
        if group.len() == 5 {
            end_group(&mut group, &mut out);
        }
        if out.len() >= most {
            break;
        }
    }
    if group.len() > 1 {
        end_group(&mut group, &mut out);
    }
    out.truncate(most);
    out
}

/// Five digits of 85 are four bytes; fewer, one byte less than there are digits.
fn end_group(group: &mut Vec<u32>, out: &mut Vec<u8>) {
    let bytes = group.len() - 1;
    group.resize(5, 84);
    let number = group
        .drain(..)
        .fold(0_u32, |number, digit| number.wrapping_mul(85).wrapping_add(digit));
    out.extend(number.to_be_bytes().iter().take(bytes));
}

fn ascii_hex(bytes: &[u8]) -> Vec<u8> {
    let digits = bytes
        .iter()
        .take_while(|byte| **byte != b'>')
        .filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits
        .chunks(2)
        .map(|pair| pair.first().unwrap_or(&0) * 16 + pair.get(1).unwrap_or(&0))
        .collect()
}

fn run_lengths(bytes: &[u8], most: usize) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((length, after)) = rest.split_first() {
        if *length == 128 || out.len() >= most {
            break;
        }
        if *length < 128 {
            let taken = after.len().min(usize::from(*length) + 1);
            let (as_is, after) = after.split_at(taken);
            out.extend(as_is);
            rest = after;
        } else {
            let Some((byte, after)) = after.split_first() else {
                break;
            };
            out.extend(std::iter::repeat_n(*byte, 257 - usize::from(*length)));
            rest = after;
        }
    }
    out.truncate(most);
    out
}

/// Rows as they were before each byte became its difference from others. Source: PNG specification, "Filter types".
fn unpredicted(bytes: &[u8], predictor: Predictor) -> Option<Vec<u8>> {
    let Predictor { row, sample } = predictor;
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row.checked_add(1).filter(|length| *length > 1)?) {
        let (kind, line) = line.split_first()?;
        let start = out.len();
        for (at, byte) in line.iter().enumerate() {
            let left = at
                .checked_sub(sample)
                .and_then(|at| out.get(start + at))
                .copied()
                .unwrap_or(0);
            let up = start
                .checked_sub(row)
                .and_then(|above| out.get(above + at))
                .copied()
                .unwrap_or(0);
            let corner = at
                .checked_sub(sample)
                .and_then(|at| out.get(start.checked_sub(row)? + at))
                .copied()
                .unwrap_or(0);
            let from = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::try_from((u16::from(left) + u16::from(up)) / 2).unwrap_or(0),
                _ => paeth(left, up, corner),
            };
            out.push(byte.wrapping_add(from));
        }
    }
    Some(out)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn filter(name: &str) -> Filter {
        Filter {
            name: name.to_owned(),
            predictor: None,
            early: true,
        }
    }

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn each_way_of_packing_is_undone() {
        let budget = Budget::new();
        let undone = |bytes: &[u8], names: &[&str]| {
            let filters: Vec<Filter> = names.iter().map(|name| filter(name)).collect();
            unpacked(bytes, &filters, &budget)
        };
        assert_eq!(
            undone(&deflated(b"Turn your head"), &["FlateDecode"]).unwrap(),
            b"Turn your head"
        );
        assert_eq!(undone(b"<~", &["A85"]).unwrap(), b"");
        assert_eq!(
            undone(b"87cURD]i,\"Ebo80~>", &["ASCII85Decode"]).unwrap(),
            b"Hello World!"
        );
        assert_eq!(undone(b"48 65 6C 6c 6f7>", &["AHx"]).unwrap(), b"Hellop");
        assert_eq!(
            undone(&[2, b'a', b'b', b'c', 254, b'd', 128], &["RL"]).unwrap(),
            b"abcddd"
        );
        // The example of the standard: 7.4.4.2.
        assert_eq!(
            undone(&[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01], &["LZW"]).unwrap(),
            [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]
        );
        assert_eq!(undone(b"\xff\xd8", &["DCTDecode"]), None);
    }

    #[test]
    fn rows_of_differences_become_rows() {
        let predictor = Predictor { row: 3, sample: 1 };
        let bytes = [0, 1, 2, 3, 2, 1, 1, 1, 1, 5, 1, 1, 3, 1, 1, 1, 4, 1, 1, 1];
        assert_eq!(
            unpredicted(&bytes, predictor).unwrap(),
            [1, 2, 3, 2, 3, 4, 5, 6, 7, 3, 5, 7, 4, 6, 8]
        );
    }

    #[test]
    fn a_bomb_goes_off_nowhere() {
        let once = deflated(&vec![b'0'; 100_000_000]);
        let twice = deflated(&once);
        for (bytes, filters) in [(&once, 1), (&twice, 2)] {
            let budget = Budget::new();
            assert_eq!(unpacked(bytes, &vec![filter("FlateDecode"); filters], &budget), None);
            assert!(budget.over().is_some());
        }
    }
}
