//! What the laboratory counts, against definitions that count as they compute, and against what is really allocated.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use attention_notebook::lab::count::count;
use attention_notebook::lab::inputs::{Inputs, Size};
use attention_notebook::lab::kernel::Kernel;
use attention_notebook::lab::kernels::Workspace;
use proptest::prelude::*;

mod reference;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn counts_are_what_the_definitions_do(
        n_tokens in 1_usize..60, d_model in 1_usize..20, d_k in 1_usize..20, window in 0_usize..70,
    ) {
        let size = Size { n_tokens, d_model, d_k };
        let inputs = Inputs::seeded(size, 1);
        for kernel in Kernel::ALL {
            let mut counting = reference::Counting::default();
            reference::outputs_with(kernel, &inputs, window, &mut counting);
            let counted = count(kernel, size, window);
            let found = (counting.multiply_adds, counting.exponentials);
            prop_assert_eq!((counted.multiply_adds, counted.exponentials), found, "{:?}", kernel);
        }
    }

    /// Padding rounds each size up to whole blocks of eight, and the window's strip of scores by two blocks more.
    #[test]
    fn bytes_are_what_is_allocated(
        n_tokens in 1_usize..400, d_model in 1_usize..80, d_k in 1_usize..80, window in 0_usize..500,
    ) {
        let size = Size { n_tokens, d_model, d_k };
        let whole = |number: usize| number.next_multiple_of(8);
        let padded = Size { n_tokens: whole(n_tokens), d_model: whole(d_model), d_k: whole(d_k) };
        let inputs = Inputs::seeded(size, 1).bytes();
        for kernel in Kernel::ALL.into_iter().filter(|kernel| *kernel != Kernel::Notebook) {
            let held = (Workspace::new(kernel, size, window).unwrap().bytes() + inputs) as u128;
            let most = count(kernel, padded, window).bytes + 256;
            prop_assert!(count(kernel, size, window).bytes <= held && held <= most, "{:?}", kernel);
        }
    }
}

#[test]
fn whole_blocks_have_no_padding() {
    let size = Size { n_tokens: 256, d_model: 64, d_k: 32 };
    let inputs = Inputs::seeded(size, 1).bytes();
    for kernel in [Kernel::Stored, Kernel::Tiled, Kernel::Linear, Kernel::Recurrent, Kernel::Loops] {
        let held = (Workspace::new(kernel, size, 0).unwrap().bytes() + inputs) as u128;
        assert_eq!(held, count(kernel, size, 0).bytes, "{kernel:?}");
    }
}

#[test]
fn tiles_of_eight_thousand_tokens_fit_into_sixteen_megabytes() {
    let size = Size { n_tokens: 8192, d_model: 64, d_k: 64 };
    let held = Workspace::new(Kernel::Tiled, size, 0).unwrap().bytes() + Inputs::seeded(size, 1).bytes();
    assert!(held < 16_000_000, "{held}");
    let stored = count(Kernel::Stored, size, 0).bytes;
    assert!(stored > 256_000_000, "{stored}");
}
