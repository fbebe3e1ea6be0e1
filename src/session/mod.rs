//! What the reader does with a notebook without changing it: looking, asking why, stepping, comparing, probing,
//! practising, counting; and the [`Store`], which is everything that the page shows. Nothing here is undone or saved.
//!
//! An [`Answer`] is why a number is what it is, ready to be shown; it is computed when it is looked at.
//!
//! Each of these is a state, its messages, and an `impl Store` that answers them, in a file of its own.

mod answer;
mod arrangement;
mod attempt;
pub mod audience;
mod calculation;
mod caption;
mod compared;
mod comparison;
mod completion;
pub mod cost;
mod details;
mod dialog;
mod followed;
mod geometry;
mod hidden;
mod hint;
mod inspection;
mod marks;
mod mixed_row;
mod number;
mod obstacle;
mod opening;
mod plan;
mod player;
mod practice;
mod prediction;
mod presentation;
pub mod presenter;
mod query_bars;
mod reference;
mod scale;
mod scene;
mod shelf;
mod spot;
mod steps;
mod store;
mod story;
pub mod talk;
mod view;
mod weighted;
mod wiggle;
mod wiggled;
mod writing;
mod written;

pub use answer::{Answer, Arithmetic, Lane, Reach, Term, leads_on, term_of, whole};
pub use arrangement::{Arrangement, ArrangementMsg, Control, Controls, Standing};
pub use attempt::{Attempt, Blank, NEAR, Summary, Values, Verdict, fits};
pub use calculation::{Calculation, Line};
pub use caption::{arithmetic, caption, derivation_lines};
pub use compared::{Compared, ComparedRow, Spread, difference};
pub use comparison::{AllCompared, ComparisonMsg, Pin};
pub use completion::{
    Call, Completion, Proposal, ProposalKind, byte_of, call_at, complete, functions, signature,
};
pub use cost::{CostMsg, Costing};
pub use details::{CellDetails, Details, DetailsMsg, OpenParts};
pub use dialog::Dialog;
pub use followed::Followed;
pub use geometry::{Angle, Geometry, MAX_ARROWS, Vectors, View, has_vectors, is_softmax, rounded};
pub use hidden::{Hidden, Veil};
pub use hint::{Hint, HintKind, hints_of, weights};
pub use inspection::{Inspection, InspectionMsg};
pub use marks::{AllMarks, CellMarks, Marks, Ranges};
pub use mixed_row::MixedRow;
pub use number::Number;
pub use obstacle::Obstacle;
pub use opening::{FileFault, Kept, LibraryMsg, Opening, Origin, Unopened};
pub use plan::Plan;
pub use player::{Player, PlayerMsg, SPEEDS};
pub use practice::{Practice, PracticeMsg};
pub use prediction::{Guess, Prospect, Truth};
pub use presentation::{Presentation, PresentationMsg};
pub use query_bars::{QueryBars, Series};
pub use reference::{Entry, reference, value_of_example};
pub use scale::scale_of;
pub use shelf::{LessonMsg, Shelf};
pub use steps::{Grain, Station, Steps};
pub use store::{Msg, Store};
pub use story::{Story, Told};
pub use view::{Printing, Session};
pub use weighted::{MOST_LINES, ScaledRow, WeightedSum};
pub use wiggle::{AMPLITUDES, Wiggle, WiggleMsg};
pub use wiggled::Wiggled;
pub use writing::{Deed, Form, Place, Writing, WritingMsg};
pub use written::{Written, written};
