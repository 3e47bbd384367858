//! How light the picture is where the person is.

use body::{Body, ImagePoint};

use crate::image::Image;

/// Landmarks of the head come first in the model's order: nose, eyes, ears, mouth.
const HEAD_LANDMARKS: usize = 11;
/// Every so many pixels across and down is enough for a mean.
const STEP: usize = 4;

impl Image<'_> {
    /// Mean luma of the head, 0..=1 (ITU-R BT.601 weights on the 8-bit values as they are); of the whole picture when
    /// there is no body, or its head is not in the picture.
    ///
    /// The head, because a bright window behind a dark face is what a person at a desk has most often.
    pub fn brightness(&self, body: Option<&Body>) -> f32 {
        let size = self.size();
        let (width, height) = (size.width as usize, size.height as usize);
        let (left, top, right, bottom) = body
            .and_then(|body| head_box(body, width, height))
            .unwrap_or((0, 0, width, height));
        let (mut sum, mut count) = (0_u64, 0_u64);
        for y in (top..bottom).step_by(STEP) {
            let row = &self.rgb()[y * width * 3..][left * 3..right * 3];
            for pixel in row.chunks_exact(3).step_by(STEP) {
                sum += 299 * u64::from(pixel[0]) + 587 * u64::from(pixel[1]) + 114 * u64::from(pixel[2]);
                count += 1;
            }
        }
        sum as f32 / (count.max(1) * 255_000) as f32
    }
}

/// Left, top, right, bottom of the head's landmarks, in whole pixels of the picture; `None` when nothing of it is
/// inside, or it has no size.
fn head_box(body: &Body, width: usize, height: usize) -> Option<(usize, usize, usize, usize)> {
    let points = body.landmarks[..HEAD_LANDMARKS].iter().map(|landmark| landmark.image);
    let span = |of: fn(&ImagePoint) -> f32, most: usize| {
        let inside = |value: f32| value.clamp(0.0, most as f32) as usize;
        let (low, high) = points
            .clone()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), point| {
                (low.min(of(&point)), high.max(of(&point)))
            });
        (inside(low), inside(high))
    };
    let ((left, right), (top, bottom)) = (span(|point| point.x, width), span(|point| point.y, height));
    (left < right && top < bottom).then_some((left, top, right, bottom))
}

#[cfg(test)]
mod tests {
    use body::{BodyLandmark, Landmark};

    use super::*;

    fn body_at(points: impl Fn(usize) -> ImagePoint) -> Body {
        let landmarks = std::array::from_fn::<_, { Landmark::COUNT }, _>(|index| BodyLandmark {
            image: points(index),
            ..BodyLandmark::default()
        });
        Body { landmarks, score: 1.0 }
    }

    #[test]
    fn a_dark_face_before_a_bright_window_is_dark() {
        let mut rgb = vec![255; 64 * 48 * 3];
        for y in 10..30 {
            rgb[(y * 64 + 20) * 3..(y * 64 + 40) * 3].fill(20);
        }
        let image = Image::new(64, 48, &rgb).unwrap();
        let head = body_at(|index| ImagePoint {
            x: 20.0 + (index % 4) as f32 * 6.0,
            y: 10.0 + (index % 5) as f32 * 4.0,
        });
        assert!((image.brightness(Some(&head)) - 20.0 / 255.0).abs() < 1e-3);
        assert!(image.brightness(None) > 0.7);
    }

    #[test]
    fn a_head_outside_the_picture_or_without_a_size_gives_that_of_the_picture() {
        let rgb = [128; 8 * 8 * 3];
        let image = Image::new(8, 8, &rgb).unwrap();
        for place in [-50.0, 4.0, 900.0, f32::NAN] {
            let head = body_at(|_| ImagePoint { x: place, y: place });
            assert!((image.brightness(Some(&head)) - 128.0 / 255.0).abs() < 1e-3, "{place}");
        }
    }
}
