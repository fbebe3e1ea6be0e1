//! Yew components: props in, HTML out.
//!
//! A click becomes a picture like this: the event becomes a [`Msg`](crate::session::Msg), the store's pure
//! `reduce` gives the next document, program and run, and the page renders again. A view renders again only if its
//! props changed; values are compared by pointer (`Shared`), and what a change does not reach keeps its pointer.
//!
//! There is one component, [`Piece`], and it shows any view: Yew compiles the life of a component once for each type,
//! and twenty types were 60 KB of code. A view is a struct of props and the hook that draws it (`view_of!`); the
//! functions `view` and `view_keyed` put it on the page. Effects and states are of one type for the
//! same reason (`use_effect_on`, `use_kept`). What has no state, and is quickly drawn, is a plain function.

mod address;
mod answers;
mod app;
mod arranged;
mod arrival;
mod cells;
mod claims;
mod compare;
mod consequence;
mod controls;
mod cost;
mod dialog;
mod dock;
mod drawing;
mod effect;
mod frame;
mod geometry;
mod grid;
mod heatmap;
mod help;
mod import;
mod inspector;
mod keep;
mod labels;
mod laboratory;
mod lesson;
mod math;
mod page;
mod part;
mod piece;
mod player;
mod practice;
mod present;
mod probe;
mod prose;
mod renewal;
mod rows;
mod shared;
mod spoken;
mod start;
mod state;
mod words;
mod writing;

pub use app::AppProps;
pub use laboratory::show_laboratory;
pub use page::PageStore;
pub use piece::{Piece, PieceProps};
pub use start::start;
