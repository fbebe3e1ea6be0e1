//! The heads of a projection: blocks of equal width.

/// A side of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Heads are blocks of rows, as in `W_O`.
    Rows,
    /// Heads are blocks of columns, as in `W_Q`.
    Columns,
}

/// A head of a projection. Where the matrices for queries, keys and values are written as one, they are its thirds, and
/// the heads are blocks of a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heads {
    /// How many heads there are.
    pub count: u64,
    /// Which, from 0.
    pub head: u64,
    /// How many matrices are written as one: 1 or 3.
    pub parts: u64,
    /// Which of them, from 0.
    pub part: u64,
    /// What the blocks are of.
    pub along: Side,
}

impl Heads {
    /// Where the block begins on a side of `size`, and how wide it is: with p parts and h heads, head i of part j is
    /// size / (p·h) wide and begins at (j·h + i) · size / (p·h). `None` where that is no whole number, or no such head.
    pub fn span(self, size: u64) -> Option<(u64, u64)> {
        let blocks = self.count.checked_mul(self.parts).filter(|blocks| *blocks > 0)?;
        if size == 0 || !size.is_multiple_of(blocks) || self.head >= self.count || self.part >= self.parts {
            return None;
        }
        let width = size / blocks;
        Some(((self.part * self.count + self.head) * width, width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_of_each_layout() {
        let heads = |count, head, parts, part| Heads { count, head, parts, part, along: Side::Columns };
        assert_eq!(heads(12, 0, 3, 0).span(2304), Some((0, 64)));
        assert_eq!(heads(12, 11, 3, 2).span(2304), Some((2240, 64)));
        assert_eq!(heads(12, 1, 3, 1).span(2304), Some((832, 64)));
        assert_eq!(heads(32, 3, 1, 0).span(4096), Some((384, 128)));
        assert_eq!(heads(5, 0, 1, 0).span(64), None, "64 columns are no five heads");
        assert_eq!(heads(4, 4, 1, 0).span(64), None, "there is no fifth of four");
        assert_eq!(heads(0, 0, 1, 0).span(64), None);
        assert_eq!(heads(u64::MAX, 0, 3, 0).span(64), None);
        assert_eq!(heads(1, 0, 1, 0).span(0), None);
    }
}
