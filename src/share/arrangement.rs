//! How a teacher has set a notebook up, as text behind `view=`: short enough to stand beside a lesson's name.
//!
//! ```text
//! view = '1' base64url( without:byte step:count cells:count { standing:byte id:text } )
//! ```
//!
//! `without` has a bit for each control, in the order of [`Control::ALL`](crate::session::Control::ALL); `step` is 0 where
//! the player stands at no step, else one more than the step; `standing` is 0 locked, 1 veiled, 2 hidden.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{
    bytes::{Reader, Writer},
    link::{LinkError, MAX_LINK, VERSION},
};
use crate::{
    notebook::limits::{MAX_CELLS, MAX_LABEL},
    session::{Arrangement, Controls, Standing},
};

/// What stands behind `view=`.
pub fn write_arrangement(arrangement: &Arrangement) -> String {
    let mut writer = Writer::default();
    writer.byte(arrangement.without.bits());
    writer.size(arrangement.step.map_or(0, |step| step + 1));
    writer.size(arrangement.cells.len());
    for (cell, standing) in &arrangement.cells {
        writer.byte(*standing as u8);
        writer.text(cell);
    }
    let mut view = VERSION.to_string();
    BASE64_URL_SAFE_NO_PAD.encode_string(writer.bytes, &mut view);
    view
}

/// Reads it. Cells that the notebook does not have do no harm.
///
/// # Errors
/// Every [`LinkError`], but for those of the contents.
pub fn read_arrangement(view: &str) -> Result<Arrangement, LinkError> {
    if view.len() > MAX_LINK {
        return Err(LinkError::TooLong(Some(view.len())));
    }
    let mut signs = view.chars();
    match signs.next() {
        Some(VERSION) => {}
        Some(version) => return Err(LinkError::Version(version)),
        None => return Err(LinkError::Broken),
    }
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(signs.as_str()).map_err(|_| LinkError::Broken)?;
    read(&mut Reader::new(&bytes)).ok_or(LinkError::Broken)
}

fn read(reader: &mut Reader<'_>) -> Option<Arrangement> {
    let without = Controls::of_bits(reader.byte()?);
    let step = reader.size()?.checked_sub(1);
    let count = reader.size().filter(|count| *count <= MAX_CELLS)?;
    let mut arrangement = Arrangement { without, step, ..Arrangement::default() };
    for _ in 0..count {
        let standing = *Standing::ALL.get(usize::from(reader.byte()?))?;
        let cell = reader.text().filter(|cell| cell.chars().count() <= MAX_LABEL)?;
        arrangement.cells.insert(cell, standing);
    }
    reader.is_done().then_some(arrangement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Control;

    #[test]
    fn it_is_read_as_it_was_written() {
        let cells = [("a", Standing::Veiled), ("w_q", Standing::Locked), ("tries", Standing::Hidden)];
        let arrangement = Arrangement {
            without: Controls::default().toggled(Control::Cost).toggled(Control::Reference),
            cells: cells.map(|(cell, standing)| (cell.into(), standing)).into(),
            step: Some(3),
        };
        let view = write_arrangement(&arrangement);
        assert_eq!(view, "1wAQDAQJhAgp0cmllcwAGd19x");
        assert_eq!(read_arrangement(&view), Ok(arrangement));
        let usual = write_arrangement(&Arrangement::default());
        assert!(read_arrangement(&usual).is_ok_and(|read| read.is_usual()));
        assert_eq!(read_arrangement(""), Err(LinkError::Broken));
        assert_eq!(read_arrangement("2AAAA"), Err(LinkError::Version('2')));
        assert_eq!(read_arrangement("1AAAAAA"), Err(LinkError::Broken));
        assert_eq!(read_arrangement(&"1".repeat(9000)), Err(LinkError::TooLong(Some(9000))));
    }
}
