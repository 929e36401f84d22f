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
    /// Around the chosen figure.
    pub chosen_edge: Color32,
    /// Tints and underlines of figures, by family.
    tints: [(Color32, Color32); 7],
    /// Lines of a trend, told apart by colour-blind readers too.
    pub series: [Color32; 8],
    /// Shadows.
    pub shadow: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Paper and ink.
pub const LIGHT: Theme = Theme {
    is_dark: false,
    bg: rgb(0xF6_F5_F1),
    panel: rgb(0xFF_FF_FF),
    rail: rgb(0xFB_FA_F7),
    line: rgb(0xE3_E0_D8),
    edge: rgb(0xC9_C5_BA),
    chip: rgb(0xEF_ED_E6),
    chip_hover: rgb(0xE6_E3_DA),
    ink: rgb(0x22_26_2B),
    mute: rgb(0x5A_60_67),
    faint: rgb(0x6C_72_79),
    accent: rgb(0x1D_5B_8F),
    accent_hover: rgb(0x17_4B_77),
    on_accent: rgb(0xFF_FF_FF),
    selection: rgb(0xE3_ED_F6),
    hover: rgb(0xF2_F0_EA),
    bar: rgb(0x4C_86_B5),
    bar_hover: rgb(0x3B_76_A6),
    bar_selected: rgb(0x1D_5B_8F),
    policy: rgb(0x8A_6D_3B),
    grid: rgb(0xEC_EA_E3),
    alert: rgb(0xB4_48_2E),
    banner: rgb(0xFF_F7_E3),
    banner_edge: rgb(0xE9_C4_6A),
    chosen: rgb(0xFF_F1_B8),
    chosen_edge: rgb(0xB4_48_2E),
    tints: [
        (rgb(0xDC_EB_F7), rgb(0x4C_86_B5)),
        (rgb(0xF7_E4_E4), rgb(0xB8_62_62)),
        (rgb(0xE9_E6_F5), rgb(0x7B_6F_B0)),
        (rgb(0xE3_F2_E1), rgb(0x5B_96_55)),
        (rgb(0xFB_EC_D9), rgb(0xB8_82_3C)),
        (rgb(0xDD_F1_EF), rgb(0x3C_93_8A)),
        (rgb(0xF3_E6_F0), rgb(0xA2_62_8F)),
    ],
    series: [
        rgb(0x1D_5B_8F),
        rgb(0xB8_5C_00),
        rgb(0x2E_7D_5B),
        rgb(0xA6_3D_6F),
        rgb(0x5B_52_9E),
        rgb(0x7A_6A_1F),
        rgb(0x2F_86_A6),
        rgb(0x6B_4E_3D),
    ],
    shadow: Color32::from_black_alpha(28),
};

/// Its own palette, not an inversion.
pub const DARK: Theme = Theme {
    is_dark: true,
    bg: rgb(0x15_18_1C),
    panel: rgb(0x1C_20_25),
    rail: rgb(0x19_1D_21),
    line: rgb(0x2E_34_3B),
    edge: rgb(0x45_4D_56),
    chip: rgb(0x2A_30_37),
    chip_hover: rgb(0x35_3C_45),
    ink: rgb(0xE4_E6_E8),
    mute: rgb(0xA3_AB_B3),
    faint: rgb(0x90_98_A1),
    accent: rgb(0x7F_B5_E0),
    accent_hover: rgb(0x9B_C7_EA),
    on_accent: rgb(0x10_1A_22),
    selection: rgb(0x22_36_4A),
    hover: rgb(0x23_28_2E),
    bar: rgb(0x4F_87_B5),
    bar_hover: rgb(0x62_99_C6),
    bar_selected: rgb(0x8C_C2_EE),
    policy: rgb(0xC2_9A_5B),
    grid: rgb(0x27_2C_32),
    alert: rgb(0xE0_8A_6D),
    banner: rgb(0x33_29_0F),
    banner_edge: rgb(0x8C_6D_1F),
    chosen: rgb(0x5A_4A_14),
    chosen_edge: rgb(0xE0_8A_6D),
    tints: [
        (rgb(0x1F_3C_55), rgb(0x5F_9C_CC)),
        (rgb(0x4B_2B_2D), rgb(0xCF_81_80)),
        (rgb(0x33_2F_52), rgb(0x9A_8F_D2)),
        (rgb(0x23_45_2A), rgb(0x76_B5_70)),
        (rgb(0x4A_37_1C), rgb(0xD1_9E_58)),
        (rgb(0x1A_42_40), rgb(0x59_B3_A9)),
        (rgb(0x45_2C_40), rgb(0xC2_84_AF)),
    ],
    series: [
        rgb(0x7F_B5_E0),
        rgb(0xE5_9D_4F),
        rgb(0x6C_C0_98),
        rgb(0xE0_86_B0),
        rgb(0xA9_9F_E6),
        rgb(0xC9_B7_57),
        rgb(0x6F_C3_DC),
        rgb(0xC4_9F_8B),
    ],
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
            ];
            for (name, text, ground) in pairs {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{name}, dark {}: {ratio:.2}", theme.is_dark);
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
}
