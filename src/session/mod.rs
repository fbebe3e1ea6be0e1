//! What the reader does with a notebook without changing it: looking, asking why, stepping, comparing, probing,
//! practising, counting; and the [`Store`], which is everything that the page shows. Nothing here is undone or saved.
//!
//! Each of these is a state, its messages, and an `impl Store` that answers them, in a file of its own.

mod arithmetic;
mod attempt;
mod caption;
mod compared;
mod comparison;
pub mod cost;
mod geometry;
mod hint;
mod inspection;
mod marks;
mod number;
mod plan;
mod player;
mod practice;
mod prediction;
mod query_bars;
mod spot;
mod steps;
mod store;
mod story;
mod view;
mod weighted_sum;
mod wiggle;
mod wiggled;

pub use arithmetic::{Arithmetic, Line};
pub use attempt::{Attempt, Blank, NEAR, Summary, Values, Verdict, fits};
pub use caption::caption;
pub use compared::{Compared, ComparedRow, Spread, difference};
pub use comparison::{AllCompared, ComparisonMsg, Pin};
pub use cost::{CostMsg, Costing};
pub use geometry::{Angle, Geometry, MAX_ARROWS, Vectors, View, has_vectors, is_softmax, rounded};
pub use hint::{Hint, HintKind, hints_of, weights};
pub use inspection::{Inspection, InspectionMsg};
pub use marks::{AllMarks, CellMarks, Marks, Ranges};
pub use number::Number;
pub use plan::Plan;
pub use player::{Player, PlayerMsg, SPEEDS};
pub use practice::{Practice, PracticeMsg};
pub use prediction::{Guess, Prospect, Truth};
pub use query_bars::{QueryBars, Series};
pub use steps::{Grain, Station, Steps};
pub use store::{Msg, Store};
pub use story::{Story, Told};
pub use view::Session;
pub use weighted_sum::WeightedSum;
pub use wiggle::{AMPLITUDES, Wiggle, WiggleMsg};
pub use wiggled::Wiggled;
