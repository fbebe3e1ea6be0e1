//! Sections of a notebook: a text that begins with a heading, and the cells under it.

use std::rc::Rc;

use super::{Cell, heading_of};

fn level(cell: &Cell, language: &str) -> Option<usize> {
    heading_of(cell, language).map(|(level, _)| level)
}

/// Where what belongs to a cell ends: after itself, and where it is folded and begins a section, after that.
pub fn folded_end(cells: &[Rc<Cell>], index: usize, language: &str) -> usize {
    let Some(cell) = cells.get(index) else { return cells.len() };
    let Some(own) = level(cell, language).filter(|_| cell.folded) else { return index + 1 };
    let next =
        cells[index + 1..].iter().position(|cell| level(cell, language).is_some_and(|level| level <= own));
    next.map_or(cells.len(), |next| index + 1 + next)
}

/// For each cell whether it stands in a section that is folded away.
pub fn folded_away(cells: &[Rc<Cell>], language: &str) -> Vec<bool> {
    let mut end = 0;
    let away = |(index, _): (usize, &Rc<Cell>)| {
        let away = index < end;
        if !away {
            end = folded_end(cells, index, language);
        }
        away
    };
    cells.iter().enumerate().map(away).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::CellKind, *};

    fn cells(texts: &[(&str, bool)]) -> Vec<Rc<Cell>> {
        let cell = |(index, (text, folded)): (usize, &(&str, bool))| {
            let kind = CellKind::Text { text: (*text).into() };
            let id = index.to_string().into();
            Rc::new(Cell { folded: *folded, ..Cell::new(id, kind) })
        };
        texts.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn a_folded_heading_takes_its_section_with_it() {
        let away = |texts: &[(&str, bool)]| folded_away(&cells(texts), "en");
        let texts =
            [("## A", true), ("a", false), ("### B", false), ("b", false), ("## C", false), ("c", true)];
        assert_eq!(away(&texts), [false, true, true, true, false, false]);
        let inner = [("# A", false), ("## B", true), ("b", false), ("## C", false), ("c", false)];
        assert_eq!(away(&inner), [false, false, true, false, false]);
        let last = [("a", true), ("# A", true), ("a", false)];
        assert_eq!(away(&last), [false, false, true], "a text without a heading hides nothing else");
        assert_eq!(away(&[]), Vec::<bool>::new());
    }
}
