//! What each contestant costs, counted: formulas in n, `d_model` = m, `d_k` = d and the window's distance w.
//!
//! A multiply-add is a multiplication whose product is added to a sum; additions, divisions and comparisons alone are
//! not counted. An exponential is one evaluation of e^x; a tanh is one of them. Bytes are those of the numbers that are
//! held at the same time, inputs and output included, without the padding to whole blocks.
//!
//! | | multiply-adds | exponentials | numbers held, besides X, W and O: nm + 3md + nd |
//! |---|---|---|---|
//! | stored | 3nmd + 2n²d | n² | 3nd + n² + *P*, and *td* of sums |
//! | tiled | 3nmd + 2n²d | n² | 2nd + *P*, and of a tile: queries and sums 2*td* + 5*t*, scores 4*c* |
//! | window | 3nmd + 2*b*d | *b* | 2nd + *P*, and *td* + 4 min(n, 2w + 4) + 4d |
//! | linear | 3nmd + 2nd² + nd | 2nd | d² + d + *P*, and 3*td* + 4d |
//! | rnn | nmd + nd² | nd | 2d² + d + *P*, and *td* |
//! | loops | 3nmd + 2n²d | n² | 3nd + n² |
//! | notebook | 3nmd + 2n²d | n² | 3nd + 2n², each number twice as wide |
//!
//! *P* = *tm* + 3md are the blocks in which X and W are read, *t* = min(n, 64) the tokens of a tile, *c* = min(n, 128) the
//! keys of a tile, *b* = Σ over the tokens of how many they see = (2w + 1) n − w (w + 1) for w < n.

use super::inputs::Size;
use super::kernel::Kernel;
use super::kernels::{TILE_KEYS, TILE_TOKENS};

/// What one forward pass costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// Products that are added to a sum.
    pub multiply_adds: u128,
    /// Evaluations of e^x.
    pub exponentials: u128,
    /// Held at the same time, inputs and output included.
    pub bytes: u128,
}

/// The cost of one forward pass of a kernel. `window` is only read by [`Kernel::Window`].
///
/// Sizes are below 2⁴⁰, and so every count is below 2¹²⁸.
pub fn count(kernel: Kernel, size: Size, window: usize) -> Counted {
    let [n, m, d, w] = [size.n_tokens, size.d_model, size.d_k, window].map(|number| number as u128);
    let tile = n.min(TILE_TOKENS as u128);
    let w = w.min(n.saturating_sub(1));
    let seen = ((2 * w + 1) * n).saturating_sub(w * (w + 1));
    let (projections, output) = (3 * n * m * d, n * d);
    let packed = tile * m + 3 * m * d;
    let (multiply_adds, exponentials, own) = match kernel {
        Kernel::Stored => (projections + 2 * n * n * d, n * n, 3 * n * d + n * n + packed + tile * d),
        Kernel::Tiled => {
            let scores = 4 * n.min(TILE_KEYS as u128);
            (projections + 2 * n * n * d, n * n, 2 * n * d + packed + 2 * tile * d + 5 * tile + scores)
        }
        Kernel::Window => {
            let scores = 4 * n.min(2 * w + 4);
            (projections + 2 * seen * d, seen, 2 * n * d + packed + tile * d + scores + 4 * d)
        }
        Kernel::Linear => {
            let own = d * d + d + packed + 3 * tile * d + 4 * d;
            (projections + 2 * n * d * d + n * d, 2 * n * d, own)
        }
        Kernel::Recurrent => (n * m * d + n * d * d, n * d, 2 * d * d + d + packed + tile * d),
        Kernel::Loops => (projections + 2 * n * n * d, n * n, 3 * n * d + n * n),
        Kernel::Notebook => (projections + 2 * n * n * d, n * n, 3 * n * d + 2 * n * n),
    };
    let width = if kernel == Kernel::Notebook { size_of::<f64>() } else { size_of::<f32>() };
    let bytes = (n * m + 3 * m * d + output + own) * width as u128;
    Counted { multiply_adds, exponentials, bytes }
}

/// How many steps have to wait for one another, whatever the number of machines: each token of the recurrent network
/// waits for the one before it; all others compute every token at once.
pub fn sequential_steps(kernel: Kernel, n_tokens: usize) -> usize {
    match kernel {
        Kernel::Recurrent => n_tokens,
        _ => n_tokens.min(1),
    }
}

/// How many times a signal is handed on from one token to another: one step for attention, one for each token of the
/// way for the recurrent network. In a window it is one layer for each w tokens of the way (a layer moves it by w).
/// [`usize::MAX`] where it never arrives: back in a recurrent network, anywhere through a window of w = 0.
pub fn path_length(kernel: Kernel, from: usize, to: usize, window: usize) -> usize {
    let way = from.abs_diff(to);
    match kernel {
        Kernel::Recurrent if to < from => usize::MAX,
        Kernel::Recurrent => way,
        Kernel::Window if way > 0 && window == 0 => usize::MAX,
        Kernel::Window => way.div_ceil(window.max(1)),
        _ => way.min(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_travel_as_far_as_the_architecture_lets_them() {
        assert_eq!(path_length(Kernel::Stored, 3, 900, 0), 1);
        assert_eq!(path_length(Kernel::Linear, 900, 3, 0), 1);
        assert_eq!(path_length(Kernel::Window, 0, 100, 32), 4);
        assert_eq!(path_length(Kernel::Window, 0, 1, 0), usize::MAX);
        assert_eq!(path_length(Kernel::Recurrent, 3, 900, 0), 897);
        assert_eq!(path_length(Kernel::Recurrent, 900, 3, 0), usize::MAX);
        assert_eq!(path_length(Kernel::Tiled, 5, 5, 0), 0);
        assert_eq!(sequential_steps(Kernel::Recurrent, 77), 77);
        assert_eq!(sequential_steps(Kernel::Tiled, 77), 1);
    }

    #[test]
    fn counts_do_not_overflow() {
        let size = Size { n_tokens: u32::MAX as usize, d_model: 1 << 20, d_k: 1 << 20 };
        for kernel in Kernel::ALL {
            assert!(count(kernel, size, usize::MAX).multiply_adds > u128::from(u64::MAX));
        }
    }

    #[test]
    fn a_window_over_everything_costs_what_attention_costs() {
        let size = Size { n_tokens: 100, d_model: 16, d_k: 8 };
        let stored = count(Kernel::Stored, size, 0);
        for window in [99, 100, usize::MAX] {
            let wide = count(Kernel::Window, size, window);
            assert_eq!((wide.multiply_adds, wide.exponentials), (stored.multiply_adds, stored.exponentials));
        }
    }
}
