//! Pictures of views and reports that hold them: what stands in an SVG, what a PNG is like, and how the window makes them.
//!
//! After a wanted change: `UPDATE_SNAPSHOTS=1 cargo test --test pictures`, then look at the new pictures.

#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a helper of a test may fail the test")]

mod support;

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{Context, OutputCommand, Pos2, RawInput, Rect, vec2};
use egui_kittest::{SnapshotOptions, SnapshotResults};
use image::RgbaImage;
use jobscope::app::Desk;
use jobscope::app::command::{Command, Effect, Origin};
use jobscope::app::jobs::Wake;
use jobscope::app::picture::{Change, Format};
use jobscope::app::reporting::{self, About};
use jobscope::app::state::{AppState, Notice, View};
use jobscope::compare::words::{Language, value};
use jobscope::report::Page;
use jobscope::ui::picker::{Answer, Ask, Picker};
use jobscope::ui::picture::{Easel, Options, SCALES, Text};
use jobscope::ui::window::Window;
use jobscope::ui::words::Words;
use jobscope::ui::{fonts, theme};
use quick_xml::events::{BytesStart, Event};

/// The small bulletins with this view in front, an area's page among them.
fn desk(view: View) -> Desk {
    let mut desk = support::desk();
    let key = support::find(&desk.state, "urban_new_jobs", "临漳县", 2156.0);
    let area = desk.state.documents.observation(key).and_then(|o| o.ref_area.code).unwrap();
    desk.send(Command::ShowArea(area));
    desk.send(Command::SetView(view));
    desk
}

fn svg(desk: &Desk, text: Text) -> String {
    Easel::new().svg(&desk.state, &desk.derived, &Options { text, ..Options::default() })
}

/// What an SVG is made of.
#[derive(Default)]
struct Read {
    /// The pieces of text in the order in which they are drawn.
    texts: Vec<String>,
    title: String,
    description: String,
    /// Width, height and view box.
    size: [String; 3],
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).unwrap()?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap().into_owned())
}

/// Reads it as strictly as XML asks.
fn read(svg: &str) -> Read {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    reader.config_mut().expand_empty_elements = true;
    let mut read = Read::default();
    let mut open: Vec<String> = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    let mut used = std::collections::BTreeSet::new();
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) => {
                let name = element.name().as_ref().to_owned();
                if name == "svg" {
                    read.size = ["width", "height", "viewBox"].map(|name| attribute(&element, name).unwrap());
                }
                read.texts.extend(attribute(&element, "aria-label"));
                ids.extend(attribute(&element, "id"));
                used.extend(attribute(&element, "xlink:href").map(|href| href.trim_start_matches('#').to_owned()));
                for looks in ["fill", "clip-path"].iter().filter_map(|name| attribute(&element, name)) {
                    used.extend(looks.strip_prefix("url(#").map(|id| id.trim_end_matches(')').to_owned()));
                }
                open.push(name);
                text.clear();
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(entity) => text.push_str(match &*entity {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("the entity {other}"),
            }),
            Event::End(_) => match open.pop().unwrap().as_str() {
                "title" => read.title = std::mem::take(&mut text),
                "desc" => read.description = std::mem::take(&mut text),
                "text" => read.texts.push(std::mem::take(&mut text)),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty());
    assert!(used.is_subset(&ids), "used without being defined: {:?}", used.difference(&ids));
    read
}

#[test]
fn every_view_is_a_well_formed_svg_that_says_what_it_is() {
    for view in View::ALL {
        for language in [Language::Zh, Language::En] {
            let mut desk = desk(view);
            desk.send(Command::SetLanguage(language));
            let read = read(&svg(&desk, Text::Outlines));
            let [width, height, view_box] = &read.size;
            assert_eq!(*view_box, format!("0 0 {width} {height}"), "{view:?}");
            assert!(height.parse::<f32>().unwrap() < 20_000.0, "{view:?} is {height} high");
            assert_eq!(read.texts.first(), Some(&read.title), "{view:?}: the title is the first that is read");
            assert_eq!(read.texts.iter().filter(|text| *text == "jobscope").count(), 1, "{view:?}");
            if view == View::Trend && desk.derived.trend.get().series.is_empty() {
                continue;
            }
            for told in ["就业动态", "2023-"] {
                assert!(read.description.contains(told), "{view:?}: {}", read.description);
            }
        }
    }
}

#[test]
fn text_is_the_same_as_outlines_and_as_letters() {
    for view in View::ALL {
        let desk = desk(view);
        let (outlines, letters) = (svg(&desk, Text::Outlines), svg(&desk, Text::Font));
        assert_eq!(read(&outlines).texts, read(&letters).texts, "{view:?}");
        assert!(!outlines.contains("<text") && !outlines.contains("@font-face"), "{view:?}");
        assert!(letters.contains("@font-face") && !letters.contains("<use"), "{view:?}");
    }
}

#[test]
fn every_mark_of_the_comparison_is_there_with_its_area_and_value() {
    let desk = desk(View::Compare);
    let answer = desk.derived.answer.get();
    let ranking = answer.ranking.as_ref().unwrap();
    let texts = read(&svg(&desk, Text::Outlines)).texts;
    let count = |wanted: &str| texts.iter().filter(|text| *text == wanted).count();
    let speech = desk.state.session.speech();
    let labels: Vec<String> =
        ranking.rows().flat_map(|row| &row.marks).map(|mark| value::label(mark, speech)).collect();
    assert!(labels.len() > 4);
    for label in &labels {
        assert!(count(label) >= labels.iter().filter(|other| *other == label).count(), "{label} in {texts:?}");
    }
    for row in ranking.rows() {
        assert!(count(&row.short_name) > 0, "{}", row.short_name);
    }
}

#[test]
fn a_ranking_longer_than_any_window_is_drawn_to_its_end() {
    let mut desk = support::many::desk(30, 10);
    desk.send(Command::SetView(View::Compare));
    let ranking = desk.derived.answer.get();
    let ranking = ranking.ranking.as_ref().unwrap();
    let n_rows = ranking.rows().count();
    assert!(n_rows > 50, "{n_rows} rows");
    let texts = read(&svg(&desk, Text::Outlines)).texts;
    for row in ranking.rows() {
        assert!(texts.contains(&row.short_name), "{} of {n_rows} rows", row.short_name);
    }
}

#[test]
fn a_long_table_is_cut_and_says_so() {
    let mut desk = support::many::desk(3, 10);
    desk.send(Command::SetView(View::Table));
    let n_rows = desk.derived.table.get().len();
    assert!(n_rows > 200);
    let texts = read(&svg(&desk, Text::Outlines)).texts;
    let more = Words::of(Language::Zh).count("picture.more_rows", n_rows - 200);
    assert!(texts.contains(&more), "{more}");
}

#[test]
fn nothing_is_drawn_that_is_there_for_the_hand() {
    let controls = [
        "banner.show",
        "banner.all_periods",
        "banner.average",
        "area.other",
        "area.pin",
        "matrix.choose",
        "matrix.keep",
        "map.hint",
        "table.columns",
        "menu.more",
    ];
    for view in View::ALL {
        let texts = read(&svg(&desk(view), Text::Font)).texts;
        for key in controls {
            let words = Words::of(Language::Zh).say(key);
            assert!(!texts.iter().any(|text| text == words), "{view:?} says {words}");
        }
    }
}

#[test]
fn what_is_selected_is_not_marked_and_the_same_state_gives_the_same_bytes() {
    let mut easel = Easel::new();
    for view in [View::Compare, View::Matrix, View::Table] {
        let mut desk = desk(view);
        let before = easel.svg(&desk.state, &desk.derived, &Options::default());
        let key = support::find(&desk.state, "urban_new_jobs", "临漳县", 2156.0);
        desk.send(Command::SelectObservation(key, Origin::Chart));
        assert_eq!(easel.svg(&desk.state, &desk.derived, &Options::default()), before, "{view:?}");
        assert_eq!(svg(&desk, Text::Outlines), before, "{view:?} on a new easel");
    }
}

fn decoded(png: &[u8]) -> RgbaImage {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!(info.color_type, png::ColorType::Rgb);
    let pixels = bytes.chunks_exact(3).flat_map(|rgb| [rgb[0], rgb[1], rgb[2], 255]).collect();
    RgbaImage::from_raw(info.width, info.height, pixels).unwrap()
}

#[test]
fn a_png_grows_with_its_scale_and_its_edges_are_empty() {
    let desk = desk(View::Map);
    let mut easel = Easel::new();
    for scale in SCALES {
        let options = Options { is_dark: true, ..Options::default() };
        let png = easel.png(&desk.state, &desk.derived, &options, scale).unwrap();
        let picture = decoded(&png);
        assert_eq!(picture.width(), 1000 * u32::from(scale));
        let ground = *picture.get_pixel(0, 0);
        assert_eq!(ground.0[..3], theme::DARK.panel.to_array()[..3]);
        let margin = 12 * u32::from(scale);
        let (width, height) = picture.dimensions();
        let is_edge = |x: u32, y: u32| x < margin || y < margin || x >= width - margin || y >= height - margin;
        let mut n_inked = 0;
        for (x, y, pixel) in picture.enumerate_pixels() {
            assert!(!is_edge(x, y) || *pixel == ground, "ink at {x}, {y} of {width} × {height}");
            n_inked += usize::from(*pixel != ground);
        }
        assert!(n_inked * 100 > (width * height) as usize, "{n_inked} pixels of ink");
    }
}

#[test]
fn pictures_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let options = SnapshotOptions::new().threshold(0.4);
    for (view, is_dark, name) in [(View::Compare, false, "picture_compare"), (View::Matrix, true, "picture_matrix")] {
        let desk = desk(view);
        let wanted = Options { is_dark, width: 560.0, ..Options::default() };
        let png = Easel::new().png(&desk.state, &desk.derived, &wanted, 1).unwrap();
        results.add(egui_kittest::try_image_snapshot_options(&decoded(&png), name, &options));
    }
}

/// What the picker was asked, and what it answers.
#[derive(Default)]
struct Talk {
    asked: Vec<Ask>,
    answer: Option<Answer>,
}

struct TestPicker(Rc<RefCell<Talk>>);

impl Picker for TestPicker {
    fn ask(&mut self, ask: Ask, _wake: &Wake) {
        self.0.borrow_mut().asked.push(ask);
    }

    fn take_answer(&mut self) -> Option<Answer> {
        self.0.borrow_mut().answer.take()
    }
}

struct Stage {
    ctx: Context,
    window: Window,
    talk: Rc<RefCell<Talk>>,
}

impl Stage {
    fn new(desk: Desk) -> Self {
        let ctx = Context::default();
        fonts::install(&ctx);
        theme::install(&ctx);
        let talk = Rc::<RefCell<Talk>>::default();
        Self { ctx, window: Window::new(desk, Box::new(TestPicker(Rc::clone(&talk)))), talk }
    }

    fn frame(&mut self) -> Vec<OutputCommand> {
        let screen = Rect::from_min_size(Pos2::ZERO, vec2(1400.0, 900.0));
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = self.ctx.run_ui(input, |ui| self.window.ui(ui));
        output.textures_delta.clear();
        output.platform_output.commands
    }

    fn send(&mut self, change: Change) {
        self.command(Command::Picture(change));
    }

    fn command(&mut self, command: Command) {
        self.window.send(&self.ctx.clone(), command);
    }

    /// Draws until there is other news than that something is being made.
    fn news(&mut self) -> (Notice, Vec<OutputCommand>) {
        loop {
            let commands = self.frame();
            match self.window.desk.state.transient.notices.back() {
                None | Some(Notice::PictureDrawing | Notice::ReportWriting) => {
                    std::thread::sleep(std::time::Duration::from_millis(2));
                }
                Some(notice) => return (notice.clone(), commands),
            }
        }
    }
}

#[test]
fn the_dialog_is_asked_and_the_file_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(desk(View::Compare));
    stage.send(Change::Show(true));
    stage.frame();
    stage.send(Change::Choose(Format::Outlines));
    stage.send(Change::Save);
    let asked = stage.talk.borrow().asked.clone();
    let [Ask::NewFile { name, ending: "svg" }] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(name.starts_with("城镇新增就业_比较_2023-"), "{name}");
    assert_eq!(Path::new(name).extension(), Some("svg".as_ref()));

    let path = folder.path().join(name);
    std::fs::write(&path, "an older picture").unwrap();
    stage.talk.borrow_mut().answer = Some(Answer::Named(path.clone()));
    let (notice, _) = stage.news();
    assert_eq!(notice, Notice::PictureSaved(path.clone()));
    read(&std::fs::read_to_string(&path).unwrap());
    assert!(!stage.window.desk.state.transient.picture.is_shown);
}

#[test]
fn without_a_dialog_a_path_is_typed_and_nothing_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(desk(View::Trend));
    stage.send(Change::Show(true));
    stage.send(Change::Save);
    stage.talk.borrow_mut().answer = Some(Answer::NoDialog);
    stage.frame();
    let passing = &stage.window.desk.state.transient;
    assert!(passing.picture.is_shown && passing.picture.asks_path && !passing.shows_path_prompt);

    let write = |stage: &mut Stage, path: &Path| {
        stage.window.desk.state.transient.notices.clear();
        stage.send(Change::Write { path: path.to_owned(), may_replace: false });
        stage.news().0
    };
    let path = folder.path().join("trend.png");
    assert_eq!(write(&mut stage, &path), Notice::PictureSaved(path.clone()));
    let before = std::fs::read(&path).unwrap();
    assert_eq!(decoded(&before).width(), 2000);
    assert_refused(&write(&mut stage, &path), "已有同名文件");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let nowhere: PathBuf = folder.path().join("no folder/a.svg");
    assert_refused(&write(&mut stage, &nowhere), "no folder");
}

fn assert_refused(notice: &Notice, reason: &str) {
    assert!(matches!(notice, Notice::NotExported(told) if told.contains(reason)), "{notice:?}");
}

#[test]
fn a_picture_is_copied() {
    let mut stage = Stage::new(desk(View::Map));
    stage.send(Change::Copy);
    let (notice, commands) = stage.news();
    assert_eq!(notice, Notice::PictureCopied);
    let image = commands.iter().find_map(|command| match command {
        OutputCommand::CopyImage(image) => Some(image),
        _ => None,
    });
    assert_eq!(image.map(|image| image.size[0]), Some(2000));
}

#[test]
fn there_is_no_picture_of_nothing() {
    let mut desk = Desk::new(AppState::default(), Arc::new(|| {}));
    assert!(!jobscope::app::applies::applies(&desk.state, &Command::Picture(Change::Copy)));
    for view in View::ALL {
        desk.send(Command::SetView(view));
        read(&svg(&desk, Text::Outlines));
    }
    // Copying is a matter of the window: the desk hands it on.
    assert_eq!(desk.send(Command::Picture(Change::Copy)), [Effect::CopyPicture { scale: 2 }]);
}

#[test]
fn a_report_holds_the_windows_own_charts() {
    let folder = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(desk(View::Compare));
    for change in [reporting::Change::Show(true), reporting::Change::About(About::Asked), reporting::Change::Save] {
        stage.command(Command::Report(change));
    }
    let asked = stage.talk.borrow().asked.clone();
    let [Ask::NewFile { name, ending: "html" }] = asked.as_slice() else { panic!("{asked:?}") };
    assert!(name.starts_with("城镇新增就业_报告_2023-"), "{name}");

    let path = folder.path().join(name);
    stage.talk.borrow_mut().answer = Some(Answer::Named(path.clone()));
    let (notice, _) = stage.news();
    assert_eq!(notice, Notice::ReportSaved(path.clone()));
    let page = std::fs::read_to_string(&path).unwrap();
    assert!(page.contains("<figure class=\"drawn\">") && !page.contains("class=\"bars\""));
    assert!(!page.contains("最低工资"), "it is about one indicator");
}

#[test]
fn only_a_page_that_shows_charts_has_them_drawn() {
    let desk = desk(View::Compare);
    let wishes = reporting::wishes(&desk.state, &desk.derived);
    let documents: Vec<_> = desk.state.documents.iter().map(|open| open.document.as_ref()).collect();
    for page in Page::ALL {
        let report = jobscope::ui::picture::report(&documents, &wishes, page);
        assert!(report.sections.len() > 1);
        assert!(report.sections.iter().all(|section| section.picture.is_some() == page.is_drawn()), "{page:?}");
    }
}

#[test]
fn nothing_ticked_is_no_report() {
    let mut stage = Stage::new(desk(View::Compare));
    for change in [reporting::Change::Show(true), reporting::Change::About(About::Ticked)] {
        stage.command(Command::Report(change));
    }
    let Desk { state, derived, .. } = &stage.window.desk;
    assert!(!reporting::has_subject(state, derived));
    stage.frame();
    stage.command(Command::ClearSelection);
    assert!(!stage.window.desk.state.transient.reporting.is_shown, "Esc closes it");
}
