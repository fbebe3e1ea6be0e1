//! What an operation says of the numbers that it has made.

use super::{Argument, Cause, Explanation, Operation, explanation::Patch};
use crate::value::{Array, Position, Shape};

/// An operation that explains itself.
///
/// A trait of its own beside [`Operation`], and a table of its own: only parts of the page's program ask
/// ([`explained`](super::explained)), and the page begins without all of this.
pub trait Explained: Operation {
    /// Why a NaN or an infinity stands at a (stack, row, column) of the result. It is asked for a NaN where no operand
    /// has a NaN, and for an infinity where the operands are finite. The default is that of the line of
    /// the derivation in which it arose, and right for whatever can only overflow.
    fn cause(&self, arguments: &[Argument<'_>], value: &Array, place: (usize, usize, usize)) -> Cause {
        match self.explain_within(arguments, value, place) {
            Some(Explanation::Derivation(derivation)) => derivation.cause(),
            _ => Cause::Overflow,
        }
    }

    /// What made the element of the result that stands `at` a place: which elements of which arguments, by what
    /// arithmetic. `None` where the result, which is of `shape`, has no such element.
    fn explain(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position) -> Option<Explanation>;

    /// As [`explain`](Self::explain), with the result itself at hand: for operations whose elements are made of others
    /// of their own, as each state of `rnn` is.
    fn explain_within(&self, arguments: &[Argument<'_>], value: &Array, at: Position) -> Option<Explanation> {
        self.explain(arguments, value.shape(), at)
    }

    /// Shows `see` the elements of the arguments that the element `at` of the result depends on: the operands of
    /// [`explain`](Self::explain), in fewer words, and through elements of the result those that they depend on.
    /// Operations that read many elements at once say so here as blocks.
    fn reads(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        if let Some(explanation) = self.explain(arguments, shape, at) {
            explanation.each_operand(&mut |operand| see(operand.patch()));
        }
    }

    /// As [`reads`](Self::reads), but of elements of the result these themselves, as patches of
    /// [`Operand::OWN`](crate::ops::explanation::Operand::OWN), and not what they depend on.
    fn made_of(&self, arguments: &[Argument<'_>], shape: &Shape, at: Position, see: &mut dyn FnMut(Patch)) {
        self.reads(arguments, shape, at, see);
    }

    /// An expression that shows what it does, with numbers written out: `softmax([1, 2, 3])`.
    fn example(&self) -> &'static str;
}
