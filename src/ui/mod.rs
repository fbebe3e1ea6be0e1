//! Yew components: props in, HTML out.
//!
//! A click becomes a picture like this: the event becomes a [`Msg`](crate::session::Msg), the store's pure
//! `reduce` gives the next document, program and run, and [`App`] renders again. A component renders again only if
//! its props changed; values are compared by pointer (`Shared`), and what a change does not reach keeps its
//! pointer.

mod app;
mod cells;
mod compare;
mod controls;
mod cost;
mod dock;
mod drawing;
mod frame;
mod geometry;
mod grid;
mod heatmap;
mod inspector;
mod labels;
mod markup;
mod math;
mod page;
mod player;
mod practice;
mod probe;
mod shared;
mod words;

pub use app::{App, AppProps};
pub use page::PageStore;
