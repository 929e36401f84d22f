//! How much one file may ask of the reader. One table: every limit with its value and what is said when it is passed.
//!
//! Files come from strangers. A small file that unpacks to a huge one, or a page nested ten thousand deep, is refused with
//! its reason before it can cost memory or time.

use std::sync::Arc;

use super::Findings;
use crate::model::problem::Message;

/// Everything that is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of one file.
    FileBytes,
    /// Bytes of one export that is converted: it is ours, and a year of figures is larger than any bulletin.
    ExportBytes,
    /// Bytes that one archive unpacks to, all its members together.
    UnpackedBytes,
    /// How many times larger a member of an archive is unpacked than packed. Members up to [`FREE_BYTES`] may be packed as
    /// tightly as they like.
    Ratio,
    /// Members of one archive.
    Entries,
    /// Archives inside an archive.
    ArchiveDepth,
    /// Elements inside one another.
    XmlDepth,
    /// Entities that an XML file declares itself or fetches from elsewhere.
    Entities,
    /// Members whose names lead out of the archive.
    Escape,
    /// Pages of a PDF.
    Pages,
    /// Characters that are drawn on all pages of a PDF.
    Glyphs,
    /// Bytes of one article that figures are looked for in.
    ArticleBytes,
    /// Seconds for one file, reading and extraction together.
    Seconds,
}

/// One limit.
#[derive(Debug)]
pub struct LimitRow {
    /// Which.
    pub limit: Limit,
    /// The largest value that is let through.
    pub value: u64,
    /// What one unit of the message is.
    unit: u64,
    /// What is said in Chinese; `{}` is the value in that unit.
    zh: &'static str,
    /// What is said in English.
    en: &'static str,
}

/// Members of an archive up to this size are not measured by [`Limit::Ratio`].
pub const FREE_BYTES: u64 = 100_000;

const MB: u64 = 1_000_000;

/// The table.
pub const LIMITS: [LimitRow; 13] = [
    row(
        Limit::FileBytes,
        50 * MB,
        MB,
        "文件大于 {} MB，没有打开：请拆成几个文件",
        "the file is larger than {} MB and was not opened: split it into several",
    ),
    row(
        Limit::ExportBytes,
        1000 * MB,
        MB,
        "导出文件大于 {} MB，没有转换：请分几次导出",
        "the export is larger than {} MB and was not converted: export it in several parts",
    ),
    row(
        Limit::UnpackedBytes,
        200 * MB,
        MB,
        "解压后超过 {} MB，没有读完：请拆成几个文件",
        "it unpacks to more than {} MB and was not read to its end: split it into several files",
    ),
    row(
        Limit::Ratio,
        100,
        1,
        "压缩比超过 {} 倍，可能是压缩炸弹，没有打开",
        "it is packed more than {} times smaller, perhaps a decompression bomb, and was not opened",
    ),
    row(
        Limit::Entries,
        2000,
        1,
        "压缩包里超过 {} 个文件，没有打开：请先解压，再打开文件夹",
        "the archive holds more than {} files and was not opened: unpack it first, then open the folder",
    ),
    row(
        Limit::ArchiveDepth,
        1,
        1,
        "压缩包里的压缩包只打开 {} 层，更深的没有打开：请先解压",
        "archives inside an archive are opened {} level deep only, and this one was not: unpack it first",
    ),
    row(
        Limit::XmlDepth,
        256,
        1,
        "内容嵌套超过 {} 层，没有打开",
        "elements are nested more than {} deep, and it was not opened",
    ),
    row(
        Limit::Entities,
        0,
        1,
        "文件自带实体定义或引用外部内容，为安全起见没有打开",
        "the file declares entities of its own or refers to others outside, and was not opened for safety",
    ),
    row(
        Limit::Escape,
        0,
        1,
        "压缩包里的文件名指向压缩包以外，已略过",
        "names in the archive lead out of it and were passed over",
    ),
    row(
        Limit::Pages,
        2000,
        1,
        "PDF 超过 {} 页，没有读完：请拆成几个文件",
        "the PDF has more than {} pages and was not read to its end: split it into several files",
    ),
    row(
        Limit::Glyphs,
        10 * MB,
        MB,
        "PDF 里的文字超过 {} 百万字，没有读完：请拆成几个文件",
        "the PDF has more than {} million characters and was not read to its end: split it into several files",
    ),
    row(
        Limit::ArticleBytes,
        2 * MB,
        MB,
        "这篇文章超过 {} MB，没有提取数字：请检查标题是否缺失，或拆成几篇",
        "this article is larger than {} MB and its figures were not extracted: check for missing headings, or split it",
    ),
    row(
        Limit::Seconds,
        10,
        1,
        "处理这个文件超过 {} 秒，已停下：请拆成几个文件",
        "this file took more than {} seconds and was stopped: split it into several files",
    ),
];

const fn row(limit: Limit, value: u64, unit: u64, zh: &'static str, en: &'static str) -> LimitRow {
    LimitRow { limit, value, unit, zh, en }
}

impl Limit {
    fn row(self) -> &'static LimitRow {
        // The table is in the order of the variants: a test holds it to that.
        LIMITS.get(self as usize).unwrap_or(&LIMITS[0])
    }

    /// The largest value that is let through.
    pub fn value(self) -> u64 {
        self.row().value
    }

    /// What is said when it is passed.
    pub fn message(self) -> Message {
        let LimitRow { value, unit, zh, en, .. } = self.row();
        let told = |words: &str| words.replace("{}", &(value / unit).to_string());
        Message::new(told(zh), told(en))
    }
}

impl Findings {
    /// Says that a limit was passed.
    pub(super) fn limit(&mut self, limit: Limit) {
        self.error(None, limit.message());
    }
}

/// Tells whether a file has had its time. The clock is the caller's: this room has none, so that the same bytes always read
/// the same. Without a caller's clock nothing is ever over.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

impl Watch {
    /// A watch that asks `is_over`.
    pub fn new(is_over: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(is_over)))
    }

    /// Whether the time is up. Asked now and then by everything that a hostile file could make long.
    pub fn is_over(&self) -> bool {
        self.0.as_ref().is_some_and(|is_over| is_over())
    }
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(running)" } else { "Watch(none)" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_finds_its_own_row_and_message() {
        let mut messages = std::collections::HashSet::new();
        for row in &LIMITS {
            assert_eq!(row.limit.row().limit, row.limit);
            let Message { zh, en } = row.limit.message();
            for message in [zh, en] {
                assert!(!message.contains("{}") && !message.ends_with(['。', '.']), "{message}");
                assert!(row.value == 0 || message.contains(&(row.value / row.unit).to_string()), "{message}");
                assert!(messages.insert(message), "{:?} shares its message", row.limit);
            }
        }
    }
}
