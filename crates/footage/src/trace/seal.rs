//! Checksums of a trace: one for each group of rows, and one for the footer, which holds the others.
//!
//! Parquet has checksums of pages, but its Rust writer writes none, and none would cover the footer. So the bytes are
//! summed up as they leave: those of each group up to its end, and those of the footer with zeros where its own sum
//! stands. Both are text among the file's metadata, and any tool that reads Parquet reads past them.
//!
//! CRC-32 finds what happens to files by chance, every single flipped bit for sure. It is no protection against somebody who
//! changes a trace on purpose.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use crc32fast::Hasher;
use parquet::file::metadata::KeyValue;

/// The key of the groups' ends and sums: `END:SUM` for each, with commas between.
pub const GROUPS: &str = "unhunch.groups_crc32";
/// The key of the footer's own sum.
const FOOTER: &str = "unhunch.footer_crc32";
/// Hexadecimal digits of a sum.
const DIGITS: usize = 8;
const NO_SUM: [u8; DIGITS] = [b'0'; DIGITS];
/// What stands in the footer between that key and its digits: a text follows, of that length.
const BEFORE_DIGITS: [u8; 2] = [0x18, DIGITS as u8];
/// Behind the footer: its length in four bytes, and four that say that it is Parquet.
const TAIL: usize = 8;

/// Passes bytes on, and sums them up.
pub struct Sealing<W> {
    to: W,
    position: u64,
    sum: Hasher,
    groups: Vec<String>,
    /// From when the footer comes.
    footer: Option<Vec<u8>>,
}

impl<W: Write> Sealing<W> {
    /// Passes on to `to`, which is at its beginning.
    pub fn new(to: W) -> Self {
        Self {
            to,
            position: 0,
            sum: Hasher::new(),
            groups: Vec::new(),
            footer: None,
        }
    }

    /// A group ends here.
    pub fn end_group(&mut self) {
        let sum = std::mem::take(&mut self.sum).finalize();
        self.groups.push(format!("{}:{sum:08x}", self.position));
    }

    /// What comes now is the footer, in which these must stand.
    pub fn begin_footer(&mut self) -> [KeyValue; 2] {
        self.footer = Some(Vec::new());
        [
            KeyValue::new(GROUPS.to_owned(), self.groups.join(",")),
            KeyValue::new(FOOTER.to_owned(), String::from_utf8_lossy(&NO_SUM).into_owned()),
        ]
    }

    /// Writes the footer with its sum.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn seal(mut self) -> io::Result<W> {
        if let Some(mut footer) = self.footer.take() {
            let sum = format!("{:08x}", crc32fast::hash(&footer));
            let digits = digits(&mut footer).ok_or_else(|| io::Error::other("the footer has no place for its sum"))?;
            digits.copy_from_slice(sum.as_bytes());
            self.to.write_all(&footer)?;
        }
        self.to.flush()?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(footer) = &mut self.footer {
            footer.extend_from_slice(bytes);
            return Ok(bytes.len());
        }
        let written = self.to.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or(bytes));
        self.position += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Where the footer's own sum stands in it. The last place: it is written last.
fn digits(footer: &mut [u8]) -> Option<&mut [u8]> {
    let key = footer
        .windows(FOOTER.len())
        .rposition(|bytes| bytes == FOOTER.as_bytes())?;
    let (before, rest) = footer
        .get_mut(key + FOOTER.len()..)?
        .split_at_mut_checked(BEFORE_DIGITS.len())?;
    if *before == BEFORE_DIGITS {
        rest.get_mut(..DIGITS)
    } else {
        None
    }
}

/// What the footer of a file is, by its own sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Footer {
    /// As it was written.
    Sealed,
    /// Not as it was written.
    Broken,
    /// It has no sum, or is not there: an old trace, or none at all.
    Unsealed,
}

impl Footer {
    /// Of this file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn of(mut file: &File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        let Some(at) = length.checked_sub(TAIL as u64) else {
            return Ok(Self::Unsealed);
        };
        let mut tail = [0; TAIL];
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(&mut tail)?;
        let [a, b, c, d, ..] = tail;
        let Some(at) = at.checked_sub(u64::from(u32::from_le_bytes([a, b, c, d]))) else {
            return Ok(Self::Unsealed);
        };
        let mut footer = Vec::new();
        file.seek(SeekFrom::Start(at))?;
        file.read_to_end(&mut footer)?;
        let Some(digits) = digits(&mut footer) else {
            return Ok(Self::Unsealed);
        };
        let said = std::str::from_utf8(digits).ok().and_then(sum);
        digits.copy_from_slice(&NO_SUM);
        Ok(if said == Some(crc32fast::hash(&footer)) {
            Self::Sealed
        } else {
            Self::Broken
        })
    }
}

fn sum(digits: &str) -> Option<u32> {
    // As they are written: another spelling of the same number is no longer what was written.
    let sum = u32::from_str_radix(digits, 16).ok()?;
    (format!("{sum:08x}") == digits).then_some(sum)
}

/// The ends and sums of the groups.
#[derive(Debug)]
pub struct Groups(Vec<(u64, u32)>);

impl Groups {
    /// From the text under [`GROUPS`]; `None` when it does not speak of so many groups.
    pub fn read(text: &str, count: usize) -> Option<Self> {
        let group = |text: &str| {
            let (end, digits) = text.split_once(':')?;
            Some((end.parse().ok()?, sum(digits)?))
        };
        let groups: Option<Vec<_>> = text.split_terminator(',').map(group).collect();
        groups.filter(|groups| groups.len() == count).map(Self)
    }

    /// Whether the group at this place, from nought, is as it was written.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn is_whole(&self, mut file: &File, place: usize) -> io::Result<bool> {
        let end_of = |place: usize| self.0.get(place).map(|(end, _)| *end);
        let begin = place.checked_sub(1).map_or(Some(0), end_of);
        let (Some(begin), Some(&(end, said))) = (begin, self.0.get(place)) else {
            return Ok(false);
        };
        file.seek(SeekFrom::Start(begin))?;
        let mut left = file.take(end.saturating_sub(begin));
        let mut sum = Hasher::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let read = left.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
                return Ok(sum.finalize() == said);
            };
            sum.update(bytes);
        }
    }
}
