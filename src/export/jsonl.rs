//! JSON Lines.

use std::io::{self, Write};

use serde::Serialize;

use super::writer::Options;
use crate::model::observation::Row;

/// Writes an object per line, as rows come.
#[derive(Debug)]
pub(super) struct Jsonl<W: Write> {
    out: W,
    selection: Option<String>,
    /// The line in the making: many small pieces, which are put out at once.
    line: Vec<u8>,
}

/// A row with the words of the selection behind it.
#[derive(Serialize)]
struct Line<'r> {
    #[serde(flatten)]
    row: &'r Row,
    selection: &'r str,
}

impl<W: Write> Jsonl<W> {
    pub(super) fn new(out: W, options: Options) -> Self {
        Self { out, selection: options.selection, line: Vec::new() }
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        self.line.clear();
        match &self.selection {
            None => serde_json::to_writer(&mut self.line, row)?,
            Some(selection) => serde_json::to_writer(&mut self.line, &Line { row, selection })?,
        }
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}
