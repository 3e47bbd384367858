//! Damages bytes as disks, networks and people do. The same seed damages in the same way.

use fastrand::Rng;

/// What is pasted somewhere: what readers trip over.
const NASTY: [&[u8]; 14] = [
    b"",
    b"\0",
    b"\xff\xff\xff\xff",
    b"\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"\x80\x00\x00\x00",
    b"-1",
    b"NaN",
    b"1e999",
    b"99999999999999999999",
    b"\r",
    b"\r\n\r\n",
    b"\xed\xa0\x80",
    "\u{202e}\u{0301}".as_bytes(),
    b"\"}]",
];

/// `seed` with one to six damages; now and then with a piece of `other`.
pub fn mutated(rng: &mut Rng, seed: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..rng.usize(1..=6) {
        damage(rng, &mut bytes, other);
    }
    bytes
}

fn damage(rng: &mut Rng, bytes: &mut Vec<u8>, other: &[u8]) {
    let (from, to) = stretch(rng, bytes.len());
    match rng.u32(0..9) {
        // One bit.
        0 | 1 => {
            if let Some(byte) = bytes.get_mut(from) {
                *byte ^= 1 << rng.u32(0..8);
            }
        }
        // One byte.
        2 => {
            if let Some(byte) = bytes.get_mut(from) {
                *byte = rng.u8(..);
            }
        }
        // Lost, doubled, cut off, blank.
        3 => drop(bytes.drain(from..to)),
        4 => {
            let piece = bytes[from..to].to_vec();
            bytes.splice(to..to, piece);
        }
        5 => bytes.truncate(from),
        6 => bytes[from..to].fill(0),
        // Something that readers trip over, or a piece of another input.
        7 => {
            let nasty = NASTY[rng.usize(..NASTY.len())];
            bytes.splice(from..from, nasty.iter().copied());
        }
        _ => {
            let (start, end) = stretch(rng, other.len());
            bytes.splice(from..to, other[start..end].iter().copied());
        }
    }
}

/// Where files keep their structure: at their beginning, or their end.
const STRUCTURE: usize = 2048;

/// A stretch of `length` bytes: short more often than not, and every other time where the structure is.
fn stretch(rng: &mut Rng, length: usize) -> (usize, usize) {
    let near = rng.usize(..=length.min(STRUCTURE));
    let from = match rng.u32(0..4) {
        0 => near,
        1 => length - near,
        _ => rng.usize(..=length),
    };
    let most = if rng.u32(0..4) == 0 {
        length - from
    } else {
        (length - from).min(64)
    };
    (from, from + rng.usize(..=most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_damages_in_the_same_way_and_another_in_another() {
        let text = b"Turn your head to the right. Hold for 20 seconds.".repeat(20);
        let with = |seed| {
            let mut rng = Rng::with_seed(seed);
            (0..20).map(|_| mutated(&mut rng, &text, b"other")).collect::<Vec<_>>()
        };
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
        assert!(with(1).iter().any(|bytes| *bytes != text));
        assert!(
            mutated(&mut Rng::with_seed(3), b"", b"").len() < 1000,
            "nothing is damaged, too"
        );
    }
}
