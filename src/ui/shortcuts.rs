//! From keys to commands, by the one table.

use eframe::egui::{Context, Key as Pressed, KeyboardShortcut, Modifiers, Popup};

use super::cx::Cx;
use crate::app::command::{Command, Key, NamedCommand, Shortcut, TABLE};

/// Sends the commands whose keys were pressed. While a text is being typed, keys that belong to typing are left alone.
pub fn send_pressed(ctx: &Context, cx: &Cx) {
    let is_typing = ctx.text_edit_focused();
    let passing = &cx.state.transient;
    let is_blocked = passing.shows_help
        || passing.shows_problems
        || passing.shows_path_prompt
        || passing.shows_palette
        || passing.picture.is_shown
        || passing.exporting.is_shown
        || passing.reporting.is_shown;
    // A key without Shift is taken to be pressed with it too, so those with it come first.
    let has_shift = |row: &&NamedCommand| row.shortcut.is_some_and(|shortcut| shortcut.shift);
    for row in TABLE.iter().filter(has_shift).chain(TABLE.iter().filter(|row| !has_shift(row))) {
        let Some(shortcut) = row.shortcut else { continue };
        let is_escape = shortcut.key == Key::Escape;
        // An open menu takes Esc for itself.
        if is_escape && Popup::is_any_open(ctx) {
            continue;
        }
        if (is_typing && shortcut.is_typing()) || (is_blocked && !is_escape) {
            continue;
        }
        let Some(wanted) = translate(shortcut) else { continue };
        if ctx.input_mut(|input| input.consume_shortcut(&wanted)) {
            cx.send((row.command)());
        }
    }
    if !is_typing && !is_blocked {
        arrows(ctx, cx);
    }
}

/// Ctrl with the wheel or + and − scales the whole window: that is the framework's own. Here: figure by figure with the arrows
/// while nothing has the keyboard.
fn arrows(ctx: &Context, cx: &Cx) {
    if ctx.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let pressed = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Pressed::ArrowDown) {
        cx.send(Command::NextFigure);
    }
    if pressed(Pressed::ArrowUp) {
        cx.send(Command::PreviousFigure);
    }
}

/// The framework's word for a shortcut.
pub fn translate(shortcut: Shortcut) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    if shortcut.ctrl {
        modifiers |= Modifiers::COMMAND;
    }
    if shortcut.alt {
        modifiers |= Modifiers::ALT;
    }
    if shortcut.shift {
        modifiers |= Modifiers::SHIFT;
    }
    let key = match shortcut.key {
        Key::Char(c) => Pressed::from_name(&c.to_string())?,
        Key::F(n) => Pressed::from_name(&format!("F{n}"))?,
        Key::Left => Pressed::ArrowLeft,
        Key::Right => Pressed::ArrowRight,
        Key::Escape => Pressed::Escape,
        Key::Plus => Pressed::Equals,
        Key::Minus => Pressed::Minus,
    };
    Some(KeyboardShortcut::new(modifiers, key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_has_a_key() {
        for row in TABLE {
            assert!(row.shortcut.is_none_or(|shortcut| translate(shortcut).is_some()), "{}", row.id);
        }
    }
}
