//! Numbers as shapes: heat maps large and small, arrows, bars, shares of a whole, and the palette.
//!
//! Drawings are generic over the plotters backend (a canvas in the page, SVG in the tests) and hold no words: plotters
//! measures text by asking the page, and names of tokens belong in HTML, where they can be read aloud.
//!
//! Values are asked for by (row, column), whatever order they are stored in; rows are tokens.

pub mod arrows;
pub mod bars;
pub mod heat;
pub mod heatmap;
pub mod lanes;
pub mod loglog;
pub mod palette;
pub mod placement;
pub mod plane;
pub mod scale;
pub mod shares;
pub mod thumbnail;

pub use arrows::{Arrow, Arrows, Emphasis};
pub use bars::Bars;
pub use palette::{Palette, Role, Theme};
pub use plane::{Plane, Point};
pub use scale::{Position, Scale};
