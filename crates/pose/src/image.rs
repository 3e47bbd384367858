//! The picture that is looked at: borrowed, never copied.

use body::ImageSize;

/// Borrowed RGB picture: HWC, 8 bits, rows tightly packed, at least one pixel.
#[derive(Debug, Clone, Copy)]
pub struct Image<'a> {
    size: ImageSize,
    rgb: &'a [u8],
}

/// A picture that cannot be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImageError {
    /// It has no pixels.
    #[error("a picture of {width} x {height} pixels shows nothing")]
    Empty {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// It is wider or higher than 16384 pixels, the largest side that the crop can address.
    #[error("a picture of {width} x {height} pixels is too large: a side may have 16384")]
    TooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Its bytes do not fit its size.
    #[error("a picture of {width} x {height} pixels has {expected} bytes of RGB, not {given}")]
    Length {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes that the size asks for.
        expected: usize,
        /// Bytes that were given.
        given: usize,
    },
}

/// Largest side of a picture, pixels: far above every camera, and far below where 1/32 px overflow an `i32`.
const LARGEST_SIDE: u32 = 16384;

impl<'a> Image<'a> {
    /// A picture of `width` x `height` pixels; `rgb` holds `height * width * 3` bytes.
    ///
    /// # Errors
    /// [`ImageError`] when it has no pixels, too many, or bytes that do not fit its size.
    ///
    /// ```
    /// let grey = [128; 4 * 2 * 3];
    /// assert!(pose::Image::new(4, 2, &grey).is_ok());
    /// assert!(pose::Image::new(4, 3, &grey).is_err());
    /// ```
    pub fn new(width: u32, height: u32, rgb: &'a [u8]) -> Result<Self, ImageError> {
        if width == 0 || height == 0 {
            return Err(ImageError::Empty { width, height });
        }
        if width > LARGEST_SIDE || height > LARGEST_SIDE {
            return Err(ImageError::TooLarge { width, height });
        }
        let expected = width as usize * height as usize * 3;
        if rgb.len() != expected {
            return Err(ImageError::Length {
                width,
                height,
                expected,
                given: rgb.len(),
            });
        }
        Ok(Self {
            size: ImageSize { width, height },
            rgb,
        })
    }

    /// Pixels across and down.
    pub fn size(&self) -> ImageSize {
        self.size
    }

    /// The bytes, `[height, width, 3]`.
    pub(crate) fn rgb(&self) -> &'a [u8] {
        self.rgb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_must_fit_the_size() {
        assert!(Image::new(2, 2, &[0; 12]).is_ok());
        assert_eq!(
            Image::new(2, 2, &[0; 11]).unwrap_err(),
            ImageError::Length {
                width: 2,
                height: 2,
                expected: 12,
                given: 11
            }
        );
        assert_eq!(
            Image::new(0, 2, &[]).unwrap_err(),
            ImageError::Empty { width: 0, height: 2 }
        );
        assert!(matches!(
            Image::new(u32::MAX, u32::MAX, &[]),
            Err(ImageError::TooLarge { .. })
        ));
    }
}
