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
        Self { out, selection: options.selection }
    }

    pub(super) fn row(&mut self, row: &Row) -> io::Result<()> {
        match &self.selection {
            None => serde_json::to_writer(&mut self.out, row)?,
            Some(selection) => serde_json::to_writer(&mut self.out, &Line { row, selection })?,
        }
        self.out.write_all(b"\n")
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}
