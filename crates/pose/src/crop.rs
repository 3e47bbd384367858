//! Cuts a turned square out of the picture and scales it to a model's input.
//!
//! Bilinear. Places in the picture are rounded to 1/32 pixel and colours to 8 bits, as OpenCV 4 does, because
//! the models' reference pipeline does: the heatmaps are sensitive enough to show the difference.

use infer::{Line, Picture, sample_line};

use crate::image::Image;
use crate::region::Region;

/// What is seen outside the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Border {
    /// Black.
    Zero,
    /// The nearest pixel of the picture.
    Replicate,
}

/// What a colour of 0..=255 becomes: `colour * scale + offset`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Values {
    scale: f32,
    offset: f32,
}

impl Values {
    /// 0..=1.
    pub const UNIT: Self = Self {
        scale: 1.0 / 255.0,
        offset: 0.0,
    };
    /// -1..=1.
    pub const SIGNED: Self = Self {
        scale: 2.0 / 255.0,
        offset: -1.0,
    };
}

/// Steps between two pixels.
const FRACTIONS: i32 = 32;
const FRACTION_BITS: u32 = 5;

/// `region` of `image` to a model's input `[1, side, side, 3]`, RGB.
///
/// Pixel (x, y) of the input is the picture at the region's corner plus x and y steps of `region.side / side`:
/// without a shift of half a pixel, as in the reference.
///
/// # Panics
/// When `out` does not hold `side * side * 3` values.
pub(crate) fn crop(image: &Image<'_>, region: &Region, side: usize, border: Border, values: Values, out: &mut [f32]) {
    assert_eq!(out.len(), side * side * 3, "the model's input holds its picture");
    let Values { scale, offset } = values;
    let table: [f32; 256] = std::array::from_fn(|colour| colour as f32 * scale + offset);
    let source = Source::new(image, border);
    let (across, down) = region.axes();
    let corner_x = region.center.x - 0.5 * (across.x + down.x);
    let corner_y = region.center.y - 0.5 * (across.y + down.y);
    let fractions = f64::from(FRACTIONS);
    let steps = side as f64;
    let (step_x, step_y) = (across.x / steps * fractions, across.y / steps * fractions);
    let picture = Picture {
        rgb: image.rgb(),
        columns: image.size().width as usize,
        rows: image.size().height as usize,
    };
    // Two passes over a row, so that the first is free of branches.
    let (mut right, mut below) = (vec![0; side], vec![0; side]);
    for (row, values) in out.chunks_exact_mut(side * 3).enumerate() {
        let start_x = (corner_x + down.x / steps * row as f64) * fractions;
        let start_y = (corner_y + down.y / steps * row as f64) * fractions;
        let line = Line {
            start: [start_x, start_y],
            step: [step_x, step_y],
        };
        if border == Border::Replicate && sample_line(picture, line, scale, offset, values) {
            continue;
        }
        for (column, (x, y)) in right.iter_mut().zip(&mut below).enumerate() {
            let column = column as u32;
            *x = nearest(start_x + step_x * f64::from(column)).clamp(source.least_x, source.most_x);
            *y = nearest(start_y + step_y * f64::from(column)).clamp(source.least_y, source.most_y);
        }
        let (pixels, _) = values.as_chunks_mut();
        for (pixel, (x, y)) in pixels.iter_mut().zip(right.iter().zip(&below)) {
            let [red, green, blue] = source.colours(*x, *y);
            *pixel = [
                table[usize::from(red)],
                table[usize::from(green)],
                table[usize::from(blue)],
            ];
        }
    }
}

/// The nearest integer, halves to even, for values within the range of `i32`.
// Adding 1.5 * 2^52 leaves the integer in the low bits. `round_ties_even` is a call into the platform's library
// on processors without SSE 4.1, twice a pixel.
fn nearest(value: f64) -> i32 {
    const SHIFT: f64 = 6_755_399_441_055_744.0;
    (value + SHIFT).to_bits() as i32
}

/// The picture as the crop reads it. Places are in 1/32 pixels.
struct Source<'a> {
    rgb: &'a [u8],
    stride: usize,
    last_column: i32,
    last_row: i32,
    border: Border,
    /// Places beyond these have the colour of the nearest place within.
    least_x: i32,
    most_x: i32,
    least_y: i32,
    most_y: i32,
    /// The last column and row that a place is counted from: the last pixels themselves are reached by a whole way of
    /// 32 from those before them, so that a picture repeated beyond its border needs no other path.
    from_column: i32,
    from_row: i32,
}

impl<'a> Source<'a> {
    fn new(image: &Image<'a>, border: Border) -> Self {
        let size = image.size();
        let (last_column, last_row) = (size.width as i32 - 1, size.height as i32 - 1);
        // A black border starts one pixel outside.
        let margin = if border == Border::Zero { FRACTIONS } else { 0 };
        let from = |last: i32| match border {
            Border::Replicate if last > 0 => last - 1,
            _ => i32::MAX,
        };
        Self {
            rgb: image.rgb(),
            stride: size.width as usize * 3,
            last_column,
            last_row,
            border,
            least_x: -margin,
            most_x: last_column * FRACTIONS + margin,
            least_y: -margin,
            most_y: last_row * FRACTIONS + margin,
            from_column: from(last_column),
            from_row: from(last_row),
        }
    }

    /// The colour at (x, y), which lies within the limits.
    #[inline]
    fn colours(&self, x: i32, y: i32) -> [u8; 3] {
        let (column, row) = (
            (x >> FRACTION_BITS).min(self.from_column),
            (y >> FRACTION_BITS).min(self.from_row),
        );
        let (right, below) = (
            (x - (column << FRACTION_BITS)) as u32,
            (y - (row << FRACTION_BITS)) as u32,
        );
        // One comparison each: a place left of or above the picture is a huge unsigned number.
        if (column as u32) < self.last_column as u32 && (row as u32) < self.last_row as u32 {
            let offset = row as usize * self.stride + column as usize * 3;
            if let (Some(upper), Some(lower)) = (self.eight(offset), self.eight(offset + self.stride)) {
                return between(upper, lower, right, below);
            }
        }
        self.colours_at_border(column, row, right, below)
    }

    /// Two pixels from `offset` and two bytes more, which the picture's last two pixels have not.
    #[inline]
    fn eight(&self, offset: usize) -> Option<u64> {
        self.rgb
            .get(offset..)?
            .first_chunk()
            .map(|bytes| u64::from_le_bytes(*bytes))
    }

    fn colours_at_border(&self, column: i32, row: i32, right: u32, below: u32) -> [u8; 3] {
        let two = |row: i32| {
            let (left, next) = (self.pixel(column, row), self.pixel(column + 1, row));
            u64::from_le_bytes([left[0], left[1], left[2], next[0], next[1], next[2], 0, 0])
        };
        between(two(row), two(row + 1), right, below)
    }

    fn pixel(&self, column: i32, row: i32) -> [u8; 3] {
        let (inside_column, inside_row) = (column.clamp(0, self.last_column), row.clamp(0, self.last_row));
        if self.border == Border::Zero && (inside_column, inside_row) != (column, row) {
            return [0; 3];
        }
        let offset = inside_row as usize * self.stride + inside_column as usize * 3;
        [self.rgb[offset], self.rgb[offset + 1], self.rgb[offset + 2]]
    }
}

/// The colour between four pixels: `upper` and `lower` hold two each, r g b r g b from the lowest byte;
/// `right` and `below` are the way between them in 32nds. Exact integers, rounded once at the end.
// Every other byte gets 16 bits of room, so that one multiplication weighs three colours at once: 255 * 32 fits.
#[inline]
fn between(upper: u64, lower: u64, right: u32, below: u32) -> [u8; 3] {
    const EVEN: u64 = 0x00ff_00ff_00ff_00ff;
    let (above, below) = (u64::from(32 - below), u64::from(below));
    let even = (upper & EVEN) * above + (lower & EVEN) * below;
    let odd = ((upper >> 8) & EVEN) * above + ((lower >> 8) & EVEN) * below;
    let sixteen = |word: u64, place: u32| (word >> (16 * place)) as u32 & 0xffff;
    let left = 32 - right;
    // In `even` lie bytes 0, 2, 4: left red, left blue, right green; in `odd` 1, 3, 5: left green, right red and blue.
    let mix = |from_left: u32, from_right: u32| ((from_left * left + from_right * right + 512) >> 10) as u8;
    [
        mix(sixteen(even, 0), sixteen(odd, 1)),
        mix(sixteen(odd, 0), sixteen(even, 2)),
        mix(sixteen(even, 1), sixteen(odd, 2)),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geometry::Point;

    /// The definition, straight from the formula, in `f64`.
    fn by_definition(image: &Image<'_>, region: &Region, side: usize, border: Border, x: usize, y: usize) -> [u8; 3] {
        let unit = Point {
            x: x as f64 / side as f64,
            y: y as f64 / side as f64,
        };
        let at = region.image_from_unit(unit);
        let (x, y) = (
            (at.x * 32.0).round_ties_even() / 32.0,
            (at.y * 32.0).round_ties_even() / 32.0,
        );
        let (left, top) = (x.floor(), y.floor());
        let (right, below) = (x - left, y - top);
        let source = Source::new(image, border);
        let pixel = |dx: i32, dy: i32| source.pixel(left as i32 + dx, top as i32 + dy).map(f64::from);
        let (a, b, c, d) = (pixel(0, 0), pixel(1, 0), pixel(0, 1), pixel(1, 1));
        std::array::from_fn(|k| {
            let upper = a[k] * (1.0 - right) + b[k] * right;
            let lower = c[k] * (1.0 - right) + d[k] * right;
            (upper * (1.0 - below) + lower * below + 0.5).floor() as u8
        })
    }

    fn cropped(image: &Image<'_>, region: &Region, side: usize, border: Border) -> Vec<f32> {
        let mut out = vec![f32::NAN; side * side * 3];
        crop(
            image,
            region,
            side,
            border,
            Values {
                scale: 1.0,
                offset: 0.0,
            },
            &mut out,
        );
        out
    }

    #[test]
    fn an_upright_region_of_the_same_size_is_the_picture() {
        let rgb: Vec<u8> = (0..8 * 8 * 3).map(|byte| (byte * 7 % 251) as u8).collect();
        let image = Image::new(8, 8, &rgb).unwrap();
        let out = cropped(&image, &Region::letterbox(image.size()), 8, Border::Replicate);
        assert_eq!(out, rgb.iter().map(|&byte| f32::from(byte)).collect::<Vec<_>>());
    }

    #[test]
    fn a_checker_turned_by_a_quarter_is_the_checker_turned() {
        // Squares of 4 pixels; pixel (x, y) of the crop is the picture at (y, 16 - x).
        let colour = |x: usize, y: usize| {
            if (x / 4 + y / 4).is_multiple_of(2) {
                10 + x as u8
            } else {
                200 + y as u8
            }
        };
        let rgb: Vec<u8> = (0..16 * 16)
            .flat_map(|pixel| [colour(pixel % 16, pixel / 16); 3])
            .collect();
        let image = Image::new(16, 16, &rgb).unwrap();
        let region = Region {
            center: Point { x: 8.0, y: 8.0 },
            side: 16.0,
            rotation: -std::f64::consts::FRAC_PI_2,
        };
        let out = cropped(&image, &region, 16, Border::Zero);
        for y in 0..16 {
            for x in 0..16 {
                let expected = if x == 0 { 0 } else { colour(y, 16 - x) };
                assert_eq!(out[(y * 16 + x) * 3], f32::from(expected), "at ({x}, {y})");
            }
        }
    }

    #[test]
    fn outside_is_black_or_the_nearest_pixel() {
        let image = Image::new(1, 1, &[10, 20, 30]).unwrap();
        let region = Region {
            center: Point { x: 100.0, y: 100.0 },
            side: 8.0,
            rotation: 0.3,
        };
        assert_eq!(cropped(&image, &region, 2, Border::Zero), [0.0; 12]);
        assert_eq!(
            cropped(&image, &region, 2, Border::Replicate),
            [10.0, 20.0, 30.0].repeat(4)
        );
    }

    #[test]
    fn halves_round_to_even() {
        assert_eq!(
            [0.5, 1.5, 2.5, -0.5, -1.5, 2.4, -2.6].map(nearest),
            [0, 2, 2, 0, -2, 2, -3]
        );
    }

    #[test]
    fn ranges_reach_their_ends() {
        let image = Image::new(2, 1, &[0, 0, 0, 255, 255, 255]).unwrap();
        let region = Region {
            center: Point { x: 1.0, y: 1.0 },
            side: 2.0,
            rotation: 0.0,
        };
        let mut out = [0.0; 12];
        crop(&image, &region, 2, Border::Replicate, Values::SIGNED, &mut out);
        assert_eq!((out[0], out[3]), (-1.0, 1.0));
        crop(&image, &region, 2, Border::Replicate, Values::UNIT, &mut out);
        assert_eq!((out[0], out[3]), (0.0, 1.0));
    }

    proptest! {
        #[test]
        fn every_crop_is_what_the_definition_says(
            width in 1_u32..20, height in 1_u32..20, seed in any::<u32>(), replicate in any::<bool>(),
            x in -10.0..30.0_f64, y in -10.0..30.0_f64, side in 4.0..60.0_f64, rotation in -3.2..3.2_f64,
        ) {
            let rgb: Vec<u8> = (0..width * height * 3)
                .map(|byte| (byte.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 13) as u8)
                .collect();
            let image = Image::new(width, height, &rgb).unwrap();
            let region = Region { center: Point { x, y }, side, rotation };
            let border = if replicate { Border::Replicate } else { Border::Zero };
            let out = cropped(&image, &region, 12, border);
            let mut different = 0;
            for (index, pixel) in out.chunks_exact(3).enumerate() {
                let expected = by_definition(&image, &region, 12, border, index % 12, index / 12);
                different += usize::from(pixel != expected.map(f32::from));
            }
            // The two add in a different order: a place at the very edge of a 32nd may fall to either side.
            prop_assert!(different <= 1, "{different} of 144 pixels differ");
        }

        #[test]
        fn no_region_makes_it_fail(
            x in any::<f64>(), y in any::<f64>(), side in any::<f64>(), rotation in any::<f64>(),
        ) {
            let image = Image::new(3, 2, &[7; 18]).unwrap();
            let out = cropped(&image, &Region { center: Point { x, y }, side, rotation }, 4, Border::Replicate);
            prop_assert_eq!(out, vec![7.0; 48]);
        }
    }
}
