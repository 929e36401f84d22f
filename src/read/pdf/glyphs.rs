//! A page's operators → its characters, each with its place. Follows what sets and shows text, and nothing else.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{self, BfString};
use hayro_font::kurbo::{Affine, Point};
use hayro_font::{CMapResolverFn, Font, FontCache, FontData, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::super::limits::{Limit, Watch};
use super::super::spread::Spread;

/// Forms inside one another, and saved states.
const DEEPEST: usize = 16;
const MOST_STATES: usize = 256;
/// Forms drawn on all pages together: a few that draw each other often would otherwise never end.
const MOST_FORMS: u32 = 20_000;
const OPS_PER_LOOK: u32 = 4096;

/// A character on a page. Points, from the top left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    pub c: char,
    pub x: f32,
    /// The baseline.
    pub y: f32,
    pub width: f32,
    pub size: f32,
    pub is_bold: bool,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub glyphs: Vec<Glyph>,
    pub width: f32,
    pub height: f32,
}

/// Reads the pages of one file.
pub(super) struct Reader<'a, 'w> {
    watch: &'w Watch,
    fonts: FontCache<'a>,
    /// The same by their dictionaries, with what is known of their codes.
    faces: HashMap<&'a [u8], Option<Rc<Face<'a>>>>,
    font_resolver: FontResolverFn,
    cmap_resolver: CMapResolverFn,
    n_glyphs: u64,
    n_forms: u32,
    n_ops: u32,
    /// Characters whose codes stand for nothing that is known.
    pub n_unknown: usize,
}

/// A font with what its codes stand for, as far as they were met.
struct Face<'a> {
    font: Font<'a>,
    is_bold: bool,
    letters: RefCell<HashMap<u32, Letter, Spread>>,
}

/// What a code stands for.
struct Letter {
    advance: f64,
    /// Nothing if that is not known.
    text: Option<BfString>,
}

impl Face<'_> {
    fn letter(&self, code: u32) -> Letter {
        let text = match self.font.glyph(self.font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        Letter { advance: self.font.code_advance(code).x, text }
    }
}

#[derive(Clone)]
struct State<'a> {
    ctm: Affine,
    font: Option<Rc<Face<'a>>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// What is being read: the text matrices are not part of what is saved.
struct Canvas<'p> {
    text: &'p mut Text,
    seen: HashSet<(i32, i32, u32), Spread>,
    matrix: Affine,
    line_matrix: Affine,
}

impl<'a, 'w> Reader<'a, 'w> {
    pub(super) fn new(watch: &'w Watch) -> Self {
        let font_resolver: FontResolverFn = Arc::new(|query| -> Option<(FontData, u32)> {
            match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(fallback) => Some(fallback.pick_standard_font().get_font_data()),
            }
        });
        Self {
            watch,
            fonts: FontCache::new(),
            faces: HashMap::new(),
            font_resolver,
            cmap_resolver: Arc::new(hayro_cmap::load_embedded),
            n_glyphs: 0,
            n_forms: 0,
            n_ops: 0,
            n_unknown: 0,
        }
    }

    /// The characters of a page, in the order in which they are drawn.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Result<Text, Limit> {
        let (width, height) = page.render_dimensions();
        let mut text = Text { width, height, ..Text::default() };
        let state = State {
            ctm: Affine::new(page.initial_transform(true).as_coeffs()),
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut canvas = Canvas {
            text: &mut text,
            seen: HashSet::default(),
            matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
        };
        self.run(page.typed_operations(), page.resources(), state, &mut canvas, 0)?;
        Ok(text)
    }

    fn run(
        &mut self,
        mut ops: TypedIter<'_>,
        resources: &Resources<'a>,
        mut state: State<'a>,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Limit> {
        let mut saved: Vec<State<'a>> = Vec::new();
        // By name, as long as the names mean the same: most lines set the font anew.
        let mut fonts: HashMap<Vec<u8>, Option<Rc<Face<'a>>>> = HashMap::new();
        while let Some(op) = ops.next() {
            self.n_ops = self.n_ops.wrapping_add(1);
            if self.n_ops.is_multiple_of(OPS_PER_LOOK) && self.watch.is_over() {
                return Err(Limit::Seconds);
            }
            match op {
                TypedInstruction::SaveState(_) if saved.len() < MOST_STATES => saved.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = saved.pop().unwrap_or(state),
                TypedInstruction::Transform(t) => {
                    let m = [t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64());
                    state.ctm *= Affine::new(m);
                }
                TypedInstruction::BeginText(_) => canvas.set_matrix(Affine::IDENTITY),
                TypedInstruction::SetTextMatrix(t) => {
                    canvas.set_matrix(Affine::new([t.0, t.1, t.2, t.3, t.4, t.5].map(|n| n.as_f64())));
                }
                TypedInstruction::TextFont(t) => {
                    state.size = t.1.as_f64();
                    let name: &[u8] = t.0.as_ref();
                    state.font = match fonts.get(name) {
                        Some(known) => known.clone(),
                        None => fonts.entry(name.to_vec()).or_insert_with(|| self.font(resources, t.0)).clone(),
                    };
                }
                TypedInstruction::CharacterSpacing(t) => state.char_space = t.0.as_f64(),
                TypedInstruction::WordSpacing(t) => state.word_space = t.0.as_f64(),
                TypedInstruction::HorizontalScaling(t) => state.scale = t.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(t) => state.leading = t.0.as_f64(),
                TypedInstruction::TextRise(t) => state.rise = t.0.as_f64(),
                TypedInstruction::NextLine(t) => canvas.next_line(t.0.as_f64(), t.1.as_f64()),
                TypedInstruction::NextLineAndSetLeading(t) => {
                    state.leading = -t.1.as_f64();
                    canvas.next_line(t.0.as_f64(), t.1.as_f64());
                }
                TypedInstruction::NextLineUsingLeading(_) => canvas.next_line(0.0, -state.leading),
                TypedInstruction::ShowText(t) => self.show(t.0.as_bytes(), &state, canvas)?,
                TypedInstruction::NextLineAndShowText(t) => {
                    canvas.next_line(0.0, -state.leading);
                    self.show(t.0.as_bytes(), &state, canvas)?;
                }
                TypedInstruction::ShowTextWithParameters(t) => {
                    (state.word_space, state.char_space) = (t.0.as_f64(), t.1.as_f64());
                    canvas.next_line(0.0, -state.leading);
                    self.show(t.2.as_bytes(), &state, canvas)?;
                }
                TypedInstruction::ShowTexts(t) => {
                    for part in t.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(text) => self.show(text.as_bytes(), &state, canvas)?,
                            Object::Number(n) => {
                                let shift = -n.as_f64() / 1000.0 * state.size;
                                canvas.advance(shift * state.scale);
                            }
                            _ => {}
                        }
                    }
                }
                TypedInstruction::XObject(t) if depth < DEEPEST => {
                    if let Some(form) = resources.get_x_object(t.0) {
                        self.form(&form, resources, &state, canvas, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Draws a form: a page inside the page.
    fn form(
        &mut self,
        form: &Stream<'a>,
        outer: &Resources<'a>,
        state: &State<'a>,
        canvas: &mut Canvas,
        depth: usize,
    ) -> Result<(), Limit> {
        let dict = form.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return Ok(());
        }
        self.n_forms += 1;
        if self.n_forms > MOST_FORMS || self.watch.is_over() {
            return Err(Limit::Seconds);
        }
        let Ok(content) = form.decoded_data() else { return Ok(()) };
        let matrix = dict.get::<[f64; 6]>("Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let inner = State { ctm: state.ctm * Affine::new(matrix), ..state.clone() };
        let own = dict.get::<Dict<'a>>("Resources").map(Resources::new);
        self.run(TypedIter::new(&content), own.as_ref().unwrap_or(outer), inner, canvas, depth + 1)
    }

    /// The font of that name.
    fn font(&mut self, resources: &Resources<'a>, name: &Name<'_>) -> Option<Rc<Face<'a>>> {
        let dict = resources.get_font(name)?;
        if let Some(face) = self.faces.get(dict.data()) {
            return face.clone();
        }
        let face = self.face(&dict);
        self.faces.insert(dict.data(), face.clone());
        face
    }

    fn face(&self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let base = dict.get::<Name<'_>>("BaseFont").map(|name| name.as_str().to_ascii_lowercase()).unwrap_or_default();
        let is_bold = ["bold", "hei", "black", "heavy"].iter().any(|word| base.contains(word));
        let font = self.fonts.font(dict, &self.font_resolver, &self.cmap_resolver)?;
        Some(Rc::new(Face { font, is_bold, letters: RefCell::default() }))
    }

    fn show(&mut self, bytes: &[u8], state: &State<'a>, canvas: &mut Canvas) -> Result<(), Limit> {
        let Some(face) = &state.font else {
            self.n_unknown += bytes.len();
            return Ok(());
        };
        let (font, mut letters) = (&face.font, face.letters.borrow_mut());
        let mut at = 0;
        while at < bytes.len() {
            let (code, n_bytes) = font.read_code(bytes, at);
            at += n_bytes.max(1);
            self.n_glyphs += 1;
            if self.n_glyphs > Limit::Glyphs.value() {
                return Err(Limit::Glyphs);
            }
            let letter = letters.entry(code).or_insert_with(|| face.letter(code));
            let advance = letter.advance / 1000.0 * state.size;
            let word_space = if code == 32 && n_bytes == 1 { state.word_space } else { 0.0 };
            let matrix = state.ctm * canvas.matrix;
            let [along, aslant, up_x, up_y, ..] = matrix.as_coeffs();
            let is_upright = aslant.abs() < along.abs() * 0.1 && along > 0.0;
            let size = (up_x.hypot(up_y) * state.size).abs() as f32;
            if is_upright && font.is_horizontal() && size > 1.0 {
                let origin = matrix * Point::new(0.0, state.rise);
                let width = (advance * state.scale * along.hypot(aslant)) as f32;
                let is_bold = face.is_bold;
                let glyph = Glyph { c: ' ', x: origin.x as f32, y: origin.y as f32, width, size, is_bold };
                self.n_unknown += usize::from(letter.text.is_none());
                match &letter.text {
                    Some(BfString::Char(c)) => canvas.add(*c, glyph),
                    Some(BfString::String(text)) => canvas.add_all(text, glyph),
                    None => canvas.add(char::REPLACEMENT_CHARACTER, glyph),
                }
            }
            canvas.advance((advance + state.char_space + word_space) * state.scale);
        }
        Ok(())
    }
}

/// Radicals that fonts map some Han characters to, and blanks of all widths.
fn usual(c: char) -> char {
    match c {
        '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        '\u{2f00}'..='\u{2fd5}' => RADICALS.chars().nth((c as usize) - 0x2f00).unwrap_or(c),
        c => c,
    }
}

/// The 214 radicals as the characters that they look like.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

impl Canvas<'_> {
    fn set_matrix(&mut self, matrix: Affine) {
        (self.matrix, self.line_matrix) = (matrix, matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.set_matrix(self.line_matrix * Affine::translate((x, y)));
    }

    fn advance(&mut self, x: f64) {
        self.matrix *= Affine::translate((x, 0.0));
    }

    /// Adds a character, unless it lies beside the page.
    fn add(&mut self, c: char, glyph: Glyph) {
        let Glyph { x, y, .. } = glyph;
        let is_inside = x >= -1.0 && x <= self.text.width + 1.0 && y >= -1.0 && y <= self.text.height + 1.0;
        // What is drawn twice in one place is drawn bold or with a shadow.
        if is_inside && !c.is_control() && self.seen.insert((x.round() as i32, y.round() as i32, u32::from(c))) {
            self.text.glyphs.push(Glyph { c: usual(c), ..glyph });
        }
    }

    /// Adds what one code stands for, side by side.
    fn add_all(&mut self, text: &str, glyph: Glyph) {
        let width = glyph.width / text.chars().count().max(1) as f32;
        for (n, c) in text.chars().enumerate() {
            self.add(c, Glyph { x: glyph.x + width * n as f32, width, ..glyph });
        }
    }
}
