//! The renderer of pictures, for the harness.

use eframe::egui::{Color32, Context, FullOutput, TexturesDelta};
use egui_kittest::TestRenderer;
use image::RgbaImage;
use jobscope::ui::picture::raster::{Painting, Textures};

/// The textures that egui has handed over.
#[derive(Default)]
pub struct Raster(Textures);

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.take(delta);
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = (ctx.content_rect().size() * scale).round();
        let size = [size.x as usize, size.y as usize];
        let primitives = ctx.tessellate(output.shapes.clone(), scale);
        let ground = ctx.global_style().visuals.panel_fill;
        let pixels = Painting::new(primitives, &self.0, size, scale, ground).rows(0, size[1]);
        let bytes = pixels.iter().flat_map(Color32::to_array).collect();
        RgbaImage::from_raw(size[0] as u32, size[1] as u32, bytes).ok_or_else(|| "pixels are missing".to_owned())
    }
}
