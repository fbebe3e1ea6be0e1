//! Numbers as shapes: heat maps large and small, shares of a whole, and the palette.
//!
//! Drawings are generic over the plotters backend (a canvas in the page, SVG in the tests) and hold no words: plotters
//! measures text by asking the page, and names of tokens belong in HTML, where they can be read aloud.
//!
//! Values are asked for by (row, column), whatever order they are stored in; rows are tokens.

pub mod heat;
pub mod heatmap;
pub mod palette;
pub mod scale;
pub mod shares;
pub mod thumbnail;

pub use palette::{Palette, Role, Theme};
pub use scale::{Position, Scale};
