//! The laboratory's kernels against definitions in f64, on generated sizes, and the laws that bind them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::lab::inputs::{Inputs, Size};
use attention_notebook::lab::kernel::Kernel;
use attention_notebook::lab::kernels::{Workspace, forward};
use proptest::prelude::*;

mod reference;

/// What f32 may lose: rounding grows with the depth of the sums and the size of the scores; 2⁻²⁴ is one rounding.
fn bound(inputs: &Inputs) -> f64 {
    let Size { d_model, d_k, n_tokens } = inputs.size;
    let roundings = 16.0 + d_model as f64 + d_k as f64 + (n_tokens as f64).sqrt();
    roundings * 0.5_f64.powi(24) * 8.0
}

fn computed(kernel: Kernel, inputs: &Inputs, window: usize) -> Vec<f32> {
    let mut workspace = Workspace::new(kernel, inputs.size, window).unwrap();
    let first = forward(inputs, &mut workspace).to_vec();
    assert_eq!(first, forward(inputs, &mut workspace), "a second call gives the same");
    assert_eq!(first.len(), inputs.size.n_tokens * inputs.size.d_k);
    first
}

fn assert_close(found: &[f32], expected: &[f64], bound: f64, what: &str) {
    let scale = expected.iter().fold(1.0, |scale: f64, x| scale.max(x.abs()));
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (f64::from(*found) - expected).abs() / scale;
        assert!(error <= bound, "{what} at {at}: {found} for {expected}, {error:e} > {bound:e}");
    }
}

fn check(kernel: Kernel, inputs: &Inputs, window: usize) {
    let found = computed(kernel, inputs, window);
    let expected = reference::outputs(kernel, inputs, window);
    assert_close(&found, &expected, bound(inputs), &format!("{kernel:?} {:?} w = {window}", inputs.size));
}

const COMPUTED: [Kernel; 6] =
    [Kernel::Stored, Kernel::Tiled, Kernel::Window, Kernel::Linear, Kernel::Recurrent, Kernel::Loops];

#[test]
fn kernels_equal_their_definitions_at_every_edge() {
    for n_tokens in [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129, 200, 257] {
        for (d_model, d_k) in [(1, 1), (4, 3), (8, 8), (16, 8), (7, 13), (20, 33)] {
            let inputs = Inputs::seeded(Size { n_tokens, d_model, d_k }, 11);
            for kernel in COMPUTED {
                check(kernel, &inputs, n_tokens / 3);
            }
            for window in [0, 1, 5, n_tokens, usize::MAX] {
                check(Kernel::Window, &inputs, window);
            }
        }
    }
}

#[test]
fn kernels_equal_their_definitions_at_full_width() {
    for (n_tokens, d_model, d_k) in [(64, 64, 64), (100, 128, 128), (300, 128, 40), (256, 64, 64)] {
        let inputs = Inputs::seeded(Size { n_tokens, d_model, d_k }, 5);
        for kernel in COMPUTED {
            check(kernel, &inputs, 32);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn kernels_equal_their_definitions(
        n_tokens in 1_usize..150, d_model in 1_usize..40, d_k in 1_usize..40, window in 0_usize..160, seed: u64,
    ) {
        let inputs = Inputs::seeded(Size { n_tokens, d_model, d_k }, seed);
        for kernel in COMPUTED {
            check(kernel, &inputs, window);
        }
    }

    #[test]
    fn weights_sum_to_one(n_tokens in 1_usize..150, d_k in 1_usize..20, window in 0_usize..160, seed: u64) {
        // The last column of X is 1 and only it makes values: V is all ones, and so is every weighted mean of it.
        let d_model = 5;
        let mut inputs = Inputs::seeded(Size { n_tokens, d_model, d_k }, seed);
        inputs.x.iter_mut().skip(4).step_by(d_model).for_each(|x| *x = 1.0);
        inputs.w_v.fill(0.0);
        inputs.w_v[4 * d_k..].fill(1.0);
        for kernel in [Kernel::Stored, Kernel::Tiled, Kernel::Window, Kernel::Linear, Kernel::Loops] {
            let ones = vec![1.0; n_tokens * d_k];
            assert_close(&computed(kernel, &inputs, window), &ones, bound(&inputs), kernel.code());
        }
    }

    #[test]
    fn ways_to_the_same_result_agree(n_tokens in 1_usize..300, d_k in 1_usize..20, beyond in 0_usize..9, seed: u64) {
        let inputs = Inputs::seeded(Size { n_tokens, d_model: 12, d_k }, seed);
        let stored: Vec<f64> = computed(Kernel::Stored, &inputs, 0).into_iter().map(f64::from).collect();
        for kernel in [Kernel::Tiled, Kernel::Loops, Kernel::Window] {
            let found = computed(kernel, &inputs, n_tokens - 1 + beyond);
            assert_close(&found, &stored, 2.0 * bound(&inputs), kernel.code());
        }
    }
}

#[test]
fn great_scores_neither_overflow_nor_become_nan() {
    for magnitude in [1e2, 1e6, 1e12, 1e17] {
        let mut inputs = Inputs::seeded(Size { n_tokens: 150, d_model: 8, d_k: 8 }, 3);
        inputs.w_q.iter_mut().for_each(|w| *w *= magnitude);
        inputs.w_k.iter_mut().for_each(|w| *w *= magnitude);
        for kernel in [Kernel::Stored, Kernel::Tiled, Kernel::Window, Kernel::Loops] {
            let found = computed(kernel, &inputs, 9);
            let greatest = found.iter().fold(0.0, |all: f32, x| all.max(x.abs()));
            assert!(found.iter().all(|x| x.is_finite()) && greatest < 50.0, "{kernel:?} {magnitude:e}");
        }
    }
}

#[test]
fn inputs_of_another_size_are_not_computed() {
    let mut workspace = Workspace::new(Kernel::Tiled, Size { n_tokens: 8, d_model: 8, d_k: 8 }, 0).unwrap();
    let others = Inputs::seeded(Size { n_tokens: 9, d_model: 8, d_k: 8 }, 0);
    assert!(forward(&others, &mut workspace).iter().all(|x| *x == 0.0));
}

#[test]
fn what_memory_cannot_hold_is_an_error() {
    let size = Size { n_tokens: 1 << 31, d_model: 64, d_k: 64 };
    assert!(Workspace::new(Kernel::Stored, size, 0).is_err());
    let size = Size { n_tokens: 1 << 40, d_model: 1 << 40, d_k: 1 << 40 };
    for kernel in COMPUTED {
        assert!(Workspace::new(kernel, size, usize::MAX).is_err(), "{kernel:?}");
    }
}
