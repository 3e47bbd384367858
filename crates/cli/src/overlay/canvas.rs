//! Draws lines, dots, bars and words into a picture of red, green and blue bytes.

use body::{ImagePoint, ImageSize};
use noto_sans_mono_bitmap::{FontWeight, RasterHeight, get_raster, get_raster_width};
use scene::Point;

/// Red, green, blue.
pub type Colour = [u8; 3];
/// As it should be.
pub const GREEN: Colour = [96, 220, 130];
/// Wants mending.
pub const AMBER: Colour = [255, 176, 32];
/// Not so yet, or not seen.
pub const GREY: Colour = [176, 176, 176];
/// Words.
pub const WHITE: Colour = [255, 255, 255];

/// Pixels round words.
const MARGIN: i32 = 8;
/// The picture behind words keeps this share of its light, of 256.
const SHADE: u16 = 96;

/// A picture to draw into. What lies outside is left out.
pub struct Canvas<'a> {
    size: ImageSize,
    rgb: &'a mut [u8],
}

impl<'a> Canvas<'a> {
    /// Over the rows of a picture: `rgb` is `[height, width, 3]`.
    pub fn new(size: ImageSize, rgb: &'a mut [u8]) -> Self {
        Self { size, rgb }
    }

    fn pixel(&mut self, x: i32, y: i32) -> Option<&mut [u8]> {
        if x < 0 || y < 0 || x >= self.size.width as i32 || y >= self.size.height as i32 {
            return None;
        }
        let start = (y as usize * self.size.width as usize + x as usize) * 3;
        self.rgb.get_mut(start..start + 3)
    }

    fn blend(&mut self, x: i32, y: i32, colour: Colour, strength: u8) {
        let Some(pixel) = self.pixel(x, y) else { return };
        let strength = u16::from(strength);
        for (channel, colour) in pixel.iter_mut().zip(colour) {
            *channel = ((u16::from(*channel) * (255 - strength) + u16::from(colour) * strength) / 255) as u8;
        }
    }

    /// A round dot.
    pub fn dot(&mut self, at: ImagePoint, radius: i32, colour: Colour) {
        let (x, y) = (at.x.round() as i32, at.y.round() as i32);
        for (dx, dy) in (-radius..=radius).flat_map(|dy| (-radius..=radius).map(move |dx| (dx, dy))) {
            if dx * dx + dy * dy <= radius * radius {
                self.blend(x.saturating_add(dx), y.saturating_add(dy), colour, 230);
            }
        }
    }

    /// Where a point lies that is given as shares of the picture's width and height.
    pub fn at(&self, [x, y]: Point) -> ImagePoint {
        ImagePoint {
            x: x * self.size.width as f32,
            y: y * self.size.height as f32,
        }
    }

    /// Lines from point to point.
    pub fn lines(&mut self, points: &[Point], colour: Colour) {
        for pair in points.windows(2) {
            self.line(self.at(pair[0]), self.at(pair[1]), colour);
        }
    }

    /// A line, three pixels wide.
    pub fn line(&mut self, from: ImagePoint, to: ImagePoint, colour: Colour) {
        let (across, down) = (to.x - from.x, to.y - from.y);
        // A landmark may lie far outside; more steps than that show nothing.
        let steps = across.abs().max(down.abs()).clamp(1.0, 8192.0) as i32;
        for step in 0..=steps {
            let share = step as f32 / steps as f32;
            self.dot(
                ImagePoint {
                    x: from.x + across * share,
                    y: from.y + down * share,
                },
                1,
                colour,
            );
        }
    }

    /// One line of words from the top, numbered from 0, on a darkened ground; cut where the picture ends.
    pub fn text_line(&mut self, line: usize, words: &str, colour: Colour) {
        let top = line as i32 * self.line_height();
        self.text(top, words, colour);
    }

    /// One line of words at the foot of the picture.
    pub fn text_at_foot(&mut self, words: &str, colour: Colour) {
        let top = self.size.height as i32 - self.line_height();
        self.text(top, words, colour);
    }

    /// A bar in the place of a line of words: filled up to `filled`, with a mark at `mark`, both 0..=1.
    pub fn bar(&mut self, line: usize, filled: f32, mark: f32, colour: Colour) {
        let top = line as i32 * self.line_height();
        self.shade(top);
        let length = self.size.width as i32 / 2;
        let until = (filled.clamp(0.0, 1.0) * length as f32) as i32;
        let marked = (mark.clamp(0.0, 1.0) * length as f32) as i32;
        let (first, last) = (top + MARGIN / 2, top + self.line_height() - MARGIN / 2);
        for y in first..last {
            for x in 0..length {
                let strength = if x <= until { 230 } else { 60 };
                self.blend(MARGIN + x, y, colour, strength);
            }
            for x in marked - 1..=marked + 1 {
                self.blend(MARGIN + x, y, WHITE, 255);
            }
        }
    }

    fn height_of_letters(&self) -> RasterHeight {
        match self.size.height {
            0..=599 => RasterHeight::Size16,
            600..=899 => RasterHeight::Size20,
            _ => RasterHeight::Size24,
        }
    }

    fn line_height(&self) -> i32 {
        self.height_of_letters().val() as i32 + MARGIN
    }

    fn shade(&mut self, top: i32) {
        for y in top..top + self.line_height() {
            for x in 0..self.size.width as i32 {
                if let Some(pixel) = self.pixel(x, y) {
                    pixel
                        .iter_mut()
                        .for_each(|channel| *channel = (u16::from(*channel) * SHADE / 256) as u8);
                }
            }
        }
    }

    fn text(&mut self, top: i32, words: &str, colour: Colour) {
        self.shade(top);
        let height = self.height_of_letters();
        let step = get_raster_width(FontWeight::Regular, height) as i32;
        for (place, letter) in words.chars().enumerate() {
            let left = MARGIN + place as i32 * step;
            if left + step > self.size.width as i32 {
                return;
            }
            let raster = get_raster(letter, FontWeight::Regular, height)
                .or_else(|| get_raster('?', FontWeight::Regular, height));
            for (dy, row) in raster.iter().flat_map(|raster| raster.raster().iter().enumerate()) {
                for (dx, &strength) in row.iter().enumerate() {
                    self.blend(left + dx as i32, top + MARGIN / 2 + dy as i32, colour, strength);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_picture_is_touched() {
        let size = ImageSize { width: 40, height: 30 };
        let mut rgb = vec![10; 40 * 30 * 3];
        let mut canvas = Canvas::new(size, &mut rgb);
        for place in [-1e9, -5.0, 39.0, 1e9, f32::NAN] {
            canvas.dot(ImagePoint { x: place, y: place }, 4, WHITE);
            canvas.line(ImagePoint { x: place, y: 3.0 }, ImagePoint { x: 5.0, y: place }, GREEN);
        }
        canvas.text_line(50, "far below", AMBER);
        canvas.text_line(0, "a line that is wider than the picture", AMBER);
        canvas.bar(1, 7.0, -1.0, GREY);
        assert!(rgb.iter().any(|&byte| byte > 100));
    }
}
