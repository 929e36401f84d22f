//! A view as a picture: SVG or PNG, drawn by the same functions that draw it on the screen, without a window.
//!
//! ```text
//! state, derived ──sheet──▶ shapes ──svg (faces, subset)──▶ SVG
//!                             └────raster──▶ rows of pixels ──png──▶ PNG
//! ```
//!
//! [`Easel`] holds the letters; one serves for any number of pictures. [`Easel::svg`] and [`Easel::png`] draw the view that is in
//! front in the state they are given ([`crate::app::state::Session::view`]), in its language; the lists of that view must be up
//! to date in `derived` ([`crate::app::derive::Derived::refresh`] makes them). What is selected is not marked: of the selection
//! only the area counts, where the view is about it. Neither touches files or needs a screen; the same state gives the same bytes.
//!
//! ```
//! use jobscope::app::Desk;
//! use jobscope::app::state::AppState;
//! use jobscope::ui::picture::{Easel, Options};
//!
//! let desk = Desk::new(AppState::default(), std::sync::Arc::new(|| {}));
//! let mut easel = Easel::new();
//! let svg = easel.svg(&desk.state, &desk.derived, &Options::default());
//! assert!(svg.starts_with("<svg"));
//! ```

pub mod dialog;
pub mod saving;

mod faces;
mod heading;
mod inlay;
mod png;
pub mod raster;
mod sheet;
mod sources;
mod subset;
mod svg;

pub use self::inlay::report;
pub use self::png::TooLarge;
pub use self::sheet::{Easel, said, title};

use super::theme::Theme;

/// How a picture is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// In the dark colours.
    pub is_dark: bool,
    /// How wide it is, in points; its height follows, and a view that cannot be so narrow is wider.
    pub width: f32,
    /// How an SVG holds its text.
    pub text: Text,
}

impl Default for Options {
    fn default() -> Self {
        Self { is_dark: false, width: 1000.0, text: Text::Outlines }
    }
}

impl Options {
    fn theme(self) -> &'static Theme {
        if self.is_dark { &super::theme::DARK } else { &super::theme::LIGHT }
    }
}

/// How an SVG holds its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// As shapes: looks the same everywhere, in word processors too.
    Outlines,
    /// As text with the letters that it needs: can be selected and searched, in browsers.
    Font,
}

/// The scales that a PNG comes in.
pub const SCALES: [u8; 3] = [1, 2, 4];
