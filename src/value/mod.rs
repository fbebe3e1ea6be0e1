//! Arrays of rank 0 to 3 in f64: numbers, vectors, matrices and stacks of matrices, kept in nalgebra's matrices.
//!
//! Read in this order: [`Axis`] and [`Shape`] say how large an array is and which named dimension (n, `d_k`, …) each
//! axis comes from; [`Array`] holds the numbers; [`broadcast`] combines arrays of different shapes as
//! NumPy does; [`Along`] walks an array along one axis, whichever it is; [`Region`] is some of its elements.
//! [`Polynomial`] says how a count grows with the named dimensions.

mod along;
mod array;
mod broadcast;
pub mod decimal;
mod polynomial;
mod region;
mod shape;

pub use along::Along;
pub use array::Array;
pub use broadcast::{Clash, broadcast};
pub(crate) use broadcast::{zip, zip3};
pub use polynomial::{Polynomial, Term};
pub use region::Region;
pub use shape::{Axis, Position, Shape};
