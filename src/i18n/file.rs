//! Why a file was not opened, in words.

use super::Language;
use crate::{
    notebook::{CodecError, limits::MAX_FILE},
    session::{FileFault, Unopened},
};

/// That a file was not opened, and why.
pub fn unopened(language: Language, file: &Unopened) -> String {
    let reason = match &file.fault {
        FileFault::Unreadable => language.text("notebooks.no_file").into_owned(),
        FileFault::Unfetched => language.text("part.failed").into_owned(),
        FileFault::Codec(error) => unreadable(language, error),
    };
    language.fill("notebooks.not_opened", &[("name", &shown(&file.name)), ("reason", &reason)])
}

/// Why a notebook's file was not read.
pub fn unreadable(language: Language, error: &CodecError) -> String {
    match error {
        CodecError::TooLarge => language.fill("notebooks.too_large", &[("most", &(MAX_FILE / 1_000_000))]),
        CodecError::Form(fault) if fault.line > 0 => {
            language.fill("notebooks.no_form", &[("line", &fault.line), ("column", &fault.column)])
        }
        CodecError::Form(_) | CodecError::Format => language.text("notebooks.no_notebook").into_owned(),
        CodecError::Version(version) => language.fill("notebooks.later", &[("version", version)]),
        CodecError::Contents(place) => language.fill("notebooks.no_contents", &[("place", &shown(place))]),
    }
}

/// What a file calls something may be long, and hold what is not to be seen.
fn shown(name: &str) -> String {
    name.chars().filter(|sign| !sign.is_control()).take(40).collect()
}
