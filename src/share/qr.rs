//! A link as a QR code: which squares are dark, as the path of a drawing.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};

/// Squares of white around the code; readers need them.
pub const MARGIN: usize = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Squares of one side, with the margin.
    pub side: usize,
    /// The dark squares as an SVG path, one unit a square: of each row the runs.
    pub path: String,
}

/// The code of a link; `None` where it has more than 2,953 characters. It is the smallest there is, and as safe against
/// damage as its size allows.
pub fn code(link: &str) -> Option<Code> {
    let segments = QrSegment::make_segments(link);
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Low, Version::MIN, Version::MAX, None, true)
            .ok()?;
    let size = code.size();
    let mut path = String::new();
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let length = (column..size).take_while(|column| code.get_module(*column, row)).count() as i32;
            if length > 0 {
                let (x, y) = (column + MARGIN as i32, row + MARGIN as i32);
                // Writing to a `String` cannot fail.
                let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
            }
            column += length + 1;
        }
    }
    Some(Code { side: size as usize + 2 * MARGIN, path })
}
