//! What is said where data cannot be written: what is wrong and what to do, in both languages.

use std::io;
use std::path::Path;

use crate::compare::words::Language;

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
