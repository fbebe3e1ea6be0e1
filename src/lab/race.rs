//! The race: two ways through one sequence, side by side on a common clock, cell by cell.
//!
//! A cell is one real unit of work: `d_k` multiply-adds, a vector of width `d_k` gone through once. Each lane does one unit
//! at a tick, as one processor would.
//!
//! | lane | cells | units a cell | units in all |
//! |---|---|---|---|
//! | attention | n × n, row after row | 2: score and weighted value | 2 n² |
//! | window | n × (2w + 1), cut at the ends | 2 | about 2 n (2w + 1) |
//! | RNN | a chain of n | `d_k`: one product of a vector and a `d_k` × `d_k` matrix | n d_k |
//! | running sum | a chain of n | 2 d_k: add φ(k) vᵀ, read with φ(q) | 2 n d_k |

/// A way through the sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Self-attention: every token looks at every token.
    Attention,
    /// Attention to the tokens at most `window` away.
    Window,
    /// A recurrent network: one step after another.
    Recurrent,
    /// Linear attention: a sum that runs along.
    Linear,
}

/// The course that both lanes run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Course {
    /// How many tokens.
    pub n_tokens: usize,
    /// The width of keys, queries and values.
    pub d_k: usize,
    /// How far [`Lane::Window`] looks to each side.
    pub window: usize,
}

/// One cell: a row of the picture and a column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RaceCell {
    /// The token whose output it is for.
    pub row: usize,
    /// The token looked at; in a chain, 0.
    pub column: usize,
}

impl Lane {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Attention, Self::Window, Self::Recurrent, Self::Linear];

    /// Its code in attributes and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Self::Attention => "attention",
            Self::Window => "window",
            Self::Recurrent => "rnn",
            Self::Linear => "linear",
        }
    }

    /// The lane of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lane| lane.code() == code)
    }

    /// Whether its cells are a chain, one for each token, and no grid.
    pub fn is_chain(self) -> bool {
        matches!(self, Self::Recurrent | Self::Linear)
    }

    /// The units of work of one cell.
    pub fn units_of_cell(self, course: Course) -> usize {
        match self {
            Self::Attention | Self::Window => 2,
            Self::Recurrent => course.d_k,
            Self::Linear => 2 * course.d_k,
        }
    }

    /// The columns of a row that hold cells.
    fn columns(self, course: Course, row: usize) -> std::ops::Range<usize> {
        match self {
            Self::Attention => 0..course.n_tokens,
            Self::Window => row.saturating_sub(course.window)..(row + course.window + 1).min(course.n_tokens),
            Self::Recurrent | Self::Linear => 0..1,
        }
    }

    /// The cells in the order in which one processor does them.
    pub fn cells(self, course: Course) -> impl Iterator<Item = RaceCell> {
        (0..course.n_tokens)
            .flat_map(move |row| self.columns(course, row).map(move |column| RaceCell { row, column }))
    }

    /// How many cells there are.
    pub fn cell_count(self, course: Course) -> usize {
        (0..course.n_tokens).map(|row| self.columns(course, row).len()).sum()
    }

    /// All its units of work.
    pub fn units(self, course: Course) -> usize {
        self.cell_count(course) * self.units_of_cell(course)
    }

    /// How many cells are done, and what share of the next one, when the clock has ticked so often.
    pub fn done(self, course: Course, ticks: usize) -> (usize, f64) {
        let each = self.units_of_cell(course).max(1);
        let ticks = ticks.min(self.units(course));
        (ticks / each, (ticks % each) as f64 / each as f64)
    }

    /// How many steps have to wait for the one before, however many processors there are: rows of attention wait for
    /// nothing, the states of a chain wait for each other.
    pub fn sequential_steps(self, course: Course) -> usize {
        match self {
            Self::Attention | Self::Window => 1,
            Self::Recurrent => course.n_tokens,
            // Sums can be taken pairwise: a tree of them is as high as the logarithm.
            Self::Linear => ceil_log2(course.n_tokens).max(1),
        }
    }

    /// Through how many steps a signal goes from one token to another; `None` where it cannot get there in one layer.
    pub fn path_length(self, course: Course, from: usize, to: usize) -> Option<usize> {
        match self {
            Self::Attention | Self::Linear => Some(1),
            Self::Window => (from.abs_diff(to) <= course.window).then_some(1),
            Self::Recurrent => to.checked_sub(from),
        }
    }

    /// How many layers of the kind a signal needs from one token to another; `None` where no number is enough.
    pub fn layers(self, course: Course, from: usize, to: usize) -> Option<usize> {
        match self {
            Self::Window if course.window == 0 => (from == to).then_some(1),
            Self::Window => Some(from.abs_diff(to).div_ceil(course.window).max(1)),
            _ => self.path_length(course, from, to).map(|_| 1),
        }
    }
}

/// The least power of two that is not below n, as its exponent.
fn ceil_log2(n: usize) -> usize {
    n.next_power_of_two().trailing_zeros() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const COURSE: Course = Course { n_tokens: 6, d_k: 4, window: 1 };

    #[test]
    fn every_cell_is_run_once_in_order() {
        for lane in Lane::ALL {
            let cells: Vec<RaceCell> = lane.cells(COURSE).collect();
            assert_eq!(cells.len(), lane.cell_count(COURSE), "{lane:?}");
            assert!(cells.is_sorted_by_key(|cell| (cell.row, cell.column)));
            assert_eq!(lane.done(COURSE, usize::MAX), (cells.len(), 0.0));
            assert_eq!(Lane::of_code(lane.code()), Some(lane));
        }
        assert_eq!(
            Lane::Window.cell_count(COURSE),
            3 * 6 - 2,
            "the first and the last look to one side only"
        );
    }

    #[test]
    fn twice_the_tokens_is_four_times_the_grid_and_twice_the_chain() {
        let twice = Course { n_tokens: 12, ..COURSE };
        assert_eq!(Lane::Attention.units(twice), 4 * Lane::Attention.units(COURSE));
        assert_eq!(Lane::Recurrent.units(twice), 2 * Lane::Recurrent.units(COURSE));
        assert_eq!(Lane::Linear.units(twice), 2 * Lane::Linear.units(COURSE));
        let wide = Course { window: 12, ..twice };
        assert_eq!(Lane::Window.units(wide), Lane::Attention.units(twice), "a window over everything");
    }

    #[test]
    fn the_clock_is_common() {
        assert_eq!(Lane::Attention.done(COURSE, 5), (2, 0.5));
        assert_eq!(Lane::Recurrent.done(COURSE, 5), (1, 0.25));
        // Short sequences are faster by attention, long ones by the chain: at 2 n² = n d_k.
        let at = |n_tokens| Course { n_tokens, d_k: 16, window: 1 };
        assert!(Lane::Attention.units(at(7)) < Lane::Recurrent.units(at(7)));
        assert_eq!(Lane::Attention.units(at(8)), Lane::Recurrent.units(at(8)));
        assert!(Lane::Attention.units(at(9)) > Lane::Recurrent.units(at(9)));
    }

    #[test]
    fn a_chain_is_long_and_a_window_short_sighted() {
        assert_eq!(Lane::Attention.path_length(COURSE, 0, 5), Some(1));
        assert_eq!(Lane::Recurrent.path_length(COURSE, 0, 5), Some(5));
        assert_eq!(Lane::Recurrent.path_length(COURSE, 5, 0), None, "nothing flows back");
        assert_eq!(Lane::Window.path_length(COURSE, 0, 2), None);
        assert_eq!(Lane::Window.layers(COURSE, 0, 5), Some(5));
        assert_eq!(
            (Lane::Attention.sequential_steps(COURSE), Lane::Recurrent.sequential_steps(COURSE)),
            (1, 6)
        );
        assert_eq!(Lane::Linear.sequential_steps(COURSE), 3);
    }
}
