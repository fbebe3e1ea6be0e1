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
    if rows.is_empty() {
        return Err(BlockFault::Empty);
    }
    let expected = rows[0].len();
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
            inside.strip_prefix('{').and_then(|letters| letters.split_once('}')).map_or(inside, |(_, inside)| inside)
        }
        _ => text,
    };
    let inside = inside.replace("\\hline", "").replace("\\infty", "∞").replace('$', "");
    let rows = inside.split("\\\\").filter(|row| !row.trim().is_empty());
    rows.map(|row| row.split('&').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// One row a line, or one row up to a semicolon; cells between tabs, else commas, else spaces.
fn lines(text: &str) -> Vec<Vec<String>> {
    let filled = |row: &&str| !row.trim().is_empty();
    let mut rows: Vec<&str> = text.lines().filter(filled).collect();
    // `1;2` on several lines is a table from where the comma is the decimal point; `1 2; 3 4` is Matlab.
    let inner = |row: &&str| row.trim().trim_end_matches(';').contains(';');
    let separator = if rows.len() > 1 && rows.iter().all(|row| inner(&row)) {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{BlockFault, parse_block};

    #[test]
    fn one_matrix_from_many_programs() {
        for text in [
            "1\t2.5\n-3\t4\n",
            "1\t2.5\r\n-3\t4\r\n",
            "1,2.5\n-3,4",
            "\u{feff}\"1\",\"2.5\"\n\"-3\",\"4\"",
            "1, 2.5,\n-3, 4,\n",
            "1;2.5\n-3;4\n",
            "1 2.5\n−3   4",
            "1 2.5; -3 4",
            "[1, 2.5; -3, 4];",
            "[[1., 2.5], [-3, 4]]",
            "X = np.array([[ 1. ,  2.5],\n       [-3. ,  4. ]], dtype=float32)",
            "[[ 1.   2.5]\n [-3.   4. ]]",
            "tensor([[1.0000, 2.5000],\n        [-3.0000, 4.0000]], device='cuda:0')",
            "1 & 2.5 \\\\ -3 & 4",
            "$$\\left[\\begin{array}{cc}1 & 2.5 \\\\\n -3 & 4 \\\\\n\\end{array}\\right]$$",
            "［［1，2．5］，［－3，4］］",
            "１，２。５；－３，４",
        ] {
            let expected = vec![vec![1.0, 2.5], vec![-3.0, 4.0]];
            assert_eq!(parse_block(text, 128), Ok(expected), "{text}");
        }
    }

    #[test]
    fn vectors_masks_and_infinity() {
        assert_eq!(parse_block("[1 2\n 3]", 128), Ok(vec![vec![1.0, 2.0, 3.0]]));
        assert_eq!(parse_block("1\n2", 128), Ok(vec![vec![1.0], vec![2.0]]));
        assert_eq!(parse_block("7", 128), Ok(vec![vec![7.0]]));
        assert_eq!(parse_block("[[ True False]]", 128), Ok(vec![vec![1.0, 0.0]]));
        assert_eq!(parse_block("0 & -\\infty", 128), Ok(vec![vec![0.0, f64::NEG_INFINITY]]));
    }

    #[test]
    fn faults_say_where() {
        let not_a_number = |row, column, text: &str| BlockFault::NotANumber { row, column, text: text.to_owned() };
        for (text, fault) in [
            ("", BlockFault::Empty),
            (" \n\n", BlockFault::Empty),
            ("1\t\n2\t3", not_a_number(0, 1, "")),
            ("1 2\n3 nan", not_a_number(1, 1, "nan")),
            ("1,5;2\n3;4", not_a_number(0, 0, "1,5")),
            ("[[1, ..., 3]]", not_a_number(0, 1, "...")),
            ("1 2\n3", BlockFault::Ragged { row: 1, found: 1, expected: 2 }),
            ("[[1, 2], [3]]", BlockFault::Ragged { row: 1, found: 1, expected: 2 }),
            ("[[[1]]]", BlockFault::Brackets),
            ("[[1, 2]", BlockFault::Brackets),
            ("]1[", BlockFault::Brackets),
            ("1 2 3 4 5", BlockFault::TooLarge),
        ] {
            assert_eq!(parse_block(text, 4), Err(fault), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[\\]0-9.,;& \t\n\\\\eE+inf−。x-]{0,40}|.*") {
            if let Ok(rows) = parse_block(&text, 8) {
                prop_assert!(rows.len() <= 8 && rows.iter().all(|row| row.len() == rows[0].len() && row.len() <= 8));
            }
        }
    }
}
