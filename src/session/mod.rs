//! What the reader does with a notebook without changing it: looking, asking why, stepping, comparing, probing,
//! practising, counting; and the [`Store`], which is everything that the page shows. Nothing here is undone or saved.
//!
//! Each of these is a state, its messages, and an `impl Store` that answers them, in a file of its own.

mod comparison;
pub mod cost;
mod inspection;
mod marks;
mod number;
mod player;
mod practice;
mod store;
mod view;
mod wiggle;

pub use comparison::{ComparisonMsg, Pin};
pub use cost::{CostMsg, Costing};
pub use inspection::{Inspection, InspectionMsg};
pub use marks::{AllMarks, CellMarks, Marks, Ranges};
pub use number::Number;
pub use player::{Player, PlayerMsg};
pub use practice::{Practice, PracticeMsg};
pub use store::{Msg, Store};
pub use view::Session;
pub use wiggle::{Wiggle, WiggleMsg};
