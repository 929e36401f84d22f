//! The views of areas (side by side, map, one area's page), walked through by accessible role and label.

#![cfg(feature = "gui")]

mod support;

use eframe::egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jobscope::app::command::Command;
use jobscope::app::state::{ThemeChoice, View};
use jobscope::model::area::AreaCode;
use jobscope::ui::window::Window;

use support::gui::{usual, window};
use support::{desk, find};

type Opened = Harness<'static, Window>;

fn opened(view: View) -> Opened {
    let mut desk = desk();
    desk.send(Command::SetView(view));
    usual(desk)
}

fn click(harness: &mut Opened, role: Role, label: &str) {
    harness.get_by_role_and_label(role, label).click();
    harness.run();
}
