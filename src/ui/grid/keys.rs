//! Keys in a grid → what they mean there.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum GridKey {
    /// Go to another place.
    Move(usize, usize),
    /// Change the number by so much.
    Step(f64),
    /// Take back what was typed.
    Cancel,
    /// Leave the grid.
    Leave,
    /// Edit in place.
    Edit,
    /// Move the number to and fro.
    Wiggle,
    /// Go to the name of a row or column.
    Name(Header),
    /// Explain the number.
    Explain,
}

/// The name of a row or column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    Row(usize),
    Column(usize),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Press<'a> {
    pub(super) key: &'a str,
    pub(super) alt: bool,
    pub(super) shift: bool,
    pub(super) command: bool,
}

/// The grid that a key is pressed in, and what goes on there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ground {
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// Whether something has been typed or stepped that Escape takes back.
    pub(super) typing: bool,
    /// Whether arrows move in the text.
    pub(super) caret: bool,
    pub(super) editable: bool,
    /// Whether the names of rows, and of columns, can be edited.
    pub(super) named: (bool, bool),
}

/// What a key means at a place; `None` where the browser should have it.
pub(super) fn meaning(press: Press<'_>, (row, column): (usize, usize), ground: Ground) -> Option<GridKey> {
    let (last_row, last_column) = (ground.rows.saturating_sub(1), ground.columns.saturating_sub(1));
    let (typing, caret) = (ground.typing, ground.caret);
    let up = if press.command { 0 } else { row.saturating_sub(1) };
    let down = if press.command { last_row } else { (row + 1).min(last_row) };
    let step = if press.shift { 1.0 } else { 0.1 };
    let place = match press.key {
        "ArrowUp" if press.alt => return Some(GridKey::Step(step)),
        "ArrowDown" if press.alt => return Some(GridKey::Step(-step)),
        "ArrowUp" if row == 0 && ground.named.1 && !press.command => {
            return Some(GridKey::Name(Header::Column(column)));
        }
        "ArrowUp" => (up, column),
        "ArrowDown" => (down, column),
        "ArrowLeft" | "ArrowRight" if press.alt || caret => return None,
        "ArrowLeft" if column == 0 && ground.named.0 && !press.command => {
            return Some(GridKey::Name(Header::Row(row)));
        }
        "ArrowLeft" => (row, if press.command { 0 } else { column.saturating_sub(1) }),
        "ArrowRight" => (row, if press.command { last_column } else { (column + 1).min(last_column) }),
        // A formula below, for the whole cell.
        "Enter" if press.alt && press.shift => return None,
        // In what is typed, Enter alone goes down.
        "Enter" if press.alt || !(ground.editable || press.shift) => return Some(GridKey::Explain),
        "Enter" if press.shift => (row.saturating_sub(1), column),
        "Enter" => ((row + 1).min(last_row), column),
        // Through what can be typed Tab goes number by number, through results at once.
        "Tab" if !ground.editable => return None,
        "Tab" if press.shift => match (row, column) {
            (0, 0) => return None,
            (row, 0) => (row - 1, last_column),
            (row, column) => (row, column - 1),
        },
        "Tab" if (row, column) == (last_row, last_column) => return None,
        "Tab" if column == last_column => (row + 1, 0),
        "Tab" => (row, column + 1),
        "Home" | "End" if caret => return None,
        "Home" => (if press.command { 0 } else { row }, 0),
        "End" => (if press.command { last_row } else { row }, last_column),
        "Escape" => return Some(if typing || caret { GridKey::Cancel } else { GridKey::Leave }),
        "~" | "～" if ground.editable => return Some(GridKey::Wiggle),
        "F2" => return Some(GridKey::Edit),
        _ => return None,
    };
    Some(GridKey::Move(place.0, place.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: Ground =
        Ground { rows: 3, columns: 4, typing: false, caret: false, editable: true, named: (false, false) };

    fn press(key: &str) -> Press<'_> {
        Press { key, alt: false, shift: false, command: false }
    }

    #[test]
    fn arrows_stop_at_the_edges() {
        let at = |key, place| meaning(press(key), place, GROUND);
        assert_eq!(at("ArrowUp", (0, 2)), Some(GridKey::Move(0, 2)));
        assert_eq!(at("ArrowRight", (1, 3)), Some(GridKey::Move(1, 3)));
        assert_eq!(at("ArrowDown", (1, 1)), Some(GridKey::Move(2, 1)));
        let command = Press { command: true, ..press("ArrowDown") };
        assert_eq!(meaning(command, (0, 1), GROUND), Some(GridKey::Move(2, 1)));
    }

    #[test]
    fn arrows_reach_names_over_the_edges() {
        let named = Ground { named: (true, true), ..GROUND };
        assert_eq!(meaning(press("ArrowUp"), (0, 2), named), Some(GridKey::Name(Header::Column(2))));
        assert_eq!(meaning(press("ArrowLeft"), (1, 0), named), Some(GridKey::Name(Header::Row(1))));
        assert_eq!(meaning(press("ArrowUp"), (1, 2), named), Some(GridKey::Move(0, 2)));
    }

    #[test]
    fn tab_reads_like_a_book_and_leaves_at_the_ends() {
        let at = |place| meaning(press("Tab"), place, GROUND);
        assert_eq!(at((0, 3)), Some(GridKey::Move(1, 0)));
        assert_eq!(at((2, 3)), None);
        let back = Press { shift: true, ..press("Tab") };
        assert_eq!(meaning(back, (1, 0), GROUND), Some(GridKey::Move(0, 3)));
        assert_eq!(meaning(back, (0, 0), GROUND), None);
        assert_eq!(
            meaning(press("Tab"), (0, 0), Ground { editable: false, ..GROUND }),
            None,
            "results at once"
        );
    }

    #[test]
    fn enter_explains_what_is_computed() {
        let result = Ground { editable: false, ..GROUND };
        assert_eq!(meaning(press("Enter"), (0, 0), result), Some(GridKey::Explain));
        assert_eq!(meaning(press("Enter"), (0, 0), GROUND), Some(GridKey::Move(1, 0)));
        let with_alt = Press { alt: true, ..press("Enter") };
        assert_eq!(meaning(with_alt, (0, 0), GROUND), Some(GridKey::Explain));
        assert_eq!(meaning(Press { shift: true, ..with_alt }, (0, 0), GROUND), None, "a key of the cell");
    }

    #[test]
    fn escape_cancels_first_and_leaves_then() {
        let typing = Ground { typing: true, ..GROUND };
        assert_eq!(meaning(press("Escape"), (0, 0), typing), Some(GridKey::Cancel));
        assert_eq!(meaning(press("Escape"), (0, 0), GROUND), Some(GridKey::Leave));
    }

    #[test]
    fn a_caret_keeps_the_horizontal_arrows() {
        let caret = Ground { caret: true, ..GROUND };
        assert_eq!(meaning(press("ArrowLeft"), (1, 1), caret), None);
        assert_eq!(meaning(press("ArrowUp"), (1, 1), caret), Some(GridKey::Move(0, 1)));
    }
}
