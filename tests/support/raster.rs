//! A renderer without a GPU: fills the triangles that egui makes, with texture lookup and blending, one pixel at a time.

use std::collections::HashMap;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, Context, FullOutput, ImageData, Pos2, Rect, TextureId, TexturesDelta, pos2};
use egui_kittest::TestRenderer;
use image::{Rgba, RgbaImage};

/// The textures that egui has handed over.
#[derive(Default)]
pub struct Raster {
    textures: HashMap<TextureId, ColorImage>,
}

impl TestRenderer for Raster {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => drop(self.textures.insert(id, ColorImage::clone(&image))),
                    Some([left, top]) => {
                        let whole = self.textures.get_mut(&id).expect("a patch follows its whole");
                        for y in 0..image.size[1] {
                            for x in 0..image.size[0] {
                                whole[(left + x, top + y)] = image[(x, y)];
                            }
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &Context, output: &FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let ground = ctx.global_style().visuals.panel_fill;
        let mut canvas = Canvas {
            image: RgbaImage::from_pixel(size.x.round() as u32, size.y.round() as u32, Rgba(ground.to_array())),
            scale,
        };
        for ClippedPrimitive { clip_rect, primitive } in ctx.tessellate(output.shapes.clone(), scale) {
            let Primitive::Mesh(mesh) = primitive else { return Err("a paint callback has no picture".to_owned()) };
            let texture = self.textures.get(&mesh.texture_id).ok_or("a texture is missing")?;
            canvas.mesh(&mesh, texture, clip_rect);
        }
        Ok(canvas.image)
    }
}

struct Canvas {
    image: RgbaImage,
    scale: f32,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect) {
        let clip = Rect::from_min_max(self.pixel(clip.min), self.pixel(clip.max));
        for corners in mesh.indices.chunks_exact(3) {
            let corners = [corners[0], corners[1], corners[2]].map(|n| mesh.vertices[n as usize]);
            self.triangle(corners, texture, clip);
        }
    }

    fn pixel(&self, at: Pos2) -> Pos2 {
        pos2((at.x * self.scale).round(), (at.y * self.scale).round())
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &ColorImage, clip: Rect) {
        let [a, b, c] = corners.map(|corner| pos2(corner.pos.x * self.scale, corner.pos.y * self.scale));
        let area = cross(a, b, c);
        if area == 0.0 {
            return;
        }
        let hull = Rect::from_points(&[a, b, c]);
        let room = Rect::from_min_max(Pos2::ZERO, pos2(self.image.width() as f32, self.image.height() as f32));
        let hull = hull.intersect(clip).intersect(room);
        for y in hull.top().floor().max(0.0) as u32..hull.bottom().ceil().max(0.0) as u32 {
            for x in hull.left().floor().max(0.0) as u32..hull.right().ceil().max(0.0) as u32 {
                let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                let parts = [cross(b, c, at) / area, cross(c, a, at) / area, cross(a, b, at) / area];
                let is_inside = parts.iter().zip([(b, c), (c, a), (a, b)]).all(|(part, (from, to))| {
                    // A pixel on the edge of two triangles belongs to one of them, or it would be blended twice.
                    *part > 0.0 || (*part == 0.0 && owns_edge(from, to, area))
                });
                if is_inside && clip.contains(at) && x < self.image.width() && y < self.image.height() {
                    self.blend(x, y, shade(&corners, parts, texture));
                }
            }
        }
    }

    /// Colours are premultiplied, as egui hands them over.
    fn blend(&mut self, x: u32, y: u32, colour: [f32; 4]) {
        let pixel = self.image.get_pixel_mut(x, y);
        for (under, over) in pixel.0.iter_mut().zip(colour) {
            *under = (over + f32::from(*under) * (1.0 - colour[3] / 255.0)).round().clamp(0.0, 255.0) as u8;
        }
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

fn owns_edge(from: Pos2, to: Pos2, area: f32) -> bool {
    let (from, to) = if area > 0.0 { (from, to) } else { (to, from) };
    (to.y == from.y && to.x > from.x) || to.y < from.y
}

/// The corners' colours mixed, times the texture.
fn shade(corners: &[Vertex; 3], parts: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mix =
        |value: fn(&Vertex) -> f32| corners.iter().zip(parts).map(|(corner, part)| value(corner) * part).sum::<f32>();
    let sample = lookup(texture, mix(|v| v.uv.x), mix(|v| v.uv.y));
    let colour = [
        mix(|v| v.color.r().into()),
        mix(|v| v.color.g().into()),
        mix(|v| v.color.b().into()),
        mix(|v| v.color.a().into()),
    ];
    let mut shaded = [0.0; 4];
    for ((out, colour), sample) in shaded.iter_mut().zip(colour).zip(sample) {
        *out = colour * sample / 255.0;
    }
    shaded
}

/// The texture between its four nearest points.
fn lookup(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let at = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        Color32::to_array(&texture[(x, y)]).map(f32::from)
    };
    let (fx, fy) = (x - x.floor(), y - y.floor());
    let corners = [
        at(x.floor(), y.floor()),
        at(x.floor() + 1.0, y.floor()),
        at(x.floor(), y.floor() + 1.0),
        at(x.floor() + 1.0, y.floor() + 1.0),
    ];
    let shares = [(1.0 - fx) * (1.0 - fy), fx * (1.0 - fy), (1.0 - fx) * fy, fx * fy];
    let mut sample = [0.0; 4];
    for (corner, share) in corners.iter().zip(shares) {
        for (sum, channel) in sample.iter_mut().zip(corner) {
            *sum += channel * share;
        }
    }
    sample
}
