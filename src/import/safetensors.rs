//! `.safetensors`: eight bytes with the length of a header, the header in JSON, then the numbers.
//!
//! The crate of that name wants a whole file in memory, or none that is longer than `usize`, which in a browser is four
//! gigabytes. What it reads besides is this header; it is read here with offsets of 64 bits, and held against its rules:
//! offsets in order, within the file, as long as shape and dtype say, and never shared.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

use super::{
    Dtype, Fault, Halt, Known, Place, Source, Tensor,
    fault::{LONGEST_NAME, tidy},
    tensor::{MOST_AXES, count},
};

/// The longest header that is read: models of hundreds of billions of parameters have some hundred kilobytes.
const MOST_HEADER: u64 = 8 << 20;
/// The most tensors that are listed.
const MOST_TENSORS: usize = 50_000;

/// Whether a file that begins with these bytes is one.
pub(super) fn is_one(first: &[u8], size: u64) -> bool {
    let opens = first.get(8..).is_some_and(|rest| rest.first() == Some(&b'{'));
    opens && length(first).is_some_and(|length| length <= size || length >> 40 == 0)
}

fn length(first: &[u8]) -> Option<u64> {
    first.get(..8).and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes)
}

/// The tensors of a file, in the order of their names as people count.
pub(super) fn survey(known: &Known) -> Result<Vec<Tensor>, Halt> {
    let first = known.bytes_ahead(0, 8, 1 << 16)?;
    let length = length(first).unwrap_or_default();
    if length > MOST_HEADER {
        return Err(Fault::HeaderLength { length, most: MOST_HEADER }.into());
    }
    let header = &known.bytes(0, 8 + length)?[8..];
    let entries: Header =
        serde_json::from_slice(header).map_err(|error| Fault::Json { at: 8 + byte_of(header, &error) })?;
    let Header(entries) = entries;
    if entries.len() > MOST_TENSORS {
        return Err(Fault::Tensors { most: MOST_TENSORS }.into());
    }
    check(&entries, 8 + length, known.size())?;
    let mut tensors: Vec<Tensor> =
        entries.into_iter().map(|(name, entry)| tensor(&name, entry, 8 + length)).collect();
    tensors.sort_by_cached_key(|tensor| counted(&tensor.name));
    Ok(tensors)
}

/// The byte that a message of the reader of JSON is about.
fn byte_of(text: &[u8], error: &serde_json::Error) -> u64 {
    let lines = text.split_inclusive(|byte| *byte == b'\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(<[u8]>::len).sum();
    (before + error.column().saturating_sub(1)) as u64
}

struct Header(Vec<(String, Entry)>);

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<u64>,
    data_offsets: (u64, u64),
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Header;
            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("tensors by name")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Header, M::Error> {
                let mut entries = Vec::new();
                while let Some(name) = map.next_key::<String>()? {
                    if name == "__metadata__" {
                        map.next_value::<IgnoredAny>()?;
                    } else {
                        entries.push((name, map.next_value()?));
                    }
                    // One more than are listed, so that the list can be refused; the rest is not kept.
                    if entries.len() > MOST_TENSORS {
                        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                    }
                }
                Ok(Header(entries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

/// That every tensor has bytes of its own, as many as it needs, within the file.
fn check(entries: &[(String, Entry)], data: u64, size: u64) -> Result<(), Fault> {
    let mut spans = Vec::with_capacity(entries.len());
    for (index, (name, entry)) in entries.iter().enumerate() {
        let (begin, end) = entry.data_offsets;
        let name = || tidy(name, LONGEST_NAME);
        if entry.shape.len() > MOST_AXES {
            return Err(Fault::Bytes { tensor: name(), found: end.saturating_sub(begin), expected: None });
        }
        let needed = count(&entry.shape);
        let expected = match Dtype::of_safetensors(&entry.dtype) {
            Some(dtype) => needed.and_then(|count| count.checked_mul(dtype.size())),
            // Of a kind that is not known here, only the order of the offsets can be checked.
            None => needed.and(end.checked_sub(begin)),
        };
        let found = end.checked_sub(begin);
        if found.is_none() || found != expected {
            return Err(Fault::Bytes { tensor: name(), found: found.unwrap_or(0), expected });
        }
        let last = end.checked_add(data);
        if last.is_none_or(|last| last > size) {
            return Err(Fault::Beyond { tensor: name(), end: last.unwrap_or(u64::MAX), size });
        }
        if begin < end {
            spans.push((begin, end, index));
        }
    }
    spans.sort_unstable();
    for pair in spans.windows(2) {
        if pair[1].0 < pair[0].1 {
            let name = |index: usize| tidy(&entries[index].0, LONGEST_NAME);
            let (first, second) = (name(pair[0].2), name(pair[1].2));
            return Err(Fault::Overlap { first, second });
        }
    }
    let mut names: Vec<&String> = entries.iter().map(|(name, _)| name).collect();
    names.sort_unstable();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    twice.map_or(Ok(()), |pair| Err(Fault::Twice(tidy(pair[0], LONGEST_NAME))))
}

fn tensor(name: &str, entry: Entry, data: u64) -> Tensor {
    let dtype = Dtype::of_safetensors(&entry.dtype);
    let shown = dtype.map_or_else(|| tidy(&entry.dtype, 20), |dtype| dtype.name().to_owned());
    let source = dtype.ok_or_else(|| Fault::Dtype(tidy(&entry.dtype, 20))).map(|dtype| Source {
        dtype,
        big_endian: false,
        fortran: false,
        place: Place::Bytes { start: data + entry.data_offsets.0 },
    });
    Tensor { name: tidy(name, LONGEST_NAME), dtype: shown, shape: entry.shape, source, labels: None }
}

/// What a name is sorted by: the numbers in it by their value, so that layer 2 stands before layer 10.
fn counted(name: &str) -> Vec<(u64, String)> {
    let mut parts: Vec<(u64, String)> = Vec::new();
    let mut in_number = false;
    for c in name.chars() {
        let digit = c.to_digit(10).map(u64::from);
        match (digit, parts.last_mut()) {
            (Some(digit), Some((number, text))) if in_number && text.is_empty() => {
                *number = number.saturating_mul(10).saturating_add(digit);
            }
            (Some(digit), _) => parts.push((digit, String::new())),
            (None, Some((_, text))) if !in_number => text.push(c),
            (None, _) => parts.push((0, c.to_string())),
        }
        in_number = digit.is_some();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, data: usize) -> Known {
        let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
        bytes.extend(header.as_bytes());
        bytes.extend(vec![0; data]);
        Known::whole(bytes)
    }

    fn fault(header: &str, data: usize) -> Fault {
        match survey(&file(header, data)) {
            Err(Halt::Fault(fault)) => fault,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_are_sorted_as_people_count() {
        let mut names = ["h.10.w", "h.2.w", "b", "h.2.a", "a1"];
        names.sort_by_cached_key(|name| counted(name));
        assert_eq!(names, ["a1", "b", "h.2.a", "h.2.w", "h.10.w"]);
    }

    #[test]
    fn a_lying_header_is_told() {
        let one = |dtype: &str, shape: &str, offsets: &str| {
            format!(r#"{{"w":{{"dtype":"{dtype}","shape":{shape},"data_offsets":{offsets}}}}}"#)
        };
        let bytes = |found, expected| Fault::Bytes { tensor: "w".into(), found, expected };
        assert_eq!(fault(&one("F32", "[2,2]", "[0,12]"), 12), bytes(12, Some(16)));
        assert_eq!(fault(&one("F32", "[2,2]", "[16,0]"), 16), bytes(0, Some(16)));
        assert_eq!(fault(&one("F32", "[4294967296,4294967296]", "[0,16]"), 16), bytes(16, None));
        assert_eq!(fault(&one("F32", "[-1]", "[0,4]"), 4), Fault::Json { at: 38 });
        let beyond = Fault::Beyond { tensor: "w".into(), end: 8 + 57 + 16, size: 8 + 57 + 15 };
        assert_eq!(fault(&one("F32", "[2,2]", "[0,16]"), 15), beyond);
        assert!(matches!(
            fault(&one("F32", "[4611686018427387903]", "[0,18446744073709551612]"), 4),
            Fault::Beyond { .. }
        ));
        assert_eq!(fault("{\"w\":", 0), Fault::Json { at: 8 + 4 });
        assert!(matches!(fault(&format!("{{\"w\":{}", "[".repeat(100_000)), 0), Fault::Json { .. }));
        let two = |second: &str| {
            format!(
                r#"{{"a":{{"dtype":"U8","shape":[4],"data_offsets":[0,4]}},"{second}":{{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}}}"#
            )
        };
        assert_eq!(fault(&two("b"), 6), Fault::Overlap { first: "a".into(), second: "b".into() });
        let same = r#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#;
        assert_eq!(fault(same, 0), Fault::Twice("a".into()));
        let mut long = u64::MAX.to_le_bytes().to_vec();
        long.extend(b"{}");
        let halt = survey(&Known::whole(long));
        assert_eq!(halt, Err(Fault::HeaderLength { length: u64::MAX, most: MOST_HEADER }.into()));
        let mut short = 100_u64.to_le_bytes().to_vec();
        short.extend(b"{}");
        assert_eq!(
            survey(&Known::whole(short)),
            Err(Fault::Truncated { at: 0, wanted: 108, size: 10 }.into())
        );
    }

    #[test]
    fn what_is_not_read_is_listed() {
        let header =
            r#"{"__metadata__":{"format":"pt"},"w":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#;
        let tensors = survey(&file(header, 4)).unwrap();
        assert_eq!((tensors.len(), tensors[0].dtype.as_str()), (1, "F8_E4M3"));
        assert_eq!(tensors[0].source, Err(Fault::Dtype("F8_E4M3".into())));
    }
}
