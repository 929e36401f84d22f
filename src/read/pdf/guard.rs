//! What a PDF would unpack to, counted without keeping it, before anything else unpacks it.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Pdf;
use hayro_syntax::object::Object;

use super::super::archive::Fault;
use super::super::limits::{Limit, Watch};

/// An LZW code stands for up to so many bytes a byte.
const LZW_AT_MOST: u64 = 1400;

/// Refuses a file whose streams would unpack to more than an archive may.
pub(super) fn measure(bytes: &[u8], watch: &Watch) -> Result<(), Fault> {
    let (mut meter, mut n_lzw) = (Meter::new(), 0_u64);
    let mut start = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        if at < start || bytes.get(..at).is_some_and(|before| before.ends_with(b"end")) {
            continue;
        }
        if watch.is_over() {
            return Err(Fault::Limit(Limit::Seconds));
        }
        let rest = bytes.get(at + b"stream".len()..).unwrap_or_default();
        let data = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        let n_used = meter.add(data)?;
        start = at + n_used as usize;
        let dict = bytes.get(at.saturating_sub(400)..at).unwrap_or_default();
        let dict = memchr::memmem::rfind(dict, b" obj").and_then(|from| dict.get(from..)).unwrap_or(dict);
        if memchr::memmem::find(dict, b"/LZW").is_some() && memchr::memmem::find(dict, b"/Image").is_none() {
            n_lzw += memchr::memmem::find(data, b"endstream").unwrap_or(data.len()) as u64 * LZW_AT_MOST;
        }
    }
    if meter.n_unpacked + n_lzw > Limit::UnpackedBytes.value() {
        Err(Fault::Limit(Limit::UnpackedBytes))
    } else {
        Ok(())
    }
}

/// The same for a file that is encrypted, whose streams can be measured only once it is open.
pub(super) fn measure_encrypted(pdf: &Pdf, bytes: &[u8], watch: &Watch) -> Result<(), Fault> {
    if memchr::memmem::find(bytes, b"/Encrypt").is_none() {
        return Ok(());
    }
    let mut meter = Meter::new();
    for object in pdf.objects() {
        if watch.is_over() {
            return Err(Fault::Limit(Limit::Seconds));
        }
        if let Object::Stream(stream) = object {
            meter.add(&stream.raw_data())?;
        }
    }
    Ok(())
}

/// Counts what streams unpack to.
struct Meter {
    n_unpacked: u64,
    buffer: Box<[u8]>,
}

impl Meter {
    fn new() -> Self {
        Self { n_unpacked: 0, buffer: vec![0; 1 << 16].into() }
    }

    /// Adds what the data unpacks to, and what that unpacks to, as streams may be packed twice. Returns how many bytes were
    /// used.
    fn add(&mut self, data: &[u8]) -> Result<u64, Fault> {
        if !is_zlib(data) {
            self.count(&mut DeflateDecoder::new(data))?;
            return Ok(0);
        }
        let mut decoder = ZlibDecoder::new(data);
        if self.count(&mut decoder)? {
            self.count(&mut ZlibDecoder::new(ZlibDecoder::new(data)))?;
            self.count(&mut ZlibDecoder::new(ZlibDecoder::new(ZlibDecoder::new(data))))?;
        }
        Ok(decoder.total_in())
    }

    /// Counts a stream; tells whether what is in it is packed again.
    fn count(&mut self, stream: &mut impl Read) -> Result<bool, Fault> {
        let mut is_packed = None;
        loop {
            match stream.read(&mut self.buffer) {
                Ok(0) | Err(_) => return Ok(is_packed == Some(true)),
                Ok(n) => {
                    let is_zlib = || self.buffer.get(..n).is_some_and(is_zlib);
                    is_packed.get_or_insert_with(is_zlib);
                    self.n_unpacked += n as u64;
                }
            }
            if self.n_unpacked > Limit::UnpackedBytes.value() {
                return Err(Fault::Limit(Limit::UnpackedBytes));
            }
        }
    }
}

fn is_zlib(data: &[u8]) -> bool {
    matches!(data, [cmf, flg, ..] if cmf & 0x0f == 8 && (u16::from(*cmf) << 8 | u16::from(*flg)).is_multiple_of(31))
}
