//! The one table of colours, spacings and text sizes, for light and dark, and the widget style made from it.
//!
//! No other file of the window makes a colour: a test reads the sources for it.

use eframe::egui::epaint::{CornerRadius, Shadow};
use eframe::egui::{
    self, Color32, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Vec2, Visuals, style::WidgetVisuals,
};

use crate::model::indicator::Family;

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether this is the dark one.
    pub is_dark: bool,
    /// The window.
    pub bg: Color32,
    /// The work area.
    pub panel: Color32,
    /// Side and status.
    pub rail: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Edges of controls: stronger than hairlines.
    pub edge: Color32,
    /// Chips and counts.
    pub chip: Color32,
    /// Chips under the pointer.
    pub chip_hover: Color32,
    /// Text.
    pub ink: Color32,
    /// Quieter text.
    pub mute: Color32,
    /// The quietest text, and icons.
    pub faint: Color32,
    /// Active things and links.
    pub accent: Color32,
    /// Accent under the pointer.
    pub accent_hover: Color32,
    /// Text on accent.
    pub on_accent: Color32,
    /// What is selected.
    pub selection: Color32,
    /// Under the pointer.
    pub hover: Color32,
    /// Marks.
    pub bar: Color32,
    /// Marks under the pointer.
    pub bar_hover: Color32,
    /// The selected mark.
    pub bar_selected: Color32,
    /// Marks of a policy.
    pub policy: Color32,
    /// Gridlines of charts.
    pub grid: Color32,
    /// Differing periods, conflicts, errors.
    pub alert: Color32,
    /// Under the banner.
    pub banner: Color32,
    /// The banner's edge.
    pub banner_edge: Color32,
    /// The chosen figure.
    pub chosen: Color32,
    /// Words that were looked for.
    pub found: Color32,
    /// Around the chosen figure.
    pub chosen_edge: Color32,
    /// Tints and underlines of figures, by family.
    tints: [(Color32, Color32); 7],
    /// Lines of a trend, told apart by colour-blind readers too.
    pub series: [Color32; 8],
    /// Steps of a map from low to high, each with the ink that is read on it. One hue, so that they are told apart by lightness.
    pub steps: [(Color32, Color32); 5],
    /// Below zero on a map, and its ink.
    pub below_zero: (Color32, Color32),
    /// Shadows.
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Paper and ink.
pub const LIGHT: Theme = Theme {
    is_dark: false,
    bg: rgb(0x00F6_F5F1),
    panel: rgb(0x00FF_FFFF),
    rail: rgb(0x00FB_FAF7),
    line: rgb(0x00E3_E0D8),
    edge: rgb(0x00C9_C5BA),
    chip: rgb(0x00EF_EDE6),
    chip_hover: rgb(0x00E6_E3DA),
    ink: rgb(0x0022_262B),
    mute: rgb(0x005A_6067),
    faint: rgb(0x006C_7279),
    accent: rgb(0x001D_5B8F),
    accent_hover: rgb(0x0017_4B77),
    on_accent: rgb(0x00FF_FFFF),
    selection: rgb(0x00E3_EDF6),
    hover: rgb(0x00F2_F0EA),
    bar: rgb(0x004C_86B5),
    bar_hover: rgb(0x003B_76A6),
    bar_selected: rgb(0x001D_5B8F),
    policy: rgb(0x008A_6D3B),
    grid: rgb(0x00EC_EAE3),
    alert: rgb(0x00B4_482E),
    banner: rgb(0x00FF_F7E3),
    banner_edge: rgb(0x00E9_C46A),
    chosen: rgb(0x00FF_F1B8),
    found: rgb(0x00F8_C88A),
    chosen_edge: rgb(0x00B4_482E),
    tints: [
        (rgb(0x00DC_EBF7), rgb(0x004C_86B5)),
        (rgb(0x00F7_E4E4), rgb(0x00B8_6262)),
        (rgb(0x00E9_E6F5), rgb(0x007B_6FB0)),
        (rgb(0x00E3_F2E1), rgb(0x005B_9655)),
        (rgb(0x00FB_ECD9), rgb(0x00B8_823C)),
        (rgb(0x00DD_F1EF), rgb(0x003C_938A)),
        (rgb(0x00F3_E6F0), rgb(0x00A2_628F)),
    ],
    series: [
        rgb(0x001D_5B8F),
        rgb(0x00B8_5C00),
        rgb(0x002E_7D5B),
        rgb(0x00A6_3D6F),
        rgb(0x005B_529E),
        rgb(0x007A_6A1F),
        rgb(0x002F_86A6),
        rgb(0x006B_4E3D),
    ],
    steps: [
        (rgb(0x00E1_ECF5), rgb(0x0022_262B)),
        (rgb(0x00BD_D6EA), rgb(0x0022_262B)),
        (rgb(0x0090_BBDC), rgb(0x0022_262B)),
        (rgb(0x0038_78AE), rgb(0x00FF_FFFF)),
        (rgb(0x0016_4A77), rgb(0x00FF_FFFF)),
    ],
    below_zero: (rgb(0x00F3_D3C7), rgb(0x0022_262B)),
    shadow: Color32::from_black_alpha(28),
};

/// Its own palette, not an inversion.
pub const DARK: Theme = Theme {
    is_dark: true,
    bg: rgb(0x0015_181C),
    panel: rgb(0x001C_2025),
    rail: rgb(0x0019_1D21),
    line: rgb(0x002E_343B),
    edge: rgb(0x0045_4D56),
    chip: rgb(0x002A_3037),
    chip_hover: rgb(0x0035_3C45),
    ink: rgb(0x00E4_E6E8),
    mute: rgb(0x00A3_ABB3),
    faint: rgb(0x0090_98A1),
    accent: rgb(0x007F_B5E0),
    accent_hover: rgb(0x009B_C7EA),
    on_accent: rgb(0x0010_1A22),
    selection: rgb(0x0022_364A),
    hover: rgb(0x0023_282E),
    bar: rgb(0x004F_87B5),
    bar_hover: rgb(0x0062_99C6),
    bar_selected: rgb(0x008C_C2EE),
    policy: rgb(0x00C2_9A5B),
    grid: rgb(0x0027_2C32),
    alert: rgb(0x00E0_8A6D),
    banner: rgb(0x0033_290F),
    banner_edge: rgb(0x008C_6D1F),
    chosen: rgb(0x005A_4A14),
    found: rgb(0x0074_4A16),
    chosen_edge: rgb(0x00E0_8A6D),
    tints: [
        (rgb(0x001F_3C55), rgb(0x005F_9CCC)),
        (rgb(0x004B_2B2D), rgb(0x00CF_8180)),
        (rgb(0x0033_2F52), rgb(0x009A_8FD2)),
        (rgb(0x0023_452A), rgb(0x0076_B570)),
        (rgb(0x004A_371C), rgb(0x00D1_9E58)),
        (rgb(0x001A_4240), rgb(0x0059_B3A9)),
        (rgb(0x0045_2C40), rgb(0x00C2_84AF)),
    ],
    series: [
        rgb(0x007F_B5E0),
        rgb(0x00E5_9D4F),
        rgb(0x006C_C098),
        rgb(0x00E0_86B0),
        rgb(0x00A9_9FE6),
        rgb(0x00C9_B757),
        rgb(0x006F_C3DC),
        rgb(0x00C4_9F8B),
    ],
    steps: [
        (rgb(0x0023_3848), rgb(0x00E4_E6E8)),
        (rgb(0x002B_4D6B), rgb(0x00E4_E6E8)),
        (rgb(0x0033_6490), rgb(0x00F4_F6F8)),
        (rgb(0x0067_A3D1), rgb(0x0010_1A22)),
        (rgb(0x00AE_D6F4), rgb(0x0010_1A22)),
    ],
    below_zero: (rgb(0x005B_3426), rgb(0x00F4_F6F8)),
    shadow: Color32::from_black_alpha(110),
};

impl Theme {
    /// The theme that this context draws in.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        if ctx.theme() == egui::Theme::Dark { &DARK } else { &LIGHT }
    }

    /// Tint and underline of a family's figures.
    pub fn tint(&self, family: Family) -> (Color32, Color32) {
        self.tints[match family {
            Family::Employment => 0,
            Family::Unemployment => 1,
            Family::Recruitment => 2,
            Family::Training => 3,
            Family::Startup => 4,
            Family::Support => 5,
            Family::Income => 6,
        }]
    }

    /// A hairline.
    pub fn hairline(&self) -> Stroke {
        Stroke::new(1.0, self.line)
    }

    /// The ring around what has the keyboard.
    pub fn focus_ring(&self) -> Stroke {
        Stroke::new(2.0, self.accent)
    }
}

/// Distances, in points.
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Between groups.
    pub const M: f32 = 12.0;
    /// Between blocks.
    pub const L: f32 = 20.0;
    /// From the edge of the work area.
    pub const XL: f32 = 26.0;
    /// The widest that a chart grows: past that, the eye no longer finds from a label to its bar.
    pub const CHART_WIDTH: f32 = 1240.0;
    /// Height of the top bar.
    pub const TOP_BAR: f32 = 46.0;
    /// Height of the status bar.
    pub const STATUS_BAR: f32 = 28.0;
    /// Height of the row of tabs.
    pub const TABS: f32 = 42.0;
    /// Height of a chip or a button.
    pub const CONTROL: f32 = 26.0;
    /// Corners of buttons.
    pub const CORNER: u8 = 5;
    /// Corners of panels that float.
    pub const FLOAT_CORNER: u8 = 8;
}

/// Text sizes, in points.
pub mod size {
    /// The view's title.
    pub const TITLE: f32 = 22.0;
    /// The article's title.
    pub const ARTICLE_TITLE: f32 = 19.0;
    /// Headings of windows and of groups.
    pub const HEADING: f32 = 15.0;
    /// Most text.
    pub const BODY: f32 = 13.5;
    /// Labels, hints.
    pub const SMALL: f32 = 12.0;
    /// Periods under names, superscripts.
    pub const TINY: f32 = 11.0;
}

/// The family of the heavier weight.
pub fn bold_family() -> FontFamily {
    FontFamily::Name("bold".into())
}

/// The regular weight at this size.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The heavier weight at this size.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, bold_family())
}

/// Installs both themes.
pub fn install(ctx: &egui::Context) {
    ctx.set_style_of(egui::Theme::Light, style(&LIGHT));
    ctx.set_style_of(egui::Theme::Dark, style(&DARK));
    // Where the system does not say, paper and ink.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
}

fn style(theme: &Theme) -> Style {
    let base = if theme.is_dark { Visuals::dark() } else { Visuals::light() };
    let mut style = Style { visuals: visuals(theme, base), ..Style::default() };
    style.text_styles = [
        (TextStyle::Heading, bold(size::HEADING)),
        (TextStyle::Body, regular(size::BODY)),
        (TextStyle::Button, regular(size::BODY)),
        (TextStyle::Small, regular(size::SMALL)),
        (TextStyle::Monospace, FontId::new(size::BODY, FontFamily::Monospace)),
    ]
    .into();
    style.spacing.item_spacing = Vec2::new(space::S, 6.0);
    style.spacing.button_padding = Vec2::new(10.0, 4.0);
    style.spacing.interact_size = Vec2::new(24.0, space::CONTROL);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.tooltip_width = 420.0;
    style.spacing.scroll = egui::style::ScrollStyle {
        floating: true,
        bar_width: 8.0,
        floating_width: 4.0,
        floating_allocated_width: 0.0,
        foreground_color: true,
        dormant_handle_opacity: 0.25,
        active_handle_opacity: 0.45,
        interact_handle_opacity: 0.6,
        ..egui::style::ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    style.interaction.show_tooltips_only_when_still = false;
    style.animation_time = 0.08;
    style
}

fn visuals(theme: &Theme, base: Visuals) -> Visuals {
    let corner = CornerRadius::same(space::CORNER);
    let widget = |fill: Color32, edge: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: Stroke::new(1.0, edge),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.0, text),
        expansion: 0.0,
    };
    let mut visuals = Visuals { dark_mode: theme.is_dark, ..base };
    visuals.widgets.noninteractive = widget(theme.panel, theme.line, theme.ink);
    visuals.widgets.inactive = widget(theme.panel, theme.edge, theme.ink);
    visuals.widgets.hovered = widget(theme.hover, theme.faint, theme.ink);
    visuals.widgets.active = widget(theme.chip, theme.accent, theme.ink);
    visuals.widgets.open = widget(theme.chip, theme.edge, theme.ink);
    visuals.selection.bg_fill = theme.selection;
    visuals.selection.stroke = Stroke::new(1.0, theme.accent);
    visuals.hyperlink_color = theme.accent;
    visuals.weak_text_color = Some(theme.mute);
    visuals.faint_bg_color = theme.rail;
    visuals.extreme_bg_color = theme.panel;
    visuals.text_edit_bg_color = Some(theme.panel);
    visuals.code_bg_color = theme.chip;
    visuals.warn_fg_color = theme.alert;
    visuals.error_fg_color = theme.alert;
    visuals.panel_fill = theme.panel;
    visuals.window_fill = theme.panel;
    visuals.window_stroke = Stroke::new(1.0, theme.line);
    visuals.window_corner_radius = CornerRadius::same(space::FLOAT_CORNER);
    visuals.menu_corner_radius = CornerRadius::same(space::FLOAT_CORNER);
    let shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: theme.shadow };
    visuals.window_shadow = shadow;
    visuals.popup_shadow = shadow;
    visuals.striped = false;
    visuals.text_cursor.blink = false;
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast as WCAG 2 defines it.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |c: Color32| {
            let channel = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.039_28 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(c.r()) + 0.7152 * channel(c.g()) + 0.0722 * channel(c.b())
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_reaches_aa_wherever_it_stands() {
        for theme in [LIGHT, DARK] {
            let grounds = [
                ("panel", theme.panel),
                ("rail", theme.rail),
                ("bg", theme.bg),
                ("hover", theme.hover),
                ("selection", theme.selection),
            ];
            for (ground, colour) in grounds {
                for (ink, text) in
                    [("ink", theme.ink), ("mute", theme.mute), ("accent", theme.accent), ("alert", theme.alert)]
                {
                    let ratio = contrast(text, colour);
                    assert!(ratio >= 4.5, "{ink} on {ground}, dark {}: {ratio:.2}", theme.is_dark);
                }
            }
            let pairs = [
                ("faint on panel", theme.faint, theme.panel),
                ("faint on rail", theme.faint, theme.rail),
                ("ink on chip", theme.ink, theme.chip),
                ("mute on chip", theme.mute, theme.chip),
                ("on accent", theme.on_accent, theme.accent),
                ("on accent hover", theme.on_accent, theme.accent_hover),
                ("ink on banner", theme.ink, theme.banner),
                ("mute on banner", theme.mute, theme.banner),
                ("accent on banner", theme.accent, theme.banner),
                ("ink on chosen", theme.ink, theme.chosen),
                ("ink on found", theme.ink, theme.found),
            ];
            for (name, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{name}, dark {}: {ratio:.2}", theme.is_dark);
            }
            for (ground, ink) in theme.steps.into_iter().chain([theme.below_zero]) {
                let ratio = contrast(ink, ground);
                assert!(ratio >= 4.5, "on {ground:?}, dark {}: {ratio:.2}", theme.is_dark);
            }
            for steps in theme.steps.windows(2) {
                let ratio = contrast(steps[0].0, steps[1].0);
                assert!(ratio >= 1.2, "{steps:?} are told apart: {ratio:.2}");
            }
            for (tint, _) in theme.tints {
                assert!(contrast(theme.ink, tint) >= 4.5);
            }
        }
    }

    #[test]
    fn marks_and_underlines_reach_three_to_one() {
        for theme in [LIGHT, DARK] {
            let marks = [theme.bar, theme.bar_selected, theme.policy, theme.chosen_edge];
            let lines = marks.into_iter().chain(theme.tints.map(|(_, line)| line)).chain(theme.series);
            for colour in lines {
                let ratio = contrast(colour, theme.panel);
                assert!(ratio >= 3.0, "{colour:?}, dark {}: {ratio:.2}", theme.is_dark);
            }
        }
    }

    #[test]
    fn no_other_file_makes_a_colour() {
        let makers = [
            "from_rgb",
            "from_rgba",
            "from_gray",
            "from_black_alpha",
            "from_hex",
            "hex_color!",
            "Color32::WHITE",
            "Color32::BLACK",
            "Color32::RED",
            "Rgba::from",
        ];
        let mut n_files = 0;
        for file in walkdir::WalkDir::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/ui")).into_iter().flatten() {
            if file.path().extension().is_none_or(|ending| ending != "rs") || file.path().ends_with("theme.rs") {
                continue;
            }
            let source = std::fs::read_to_string(file.path()).unwrap();
            for maker in makers {
                assert!(!source.contains(maker), "{maker} in {}", file.path().display());
            }
            n_files += 1;
        }
        assert!(n_files > 20, "the search found only {n_files} files");
    }
}
