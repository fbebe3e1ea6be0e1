//! A block of numbers as it comes from the clipboard.
//!
//! Spreadsheets put tabs and line ends between cells, CSV commas; NumPy and Python write brackets, LaTeX `&` and `\\`,
//! Matlab semicolons. All are read by the same few steps: find the rows, find what separates the cells, read each.

use super::entry::{Entry, from_any_keyboard};

/// Why a block was refused. Rows and columns count from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockFault {
    /// There is nothing in it.
    Empty,
    /// A cell holds something else than a number; an empty text is an empty cell.
    NotANumber {
        /// Where.
        row: usize,
        /// Where.
        column: usize,
        /// What stands there, shortened.
        text: String,
    },
    /// A row has another length than the first.
    Ragged {
        /// Which.
        row: usize,
        /// How many numbers it has.
        found: usize,
        /// How many the first row has.
        expected: usize,
    },
    /// A side is longer than the limit.
    TooLarge,
    /// Brackets more than two deep, or not closed: not one matrix.
    Brackets,
}

/// Reads pasted text into rows of equal length, at most `limit` rows and columns.
///
/// # Errors
/// See [`BlockFault`]: the first thing that is wrong, with its place.
pub fn parse_block(text: &str, limit: usize) -> Result<Vec<Vec<f64>>, BlockFault> {
    // More text than the largest matrix in full precision needs is not worth reading.
    if text.len() > 32 * limit * (limit + 1) {
        return Err(BlockFault::TooLarge);
    }
    let text: String = text.chars().filter(|c| *c != '\u{feff}').map(from_any_keyboard).collect();
    let rows = if text.contains("\\\\") || text.contains('&') || text.contains("\\begin") {
        latex(&text)
    } else if text.contains('[') {
        bracketed(&text)?
    } else {
        lines(&text)
    };
    let expected = rows.first().map_or(0, Vec::len);
    if expected == 0 {
        return Err(BlockFault::Empty);
    }
    if rows.len() > limit || expected > limit {
        return Err(BlockFault::TooLarge);
    }
    let read = |(row, cells): (usize, &Vec<String>)| {
        let numbers = cells.iter().enumerate().map(|(column, text)| {
            number(text).ok_or_else(|| {
                let text = text.chars().take(20).collect();
                BlockFault::NotANumber { row, column, text }
            })
        });
        let numbers = numbers.collect::<Result<Vec<f64>, _>>()?;
        let found = numbers.len();
        if found == expected { Ok(numbers) } else { Err(BlockFault::Ragged { row, found, expected }) }
    };
    rows.iter().enumerate().map(read).collect()
}

fn number(text: &str) -> Option<f64> {
    match text {
        // A mask as NumPy prints it.
        "True" => Some(1.0),
        "False" => Some(0.0),
        _ => match Entry::read(text) {
            Entry::Number(value) => Some(value),
            Entry::Unfinished | Entry::Wrong => None,
        },
    }
}

/// `X = np.array([[1., 2.], [3, 4]], dtype=float)`, with or without commas: what is between the outermost brackets.
fn bracketed(text: &str) -> Result<Vec<Vec<String>>, BlockFault> {
    let start = text.find('[').ok_or(BlockFault::Brackets)?;
    let end = text.rfind(']').filter(|end| start < *end).ok_or(BlockFault::Brackets)?;
    let inside = &text[start + 1..end];
    if !inside.contains(['[', ']']) {
        // `[1 2; 3 4]`; a line end within one row is only where NumPy wrapped it.
        return Ok(lines(&inside.replace(['\n', '\r'], " ")));
    }
    let mut rows = Vec::new();
    let mut rest = inside;
    while let Some(open) = rest.find('[') {
        let close = rest.find(']').filter(|close| open < *close).ok_or(BlockFault::Brackets)?;
        let row = &rest[open + 1..close];
        if row.contains('[') || !between_rows(&rest[..open]) {
            return Err(BlockFault::Brackets);
        }
        rows.push(lines(&row.replace(['\n', '\r'], " ")).into_iter().flatten().collect());
        rest = &rest[close + 1..];
    }
    if between_rows(rest) { Ok(rows) } else { Err(BlockFault::Brackets) }
}

fn between_rows(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c == ',' || c == ';')
}

/// `\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`, or only what is inside.
fn latex(text: &str) -> Vec<Vec<String>> {
    let inside = match (text.find("\\begin"), text.rfind("\\end")) {
        (Some(begin), Some(end)) if begin < end => {
            let inside = text[begin..end].split_once('}').map_or("", |(_, inside)| inside);
            // The column letters of an `array`.
            inside
                .strip_prefix('{')
                .and_then(|letters| letters.split_once('}'))
                .map_or(inside, |(_, inside)| inside)
        }
        _ => text,
    };
    let inside = inside.replace("\\hline", "").replace("\\infty", "∞").replace('$', "");
    let rows = inside.split("\\\\").filter(|row| !row.trim().is_empty());
    rows.map(|row| row.split('&').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// One row a line, or one row up to a semicolon; cells between tabs, else commas, else spaces.
fn lines(text: &str) -> Vec<Vec<String>> {
    // A row of empty cells in a spreadsheet is a row; a blank line is nothing.
    let filled = |row: &&str| !row.trim().is_empty() || row.contains('\t');
    let mut rows: Vec<&str> = text.lines().filter(filled).collect();
    // `1;2` on several lines is a table from where the comma is the decimal point; `1 2; 3 4` is Matlab.
    let inner = |row: &&str| row.trim().trim_end_matches(';').contains(';');
    let separator = if rows.len() > 1 && rows.iter().all(inner) {
        Some(';')
    } else {
        rows = rows.iter().flat_map(|row| row.split(';')).filter(filled).collect();
        ['\t', ','].into_iter().find(|separator| rows.iter().any(|row| row.contains(*separator)))
    };
    let cells = |row: &&str| -> Vec<String> {
        match separator {
            // Empty cells at the end of a spreadsheet's row are cells; a comma at the end is only a comma.
            Some('\t') => row.trim_end_matches('\r').split('\t').map(unquoted).collect(),
            Some(separator) => {
                let row = row.trim();
                row.strip_suffix(separator).unwrap_or(row).split(separator).map(unquoted).collect()
            }
            None => row.split_whitespace().map(unquoted).collect(),
        }
    };
    rows.iter().map(cells).collect()
}

fn unquoted(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell).trim().to_owned()
}
