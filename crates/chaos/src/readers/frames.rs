use footage::NutReader;

/// More frames than this in a stream show nothing new.
const MOST: usize = 50;

/// Any stream ends in frames of the size that it named, or in an error.
pub fn frames(bytes: &[u8]) -> bool {
    let Ok(mut reader) = NutReader::new(bytes) else {
        return false;
    };
    let mut pixels = Vec::new();
    for _ in 0..MOST {
        match reader.next(&mut pixels) {
            Ok(Some((_, size))) => {
                let whole = size.width as usize * size.height as usize * 3;
                assert_eq!(pixels.len(), whole, "a frame of another size than was said");
            }
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
    true
}
