//! What is said where data cannot be written: what is wrong and what to do, in both languages.

use std::io;
use std::path::Path;

use crate::compare::words::Language;
use crate::export::atomic::WriteError;

/// That a file stands there already.
pub(super) fn exists(path: &Path, language: Language) -> String {
    match language {
        Language::Zh => format!("输出文件已经存在，没有动它：请换一个名字，或加 --force 覆盖：{}", path.display()),
        Language::En => format!(
            "the output file exists and was left alone: choose another name, or replace it with --force: {}",
            path.display()
        ),
    }
}

/// That a folder stands there.
pub(super) fn is_folder(path: &Path, language: Language) -> String {
    match language {
        Language::Zh => format!("这是文件夹，不能写成文件：请在后面加上文件名：{}", path.display()),
        Language::En => {
            format!("this is a folder and cannot be written as a file: add a file name: {}", path.display())
        }
    }
}

/// That it is to be read.
pub(super) fn is_input(path: &Path, language: Language) -> String {
    match language {
        Language::Zh => format!("输出文件就是要读的文件，会把它覆盖，请换一个名字：{}", path.display()),
        Language::En => {
            format!(
                "the output file is one of the inputs and would overwrite it, choose another name: {}",
                path.display()
            )
        }
    }
}

/// That the form is not for eyes.
pub(super) fn is_terminal(language: Language) -> String {
    match language {
        Language::Zh => "这种格式不是文本，不能写到终端：请用 -o 写到文件，或用 > 转存".to_owned(),
        Language::En => {
            "this form is no text and does not go to a terminal: write a file with -o, or redirect with >".to_owned()
        }
    }
}

/// What became of standard output.
pub(super) fn stdout_failed(error: &io::Error, language: Language) -> String {
    match language {
        Language::Zh => format!("写不了标准输出（{error}）：请用 -o 写到文件"),
        Language::En => format!("cannot write to standard output ({error}): write a file with -o"),
    }
}

/// What became of a file.
pub(super) fn write_failed(error: &WriteError, language: Language) -> String {
    let (WriteError::Create { path, source }
    | WriteError::Write { path, source }
    | WriteError::Replace { path, source }) = error;
    let todo = advice(source, language);
    let path = path.display();
    match (error, language) {
        (WriteError::Create { .. }, Language::Zh) => format!("不能写到这里（{source}）：{todo}：{path}"),
        (WriteError::Create { .. }, Language::En) => format!("cannot write here ({source}): {todo}: {path}"),
        (WriteError::Write { .. }, Language::Zh) => format!("写入失败，原来的文件没有动（{source}）：{todo}：{path}"),
        (WriteError::Write { .. }, Language::En) => {
            format!("writing failed, what stood there is untouched ({source}): {todo}: {path}")
        }
        (WriteError::Replace { .. }, Language::Zh) => {
            format!("不能放到位，原来的文件没有动（{source}）：{todo}：{path}")
        }
        (WriteError::Replace { .. }, Language::En) => {
            format!("the file could not take its place, what stood there is untouched ({source}): {todo}: {path}")
        }
    }
}

/// What to do about a failure of this kind.
fn advice(error: &io::Error, language: Language) -> &'static str {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, ReadOnlyFilesystem, StorageFull};
    match (error.kind(), language) {
        (NotFound | NotADirectory, Language::Zh) => "没有这个文件夹，请先建好，或换一个地方",
        (NotFound | NotADirectory, Language::En) => "there is no such folder, make it first or choose another",
        (PermissionDenied | ReadOnlyFilesystem, Language::Zh) => {
            "没有写的权限，或者文件正被别的程序打开，请换一个地方或先关上它"
        }
        (PermissionDenied | ReadOnlyFilesystem, Language::En) => {
            "this place may not be written to, or another program has the file open; choose another, or close it there"
        }
        (StorageFull, Language::Zh) => "磁盘满了，请腾出空间，或换一个地方",
        (StorageFull, Language::En) => "the disk is full, make room or choose another place",
        (_, Language::Zh) => "请换一个地方再试",
        (_, Language::En) => "try another place",
    }
}
