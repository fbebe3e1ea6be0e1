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
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Press<'a> {
    pub(super) key: &'a str,
    pub(super) alt: bool,
    pub(super) shift: bool,
    pub(super) command: bool,
}

/// What a key means at a place of a grid of so many rows and columns; `None` where the browser should have it.
///
/// `typing` is whether something has been typed, `caret` whether arrows move in the text.
pub(super) fn meaning(
    press: Press<'_>,
    (row, column): (usize, usize),
    (rows, columns): (usize, usize),
    typing: bool,
    caret: bool,
) -> Option<GridKey> {
    let (last_row, last_column) = (rows.saturating_sub(1), columns.saturating_sub(1));
    let up = if press.command { 0 } else { row.saturating_sub(1) };
    let down = if press.command { last_row } else { (row + 1).min(last_row) };
    let step = if press.shift { 1.0 } else { 0.1 };
    let place = match press.key {
        "ArrowUp" if press.alt => return Some(GridKey::Step(step)),
        "ArrowDown" if press.alt => return Some(GridKey::Step(-step)),
        "ArrowUp" => (up, column),
        "ArrowDown" => (down, column),
        "ArrowLeft" | "ArrowRight" if press.alt || caret => return None,
        "ArrowLeft" => (row, if press.command { 0 } else { column.saturating_sub(1) }),
        "ArrowRight" => (row, if press.command { last_column } else { (column + 1).min(last_column) }),
        "Enter" if press.shift => (row.saturating_sub(1), column),
        "Enter" => ((row + 1).min(last_row), column),
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
        "F2" => return Some(GridKey::Edit),
        _ => return None,
    };
    Some(GridKey::Move(place.0, place.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: &str) -> Press<'_> {
        Press { key, alt: false, shift: false, command: false }
    }

    #[test]
    fn arrows_stop_at_the_edges() {
        let at = |key, place| meaning(press(key), place, (3, 4), false, false);
        assert_eq!(at("ArrowUp", (0, 2)), Some(GridKey::Move(0, 2)));
        assert_eq!(at("ArrowRight", (1, 3)), Some(GridKey::Move(1, 3)));
        assert_eq!(at("ArrowDown", (1, 1)), Some(GridKey::Move(2, 1)));
        let command = Press { command: true, ..press("ArrowDown") };
        assert_eq!(meaning(command, (0, 1), (3, 4), false, false), Some(GridKey::Move(2, 1)));
    }

    #[test]
    fn tab_reads_like_a_book_and_leaves_at_the_ends() {
        let at = |place| meaning(press("Tab"), place, (2, 2), false, false);
        assert_eq!(at((0, 1)), Some(GridKey::Move(1, 0)));
        assert_eq!(at((1, 1)), None);
        let back = Press { shift: true, ..press("Tab") };
        assert_eq!(meaning(back, (1, 0), (2, 2), false, false), Some(GridKey::Move(0, 1)));
        assert_eq!(meaning(back, (0, 0), (2, 2), false, false), None);
    }

    #[test]
    fn escape_cancels_first_and_leaves_then() {
        assert_eq!(meaning(press("Escape"), (0, 0), (1, 1), true, false), Some(GridKey::Cancel));
        assert_eq!(meaning(press("Escape"), (0, 0), (1, 1), false, false), Some(GridKey::Leave));
    }

    #[test]
    fn a_caret_keeps_the_horizontal_arrows() {
        assert_eq!(meaning(press("ArrowLeft"), (1, 1), (3, 3), true, true), None);
        assert_eq!(meaning(press("ArrowUp"), (1, 1), (3, 3), true, true), Some(GridKey::Move(0, 1)));
    }
}
