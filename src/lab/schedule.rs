//! The plan of a run: who computes at which n, in which order, and how long it will take.

use serde::{Deserialize, Serialize};

use super::{
    count::{Counted, count},
    inputs::Size,
    kernel::Kernel,
};

/// The least n of a run.
pub const SMALLEST: usize = 16;
/// The largest n of kernels whose work grows with n².
pub const LARGEST: usize = 8192;
/// The largest n of kernels whose work grows with n.
pub const LARGEST_LINEAR: usize = 65_536;
/// The least and the largest `d_model` and `d_k` of a run.
pub const WIDTHS: (usize, usize) = (16, 128);
/// What a run asks about beforehand, in milliseconds.
pub const MINUTE: f64 = 60_000.0;
/// As much work as an exponential is, in multiply-adds: what vectorised ones take for each other.
const EXPONENTIAL: f64 = 12.0;

/// What to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Who takes part.
    pub kernels: Vec<Kernel>,
    /// The largest n of kernels whose work grows with n².
    pub largest: usize,
    /// The largest n of the others.
    pub largest_linear: usize,
    /// The width of X.
    pub d_model: usize,
    /// The width of queries, keys and values.
    pub d_k: usize,
    /// How far a token of the sliding window sees on both sides.
    pub window: usize,
    /// Where the numbers are drawn from.
    pub seed: u64,
    /// The device's memory in bytes, as far as it is known.
    pub memory: u64,
    /// Whether the reader was asked about what needs more than that, or more than a minute, and agreed.
    pub is_confirmed: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            kernels: vec![Kernel::Stored, Kernel::Tiled, Kernel::Window, Kernel::Linear, Kernel::Recurrent],
            largest: 4096,
            largest_linear: 16_384,
            d_model: 64,
            d_k: 64,
            window: 32,
            seed: 1,
            memory: 2 << 30,
            is_confirmed: false,
        }
    }
}

/// One point to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who computes.
    pub kernel: Kernel,
    /// The number of tokens.
    pub n: usize,
}

/// What a plan asks about before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Warning {
    /// A step needs more memory than the device has. Of a kernel's steps, the first that does.
    Memory {
        /// The step.
        step: Step,
        /// What it needs.
        bytes: u64,
    },
    /// The whole run takes longer than a minute.
    Minute {
        /// How long it may take.
        seconds: f64,
    },
}

/// Why a plan cannot be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFault {
    /// Nobody takes part.
    NoKernels,
    /// `d_model` or `d_k` is outside of [`WIDTHS`].
    Width(usize),
    /// The largest n is outside of what its kernels are run with.
    Largest(usize),
}

impl std::fmt::Display for PlanFault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoKernels => write!(out, "no kernel is chosen"),
            Self::Width(width) => write!(out, "a width of {width}: {} to {} are run", WIDTHS.0, WIDTHS.1),
            Self::Largest(n) => {
                write!(
                    out,
                    "n up to {n}: {SMALLEST} to {LARGEST} are run, linear kernels to {LARGEST_LINEAR}"
                )
            }
        }
    }
}

/// Whether a kernel's work grows with n, not with n².
pub fn is_linear(kernel: Kernel) -> bool {
    matches!(kernel, Kernel::Window | Kernel::Linear | Kernel::Recurrent)
}

/// Counted work as one number, in multiply-adds.
pub fn work(counted: &Counted) -> f64 {
    counted.multiply_adds as f64 + EXPONENTIAL * counted.exponentials as f64
}

impl Plan {
    /// That the plan can be run.
    ///
    /// # Errors
    /// The first [`PlanFault`].
    pub fn check(&self) -> Result<(), PlanFault> {
        if self.kernels.is_empty() {
            return Err(PlanFault::NoKernels);
        }
        for width in [self.d_model, self.d_k] {
            if !(WIDTHS.0..=WIDTHS.1).contains(&width) {
                return Err(PlanFault::Width(width));
            }
        }
        for (largest, most) in [(self.largest, LARGEST), (self.largest_linear, LARGEST_LINEAR)] {
            if !(SMALLEST..=most).contains(&largest) {
                return Err(PlanFault::Largest(largest));
            }
        }
        Ok(())
    }

    /// The sizes of one step.
    pub fn size(&self, n_tokens: usize) -> Size {
        Size { n_tokens, d_model: self.d_model, d_k: self.d_k }
    }

    /// What a step costs by count.
    pub fn counted(&self, step: Step) -> Counted {
        count(step.kernel, self.size(step.n), self.window)
    }

    /// The steps in their order: n doubles, and at each n all kernels compute, so that their curves grow together and a
    /// run that is stopped has something of each.
    pub fn steps(&self) -> Vec<Step> {
        let mut kernels: Vec<Kernel> = Vec::new();
        for kernel in &self.kernels {
            if !kernels.contains(kernel) {
                kernels.push(*kernel);
            }
        }
        let mut steps = Vec::new();
        let mut n = SMALLEST;
        while n <= LARGEST_LINEAR {
            let largest =
                |kernel: &&Kernel| if is_linear(**kernel) { self.largest_linear } else { self.largest };
            let here = kernels.iter().filter(|kernel| n <= largest(kernel));
            steps.extend(here.map(|&kernel| Step { kernel, n }));
            n *= 2;
        }
        steps
    }

    /// What to ask before the run starts, by what is known of the speeds.
    pub fn warnings(&self, speeds: &Speeds) -> Vec<Warning> {
        let steps = self.steps();
        let mut warnings: Vec<Warning> = Vec::new();
        for &step in &steps {
            let bytes = u64::try_from(self.counted(step).bytes).unwrap_or(u64::MAX);
            let known = warnings.iter().any(
                |warning| matches!(warning, Warning::Memory { step: known, .. } if known.kernel == step.kernel),
            );
            if bytes > self.memory && !known {
                warnings.push(Warning::Memory { step, bytes });
            }
        }
        let millis = speeds.millis_of_all(self, &steps);
        if millis > MINUTE {
            warnings.push(Warning::Minute { seconds: millis / 1000.0 });
        }
        warnings
    }
}

/// What is known of how fast each kernel is here: work for each millisecond.
///
/// Before anything is measured, those of a slow laptop.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Speeds {
    known: Vec<(Kernel, f64)>,
}

impl Speeds {
    /// The work of a kernel in a millisecond.
    pub fn of(&self, kernel: Kernel) -> f64 {
        let known = self.known.iter().find(|(known, _)| *known == kernel);
        known.map_or(
            match kernel {
                Kernel::Loops => 0.5e6,
                Kernel::Notebook | Kernel::Recurrent => 1e6,
                _ => 8e6,
            },
            |(_, speed)| *speed,
        )
    }

    /// Learns from a measured point.
    pub fn learn(&mut self, plan: &Plan, step: Step, millis: f64) {
        let speed = work(&plan.counted(step)) / millis;
        if !(speed.is_finite() && speed > 0.0) {
            return;
        }
        self.known.retain(|(kernel, _)| *kernel != step.kernel);
        self.known.push((step.kernel, speed));
    }

    /// How long one call takes, in milliseconds.
    pub fn millis_of_call(&self, plan: &Plan, step: Step) -> f64 {
        work(&plan.counted(step)) / self.of(step.kernel)
    }

    /// How long measuring these steps takes, in milliseconds.
    pub fn millis_of_all(&self, plan: &Plan, steps: &[Step]) -> f64 {
        let each = |step: &Step| {
            let call = self.millis_of_call(plan, *step);
            // Warm-up, then some ten samples; of long calls three.
            if call > 375.0 { 3.0 * call } else { 120.0 + call + (10.0 * call).min(1500.0) }
        };
        steps.iter().map(each).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Plan {
        Plan {
            kernels: Kernel::ALL.to_vec(),
            largest: LARGEST,
            largest_linear: LARGEST_LINEAR,
            ..Plan::default()
        }
    }

    #[test]
    fn n_doubles_and_every_kernel_advances() {
        let steps = all().steps();
        assert_eq!(steps.len(), 4 * 10 + 3 * 13);
        assert!(steps.windows(2).all(|pair| pair[0].n <= pair[1].n), "{steps:?}");
        assert_eq!(steps[..7].iter().map(|step| step.kernel).collect::<Vec<_>>(), Kernel::ALL);
        let last = steps.last().unwrap();
        assert!(last.n == LARGEST_LINEAR && is_linear(last.kernel), "{last:?}");
        let twice = Plan { kernels: vec![Kernel::Tiled, Kernel::Tiled], ..Plan::default() };
        assert_eq!(twice.steps().len(), 9);
    }

    #[test]
    fn what_needs_too_much_is_asked_about_beforehand() {
        let speeds = Speeds::default();
        let small = Plan { largest: 256, largest_linear: 256, ..Plan::default() };
        assert_eq!(small.warnings(&speeds), []);
        let large = Plan { memory: 100 << 20, ..all() };
        let warnings = large.warnings(&speeds);
        let stored = |warning: &&Warning| matches!(warning, Warning::Memory { step: Step { kernel: Kernel::Stored, n }, .. } if *n > 1024);
        assert_eq!(warnings.iter().filter(stored).count(), 1, "{warnings:?}");
        assert!(
            warnings.iter().any(|warning| matches!(warning, Warning::Minute { seconds } if *seconds > 60.0))
        );
    }

    #[test]
    fn measured_speeds_replace_assumed_ones() {
        let plan = Plan::default();
        let mut speeds = Speeds::default();
        let (small, large) =
            (Step { kernel: Kernel::Tiled, n: 512 }, Step { kernel: Kernel::Tiled, n: 4096 });
        speeds.learn(&plan, small, f64::NAN);
        assert_eq!(speeds, Speeds::default());
        speeds.learn(&plan, small, 40.0);
        let ratio = work(&plan.counted(large)) / work(&plan.counted(small));
        assert!((speeds.millis_of_call(&plan, large) / (40.0 * ratio) - 1.0).abs() < 1e-9);
        assert!(speeds.millis_of_all(&plan, &plan.steps()) > speeds.millis_of_call(&plan, large));
    }

    #[test]
    fn plans_that_cannot_be_run_say_why() {
        let check = |plan: Plan| plan.check().unwrap_err();
        assert_eq!(all().check(), Ok(()));
        assert_eq!(check(Plan { kernels: vec![], ..Plan::default() }), PlanFault::NoKernels);
        assert_eq!(check(Plan { d_k: 8, ..Plan::default() }), PlanFault::Width(8));
        assert_eq!(check(Plan { d_model: 256, ..Plan::default() }), PlanFault::Width(256));
        assert_eq!(check(Plan { largest: 1 << 40, ..Plan::default() }), PlanFault::Largest(1 << 40));
        assert_eq!(check(Plan { largest_linear: 8, ..Plan::default() }), PlanFault::Largest(8));
    }
}
