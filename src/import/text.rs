//! Numbers as text: which of the ways of writing them a file or a paste is in.

use std::rc::Rc;

use super::{
    Dtype, Fault, Place, Source, Tensor,
    brackets::nested,
    delimited::delimited,
    fault::{LONGEST_NAME, tidy},
    tensor::Labels,
};
use crate::notebook::{BlockFault, Entry, limits::MAX_SIDE, parse_block};

/// The longest text that is read, in bytes.
pub(super) const MOST_TEXT: u64 = 16 << 20;

/// The numbers of a text: their shape, themselves in C order, and what stands beside them.
pub(super) struct Table {
    pub(super) shape: Vec<u64>,
    pub(super) numbers: Vec<f64>,
    pub(super) labels: Labels,
}

/// The text of a file: UTF-8, or UTF-16 with a mark, which spreadsheets write. What is neither is none.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |order: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xff, 0xfe, ..] => Some(units(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Some(units(u16::from_be_bytes)),
        // Labels in an old encoding cost only their letters: numbers are ASCII in all of them.
        _ if !bytes.contains(&0) => {
            Some(String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned())
        }
        _ => None,
    }
}

/// A text as a tensor.
pub(super) fn tensor(name: &str, text: &str) -> Result<Tensor, Fault> {
    if text.len() as u64 > MOST_TEXT {
        return Err(Fault::LongText { size: text.len() as u64, most: MOST_TEXT });
    }
    let table = if is_latex(text) {
        block(text)?
    } else if is_bracketed(text) {
        // `[1 2; 3 4]`
        if text.contains(';') { block(text)? } else { nested(text)? }
    } else {
        delimited(text)?
    };
    if table.numbers.is_empty() {
        return Err(Fault::Nothing);
    }
    let place = Place::Here(table.numbers.into());
    let labels =
        (!table.labels.rows.is_empty() || !table.labels.columns.is_empty()).then(|| Rc::new(table.labels));
    Ok(Tensor {
        name: tidy(name, LONGEST_NAME),
        dtype: Dtype::F64.name().to_owned(),
        shape: table.shape,
        source: Ok(Source { dtype: Dtype::F64, big_endian: false, fortran: false, place }),
        labels,
    })
}

fn is_latex(text: &str) -> bool {
    text.contains("\\\\") || text.contains("\\begin") || (text.contains('&') && !text.contains(['"', '\t']))
}

/// Whether a bracket opens before anything that a table would begin with.
fn is_bracketed(text: &str) -> bool {
    let Some((before, _)) = text.split_once('[') else { return false };
    let before = before.trim();
    before.len() < 80 && !before.contains([',', '\t', '\n', ';', '"'])
}

/// What the reader of pasted blocks knows, and only it.
fn block(text: &str) -> Result<Table, Fault> {
    let rows = parse_block(text, MAX_SIDE).map_err(|fault| match fault {
        BlockFault::Empty => Fault::Nothing,
        BlockFault::NotANumber { row, column, text } => {
            Fault::Number { line: row as u64 + 1, column: column as u64 + 1, text: tidy(&text, 20) }
        }
        BlockFault::Ragged { row, found, expected } => {
            Fault::Ragged { line: row as u64 + 1, found: found as u64, expected: expected as u64 }
        }
        BlockFault::TooLarge => {
            Fault::LongText { size: text.len() as u64, most: (32 * MAX_SIDE * MAX_SIDE) as u64 }
        }
        BlockFault::Brackets => Fault::Brackets { line: 1 },
    })?;
    let width = rows.first().map_or(0, Vec::len);
    let shape = vec![rows.len() as u64, width as u64];
    Ok(Table { shape, numbers: rows.concat(), labels: Labels::default() })
}

/// A number, or NaN by its name: it is refused where it is chosen, with its place.
pub(super) fn number(text: &str) -> Option<f64> {
    // A list of NumPy's own numbers shows them as `np.float64(0.5)`.
    let scalar = text.strip_prefix("np.").and_then(|call| call.strip_suffix(')'));
    let text = scalar.and_then(|call| call.split_once('(')).map_or(text, |(_, inside)| inside);
    match text {
        "True" | "true" | "TRUE" => Some(1.0),
        "False" | "false" | "FALSE" => Some(0.0),
        _ => match Entry::read(text) {
            Entry::Number(number) => Some(number),
            _ if text.trim_start_matches(['-', '+']).eq_ignore_ascii_case("nan") => Some(f64::NAN),
            Entry::Unfinished | Entry::Wrong => None,
        },
    }
}
