//! PDF files: refused for now.

use super::Findings;
use super::format::Source;
use super::manuscript::Manuscript;

/// Says that PDF is not read yet.
pub(super) fn read(_: &Source, findings: &mut Findings) -> Option<Manuscript> {
    findings.error(None, "这是 PDF 文件，目前还不能读：请转成 .docx 或 .txt 后再打开");
    None
}
