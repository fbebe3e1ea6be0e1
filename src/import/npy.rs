//! The header of an `.npy` file, versions 1 to 3: a Python dictionary of three entries.
//!
//! `npyz` reads it too, by a recursive grammar of Python's literals; three entries are read here by one loop, which a
//! header of a thousand brackets does not overflow, and which can say what it expected where.

use super::{
    Dtype, Fault,
    tensor::{MOST_AXES, count},
};

/// What every `.npy` file begins with.
pub(super) const MAGIC: &[u8] = b"\x93NUMPY";

/// The longest header that is read. NumPy itself refuses more than 10,000 bytes unless told otherwise.
const MOST_HEADER: u64 = 1 << 16;

/// The largest tensor, in bytes: offsets stay exact everywhere.
const MOST_BYTES: u64 = 1 << 53;

/// What a header says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The kind of number, or what it is instead.
    pub(super) dtype: Result<(Dtype, bool), String>,
    pub(super) fortran: bool,
    pub(super) shape: Vec<u64>,
    /// Where the numbers begin.
    pub(super) data: u64,
}

/// How many bytes the header has, from its first twelve; `at` is where they stand.
pub(super) fn length(first: &[u8], at: u64) -> Result<u64, Fault> {
    if !first.starts_with(MAGIC) {
        return Err(Fault::Expected { at, what: "npy_magic" });
    }
    let byte = |index: usize| u64::from(first.get(index).copied().unwrap_or_default());
    let length = match byte(6) {
        1 => 10 + byte(8) + (byte(9) << 8),
        2 | 3 => 12 + byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24),
        _ => return Err(Fault::Expected { at: at + 6, what: "npy_version" }),
    };
    if length > MOST_HEADER { Err(Fault::HeaderLength { length, most: MOST_HEADER }) } else { Ok(length) }
}

/// Reads the header, given whole; `at` is where it stands.
pub(super) fn header(bytes: &[u8], at: u64) -> Result<Header, Fault> {
    let begin = if bytes.get(6) == Some(&1) { 10 } else { 12 };
    let mut literal = Literal { bytes, next: begin, at };
    let (mut dtype, mut fortran, mut shape) = (None, None, None);
    literal.sign(b'{', "npy_header")?;
    while !literal.takes(b'}') {
        let key_at = literal.place();
        let key = literal.text()?;
        literal.sign(b':', "npy_header")?;
        match key.as_str() {
            "descr" => dtype = Some(literal.dtype()?),
            "fortran_order" => fortran = Some(literal.truth()?),
            "shape" => shape = Some(literal.shape()?),
            _ => return Err(Fault::Expected { at: key_at, what: "npy_keys" }),
        }
        if !literal.takes(b',') {
            literal.sign(b'}', "npy_header")?;
            break;
        }
    }
    let missing = Fault::Expected { at: at + begin as u64, what: "npy_keys" };
    let (Some(dtype), Some(fortran), Some(shape)) = (dtype, fortran, shape) else { return Err(missing) };
    Ok(Header { dtype, fortran, shape, data: bytes.len() as u64 })
}

/// How many bytes the numbers need.
pub(super) fn bytes(shape: &[u64], dtype: Dtype) -> Option<u64> {
    count(shape)?.checked_mul(dtype.size()).filter(|bytes| *bytes <= MOST_BYTES)
}

/// A literal of Python's, from left to right.
struct Literal<'a> {
    bytes: &'a [u8],
    next: usize,
    at: u64,
}

impl Literal<'_> {
    fn place(&self) -> u64 {
        self.at + self.next as u64
    }

    fn peek(&mut self) -> Option<u8> {
        while self.bytes.get(self.next).is_some_and(u8::is_ascii_whitespace) {
            self.next += 1;
        }
        self.bytes.get(self.next).copied()
    }

    fn takes(&mut self, sign: u8) -> bool {
        let found = self.peek() == Some(sign);
        self.next += usize::from(found);
        found
    }

    fn sign(&mut self, sign: u8, what: &'static str) -> Result<(), Fault> {
        if self.takes(sign) { Ok(()) } else { Err(Fault::Expected { at: self.place(), what }) }
    }

    /// `'descr'`, in quotes of either kind.
    fn text(&mut self) -> Result<String, Fault> {
        let wrong = Fault::Expected { at: self.place(), what: "npy_header" };
        let Some(quote @ (b'\'' | b'"')) = self.peek() else { return Err(wrong) };
        let rest = &self.bytes[self.next + 1..];
        let length = rest.iter().position(|byte| *byte == quote).ok_or(wrong)?;
        self.next += length + 2;
        Ok(String::from_utf8_lossy(&rest[..length]).into_owned())
    }

    /// `'<f8'`; of a record, which is a list, its text up to the bracket that closes it.
    fn dtype(&mut self) -> Result<Result<(Dtype, bool), String>, Fault> {
        if self.peek() == Some(b'[') {
            let (start, mut depth) = (self.next, 0_usize);
            loop {
                match self.bytes.get(self.next) {
                    Some(b'[') => depth += 1,
                    Some(b']') => depth -= 1,
                    Some(_) => {}
                    None => return Err(Fault::Expected { at: self.place(), what: "npy_header" }),
                }
                self.next += 1;
                if depth == 0 {
                    return Ok(Err(String::from_utf8_lossy(&self.bytes[start..self.next]).into_owned()));
                }
            }
        }
        let text = self.text()?;
        let code = text.trim_start_matches(['<', '>', '|', '=']);
        Ok(Dtype::of_numpy(code).map(|dtype| (dtype, text.starts_with('>'))).ok_or(text))
    }

    fn truth(&mut self) -> Result<bool, Fault> {
        self.peek();
        for (word, value) in [("True", true), ("False", false)] {
            if self.bytes[self.next.min(self.bytes.len())..].starts_with(word.as_bytes()) {
                self.next += word.len();
                return Ok(value);
            }
        }
        Err(Fault::Expected { at: self.place(), what: "npy_order" })
    }

    /// `(3, 4)`, `(3,)` or `()`; Python 2 wrote `(3L, 4L)`.
    fn shape(&mut self) -> Result<Vec<u64>, Fault> {
        let mut shape = Vec::new();
        self.sign(b'(', "npy_shape")?;
        while !self.takes(b')') {
            let wrong = Fault::Expected { at: self.place(), what: "npy_shape" };
            self.peek();
            let mut size = None::<u64>;
            while let Some(digit) = self.bytes.get(self.next).filter(|byte| byte.is_ascii_digit()) {
                let grown = size
                    .unwrap_or(0)
                    .checked_mul(10)
                    .and_then(|size| size.checked_add(u64::from(digit - b'0')));
                size = Some(grown.ok_or_else(|| wrong.clone())?);
                self.next += 1;
            }
            shape.push(size.filter(|_| shape.len() < MOST_AXES).ok_or(wrong)?);
            self.takes(b'L');
            if !self.takes(b',') {
                self.sign(b')', "npy_shape")?;
                break;
            }
        }
        Ok(shape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(literal: &str) -> Vec<u8> {
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((literal.len() as u16).to_le_bytes());
        bytes.extend(literal.as_bytes());
        bytes
    }

    fn read(literal: &str) -> Result<Header, Fault> {
        let bytes = file(literal);
        assert_eq!(length(&bytes, 0), Ok(bytes.len() as u64));
        header(&bytes, 0)
    }

    #[test]
    fn headers_as_numpy_writes_them() {
        let header = read("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }          \n").unwrap();
        assert_eq!(header.dtype, Ok((Dtype::F64, false)));
        assert_eq!((header.shape.as_slice(), header.fortran), (&[3, 4][..], false));
        let header = read("{'shape': (7,), 'fortran_order': True, \"descr\": \">i2\"}").unwrap();
        assert_eq!((header.dtype, header.fortran), (Ok((Dtype::I16, true)), true));
        assert!(read("{'descr': '|b1', 'fortran_order': False, 'shape': ()}").unwrap().shape.is_empty());
        assert_eq!(
            read("{'descr': '|u1', 'fortran_order': False, 'shape': (2L, 3L)}").unwrap().shape,
            [2, 3]
        );
        let record =
            read("{'descr': [('a', '<f8'), ('b', [('c', '<i4')])], 'fortran_order': False, 'shape': ()}");
        assert_eq!(record.unwrap().dtype, Err("[('a', '<f8'), ('b', [('c', '<i4')])]".to_owned()));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        let at = |literal: &str| match read(literal) {
            Err(Fault::Expected { at, what }) => (at, what),
            other => panic!("{other:?}"),
        };
        assert_eq!(at("['descr']"), (10, "npy_header"));
        assert_eq!(at("{'descr': '<f8', 'shape': (3,)}"), (10, "npy_keys"));
        assert_eq!(at("{'colour': '<f8'}"), (11, "npy_keys"));
        assert_eq!(at("{'descr': '<f8', 'fortran_order': 0}"), (44, "npy_order"));
        assert_eq!(at("{'shape': (-1, 2)}"), (21, "npy_shape"));
        assert_eq!(at("{'shape': (99999999999999999999999,)}"), (21, "npy_shape"));
        assert_eq!(at(&format!("{{'shape': ({})}}", "1,".repeat(99))).1, "npy_shape");
        assert_eq!(at(&format!("{{'descr': {}", "[".repeat(900))).1, "npy_header");
        assert_eq!(length(b"NUMPY and more", 5), Err(Fault::Expected { at: 5, what: "npy_magic" }));
        assert_eq!(length(b"\x93NUMPY\x04\x00zzzz", 0), Err(Fault::Expected { at: 6, what: "npy_version" }));
        let long = length(b"\x93NUMPY\x02\x00\xff\xff\xff\xff", 0);
        assert_eq!(long, Err(Fault::HeaderLength { length: 0x1_0000_000b, most: MOST_HEADER }));
        assert_eq!(bytes(&[1 << 40, 1 << 40], Dtype::U8), None);
        assert_eq!(bytes(&[u64::MAX, 0], Dtype::F64), Some(0));
    }
}
