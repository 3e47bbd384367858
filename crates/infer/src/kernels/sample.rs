//! Colours between the pixels of a picture, one line of places at a time: what fills the networks' inputs.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// A picture of `[rows, columns, 3]` bytes.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// Its colours, row by row.
    pub rgb: &'a [u8],
    /// At least 2.
    pub columns: usize,
    /// At least 2.
    pub rows: usize,
}

/// Places on a line, in 32nds of a pixel: place `k` is `start + step * k`, rounded to a whole number, halves to even.
/// Places outside the picture are those nearest to them inside.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// x and y of the first place.
    pub start: [f64; 2],
    /// From each place to the next.
    pub step: [f64; 2],
}

/// Fills `out`, `[places, 3]`, with `colour * scale + offset`, where the colour is that between the four pixels around
/// each place, weighed in 32nds and rounded to a whole number of 0 to 255.
///
/// `false`, and nothing done, where this processor has no instructions for it, where the number of places is not
/// divisible by 8, or where the picture is smaller than 2 x 2, is not as large as it says, or has 64 MiB or more: it is
/// for the caller to have a slower way.
pub fn sample_line(picture: Picture<'_>, line: Line, scale: f32, offset: f32, out: &mut [f32]) -> bool {
    let Picture { rgb, columns, rows } = picture;
    let fits = columns >= 2 && rows >= 2 && rgb.len() == columns * rows * 3 && i32::try_from(rgb.len() * 32).is_ok();
    if !fits || !out.len().is_multiple_of(3 * PLACES) {
        return false;
    }
    #[cfg(target_arch = "x86_64")]
    if super::Isa::of(super::InstructionSet::Avx2).is_some() {
        // SAFETY: the processor has the instructions; the lengths were checked.
        unsafe { avx2(picture, line, scale, offset, out) };
        return true;
    }
    let _ = (line, scale, offset);
    false
}

/// Places at a time.
const PLACES: usize = 8;

/// Eight places side by side are three vectors: for each vector, the place that each of its lanes belongs to.
#[cfg(target_arch = "x86_64")]
const FROM: [[i32; PLACES]; 3] = [
    [0, 0, 0, 1, 1, 1, 2, 2],
    [2, 3, 3, 3, 4, 4, 4, 5],
    [5, 5, 6, 6, 6, 7, 7, 7],
];

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn avx2(picture: Picture<'_>, line: Line, scale: f32, offset: f32, out: &mut [f32]) {
    let Picture { rgb, columns, rows } = picture;
    let stride = _mm256_set1_epi32(3 * columns as i32);
    let (scale, offset) = (_mm256_set1_ps(scale), _mm256_set1_ps(offset));
    let low = _mm256_set1_epi32(0xff);
    let high = _mm256_set1_epi32(0xff_0000);
    // From two pixels' bytes 0 to 3 and 2 to 5: left and right of one colour, of 16 bits each.
    let both = |left, right| _mm256_or_si256(_mm256_and_si256(left, low), _mm256_and_si256(right, high));
    for (eight, out) in out.chunks_exact_mut(3 * PLACES).enumerate() {
        let (column, across) = eight_places(line, 0, eight * PLACES, columns - 1);
        let (row, down) = eight_places(line, 1, eight * PLACES, rows - 1);
        let at = _mm256_add_epi32(
            _mm256_mullo_epi32(row, stride),
            _mm256_add_epi32(column, _mm256_slli_epi32::<1>(column)),
        );
        let below = _mm256_add_epi32(at, stride);
        let gather = |at, more: usize| {
            // SAFETY: a column before the last and a row before the last: the six bytes of two pixels lie within the
            // picture.
            unsafe { _mm256_i32gather_epi32::<1>(rgb.as_ptr().add(more).cast(), at) }
        };
        let (upper, upper_end) = (gather(at, 0), gather(at, 2));
        let (lower, lower_end) = (gather(below, 0), gather(below, 2));
        let colour = |upper, lower| {
            let (upper, lower) = (_mm256_madd_epi16(upper, across), _mm256_madd_epi16(lower, across));
            let sum = _mm256_madd_epi16(_mm256_or_si256(upper, _mm256_slli_epi32::<16>(lower)), down);
            let rounded = _mm256_srli_epi32::<10>(_mm256_add_epi32(sum, _mm256_set1_epi32(512)));
            _mm256_add_ps(_mm256_mul_ps(_mm256_cvtepi32_ps(rounded), scale), offset)
        };
        let shifted = |bytes| _mm256_srli_epi32::<8>(bytes);
        let red = colour(both(upper, shifted(upper)), both(lower, shifted(lower)));
        let green = colour(both(shifted(upper), upper_end), both(shifted(lower), lower_end));
        let blue = colour(both(upper_end, shifted(upper_end)), both(lower_end, shifted(lower_end)));
        for (out, values) in out.chunks_exact_mut(PLACES).zip(side_by_side(red, green, blue)) {
            // SAFETY: eight values.
            unsafe { _mm256_storeu_ps(out.as_mut_ptr(), values) };
        }
    }
}

/// Along one axis, whose last pixel is `last`: the pixels before eight places from the `first` one on, and the weights
/// of these pixels and the next ones, both in one lane, of 16 bits each.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn eight_places(line: Line, axis: usize, first: usize, last: usize) -> (__m256i, __m256i) {
    let (start, step) = (_mm256_set1_pd(line.start[axis]), _mm256_set1_pd(line.step[axis]));
    let four = |first: usize| {
        let first = first as f64;
        let numbers = _mm256_set_pd(first + 3.0, first + 2.0, first + 1.0, first);
        // Rounds halves to even.
        _mm256_cvtpd_epi32(_mm256_add_pd(start, _mm256_mul_pd(step, numbers)))
    };
    let places = _mm256_set_m128i(four(first + 4), four(first));
    let inside = _mm256_min_epi32(
        _mm256_max_epi32(places, _mm256_setzero_si256()),
        _mm256_set1_epi32(32 * last as i32),
    );
    // The last pixel is reached by a whole way of 32 from the one before it.
    let pixel = _mm256_min_epi32(_mm256_srai_epi32::<5>(inside), _mm256_set1_epi32(last as i32 - 1));
    let way = _mm256_sub_epi32(inside, _mm256_slli_epi32::<5>(pixel));
    let weights = _mm256_or_si256(
        _mm256_slli_epi32::<16>(way),
        _mm256_sub_epi32(_mm256_set1_epi32(32), way),
    );
    (pixel, weights)
}

/// Red, green and blue of each place side by side: lane `k` of vector `v` is colour `(8 v + k) % 3`.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn side_by_side(red: __m256, green: __m256, blue: __m256) -> [__m256; 3] {
    let lanes = |from: [i32; PLACES], colour| {
        // SAFETY: eight integers.
        let from = unsafe { _mm256_loadu_si256(from.as_ptr().cast()) };
        _mm256_permutevar8x32_ps(colour, from)
    };
    [
        _mm256_blend_ps::<0b0010_0100>(
            _mm256_blend_ps::<0b1001_0010>(lanes(FROM[0], red), lanes(FROM[0], green)),
            lanes(FROM[0], blue),
        ),
        _mm256_blend_ps::<0b0100_1001>(
            _mm256_blend_ps::<0b0010_0100>(lanes(FROM[1], red), lanes(FROM[1], green)),
            lanes(FROM[1], blue),
        ),
        _mm256_blend_ps::<0b1001_0010>(
            _mm256_blend_ps::<0b0100_1001>(lanes(FROM[2], red), lanes(FROM[2], green)),
            lanes(FROM[2], blue),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// One place by the definition, in plain words.
    fn colour(picture: Picture<'_>, [x, y]: [f64; 2], channel: usize) -> u8 {
        let inside =
            |place: f64, count: usize| (place.round_ties_even() as i64).clamp(0, 32 * (count as i64 - 1)) as usize;
        let (x, y) = (inside(x, picture.columns), inside(y, picture.rows));
        let pixel = |row: usize, column: usize| {
            let (row, column) = (row.min(picture.rows - 1), column.min(picture.columns - 1));
            usize::from(picture.rgb[(row * picture.columns + column) * 3 + channel])
        };
        let (column, row, right, below) = (x / 32, y / 32, x % 32, y % 32);
        let across = |row: usize| pixel(row, column) * (32 - right) + pixel(row, column + 1) * right;
        ((across(row) * (32 - below) + across(row + 1) * below + 512) / 1024) as u8
    }

    proptest! {
        #[test]
        fn every_place_is_what_the_definition_says(
            columns in 2..40_usize, rows in 2..40_usize, eights in 1..5_usize, seed in 0..1000_usize,
            start in prop::array::uniform2(-2000.0..2000.0_f64), step in prop::array::uniform2(-100.0..100.0_f64),
        ) {
            let rgb: Vec<u8> = (0..columns * rows * 3).map(|k| ((k + seed) * 7919 % 256) as u8).collect();
            let picture = Picture { rgb: &rgb, columns, rows };
            let mut out = vec![f32::NAN; eights * PLACES * 3];
            if sample_line(picture, Line { start, step }, 0.5, -1.0, &mut out) {
                for (k, value) in out.iter().enumerate() {
                    let place = [0, 1].map(|axis| start[axis] + step[axis] * (k / 3) as f64);
                    prop_assert_eq!(*value, f32::from(colour(picture, place, k % 3)) * 0.5 - 1.0);
                }
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_left_alone() {
        let line = Line {
            start: [0.0; 2],
            step: [1.0; 2],
        };
        let mut out = [f32::NAN; 24];
        for (columns, rows, bytes) in [(1, 9, 27), (9, 1, 27), (3, 3, 26)] {
            let rgb = vec![0; bytes];
            let picture = Picture {
                rgb: &rgb,
                columns,
                rows,
            };
            assert!(!sample_line(picture, line, 1.0, 0.0, &mut out));
            assert!(!sample_line(picture, line, 1.0, 0.0, &mut out[..21]));
        }
        assert!(out.iter().all(|value| value.is_nan()));
    }
}
