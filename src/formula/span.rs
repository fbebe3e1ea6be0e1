//! A place in a formula's source.

/// A range of bytes of the source, `start..end`, both on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// From the start of this span to the end of the other.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The source before, inside and after the span; all of it before where the span lies outside the source.
    pub fn split(self, source: &str) -> (&str, &str, &str) {
        match (source.get(..self.start), source.get(self.start..self.end), source.get(self.end..)) {
            (Some(before), Some(inside), Some(after)) => (before, inside, after),
            _ => (source, "", ""),
        }
    }

    /// The text of the span.
    pub fn text(self, source: &str) -> &str {
        self.split(source).1
    }
}
