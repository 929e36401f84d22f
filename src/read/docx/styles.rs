//! Styles: what a paragraph is by the name of its style, and how it looks.

use std::collections::HashMap;

use super::super::archive::Fault;
use super::super::limits::Watch;
use super::super::xml::{self, Attributes, Node};

/// What a style says. What it leaves open, the style that it is based on says.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    /// Outline level, from 1.
    pub heading: Option<u8>,
    pub is_title: bool,
    /// It is for the table of contents.
    pub is_toc: bool,
    pub is_bold: Option<bool>,
    /// Half points.
    pub size: Option<u32>,
    pub is_centred: Option<bool>,
    /// List and level.
    pub numbering: Option<(String, u8)>,
    based_on: Option<String>,
}

/// All styles by id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: HashMap<String, Style>,
    /// What holds where nothing else is said.
    base: Style,
    /// The style of paragraphs that name none.
    default_id: String,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(part: &[u8], watch: &Watch) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut in_defaults = false;
        xml::walk(part, watch, |node| match node {
            Node::Open("docDefaults", _) => in_defaults = true,
            Node::Close("docDefaults") => in_defaults = false,
            Node::Open("style", attributes) => {
                let style_id = attributes.get("styleId").unwrap_or_default();
                let is_paragraph = attributes.get("type").is_none_or(|kind| kind == "paragraph");
                if is_paragraph && attributes.get("default").is_some_and(|value| is_on(&value)) {
                    styles.default_id.clone_from(&style_id);
                }
                open = Some((style_id, Style::default()));
            }
            Node::Close("style") => {
                if let Some((style_id, style)) = open.take() {
                    styles.by_id.insert(style_id, style);
                }
            }
            Node::Open(name, attributes) => {
                if let Some((_, style)) = &mut open {
                    style.take(name, attributes);
                } else if in_defaults {
                    styles.base.take(name, attributes);
                }
            }
            _ => {}
        })?;
        Ok(styles)
    }

    /// What a style says with all that it is based on.
    pub(super) fn get(&self, style_id: Option<&str>) -> Style {
        let mut found = Style::default();
        let mut next = Some(style_id.unwrap_or(&self.default_id));
        // Styles that are based on each other in a ring end here as well.
        for _ in 0..20 {
            let Some(style) = next.and_then(|style_id| self.by_id.get(style_id)) else { break };
            found.fill_from(style);
            next = style.based_on.as_deref();
        }
        found.fill_from(&self.base);
        found
    }
}

impl Style {
    fn take(&mut self, name: &str, attributes: &Attributes) {
        let value = || attributes.get("val");
        match name {
            "name" => self.name(&value().unwrap_or_default()),
            "basedOn" => self.based_on = value(),
            "outlineLvl" => self.heading = value().and_then(|level| outline_level(&level)),
            "b" => self.is_bold = Some(value().is_none_or(|value| is_on(&value))),
            "sz" => self.size = value().and_then(|size| size.parse().ok()),
            "jc" => self.is_centred = Some(value().is_some_and(|value| value == "center")),
            "numId" => self.numbering.get_or_insert_default().0 = value().unwrap_or_default(),
            "ilvl" => {
                self.numbering.get_or_insert_default().1 = value().and_then(|level| level.parse().ok()).unwrap_or(0);
            }
            _ => {}
        }
    }

    /// `heading 2`, `标题 2`, `Title`, `toc 1`: names are the same in all languages of Word, but not in all programs.
    fn name(&mut self, name: &str) {
        let tight: String = name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let level = tight.strip_prefix("heading").or_else(|| tight.strip_prefix("标题"));
        if let Some(level) = level.and_then(|level| level.parse().ok()).filter(|level| (1..=9).contains(level)) {
            self.heading = Some(level);
        }
        self.is_title = matches!(tight.as_str(), "title" | "标题" | "文档标题");
        self.is_toc = tight.starts_with("toc") || tight.starts_with("目录") || tight.starts_with("contents");
    }

    fn fill_from(&mut self, other: &Self) {
        self.heading = self.heading.or(other.heading);
        self.is_title |= other.is_title && self.heading.is_none();
        self.is_toc |= other.is_toc;
        self.is_bold = self.is_bold.or(other.is_bold);
        self.size = self.size.or(other.size);
        self.is_centred = self.is_centred.or(other.is_centred);
        if self.numbering.is_none() {
            self.numbering.clone_from(&other.numbering);
        }
    }
}

/// Levels count from 0; 9 is running text.
pub(super) fn outline_level(value: &str) -> Option<u8> {
    value.parse::<u8>().ok().filter(|&level| level < 9).map(|level| level + 1)
}

/// Whether a switch is on.
pub(super) fn is_on(value: &str) -> bool {
    !matches!(value, "0" | "false" | "off" | "none")
}
