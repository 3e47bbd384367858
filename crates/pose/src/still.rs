//! Tells a picture that stands still, because the camera or its driver hangs, from a person who holds still.

use body::{ImageSize, SessionTime};

use crate::image::Image;

/// It stands still after this long, seconds: a camera may well give a picture twice.
const STANDS_STILL_S: f64 = 1.0;
/// Every so many rows are compared: noise, light and breath are everywhere in a picture.
const EVERY_ROWS: usize = 4;
/// A byte is another when it differs by more than this.
const SAME_BYTE: u8 = 3;
/// Two pictures are the same when at most one byte in so many is another. What writes a film writes a picture that
/// stands still a little anew with each frame: by 2 at most in a file, by up to 12 in one byte of 1,200 in what a
/// browser gives of a camera. Within any second of 87 clips of rendered and real people at least one byte in 144 is
/// another (a scan of a head that turns slowly), and at least one in 42 where a body breathes.
const ONE_BYTE_IN: usize = 400;

/// Remembers the picture since which nothing has changed.
#[derive(Debug, Default)]
pub(crate) struct Stillness {
    since: Option<SessionTime>,
    size: Option<ImageSize>,
    rows: Vec<u8>,
}

impl Stillness {
    /// Takes one picture: whether it has stood still for a second. Times rise.
    pub fn frame(&mut self, image: &Image<'_>, at: SessionTime) -> bool {
        if let Some(since) = self.since
            && self.is_the_same(image)
        {
            return at.since(since).as_secs_f64() >= STANDS_STILL_S;
        }
        self.since = Some(at);
        self.size = Some(image.size());
        self.rows.clear();
        for row in rows(image) {
            self.rows.extend_from_slice(row);
        }
        false
    }

    /// Forgets the picture: what comes next is another film.
    pub fn reset(&mut self) {
        self.since = None;
    }

    fn is_the_same(&self, image: &Image<'_>) -> bool {
        if self.size != Some(image.size()) {
            return false;
        }
        let kept = self.rows.chunks_exact(row_bytes(image));
        let others: usize = kept.zip(rows(image)).map(|(kept, row)| others(kept, row)).sum();
        others * ONE_BYTE_IN <= self.rows.len()
    }
}

fn row_bytes(image: &Image<'_>) -> usize {
    image.size().width as usize * 3
}

fn rows<'a>(image: &Image<'a>) -> impl Iterator<Item = &'a [u8]> {
    image.rgb().chunks_exact(row_bytes(image)).step_by(EVERY_ROWS)
}

fn others(kept: &[u8], row: &[u8]) -> usize {
    kept.iter()
        .zip(row)
        .filter(|(a, b)| a.abs_diff(**b) > SAME_BYTE)
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: u32 = 64;
    const HEIGHT: u32 = 40;

    fn picture(shade: impl Fn(usize) -> u8) -> Vec<u8> {
        (0..(WIDTH * HEIGHT * 3) as usize).map(shade).collect()
    }

    /// Whether each of these pictures, ten a second, stands still.
    fn looks(pictures: impl Iterator<Item = Vec<u8>>) -> Vec<bool> {
        let mut still = Stillness::default();
        pictures
            .enumerate()
            .map(|(index, rgb)| {
                let at = SessionTime::from_secs_f64(index as f64 / 10.0);
                still.frame(&Image::new(WIDTH, HEIGHT, &rgb).unwrap(), at)
            })
            .collect()
    }

    #[test]
    fn the_same_picture_stands_still_after_a_second_and_a_new_one_ends_it() {
        let frozen = looks((0..20).map(|index| picture(|_| if index < 16 { 90 } else { 120 })));
        assert_eq!(frozen.iter().position(|still| *still), Some(10));
        assert_eq!(frozen.iter().filter(|still| **still).count(), 6);
    }

    #[test]
    fn what_a_video_does_to_a_picture_that_stands_still_is_no_change() {
        let refined = looks((0..20).map(|index| picture(|at| 90 + ((at + index) % 3) as u8)));
        assert!(refined[12]);
        let edge = |at: usize, index: usize| {
            if at.is_multiple_of(1200) {
                90 + 12 * (index % 2) as u8
            } else {
                90
            }
        };
        let pumped = looks((0..20).map(|index| picture(|at| edge(at, index))));
        assert!(pumped[12]);
    }

    #[test]
    fn a_quiet_person_a_slow_fade_and_pictures_given_three_times_are_alive() {
        let noisy = looks((0..40).map(|index| picture(|at| 90 + ((at * 7 + index * 13) % 9) as u8)));
        let fading = looks((0..40).map(|index| picture(|_| 90 + index as u8)));
        let breath = |at: usize, index: usize| if at % 64 < 2 { 90 + 12 * (index % 3) as u8 } else { 90 };
        let breathing = looks((0..40).map(|index| picture(|at| breath(at, index))));
        let doubled = looks((0..40).map(|index| picture(|at| 90 + ((at * 7 + index / 3 * 13) % 9) as u8)));
        for alive in [noisy, fading, breathing, doubled] {
            assert!(!alive.contains(&true), "{alive:?}");
        }
    }

    #[test]
    fn a_picture_of_another_size_is_another_picture() {
        let mut still = Stillness::default();
        let at = SessionTime::from_secs_f64;
        let grey = [90; 16 * 8 * 3];
        still.frame(&Image::new(16, 8, &grey).unwrap(), at(0.0));
        assert!(!still.frame(&Image::new(8, 16, &grey).unwrap(), at(2.0)));
        still.reset();
        assert!(!still.frame(&Image::new(8, 16, &grey).unwrap(), at(4.0)));
    }
}
