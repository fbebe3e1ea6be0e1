//! NumPy's and Python's own way of writing an array: brackets in brackets, with commas or without.

use super::{
    Fault,
    fault::tidy,
    tensor::Labels,
    text::{Table, number},
};

/// The most brackets within each other.
const DEEPEST: usize = 8;

/// `X = np.array([[1., 2.], [3., 4.]], dtype=float)`, `tensor([...])`, what `print` shows: everything from the first
/// bracket to the one that closes it.
pub(super) fn nested(text: &str) -> Result<Table, Fault> {
    let start = text.find('[').ok_or(Fault::Brackets { line: 1 })?;
    let mut reader = Reader {
        line: 1 + text[..start].matches('\n').count() as u64,
        numbers: Vec::new(),
        shape: Vec::new(),
        counts: Vec::new(),
        inner: None,
    };
    let mut rest = &text[start..];
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '[' => {
                reader.open()?;
                1
            }
            ']' => {
                if reader.close()? {
                    let shape = reader.shape.iter().map(|size| size.unwrap_or(0)).collect();
                    return Ok(Table { shape, numbers: reader.numbers, labels: Labels::default() });
                }
                1
            }
            c if c.is_whitespace() || c == ',' => {
                reader.line += u64::from(c == '\n');
                c.len_utf8()
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | ','))
                    .unwrap_or(rest.len());
                reader.number(&rest[..end])?;
                end
            }
        };
        rest = &rest[length..];
    }
    Err(Fault::Brackets { line: reader.line })
}

struct Reader {
    line: u64,
    numbers: Vec<f64>,
    /// The size of each axis, as far as it is known.
    shape: Vec<Option<u64>>,
    /// How many members the open brackets have so far.
    counts: Vec<u64>,
    /// How deep the numbers stand.
    inner: Option<usize>,
}

impl Reader {
    fn open(&mut self) -> Result<(), Fault> {
        if let Some(count) = self.counts.last_mut() {
            *count += 1;
        }
        self.counts.push(0);
        let depth = self.counts.len();
        if depth > DEEPEST || self.inner.is_some_and(|inner| depth > inner) {
            return Err(Fault::Brackets { line: self.line });
        }
        if self.shape.len() < depth {
            self.shape.push(None);
        }
        Ok(())
    }

    /// Whether that was the first bracket.
    fn close(&mut self) -> Result<bool, Fault> {
        let depth = self.counts.len();
        let found = self.counts.pop().ok_or(Fault::Brackets { line: self.line })?;
        match self.shape.get_mut(depth - 1) {
            Some(Some(expected)) if *expected != found => {
                return Err(Fault::Ragged { line: self.line, found, expected: *expected });
            }
            Some(size) => *size = Some(found),
            None => {}
        }
        // Where numbers stand in some brackets, they stand in all of that depth.
        if self.inner.is_none_or(|inner| depth == inner) || depth < self.shape.len() {
            return Ok(self.counts.is_empty());
        }
        Err(Fault::Brackets { line: self.line })
    }

    fn number(&mut self, text: &str) -> Result<(), Fault> {
        let depth = self.counts.len();
        if text.starts_with("...") || text.starts_with('…') {
            return Err(Fault::Ellipsis { line: self.line });
        }
        if *self.inner.get_or_insert(depth) != depth || depth < self.shape.len() {
            return Err(Fault::Brackets { line: self.line });
        }
        let column = self.counts.last_mut().map_or(1, |count| {
            *count += 1;
            *count
        });
        let number =
            number(text).ok_or_else(|| Fault::Number { line: self.line, column, text: tidy(text, 20) })?;
        self.numbers.push(number);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_of_any_rank() {
        for (text, shape, numbers) in [
            ("array([1., 2., 3.])", vec![3], vec![1.0, 2.0, 3.0]),
            ("X = np.array([[1, 2], [3, -4e-1]], dtype=float)", vec![2, 2], vec![1.0, 2.0, 3.0, -0.4]),
            ("[[1. 2.]\n [3. 4.]]", vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]),
            ("tensor([[[True, False]], [[True, True]]])", vec![2, 1, 2], vec![1.0, 0.0, 1.0, 1.0]),
            ("[inf -inf]", vec![2], vec![f64::INFINITY, f64::NEG_INFINITY]),
        ] {
            let table = nested(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
            assert_eq!((table.shape, table.numbers), (shape, numbers), "{text}");
        }
        assert!(nested("[nan]").unwrap().numbers[0].is_nan());
    }

    #[test]
    fn what_is_wrong_has_a_line() {
        let fault = |text: &str| nested(text).err().unwrap();
        assert_eq!(fault("[[1 2]\n [3]]"), Fault::Ragged { line: 2, found: 1, expected: 2 });
        assert_eq!(fault("[[1 2]\n [3 x4]]"), Fault::Number { line: 2, column: 2, text: "x4".into() });
        assert_eq!(fault("[[1 2]\n ...\n [3 4]]"), Fault::Ellipsis { line: 2 });
        for text in [
            "[1 [2]]",
            "[[1] 2]",
            "[1, 2",
            "[[[[[[[[[1]]]]]]]]]",
            "[[1 2], [[3 4]]]",
            "[[[1]], [2]]",
            "[[], [[1]]]",
        ] {
            assert!(matches!(fault(text), Fault::Brackets { .. } | Fault::Ragged { .. }), "{text}");
        }
        assert!(nested("[]").unwrap().numbers.is_empty());
        assert!(matches!(fault(&"[".repeat(1_000_000)), Fault::Brackets { .. }));
    }
}
