//! The window: panels, charts, reader, theme, fonts and words. Reads state, sends commands; never opens a file.
//!
//! Start with [`window::Window`] (one frame from input to picture) and [`cx::Cx`] (what a panel gets to draw with).

pub mod window;

pub mod cx;
pub mod fonts;
pub mod icons;
pub mod theme;
pub mod widgets;
pub mod words;

pub mod dialogs;
pub mod empty;
mod export_dialog;
pub mod palette;
mod problems;
pub mod rail;
mod report_dialog;
mod reread_dialog;
pub mod search;
pub mod spark;
pub mod statusbar;
pub mod tooltip;
pub mod topbar;

pub mod area_chooser;
pub mod area_view;
mod banner;
pub mod chart;
pub mod chooser;
pub mod compare_view;
pub mod figures;
pub mod map_legend;
pub mod map_view;
pub mod matrix_view;
pub mod question_bar;
pub mod table_view;
pub mod trend_view;

pub mod reader;

pub mod picker;
pub mod picture;
pub mod shortcuts;
pub mod startup;

pub use startup::run;
