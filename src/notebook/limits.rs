//! The limits that keep every input, however hostile, from hanging the page. One table; each has its own message.

use crate::{formula::MAX_CHARACTERS, value::Shape};

/// Cells of a notebook.
pub const MAX_CELLS: usize = 200;
/// Dimensions of a notebook.
pub const MAX_DIMENSIONS: usize = 64;
/// Bytes of a file.
pub const MAX_FILE: usize = 8_000_000;
/// Rows or columns of a matrix, and so the size of a dimension.
pub const MAX_SIDE: usize = 128;
/// Matrices of a stack.
pub const MAX_STACK: usize = 16;
/// Multiply-adds of one formula.
pub const MAX_MULTIPLY_ADDS: usize = 4_000_000;
/// Characters of a name or of a row's label.
pub const MAX_LABEL: usize = 40;
/// Characters of a title.
pub const MAX_TITLE: usize = 200;
/// Characters of a text.
pub const MAX_TEXT: usize = 20_000;
/// Characters of a formula in a file. More than are typed: names that were renamed make it longer.
pub const MAX_SOURCE: usize = MAX_CHARACTERS * MAX_LABEL;
/// Languages that a text is in.
pub const MAX_LANGUAGES: usize = 16;
/// Characters of a sentence.
pub const MAX_SENTENCE: usize = 1_000;
/// Rows of a sentence's table, those of tokens that have left it included.
pub const MAX_VOCABULARY: usize = 256;
/// Blanks of an exercise.
pub const MAX_BLANKS: usize = 256;
/// Choices of a question.
pub const MAX_CHOICES: usize = 12;
/// Steps that can be undone.
pub const MAX_UNDO: usize = 200;

/// The limits of one evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Rows or columns of a matrix.
    pub side: usize,
    /// Matrices of a stack.
    pub stack: usize,
    /// Multiply-adds of a formula.
    pub multiply_adds: usize,
}

impl Default for Limits {
    /// Those of a page, which must never hang.
    fn default() -> Self {
        Self { side: MAX_SIDE, stack: MAX_STACK, multiply_adds: MAX_MULTIPLY_ADDS }
    }
}

impl Limits {
    /// None, for a worker that can be stopped.
    pub const NONE: Self = Self { side: usize::MAX, stack: usize::MAX, multiply_adds: usize::MAX };

    /// That an array of this shape may be computed.
    pub(super) fn check(self, shape: &Shape) -> Result<(), Limit> {
        let (stack, rows, columns) = shape.view();
        let side = rows.max(columns);
        if side > self.side {
            return Err(Limit::Side(side));
        }
        if stack > self.stack { Err(Limit::Stack(stack)) } else { Ok(()) }
    }
}

/// What went over its limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// [`MAX_CELLS`]
    Cells,
    /// [`MAX_DIMENSIONS`]
    Dimensions,
    /// [`MAX_SIDE`], with the size that was asked for.
    Side(usize),
    /// [`MAX_STACK`], with the size that was asked for.
    Stack(usize),
    /// [`MAX_SENTENCE`], with the number of characters.
    Sentence(usize),
    /// [`MAX_MULTIPLY_ADDS`], with the number that the formula needs.
    MultiplyAdds(usize),
}
