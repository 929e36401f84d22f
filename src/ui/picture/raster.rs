//! Pixels without a GPU: fills the triangles that egui makes, row by row, with texture lookup and blending.
//!
//! What is far the most of a picture, plain rectangles, is filled a span at a time.

use std::collections::HashMap;

use eframe::egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use eframe::egui::{Color32, ColorImage, ImageData, Pos2, Rect, TextureId, TexturesDelta, pos2};

/// The pictures of letters that egui has handed over.
#[derive(Default)]
pub struct Textures(HashMap<TextureId, ColorImage>);

impl Textures {
    /// Takes in what has changed.
    pub fn take(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                let ImageData::Color(image) = change.image;
                match change.pos {
                    None => drop(self.0.insert(id, ColorImage::clone(&image))),
                    Some([left, top]) => {
                        if let Some(whole) = self.0.get_mut(&id) {
                            patch(whole, &image, left, top);
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.0.remove(&id);
        }
    }
}

fn patch(whole: &mut ColorImage, part: &ColorImage, left: usize, top: usize) {
    for (y, row) in part.pixels.chunks_exact(part.size[0].max(1)).enumerate() {
        let start = (top + y) * whole.size[0] + left;
        if let Some(place) = whole.pixels.get_mut(start..start + row.len()) {
            place.copy_from_slice(row);
        }
    }
}

/// Triangles that are to be filled.
pub struct Painting<'a> {
    primitives: Vec<ClippedPrimitive>,
    textures: &'a Textures,
    size: [usize; 2],
    scale: f32,
    ground: Color32,
}

impl<'a> Painting<'a> {
    /// A painting of so many pixels on a ground of one colour; each point is `scale` pixels.
    pub fn new(
        primitives: Vec<ClippedPrimitive>,
        textures: &'a Textures,
        size: [usize; 2],
        scale: f32,
        ground: Color32,
    ) -> Self {
        Self { primitives, textures, size, scale, ground }
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        self.size
    }

    /// So many rows of pixels from this one on.
    pub fn rows(&self, from: usize, n_rows: usize) -> Vec<Color32> {
        let width = self.size[0];
        let n_rows = n_rows.min(self.size[1].saturating_sub(from));
        let mut band = Band { pixels: vec![self.ground; width * n_rows], width, from, n_rows, scale: self.scale };
        for ClippedPrimitive { clip_rect, primitive } in &self.primitives {
            // There are no paint callbacks in this window.
            let Primitive::Mesh(mesh) = primitive else { continue };
            if let Some(texture) = self.textures.0.get(&mesh.texture_id) {
                band.mesh(mesh, texture, *clip_rect);
            }
        }
        band.pixels
    }
}

/// Some rows of the painting.
struct Band {
    pixels: Vec<Color32>,
    width: usize,
    from: usize,
    n_rows: usize,
    scale: f32,
}

/// The bounds of whole pixels that may be painted: left, top, right, bottom.
type Bounds = [i32; 4];

impl Band {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect) {
        let pixel = |at: f32| (at * self.scale).round().clamp(-1e6, 1e6) as i32;
        let bounds = [
            pixel(clip.left()).max(0),
            pixel(clip.top()).max(self.from as i32),
            pixel(clip.right()).min(self.width as i32),
            pixel(clip.bottom()).min((self.from + self.n_rows) as i32),
        ];
        if bounds[0] >= bounds[2] || bounds[1] >= bounds[3] {
            return;
        }
        for corners in mesh.indices.chunks_exact(3) {
            let &[a, b, c] = corners else { continue };
            let corner = |n: u32| mesh.vertices.get(n as usize).copied();
            if let (Some(a), Some(b), Some(c)) = (corner(a), corner(b), corner(c)) {
                self.triangle([a, b, c], texture, bounds);
            }
        }
    }

    fn triangle(&mut self, corners: [Vertex; 3], texture: &ColorImage, bounds: Bounds) {
        let [a, b, c] = corners.map(|corner| pos2(corner.pos.x * self.scale, corner.pos.y * self.scale));
        let top = (a.y.min(b.y).min(c.y).floor() as i32).max(bounds[1]);
        let bottom = (a.y.max(b.y).max(c.y).ceil() as i32).min(bounds[3]);
        if top >= bottom {
            return;
        }
        let area = cross(a, b, c);
        if area == 0.0 {
            return;
        }
        let edges = [Edge::new(b, c, area), Edge::new(c, a, area), Edge::new(a, b, area)];
        let ink = Ink::of(&corners, texture);
        for y in top..bottom {
            let at = y as f32 + 0.5;
            let span = edges.iter().fold((bounds[0], bounds[2]), |span, edge| edge.narrow(span, at));
            if span.0 < span.1 {
                self.span(y, span, &edges, &ink);
            }
        }
    }

    fn span(&mut self, y: i32, (left, right): (i32, i32), edges: &[Edge; 3], ink: &Ink) {
        let start = (y as usize - self.from) * self.width;
        let Some(row) = self.pixels.get_mut(start + left as usize..start + right as usize) else { return };
        match ink {
            Ink::Plain(colour) if colour.is_opaque() => row.fill(*colour),
            Ink::Plain(colour) => {
                let over = colour.to_array().map(f32::from);
                for pixel in row {
                    blend(pixel, over);
                }
            }
            Ink::Mixed { corners, texture } => {
                for (x, pixel) in (left..).zip(row) {
                    let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
                    blend(pixel, shade(corners, edges.map(|edge| edge.part(at)), *texture));
                }
            }
        }
    }
}

/// How a triangle is filled.
enum Ink<'a> {
    /// In one colour.
    Plain(Color32),
    /// In the colours of its corners, times the texture where there is one.
    Mixed { corners: [Vertex; 3], texture: Option<&'a ColorImage> },
}

impl<'a> Ink<'a> {
    fn of(corners: &[Vertex; 3], texture: &'a ColorImage) -> Self {
        let [a, b, c] = corners;
        // Shapes without a texture all point to one white pixel of it.
        let is_flat = a.uv == b.uv && b.uv == c.uv;
        match (is_flat, a.color == b.color && b.color == c.color) {
            (true, true) => Self::Plain(a.color),
            (true, false) => Self::Mixed { corners: *corners, texture: None },
            (false, _) => Self::Mixed { corners: *corners, texture: Some(texture) },
        }
    }
}

/// One edge of a triangle as a function that is positive inside and zero on the edge.
#[derive(Clone, Copy)]
struct Edge {
    from: Pos2,
    to: Pos2,
    area: f32,
    /// A pixel on the edge of two triangles belongs to one of them, or it would be blended twice.
    owns: bool,
}

impl Edge {
    fn new(from: Pos2, to: Pos2, area: f32) -> Self {
        let (start, end) = if area > 0.0 { (from, to) } else { (to, from) };
        let owns = (end.y == start.y && end.x > start.x) || end.y < start.y;
        Self { from, to, area, owns }
    }

    fn part(&self, at: Pos2) -> f32 {
        cross(self.from, self.to, at) / self.area
    }

    fn is_inside(&self, x: i32, y: f32) -> bool {
        let part = self.part(pos2(x as f32 + 0.5, y));
        part > 0.0 || (part == 0.0 && self.owns)
    }

    /// The part of the span that lies inside.
    fn narrow(&self, (mut left, mut right): (i32, i32), y: f32) -> (i32, i32) {
        let (dx, dy) = (self.to.x - self.from.x, self.to.y - self.from.y);
        if left >= right {
            return (left, left);
        }
        if dy == 0.0 {
            return if self.is_inside(left, y) { (left, right) } else { (left, left) };
        }
        // Where the edge crosses this row, to a pixel; the exact test decides about the pixels around.
        let crossing = (self.from.x + (y - self.from.y) * dx / dy - 0.5).clamp(-1e6, 1e6) as i32;
        if (dy < 0.0) == (self.area > 0.0) {
            left = left.max(crossing - 1);
            while left < right && !self.is_inside(left, y) {
                left += 1;
            }
        } else {
            right = right.min(crossing + 2);
            while left < right && !self.is_inside(right - 1, y) {
                right -= 1;
            }
        }
        (left, right)
    }
}

fn cross(a: Pos2, b: Pos2, c: Pos2) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

/// Colours are premultiplied, as egui hands them over.
fn blend(pixel: &mut Color32, over: [f32; 4]) {
    let rest = 1.0 - over[3] / 255.0;
    for (channel, over) in over.into_iter().enumerate() {
        // Nothing is below zero, and what is cut off here was rounded.
        pixel[channel] = (over + f32::from(pixel[channel]) * rest + 0.5) as u8;
    }
}

/// The corners' colours mixed, times the texture.
fn shade(corners: &[Vertex; 3], parts: [f32; 3], texture: Option<&ColorImage>) -> [f32; 4] {
    let mut colour = [0.0; 4];
    let (mut u, mut v) = (0.0, 0.0);
    for (corner, part) in corners.iter().zip(parts) {
        for (sum, channel) in colour.iter_mut().zip(corner.color.to_array()) {
            *sum += f32::from(channel) * part;
        }
        u += corner.uv.x * part;
        v += corner.uv.y * part;
    }
    if let Some(texture) = texture {
        for (channel, sample) in colour.iter_mut().zip(lookup(texture, u, v)) {
            *channel *= sample / 255.0;
        }
    }
    colour
}

/// The texture between its four nearest points.
fn lookup(texture: &ColorImage, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let at = |x: f32, y: f32| {
        let x = (x.max(0.0) as usize).min(width - 1);
        let y = (y.max(0.0) as usize).min(height - 1);
        texture.pixels.get(y * width + x).map_or([0.0; 4], |pixel| pixel.to_array().map(f32::from))
    };
    let (fx, fy) = (x - x.floor(), y - y.floor());
    if fx.min(1.0 - fx) < 1e-3 && fy.min(1.0 - fy) < 1e-3 {
        return at(x.round(), y.round());
    }
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
