//! The notebook: what the reader owns ([`Document`]), every edit of it ([`Action`], [`History`]), and the way from it
//! to values ([`compile`], [`run`]). Pure: nothing here knows of a browser.

mod action;
mod arguments;
mod block;
mod cell;
mod codec;
mod compile;
mod cost;
mod document;
mod doubt;
mod entry;
mod evaluate;
mod exercise;
mod explain;
mod history;
pub mod limits;
mod phrase;
mod problem;
mod recall;
mod remark;
mod rename;
mod resize;
mod run;
mod soundness;
mod trace;

pub use action::{Action, Refusal};
pub use block::{BlockFault, parse_block};
pub use cell::{Cell, CellId, CellKind, Chart, Matrix, Slider};
pub use codec::{CodecError, FORMAT, VERSION, decode, encode};
pub use compile::{CompiledCell, Program, compile};
pub use cost::{CellCost, Cost, Growth, NotebookCost, Sizes, Spent, crossover, steep};
pub use document::{Dimension, Document};
pub use doubt::{Doubt, DoubtKind, doubts};
pub use entry::Entry;
pub use evaluate::{Evaluation, Failure, Meaning, NodeValue, Scope, evaluate, evaluate_within};
pub use exercise::{Answer, AskedNumber, Blanks, Exercise, Prediction};
pub use explain::{Explainer, NodeExplanation, Source};
pub use history::History;
pub use phrase::Phrase;
pub use problem::{Operand, Problem, ProblemKind};
pub use remark::{Remark, RemarkKind};
pub use run::{CellResult, Run, State, run};
pub use trace::Reached;
