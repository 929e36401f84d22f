//! The bytes as the text of a Word file.
#![no_main]

use std::io::{Cursor, Write as _};

use jobscope::read::{ReadOptions, read_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    read_bytes("x", writer.finish().unwrap().get_ref(), &ReadOptions::default());
});
