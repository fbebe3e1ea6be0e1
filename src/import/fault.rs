//! What is wrong with a file, with its place.

/// Why a file, a tensor or a part of one cannot be taken in. Bytes count from 0; lines and columns of a text from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file has no bytes.
    Empty,
    /// Of no kind that is read here.
    Unknown,
    /// Of a kind that is known and not read; its key.
    Foreign(&'static str),
    /// The file could not be read, or was changed meanwhile.
    Unread,
    /// It asks for more reading than any sound file does.
    Scattered,
    /// The file ends before what should be there.
    Truncated {
        /// Where the missing bytes begin.
        at: u64,
        /// How many should be there.
        wanted: u64,
        /// How large the file is.
        size: u64,
    },
    /// Something else stands there.
    Expected {
        /// The byte.
        at: u64,
        /// The key of what was expected.
        what: &'static str,
    },
    /// A header claims to be longer than any sound one.
    HeaderLength {
        /// What it claims, in bytes.
        length: u64,
        /// The most.
        most: u64,
    },
    /// A header is not the JSON that it should be.
    Json {
        /// The byte.
        at: u64,
    },
    /// More tensors than are listed.
    Tensors {
        /// The most.
        most: usize,
    },
    /// Two tensors have one name.
    Twice(String),
    /// The bytes of a tensor are not as many as its shape and dtype need.
    Bytes {
        /// The tensor.
        tensor: String,
        /// How many there are.
        found: u64,
        /// How many the shape needs; `None` where that is no number.
        expected: Option<u64>,
    },
    /// The data of a tensor ends behind the end of the file.
    Beyond {
        /// The tensor.
        tensor: String,
        /// Where its data ends.
        end: u64,
        /// How large the file is.
        size: u64,
    },
    /// Two tensors share bytes.
    Overlap {
        /// One.
        first: String,
        /// The other.
        second: String,
    },
    /// A dtype that holds no real numbers, or none that is read here.
    Dtype(String),
    /// Packed by another method than deflate.
    Method(String),
    /// Locked with a password.
    Encrypted,
    /// The packed data is broken.
    Corrupt {
        /// Where it begins.
        at: u64,
    },
    /// The chosen part lies too far inside packed data.
    Inflated {
        /// How many bytes are unpacked at most.
        most: u64,
    },
    /// An archive without arrays.
    NoArrays,
    /// A text too long to be read.
    LongText {
        /// Its size in bytes.
        size: u64,
        /// The most.
        most: u64,
    },
    /// A text that should be a number.
    Number {
        /// Its line.
        line: u64,
        /// Its column: which of the line's cells it is.
        column: u64,
        /// What stands there, shortened; nothing for an empty cell.
        text: String,
    },
    /// A row has another length than the first.
    Ragged {
        /// Its line.
        line: u64,
        /// How many numbers it has.
        found: u64,
        /// How many the first has.
        expected: u64,
    },
    /// Brackets that do not match, or hold no array.
    Brackets {
        /// The line.
        line: u64,
    },
    /// NumPy left numbers out where it printed `...`
    Ellipsis {
        /// The line.
        line: u64,
    },
    /// There is no number in it.
    Nothing,
    /// The chosen part holds a NaN, which a matrix does not.
    NotANumber {
        /// Its subscripts in the tensor.
        place: Vec<u64>,
    },
}

/// The first characters of a name of the file's, with nothing in it that moves a cursor.
pub(super) fn tidy(name: &str, most: usize) -> String {
    let plain = |c: char| if c.is_control() || is_formatting(c) { '\u{fffd}' } else { c };
    name.chars().take(most).map(plain).collect()
}

/// Characters that turn the direction of the text around them, or take no place.
fn is_formatting(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Characters of a tensor's name that are kept.
pub(super) const LONGEST_NAME: usize = 160;
