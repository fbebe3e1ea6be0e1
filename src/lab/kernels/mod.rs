//! The contestants' arithmetic, in f32 on one thread, four numbers at a time.
//!
//! A [`Workspace`] holds everything that a forward pass needs, so that [`forward`] allocates nothing. `products` is the
//! one inner loop of all, `blocks` is how matrices lie in memory, `exponential` the only other costly thing.

pub mod exponential;
pub mod peak;

mod blocks;
mod linear;
mod loops;
mod products;
mod projections;
mod recurrent;
mod softmax;
mod stored;
mod tiled;
mod window;

use super::count::count;
use super::inputs::{Inputs, Size};
use super::kernel::Kernel;
use blocks::{held, zeros};

pub use blocks::OutOfMemory;
pub use projections::TOKENS as TILE_TOKENS;
pub use recurrent::recurrence;
pub use tiled::KEYS as TILE_KEYS;

/// What a kernel keeps between two calls, so that a call allocates nothing.
pub struct Workspace {
    size: Size,
    state: State,
    output: Vec<f32>,
}

enum State {
    Stored(stored::Stored),
    Tiled(tiled::Tiled),
    Window(window::Window),
    Linear(linear::Linear),
    Recurrent(recurrent::Recurrent),
    Loops(loops::Loops),
    /// The notebook's engine keeps its own values: see its module.
    Elsewhere,
}

impl Workspace {
    /// Room for forward passes of one kernel at one size. `window` is how far a token of [`Kernel::Window`] sees on both
    /// sides. [`Kernel::Notebook`] is not computed here: its workspace gives zeros.
    ///
    /// # Errors
    /// Memory does not suffice; nothing is kept then.
    pub fn new(kernel: Kernel, size: Size, window: usize) -> Result<Self, OutOfMemory> {
        let counted = count(kernel, size, window).bytes;
        if counted > isize::MAX as u128 {
            return Err(OutOfMemory { bytes: counted });
        }
        let state = match kernel {
            Kernel::Stored => State::Stored(stored::Stored::new(size)?),
            Kernel::Tiled => State::Tiled(tiled::Tiled::new(size)?),
            Kernel::Window => State::Window(window::Window::new(size, window)?),
            Kernel::Linear => State::Linear(linear::Linear::new(size)?),
            Kernel::Recurrent => State::Recurrent(recurrent::Recurrent::new(size)?),
            Kernel::Loops => State::Loops(loops::Loops::new(size)?),
            Kernel::Notebook => State::Elsewhere,
        };
        Ok(Self { size, state, output: zeros(size.n_tokens * size.d_k)? })
    }

    /// The bytes that are really allocated, the output's included.
    pub fn bytes(&self) -> usize {
        let state = match &self.state {
            State::Stored(state) => state.bytes(),
            State::Tiled(state) => state.bytes(),
            State::Window(state) => state.bytes(),
            State::Linear(state) => state.bytes(),
            State::Recurrent(state) => state.bytes(),
            State::Loops(state) => state.bytes(),
            State::Elsewhere => 0,
        };
        state + held(&self.output)
    }
}

/// The whole forward pass: projections, scores, softmax, output. The output is n × `d_k`, row after row.
///
/// Inputs of another size than the workspace's are not computed: the output stays as it was.
pub fn forward<'w>(inputs: &Inputs, workspace: &'w mut Workspace) -> &'w [f32] {
    let output = &mut workspace.output;
    if inputs.size == workspace.size && !output.is_empty() {
        match &mut workspace.state {
            State::Stored(state) => state.forward(inputs, output),
            State::Tiled(state) => state.forward(inputs, output),
            State::Window(state) => state.forward(inputs, output),
            State::Linear(state) => state.forward(inputs, output),
            State::Recurrent(state) => state.forward(inputs, output),
            State::Loops(state) => state.forward(inputs, output),
            State::Elsewhere => {}
        }
    }
    output
}
