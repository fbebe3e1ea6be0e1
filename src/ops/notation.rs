//! How operations are written in mathematics.

/// How the operation is written in mathematics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `a + b`, with the symbol to print.
    Infix(&'static str),
    /// Side by side: `Q Kᵀ`.
    Juxtaposition,
    /// A fraction bar.
    Fraction,
    /// A superscript: `x²`.
    Power,
    /// A prefix sign.
    Prefix(&'static str),
    /// A superscript ⊤.
    Transpose,
    /// A root sign.
    Root,
    /// Bars: |x|.
    Absolute,
    /// eˣ.
    Exponential,
    /// An upright name before its arguments.
    Function,
    /// A subscript: X₀.
    Subscript,
}
