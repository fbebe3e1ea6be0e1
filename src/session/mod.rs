//! What the reader does with a notebook without changing it: looking, asking why, stepping, comparing, probing,
//! practising; and the [`Store`], which is everything that the page shows. Nothing here is undone or saved.
//!
//! An [`Answer`] is why a number is what it is, ready to be shown; it is computed when it is looked at.
//!
//! Each of these is a state, its messages, and an `impl Store` that answers them, in a file of its own.

mod answer;
mod comparison;
mod inspection;
mod marks;
mod number;
mod player;
mod practice;
mod store;
mod view;
mod weighted;
mod wiggle;

pub use answer::{Answer, Arithmetic, Lane, Reach, Term, term_of, whole};
pub use comparison::{ComparisonMsg, Pin};
pub use inspection::{Inspection, InspectionMsg};
pub use marks::{AllMarks, CellMarks, Marks, Ranges};
pub use number::Number;
pub use player::{Player, PlayerMsg};
pub use practice::{Practice, PracticeMsg};
pub use store::{Msg, Store};
pub use view::Session;
pub use weighted::{MOST_LINES, ScaledRow, WeightedSum};
pub use wiggle::{Wiggle, WiggleMsg};
