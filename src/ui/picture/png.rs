//! Pixels become a PNG, some rows at a time, so that a high picture takes no more memory than a low one.

use std::io::Write as _;

use eframe::egui::{Color32, ColorImage};
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, PixelDimensions, Unit};
use rayon::prelude::*;

use super::raster::Painting;

/// So many rows are made at a time.
const BAND: usize = 128;
/// No side of a PNG is longer: past that, many programs refuse it.
const LONGEST: usize = 65_500;
/// A picture for the clipboard is there as a whole.
const MOST_COPIED: usize = 64_000_000;

/// The picture has more pixels than programs open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{width} × {height}")]
pub struct TooLarge {
    /// How wide it would be.
    pub width: usize,
    /// How high it would be.
    pub height: usize,
}

/// The painting as a PNG with its title, at a resolution that gives it the size that it has on a screen.
pub(super) fn png(painting: &Painting, scale: u8, title: &str) -> Result<Vec<u8>, TooLarge> {
    let [width, height] = painting.size();
    if width.max(height) > LONGEST {
        return Err(TooLarge { width, height });
    }
    // Writing to memory does not fail.
    Ok(encoded(painting, scale, title).unwrap_or_default())
}

fn encoded(painting: &Painting, scale: u8, title: &str) -> Result<Vec<u8>, EncodingError> {
    let [width, height] = painting.size();
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width as u32, height as u32);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Fast);
    // 96 pixels to an inch are a screen's usual.
    let per_metre = (96.0 * f64::from(scale) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    encoder.add_itxt_chunk("Title".to_owned(), title.to_owned())?;
    encoder.add_text_chunk("Software".to_owned(), "jobscope".to_owned())?;
    let mut writer = encoder.write_header()?;
    let mut rows = writer.stream_writer_with_size(1 << 20)?;
    let starts: Vec<usize> = (0..height).step_by(BAND).collect();
    for some in starts.chunks(rayon::current_num_threads().max(1)) {
        let bands: Vec<Vec<u8>> = some.par_iter().map(|&from| band(painting, from)).collect();
        for band in bands {
            rows.write_all(&band)?;
        }
    }
    rows.finish()?;
    writer.finish()?;
    Ok(file)
}

/// Rows of red, green and blue: the ground is opaque, so all is.
fn band(painting: &Painting, from: usize) -> Vec<u8> {
    let three = |pixel: &Color32| [pixel.r(), pixel.g(), pixel.b()];
    painting.rows(from, BAND).iter().flat_map(three).collect()
}

/// The painting as a whole, for the clipboard.
pub(super) fn pixels(painting: &Painting) -> Result<ColorImage, TooLarge> {
    let [width, height] = painting.size();
    if width * height > MOST_COPIED {
        return Err(TooLarge { width, height });
    }
    Ok(ColorImage::new([width, height], painting.rows(0, height)))
}

#[cfg(test)]
mod tests {
    use super::super::raster::Textures;
    use super::*;

    #[test]
    fn what_no_program_opens_is_not_made() {
        let textures = Textures::default();
        let blank = |size| Painting::new(Vec::new(), &textures, size, 1.0, crate::ui::theme::LIGHT.panel);
        assert_eq!(png(&blank([10, 70_000]), 1, ""), Err(TooLarge { width: 10, height: 70_000 }));
        assert!(png(&blank([10, 300]), 1, "").is_ok_and(|bytes| bytes.starts_with(b"\x89PNG")));
        assert_eq!(pixels(&blank([10_000, 7_000])).err(), Some(TooLarge { width: 10_000, height: 7_000 }));
    }
}
