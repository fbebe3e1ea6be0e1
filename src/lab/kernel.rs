//! The contestants by name.

/// The contestants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kernel {
    /// Self-attention that stores its n × n matrix of scores, then weights.
    Stored,
    /// The same result by tiles with a running softmax, in memory that grows with n.
    Tiled,
    /// Each token attends to the tokens within a distance on both sides.
    Window,
    /// The exponential of a score replaced by a product of features, so that sums over the keys are shared.
    Linear,
    /// A recurrent network: each token waits for the one before it.
    Recurrent,
    /// Self-attention as plain nested loops.
    Loops,
    /// The notebook's own engine, in f64.
    Notebook,
}

impl Kernel {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Stored, Self::Tiled, Self::Window, Self::Linear, Self::Recurrent, Self::Loops, Self::Notebook];

    /// The stable name, in scripts and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stored => "stored",
            Self::Tiled => "tiled",
            Self::Window => "window",
            Self::Linear => "linear",
            Self::Recurrent => "rnn",
            Self::Loops => "loops",
            Self::Notebook => "notebook",
        }
    }

    /// The contestant of that name.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kernel| kernel.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::Kernel;

    #[test]
    fn codes_name_one_kernel_each() {
        for kernel in Kernel::ALL {
            assert_eq!(Kernel::of_code(kernel.code()), Some(kernel));
        }
        assert_eq!(Kernel::of_code("Stored"), None);
    }
}
