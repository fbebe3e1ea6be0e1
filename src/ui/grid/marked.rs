//! What is marked on one row of a grid.

use crate::{
    notebook::limits::MAX_SIDE,
    session::Marks,
    value::{Position, Region},
};

/// The marks on the places of a row, one bit for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RowMarks {
    selected: u128,
    sources: u128,
    dependents: u128,
    computed: u128,
    veiled: u128,
    asked: u128,
}

// A bit for each place of the longest row.
const _: () = assert!(MAX_SIDE <= u128::BITS as usize);

fn bit(column: usize) -> u128 {
    1u128.checked_shl(column as u32).unwrap_or(0)
}

/// One bit for each of so many columns.
fn all(columns: usize) -> u128 {
    bit(columns).wrapping_sub(1)
}

impl RowMarks {
    /// The marks on the row that begins at `start` and has so many columns.
    pub(super) fn of(marks: &Marks, start: Position, columns: usize, rows: usize) -> Self {
        let (stack, row, _) = start;
        let held = |region: &Option<Region>| {
            let Some(region) = region else { return 0 };
            (0..columns)
                .filter(|column| region.holds((stack, row, *column)))
                .fold(0, |bits, column| bits | bit(column))
        };
        let selected = marks.selected.filter(|at| (at.0, at.1) == (stack, row)).map_or(0, |at| bit(at.2));
        let veiled = marks.reached.map_or(0, |reached| {
            let before = (stack * rows + row) * columns;
            all(columns) & !all(reached.saturating_sub(before).min(columns))
        });
        Self {
            selected,
            sources: held(&marks.sources),
            dependents: held(&marks.dependents),
            computed: held(&marks.computed),
            veiled,
            asked: held(&marks.asked),
        }
    }

    /// Takes away what is marked on the whole row, and says it as classes of the row.
    pub(super) fn take_whole(&mut self, columns: usize) -> Vec<&'static str> {
        let mut classes = Vec::new();
        for (bits, class) in [
            (&mut self.sources, "is-source"),
            (&mut self.dependents, "is-dependent"),
            (&mut self.computed, "is-computed"),
        ] {
            if columns > 0 && *bits == all(columns) {
                *bits = 0;
                classes.push(class);
            }
        }
        classes
    }

    pub(super) fn is_veiled(self, column: usize) -> bool {
        self.veiled & bit(column) != 0
    }

    /// Whether an exercise asks for what it copies.
    pub(super) fn is_asked(self, column: usize) -> bool {
        self.asked & bit(column) != 0
    }

    /// The classes of a place.
    pub(super) fn class(self, column: usize) -> Vec<&'static str> {
        let marks = [
            (self.selected, "is-selected"),
            (self.sources, "is-source"),
            (self.dependents, "is-dependent"),
            (self.computed, "is-computed"),
        ];
        marks.into_iter().filter(|(bits, _)| bits & bit(column) != 0).map(|(_, class)| class).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Shape;

    #[test]
    fn marks_fall_on_their_row() {
        let shape = Shape::stack(2, 2, 3);
        let mut dependents = Region::none(&shape);
        dependents.add_block((1, 1, 0), (2, 2, 3));
        let marks = Marks {
            selected: Some((1, 0, 2)),
            sources: Some(Region::one(&shape, (1, 1, 1))),
            dependents: Some(dependents),
            ..Marks::default()
        };
        let first = RowMarks::of(&marks, (1, 0, 0), 3, 2);
        assert_eq!((first.class(2), first.class(1)), (vec!["is-selected"], vec![]));
        let mut second = RowMarks::of(&marks, (1, 1, 0), 3, 2);
        assert_eq!(second.take_whole(3), ["is-dependent"]);
        assert_eq!(second.class(1), ["is-source"]);
        assert_eq!(RowMarks::of(&marks, (0, 1, 0), 3, 2), RowMarks::default());
    }

    #[test]
    fn what_is_not_reached_is_veiled() {
        let marks = Marks { reached: Some(4), ..Marks::default() };
        let veiled = |row| {
            let marks = RowMarks::of(&marks, (0, row, 0), 3, 9);
            [0, 1, 2].map(|column| marks.is_veiled(column))
        };
        assert_eq!([veiled(0), veiled(1), veiled(2)], [[false; 3], [false, true, true], [true; 3]]);
        let widest = RowMarks::of(&Marks { reached: Some(0), ..Marks::default() }, (0, 0, 0), MAX_SIDE, 1);
        assert!((0..MAX_SIDE).all(|column| widest.is_veiled(column)));
    }
}
