//! What is wrong with a file that was to be brought in, in words.

use super::{Language, amount};
use crate::import::Fault;

/// What is wrong, where, and what to do about it.
pub fn import_fault(language: Language, fault: &Fault) -> String {
    let plain = |key: &str| language.text(key).into_owned();
    let bytes = |count: &u64| amount::bytes(language, u128::from(*count));
    match fault {
        Fault::Empty => plain("import.fault_empty"),
        Fault::Unknown => plain("import.fault_unknown"),
        Fault::Foreign(kind) => plain(&format!("import.fault_foreign_{kind}")),
        Fault::Unread => plain("import.fault_unread"),
        Fault::Scattered => plain("import.fault_scattered"),
        Fault::Truncated { at, wanted, size } => {
            language.fill("import.fault_truncated", &[("at", at), ("wanted", wanted), ("size", size)])
        }
        Fault::Expected { at, what } => {
            let what = plain(&format!("import.expected_{what}"));
            language.fill("import.fault_expected", &[("at", at), ("what", &what)])
        }
        Fault::HeaderLength { length, most } => {
            language.fill("import.fault_header", &[("length", length), ("most", most)])
        }
        Fault::Json { at } => language.fill("import.fault_json", &[("at", at)]),
        Fault::Tensors { most } => language.fill("import.fault_tensors", &[("most", most)]),
        Fault::Twice(tensor) => language.fill("import.fault_twice", &[("tensor", tensor)]),
        Fault::Bytes { tensor, found, expected: Some(expected) } => language
            .fill("import.fault_bytes", &[("tensor", tensor), ("found", found), ("expected", expected)]),
        Fault::Bytes { tensor, found, expected: None } => {
            language.fill("import.fault_bytes_huge", &[("tensor", tensor), ("found", found)])
        }
        Fault::Beyond { tensor, end, size } => {
            language.fill("import.fault_beyond", &[("tensor", tensor), ("end", end), ("size", size)])
        }
        Fault::Overlap { first, second } => {
            language.fill("import.fault_overlap", &[("first", first), ("second", second)])
        }
        Fault::Dtype(dtype) => language.fill("import.fault_dtype", &[("dtype", dtype)]),
        Fault::Method(method) => language.fill("import.fault_method", &[("method", method)]),
        Fault::Encrypted => plain("import.fault_encrypted"),
        Fault::Corrupt { at } => language.fill("import.fault_corrupt", &[("at", at)]),
        Fault::Inflated { most } => language.fill("import.fault_inflated", &[("most", &bytes(most))]),
        Fault::NoArrays => plain("import.fault_no_arrays"),
        Fault::LongText { size, most } => {
            language.fill("import.fault_long_text", &[("size", &bytes(size)), ("most", &bytes(most))])
        }
        Fault::Number { line, column, text } if text.is_empty() => {
            language.fill("import.fault_missing", &[("line", line), ("column", column)])
        }
        Fault::Number { line, column, text } => {
            language.fill("import.fault_number", &[("line", line), ("column", column), ("text", text)])
        }
        Fault::Ragged { line, found, expected } => {
            language.fill("import.fault_ragged", &[("line", line), ("found", found), ("expected", expected)])
        }
        Fault::Brackets { line } => language.fill("import.fault_brackets", &[("line", line)]),
        Fault::Ellipsis { line } => language.fill("import.fault_ellipsis", &[("line", line)]),
        Fault::Nothing => plain("import.fault_nothing"),
        Fault::NotANumber { place } => {
            let place: Vec<String> = place.iter().map(ToString::to_string).collect();
            language.fill("import.fault_nan", &[("place", &place.join(", "))])
        }
    }
}
