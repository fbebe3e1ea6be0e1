//! The alphabet of a link's body: counts, texts and numbers as bytes, and back. A reader takes no more memory than the
//! bytes that are there can ask for.
//!
//! ```text
//! count  = 7 bits a byte, the lowest first; the eighth says that more follow
//! signed = count of 2n for n ≥ 0, of −2n − 1 for n < 0
//! text   = count of 2·bytes, the bytes in UTF-8 | count of 2·i + 1: the text number i of those written before
//! number = count 0, 8 bytes of f64 | count 1, 4 bytes of f32
//!        | count of 2 + (signed of m << 3 | d) for m / 10^d, where that is the number exactly
//! ```

use std::{collections::BTreeMap, rc::Rc};

use crate::value::decimal;

/// Decimals that are written as digits; the divisor and the digits are exact in f64, so the quotient is the number.
const DECIMALS: usize = 7;
/// Digits that f64 holds exactly, whatever they are.
const DIGITS: usize = 15;

/// Writes.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) bytes: Vec<u8>,
    texts: BTreeMap<Rc<str>, usize>,
}

/// Reads; `None` where the bytes are no body.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    texts: Vec<Rc<str>>,
}

fn zigzag(number: i64) -> u64 {
    ((number << 1) ^ (number >> 63)) as u64
}

fn unzigzag(count: u64) -> i64 {
    (count >> 1) as i64 ^ -((count & 1) as i64)
}

/// `(15, 1)` of 1.5: the digits and how many of them stand behind the point.
fn digits(number: f64) -> Option<(i64, usize)> {
    let text = decimal::shortest(number);
    // −0 has no digits of its own.
    if text.contains(['e', 'i', 'n']) || text.starts_with("-0") && number == 0.0 {
        return None;
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let digits = text.replace('.', "");
    let few = decimals <= DECIMALS && digits.len() <= DIGITS;
    few.then(|| digits.parse().ok()).flatten().map(|digits| (digits, decimals))
}

impl Writer {
    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn count(&mut self, count: u64) {
        let mut rest = count;
        while rest > 0x7f {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    pub(super) fn size(&mut self, size: usize) {
        self.count(size as u64);
    }

    pub(super) fn signed(&mut self, number: i64) {
        self.count(zigzag(number));
    }

    pub(super) fn text(&mut self, text: &Rc<str>) {
        if let Some(found) = self.texts.get(text) {
            return self.size(2 * found + 1);
        }
        self.texts.insert(text.clone(), self.texts.len());
        self.size(2 * text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn number(&mut self, number: f64) {
        if let Some((digits, decimals)) = digits(number) {
            return self.count(2 + (zigzag(digits) << 3 | decimals as u64));
        }
        let short = number as f32;
        if f64::from(short).to_bits() == number.to_bits() {
            self.byte(1);
            self.bytes.extend_from_slice(&short.to_le_bytes());
        } else {
            self.byte(0);
            self.bytes.extend_from_slice(&number.to_le_bytes());
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, texts: Vec::new() }
    }

    /// Whether everything was read.
    pub(super) fn is_done(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (found, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(found)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn count(&mut self) -> Option<u64> {
        let mut count = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            // The last byte of ten has room for one bit.
            if bits << shift >> shift != bits {
                return None;
            }
            count |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(count);
            }
        }
        None
    }

    pub(super) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.count()?).ok()
    }

    pub(super) fn signed(&mut self) -> Option<i64> {
        self.count().map(unzigzag)
    }

    pub(super) fn text(&mut self) -> Option<Rc<str>> {
        let count = self.size()?;
        if count % 2 == 1 {
            return self.texts.get(count / 2).cloned();
        }
        let text: Rc<str> = std::str::from_utf8(self.bytes(count / 2)?).ok()?.into();
        self.texts.push(text.clone());
        Some(text)
    }

    pub(super) fn number(&mut self) -> Option<f64> {
        match self.count()? {
            0 => Some(f64::from_le_bytes(self.array()?)),
            1 => Some(f64::from(f32::from_le_bytes(self.array()?))),
            count => {
                let count = count - 2;
                Some(unzigzag(count >> 3) as f64 / 10_f64.powi((count & 7) as i32))
            }
        }
    }

    /// So many of the same; `None` already when one of them is none.
    pub(super) fn several<T>(
        &mut self,
        count: usize,
        mut one: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        (0..count).map(|_| one(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: f64) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(number);
        writer.bytes
    }

    #[test]
    fn numbers_are_exact_and_short() {
        let lengths = [
            (0.0, 1),
            (1.0, 1),
            (-3.0, 1),
            (0.5, 1),
            (-1.5, 2),
            (0.1234, 3),
            (f64::INFINITY, 5),
            (-0.0, 5),
            (0.1_f32.into(), 5),
            (0.1 + 0.2, 9),
            (1e300, 9),
            (1e-7, 9),
            (1e15, 9),
            (123_456.789, 5),
        ];
        for (number, length) in lengths {
            let bytes = written(number);
            assert_eq!(bytes.len(), length, "{number}");
            let mut reader = Reader::new(&bytes);
            assert_eq!(reader.number().map(f64::to_bits), Some(number.to_bits()), "{number}");
            assert!(reader.is_done());
        }
    }

    #[test]
    fn counts_are_read_as_written_and_no_further() {
        for count in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX] {
            let mut writer = Writer::default();
            writer.count(count);
            assert_eq!(Reader::new(&writer.bytes).count(), Some(count));
            writer.bytes.pop();
            assert_eq!(Reader::new(&writer.bytes).count(), None);
        }
        assert_eq!(Reader::new(&[0xff; 11]).count(), None);
        assert_eq!(Reader::new(&[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 2]).count(), None);
        for number in [0, -1, 1, i64::MIN, i64::MAX] {
            assert_eq!(unzigzag(zigzag(number)), number);
        }
    }

    #[test]
    fn a_text_is_written_once() {
        let mut writer = Writer::default();
        for text in ["注意力", "W_Q", "注意力", ""] {
            writer.text(&text.into());
        }
        assert_eq!(writer.bytes.len(), 10 + 4 + 1 + 1);
        let mut reader = Reader::new(&writer.bytes);
        let texts: Vec<_> = (0..4).filter_map(|_| reader.text()).collect();
        assert_eq!(texts.iter().map(|text| &**text).collect::<Vec<_>>(), ["注意力", "W_Q", "注意力", ""]);
        assert_eq!(Reader::new(&[3]).text(), None);
        assert_eq!(Reader::new(&[4, 0xff, 0xff]).text(), None);
    }
}
