//! Reads NUT, the container in which ffmpeg hands over raw frames: every frame with its own exact time.
//!
//! A plain pipe of raw pixels has no times, and a second list of times can run out of step with
//! the pixels; NUT carries both in one stream, and the picture's size after rotation too. Only what ffmpeg's
//! muxer writes for one raw video stream is understood here; the rest is an error.
//!
//! Source: Niedermayer, "NUT Open Container Format", version 3.

use std::io::{self, BufRead, Read};

use body::ImageSize;

const FILE_ID: &[u8] = b"nut/multimedia container\0";
const MAIN: u64 = start_code(b'M', 0x7A56_1F5F_04AD);
const STREAM: u64 = start_code(b'S', 0x1140_5BF2_F9DB);
const SYNCPOINT: u64 = start_code(b'K', 0xE4AD_EECA_4569);

const FLAG_CODED_PTS: u64 = 8;
const FLAG_STREAM_ID: u64 = 16;
const FLAG_SIZE_MSB: u64 = 32;
const FLAG_CHECKSUM: u64 = 64;
const FLAG_RESERVED: u64 = 128;
const FLAG_HEADER_INDEX: u64 = 1024;
const FLAG_MATCH_TIME: u64 = 2048;
const FLAG_CODED: u64 = 4096;
const FLAG_INVALID: u64 = 8192;

/// Packets longer than this carry a checksum of their header.
const LONG_PACKET: u64 = 4096;
/// No header that ffmpeg writes comes near this; more is a damaged stream.
const LONGEST_HEADER: u64 = 1 << 20;
/// Bytes of a frame: eight times those of 4096 x 2160. More is a damaged header.
const LARGEST_FRAME: u64 = 8 * 4096 * 2160 * 3;
/// Frames up to this size leave out their elided header.
const LONGEST_ELIDED: u64 = 4096;

const fn start_code(letter: u8, tail: u64) -> u64 {
    ((b'N' as u64) << 56) | ((letter as u64) << 48) | tail
}

/// Frames out of a NUT stream.
pub struct NutReader<R> {
    input: R,
    codes: Vec<FrameCode>,
    elided: Vec<Vec<u8>>,
    time_base: (u32, u32),
    stream: Option<StreamHeader>,
    last_pts: i64,
}

#[derive(Debug, Clone, Copy, Default)]
struct FrameCode {
    flags: u64,
    pts_delta: i64,
    size_mul: u64,
    size_lsb: u64,
    reserved: u64,
    header: usize,
}

#[derive(Debug, Clone, Copy)]
struct StreamHeader {
    size: ImageSize,
    pts_shift: u32,
}

impl<R: BufRead> NutReader<R> {
    /// Begins to read. Waits for the first bytes.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] when the stream ends before a frame could begin; other kinds as they come.
    pub fn new(mut input: R) -> io::Result<Self> {
        let mut id = [0; FILE_ID.len()];
        input.read_exact(&mut id)?;
        if id != FILE_ID {
            return Err(damaged("it does not begin as NUT does"));
        }
        Ok(Self {
            input,
            codes: Vec::new(),
            elided: Vec::new(),
            time_base: (0, 1),
            stream: None,
            last_pts: 0,
        })
    }

    /// The next frame's bytes into `frame`; its presentation time in microseconds and the picture's size, or `None` at
    /// the end.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] when the picture changes its size; other kinds when the stream breaks off inside
    /// a frame, or is not understood.
    pub fn next(&mut self, frame: &mut Vec<u8>) -> io::Result<Option<(i64, ImageSize)>> {
        loop {
            let Some(&code) = self.input.fill_buf()?.first() else {
                return Ok(None);
            };
            self.input.consume(1);
            if code != b'N' {
                return self.frame(code, frame).map(Some);
            }
            self.packet()?;
        }
    }

    fn packet(&mut self) -> io::Result<()> {
        let mut code = [b'N', 0, 0, 0, 0, 0, 0, 0];
        self.input.read_exact(&mut code[1..])?;
        let length = number(&mut self.input)?;
        if length > LONG_PACKET {
            self.input.read_exact(&mut [0; 4])?;
        }
        if length > LONGEST_HEADER {
            return Err(damaged("a header is too long"));
        }
        let mut packet = vec![0; length as usize];
        self.input.read_exact(&mut packet)?;
        let mut fields = packet.as_slice();
        match u64::from_be_bytes(code) {
            MAIN => self.main_header(&mut fields),
            STREAM => self.stream_header(&mut fields),
            SYNCPOINT => {
                // One time base only, so the key's number is the time itself.
                self.last_pts = number(&mut fields)? as i64;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn main_header(&mut self, fields: &mut &[u8]) -> io::Result<()> {
        if number(fields)? != 3 || number(fields)? != 1 {
            return Err(damaged("it is not version 3 with one stream"));
        }
        let _max_distance = number(fields)?;
        if number(fields)? != 1 {
            return Err(damaged("it has several time bases"));
        }
        let mut part = || u32::try_from(number(fields)?).map_err(|_| damaged("its times have no sensible unit"));
        self.time_base = (part()?, part()?.max(1));
        self.codes = frame_codes(fields)?;
        let elided = number(fields)?.min(128);
        self.elided = vec![Vec::new()];
        for _ in 0..elided {
            let mut header = vec![0; number(fields)?.min(255) as usize];
            fields.read_exact(&mut header)?;
            self.elided.push(header);
        }
        Ok(())
    }

    fn stream_header(&mut self, fields: &mut &[u8]) -> io::Result<()> {
        let (_id, _class) = (number(fields)?, number(fields)?);
        skip_bytes(fields)?; // four-character code
        let _time_base = number(fields)?;
        let pts_shift = number(fields)?.min(32) as u32;
        let (_max_pts_distance, _decode_delay, _flags) = (number(fields)?, number(fields)?, number(fields)?);
        skip_bytes(fields)?; // codec-specific data
        let size = ImageSize {
            width: length(fields)?,
            height: length(fields)?,
        };
        self.stream = Some(StreamHeader { size, pts_shift });
        Ok(())
    }

    fn frame(&mut self, code: u8, frame: &mut Vec<u8>) -> io::Result<(i64, ImageSize)> {
        let (Some(stream), Some(&entry)) = (self.stream, self.codes.get(usize::from(code))) else {
            return Err(damaged("a frame comes before its header"));
        };
        let input = &mut self.input;
        let mut flags = entry.flags;
        if flags & FLAG_INVALID != 0 {
            return Err(damaged("a frame has an unknown code"));
        }
        if flags & FLAG_CODED != 0 {
            flags ^= number(input)?;
        }
        if flags & FLAG_STREAM_ID != 0 {
            number(input)?;
        }
        let pts = if flags & FLAG_CODED_PTS != 0 {
            full_pts(number(input)?, self.last_pts, stream.pts_shift)
        } else {
            self.last_pts.saturating_add(entry.pts_delta)
        };
        let mut size = entry.size_lsb;
        if flags & FLAG_SIZE_MSB != 0 {
            size = size.saturating_add(entry.size_mul.saturating_mul(number(input)?));
        }
        if flags & FLAG_MATCH_TIME != 0 {
            number(input)?;
        }
        let mut header = entry.header;
        if flags & FLAG_HEADER_INDEX != 0 {
            header = number(input)? as usize;
        }
        let reserved = if flags & FLAG_RESERVED != 0 {
            number(input)?
        } else {
            entry.reserved
        };
        for _ in 0..reserved {
            number(input)?;
        }
        if flags & FLAG_CHECKSUM != 0 {
            input.read_exact(&mut [0; 4])?;
        }
        let pixels = u64::from(stream.size.width) * u64::from(stream.size.height);
        let expected = pixels.saturating_mul(3);
        if expected > LARGEST_FRAME {
            return Err(damaged("a frame is too large"));
        }
        if size != expected {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the picture changes its size",
            ));
        }
        frame.clear();
        if size <= LONGEST_ELIDED {
            frame.extend_from_slice(self.elided.get(header).map_or(&[], Vec::as_slice));
        }
        let have = frame.len();
        frame.resize(size as usize, 0);
        input.read_exact(frame.get_mut(have..).ok_or_else(|| damaged("a frame is too short"))?)?;
        self.last_pts = pts;
        Ok((self.micros(pts), stream.size))
    }

    /// Presentation time in microseconds, rounded to the nearest.
    fn micros(&self, pts: i64) -> i64 {
        let (numerator, denominator) = (i128::from(self.time_base.0), i128::from(self.time_base.1));
        let doubled = 2 * i128::from(pts) * numerator * 1_000_000 + denominator;
        doubled.div_euclid(2 * denominator) as i64
    }
}

/// The whole time from its coded low bits, nearest to the last one.
fn full_pts(coded: u64, last: i64, shift: u32) -> i64 {
    let range = 1_i64 << shift;
    let coded = coded as i64;
    if coded >= range {
        return coded - range;
    }
    let mask = range - 1;
    // A damaged stream may name any time at all.
    let least = last.saturating_sub(mask / 2);
    (coded.wrapping_sub(least) & mask).saturating_add(least)
}

fn frame_codes(fields: &mut &[u8]) -> io::Result<Vec<FrameCode>> {
    let mut codes = Vec::with_capacity(256);
    let (mut pts_delta, mut size_mul, mut header) = (0, 1, 0);
    while codes.len() < 256 {
        let flags = number(fields)?;
        let count_of_fields = number(fields)?;
        let mut rest = count_of_fields;
        let mut given = || {
            let there = rest > 0;
            rest = rest.saturating_sub(1);
            there
        };
        if given() {
            pts_delta = signed(fields)?;
        }
        if given() {
            size_mul = number(fields)?;
        }
        if given() {
            number(fields)?; // the stream: there is only one
        }
        let size_lsb = if given() { number(fields)? } else { 0 };
        let reserved = if given() { number(fields)? } else { 0 };
        let count = if given() {
            number(fields)?
        } else {
            size_mul.saturating_sub(size_lsb)
        };
        if given() {
            number(fields)?; // match time
        }
        if given() {
            header = number(fields)? as usize;
        }
        while given() {
            number(fields)?;
        }
        if count == 0 {
            return Err(damaged("its table of frame codes is empty"));
        }
        for place in 0..count.min(256) {
            skip_the_n(&mut codes);
            if codes.len() < 256 {
                codes.push(FrameCode {
                    flags,
                    pts_delta,
                    size_mul,
                    size_lsb: size_lsb.saturating_add(place),
                    reserved,
                    header,
                });
            }
        }
        skip_the_n(&mut codes);
    }
    Ok(codes)
}

/// 'N' begins what is no frame: no frame has it for its code.
fn skip_the_n(codes: &mut Vec<FrameCode>) {
    if codes.len() == usize::from(b'N') {
        codes.push(FrameCode {
            flags: FLAG_INVALID,
            ..FrameCode::default()
        });
    }
}

/// A number of seven bits a byte, most significant first.
fn number(input: &mut impl Read) -> io::Result<u64> {
    let mut value = 0_u64;
    for _ in 0..10 {
        let mut byte = [0];
        input.read_exact(&mut byte)?;
        value = (value << 7) | u64::from(byte[0] & 0x7F);
        if byte[0] & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err(damaged("a number has no end"))
}

/// Pixels of one side of the picture.
fn length(fields: &mut &[u8]) -> io::Result<u32> {
    u32::try_from(number(fields)?).map_err(|_| damaged("a frame is too large"))
}

fn signed(input: &mut impl Read) -> io::Result<i64> {
    let raw = number(input)?.wrapping_add(1) as i64;
    Ok(if raw & 1 != 0 { -(raw >> 1) } else { raw >> 1 })
}

fn skip_bytes(fields: &mut &[u8]) -> io::Result<()> {
    let length = number(fields)?.min(LONGEST_HEADER) as usize;
    *fields = fields.get(length..).ok_or_else(|| damaged("a header is too short"))?;
    Ok(())
}

fn damaged(why: &str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("the stream from ffmpeg is damaged: {why}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_signs() {
        assert_eq!(number(&mut [0x81, 0x00].as_slice()).unwrap(), 128);
        assert_eq!(signed(&mut [0].as_slice()).unwrap(), 0);
        assert_eq!(signed(&mut [1].as_slice()).unwrap(), 1);
        assert_eq!(signed(&mut [2].as_slice()).unwrap(), -1);
    }

    #[test]
    fn a_time_is_completed_to_the_nearest_one() {
        assert_eq!(full_pts(5, 0, 14), 5);
        assert_eq!(full_pts(3, (1 << 14) - 2, 14), (1 << 14) + 3);
        assert_eq!(full_pts((1 << 14) + 66_667, 0, 14), 66_667);
    }

    #[test]
    fn garbage_is_an_error_and_no_panic() {
        assert!(NutReader::new(&b"hello"[..]).is_err());
        let mut stream = FILE_ID.to_vec();
        stream.extend_from_slice(&[7, 200, 200, 200]);
        assert!(NutReader::new(&stream[..]).unwrap().next(&mut Vec::new()).is_err());
        stream[FILE_ID.len()] = b'N';
        assert!(NutReader::new(&stream[..]).unwrap().next(&mut Vec::new()).is_err());
    }
}
