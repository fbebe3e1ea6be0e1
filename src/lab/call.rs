//! One kernel called by a script, on its own matrices or on seeded ones.

use std::{fmt, rc::Rc};

use super::{
    contestant::{Contestant, NoMemory, Numbers, widened},
    count::{Counted, count},
    inputs::{Inputs, Size},
    kernel::Kernel,
    measure::{Patience, measure, resolution},
    notebook::NotebookFault,
};

/// The most of n, `d_model`, `d_k` and the window.
pub const MOST: usize = 1 << 20;
/// The most iterations.
pub const MOST_ITERATIONS: u64 = 1_000_000_000;
/// What WebAssembly can address.
pub const ADDRESSABLE: u128 = 1 << 32;

/// What a script asks for, before anything is checked. A number that is missing or none is `None`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// One of the codes of [`Kernel`].
    pub kernel: Option<String>,
    /// The number of tokens.
    pub n: Option<f64>,
    /// The width of x.
    pub d_model: Option<f64>,
    /// The width of queries, keys and values.
    pub d_k: Option<f64>,
    /// How many calls; 1 if it is missing.
    pub iterations: Option<f64>,
    /// Where numbers are drawn from; 1 if it is missing.
    pub seed: Option<f64>,
    /// How far a token of the kernel `window` sees on both sides; 32 if it is missing.
    pub window: Option<f64>,
    /// x, wQ, wK and wV. With one of them there must be all.
    pub matrices: [Option<Vec<f64>>; 4],
}

/// The names of the matrices, as scripts write them.
pub const MATRICES: [&str; 4] = ["x", "wQ", "wK", "wV"];

/// A wish that can be fulfilled.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    kernel: Kernel,
    size: Size,
    iterations: u64,
    window: usize,
    source: Source,
}

#[derive(Debug, Clone, PartialEq)]
enum Source {
    Seed(u64),
    Matrices([Vec<f64>; 4]),
}

/// What a call gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The middle sample.
    pub millis_per_call: f64,
    /// How many calls were timed.
    pub calls: u64,
    /// The output, n × `d_k`.
    pub output: Numbers,
    /// The bytes that were really allocated, inputs and output included.
    pub bytes: usize,
    /// What it costs by count.
    pub counted: Counted,
    /// x, wQ, wK and wV as they were used.
    pub matrices: [Numbers; 4],
}

/// Why a wish cannot be fulfilled.
#[derive(Debug, Clone, PartialEq)]
pub enum CallFault {
    /// No kernel has this code.
    Kernel(Option<String>),
    /// A number is missing, no whole one or out of its range.
    Number {
        /// Its name.
        name: &'static str,
        /// What was given.
        found: Option<f64>,
        /// The least it can be.
        least: u64,
        /// The most it can be.
        most: u64,
    },
    /// Some matrices are given, and this one is not.
    Missing(&'static str),
    /// A matrix has another count of numbers than its size.
    Count {
        /// Its name.
        name: &'static str,
        /// Its size, in words.
        size: &'static str,
        /// How many numbers it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A number of a matrix is NaN or infinite, or becomes so in f32.
    NotFinite {
        /// The matrix.
        name: &'static str,
        /// The place of the number.
        place: usize,
        /// The number.
        found: f64,
        /// Whether it is finite in f64.
        only_in_f32: bool,
    },
    /// More memory is needed than a page can have.
    TooLarge(u128),
    /// The device refused the memory.
    Memory(u128),
}

impl fmt::Display for CallFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kernel(found) => {
                let codes = Kernel::ALL.map(Kernel::code).join(", ");
                match found {
                    Some(found) => write!(out, "no kernel is called {found:?}: there are {codes}"),
                    None => write!(out, "kernel is missing: there are {codes}"),
                }
            }
            Self::Number { name, found, least, most } => {
                write!(out, "{name} must be a whole number from {least} to {most}")?;
                match found {
                    Some(found) => write!(out, ", not {found}"),
                    None => write!(out, ", and is missing or no number"),
                }
            }
            Self::Missing(name) => {
                write!(
                    out,
                    "{name} is missing or is no Float32Array or Float64Array: give x, wQ, wK and wV, or none"
                )
            }
            Self::Count { name, size, found, expected } => {
                write!(out, "{name} has {found} numbers, but {size} is {expected}")
            }
            Self::NotFinite { name, place, found, only_in_f32: false } => {
                write!(out, "{name}[{place}] is {found}: all numbers must be finite")
            }
            Self::NotFinite { name, place, found, .. } => {
                write!(out, "{name}[{place}] is {found}, which f32 cannot hold")
            }
            Self::TooLarge(bytes) => {
                write!(out, "this would need {:.1} GB, and a page has at most 4.3", *bytes as f64 / 1e9)
            }
            Self::Memory(bytes) => write!(out, "out of memory: this needs {:.1} MB", *bytes as f64 / 1e6),
        }
    }
}

impl std::error::Error for CallFault {}

fn whole(name: &'static str, found: Option<f64>, least: u64, most: u64) -> Result<u64, CallFault> {
    let fits = |found: &f64| found.fract() == 0.0 && *found >= least as f64 && *found <= most as f64;
    found.filter(fits).map(|found| found as u64).ok_or(CallFault::Number { name, found, least, most })
}

impl Wish {
    /// Checks everything that can be checked before memory is asked for.
    ///
    /// # Errors
    /// The first [`CallFault`].
    pub fn check(self) -> Result<Call, CallFault> {
        let code = self.kernel;
        let kernel = code.as_deref().and_then(Kernel::of_code).ok_or(CallFault::Kernel(code))?;
        let side = |name, found| whole(name, found, 1, MOST as u64).map(|side| side as usize);
        let size = Size {
            n_tokens: side("n", self.n)?,
            d_model: side("dModel", self.d_model)?,
            d_k: side("dK", self.d_k)?,
        };
        let iterations = whole("iterations", self.iterations.or(Some(1.0)), 1, MOST_ITERATIONS)?;
        let window = whole("window", self.window.or(Some(32.0)), 0, MOST as u64)? as usize;
        let given = self.matrices.iter().any(Option::is_some);
        let seed = if given { 0 } else { whole("seed", self.seed.or(Some(1.0)), 0, (1 << 53) - 1)? };
        let call = Call { kernel, size, iterations, window, source: Source::Seed(seed) };
        let needed = call.counted().bytes;
        if needed > ADDRESSABLE {
            return Err(CallFault::TooLarge(needed));
        }
        if !given {
            return Ok(call);
        }
        let Size { n_tokens, d_model, d_k } = size;
        let counts = [("n × dModel", n_tokens * d_model), ("dModel × dK", d_model * d_k)];
        let mut matrices: [Vec<f64>; 4] = Default::default();
        for (place, (name, matrix)) in MATRICES.into_iter().zip(self.matrices).enumerate() {
            let matrix = matrix.ok_or(CallFault::Missing(name))?;
            let (words, expected) = counts[place.min(1)];
            if matrix.len() != expected {
                return Err(CallFault::Count { name, size: words, found: matrix.len(), expected });
            }
            let holds =
                |x: f64| if kernel == Kernel::Notebook { x.is_finite() } else { (x as f32).is_finite() };
            if let Some((place, &found)) = matrix.iter().enumerate().find(|(_, x)| !holds(**x)) {
                let only_in_f32 = found.is_finite();
                return Err(CallFault::NotFinite { name, place, found, only_in_f32 });
            }
            matrices[place] = matrix;
        }
        Ok(Call { source: Source::Matrices(matrices), ..call })
    }
}

impl Call {
    fn counted(&self) -> Counted {
        count(self.kernel, self.size, self.window)
    }

    /// Computes and measures.
    ///
    /// # Errors
    /// A [`CallFault`] where the memory is refused.
    pub fn answer(self, clock: &mut impl FnMut() -> f64) -> Result<Answer, CallFault> {
        let counted = self.counted();
        let refused = CallFault::Memory(counted.bytes);
        let (mut contestant, matrices) = self.prepare().ok_or(refused.clone())?;
        let step = resolution(clock);
        let measured = measure(clock, step, &Patience::calls(self.iterations), || contestant.call());
        let bytes = contestant.bytes();
        let output = contestant.output().cloned().ok_or(refused)?;
        Ok(Answer {
            millis_per_call: measured.median,
            calls: measured.calls,
            output,
            bytes,
            counted,
            matrices,
        })
    }

    fn prepare(&self) -> Option<(Contestant, [Numbers; 4])> {
        if self.kernel == Kernel::Notebook {
            let matrices = match &self.source {
                Source::Seed(seed) => widened(&Inputs::seeded(self.size, *seed)),
                Source::Matrices(matrices) => matrices.clone(),
            };
            let notebook = Contestant::notebook(self.size, matrices.clone());
            return match notebook {
                Ok(contestant) => Some((contestant, matrices.map(Numbers::Double))),
                Err(NotebookFault::Memory | NotebookFault::Shape) => None,
            };
        }
        let inputs = match &self.source {
            Source::Seed(seed) => Inputs::seeded(self.size, *seed),
            Source::Matrices(matrices) => {
                let [x, w_q, w_k, w_v] =
                    matrices.each_ref().map(|matrix| matrix.iter().map(|x| *x as f32).collect());
                Inputs::given(self.size, x, w_q, w_k, w_v).ok()?
            }
        };
        let inputs = Rc::new(inputs);
        let contestant = match Contestant::new(self.kernel, &inputs, self.window) {
            Ok(contestant) => contestant,
            Err(NoMemory) => return None,
        };
        let single = |numbers: &[f32]| Numbers::Single(numbers.to_vec());
        let used = [single(&inputs.x), single(&inputs.w_q), single(&inputs.w_k), single(&inputs.w_v)];
        Some((contestant, used))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(kernel: &str) -> Wish {
        Wish {
            kernel: Some(kernel.to_owned()),
            n: Some(3.0),
            d_model: Some(4.0),
            d_k: Some(2.0),
            ..Wish::default()
        }
    }

    fn own(kernel: &str) -> Wish {
        let ramp = |count: usize| Some((0..count).map(|i| i as f64 / 8.0 - 0.5).collect());
        Wish { matrices: [ramp(12), ramp(8), ramp(8), ramp(8)], ..wish(kernel) }
    }

    fn clock() -> impl FnMut() -> f64 {
        let start = std::time::Instant::now();
        move || start.elapsed().as_secs_f64() * 1000.0
    }

    #[test]
    fn every_kernel_answers_with_what_it_used() {
        for kernel in Kernel::ALL {
            for wish in [wish(kernel.code()), own(kernel.code())] {
                let answer = wish.clone().check().unwrap().answer(&mut clock()).unwrap();
                assert_eq!(answer.output.values().count(), 6, "{kernel:?}");
                assert!(answer.output.values().all(f64::is_finite), "{kernel:?}");
                assert!(answer.millis_per_call > 0.0 && answer.calls >= 1 && answer.bytes > 0, "{answer:?}");
                let is_double = matches!(answer.output, Numbers::Double(_));
                assert_eq!(is_double, kernel == Kernel::Notebook);
                for (given, used) in wish.matrices.iter().zip(&answer.matrices) {
                    let same = |given: &Vec<f64>| used.values().eq(given.iter().copied());
                    assert!(given.as_ref().is_none_or(same), "{kernel:?}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_is_said_clearly() {
        let said = |wish: Wish| wish.check().unwrap_err().to_string();
        assert!(said(wish("gpu")).starts_with("no kernel is called \"gpu\": there are stored, tiled"));
        assert!(said(Wish::default()).starts_with("kernel is missing"));
        let cases = [
            (
                Wish { n: None, ..wish("loops") },
                "n must be a whole number from 1 to 1048576, and is missing or no number",
            ),
            (Wish { d_k: Some(0.0), ..wish("loops") }, "dK must be a whole number from 1 to 1048576, not 0"),
            (
                Wish { d_model: Some(2.5), ..wish("loops") },
                "dModel must be a whole number from 1 to 1048576, not 2.5",
            ),
            (
                Wish { n: Some(f64::NAN), ..wish("loops") },
                "n must be a whole number from 1 to 1048576, not NaN",
            ),
            (
                Wish { iterations: Some(0.0), ..wish("loops") },
                "iterations must be a whole number from 1 to 1000000000, not 0",
            ),
            (
                Wish { seed: Some(-1.0), ..wish("loops") },
                "seed must be a whole number from 0 to 9007199254740991, not -1",
            ),
            (
                Wish { window: Some(-1.0), ..wish("window") },
                "window must be a whole number from 0 to 1048576, not -1",
            ),
            (Wish { d_k: Some(3.0), ..own("tiled") }, "wQ has 8 numbers, but dModel × dK is 12"),
            (Wish { n: Some(5.0), ..own("tiled") }, "x has 12 numbers, but n × dModel is 20"),
        ];
        for (wish, expected) in cases {
            assert_eq!(said(wish), expected);
        }
        let mut some = own("stored");
        some.matrices[2] = None;
        assert!(said(some).starts_with("wK is missing"));
        let huge = Wish { n: Some(1e6), d_model: Some(1e6), ..wish("stored") };
        assert!(matches!(huge.check(), Err(CallFault::TooLarge(_))));
    }

    #[test]
    fn numbers_must_be_finite_where_they_are_computed() {
        for (number, single, double) in [
            (f64::NAN, "x[7] is NaN: all numbers must be finite", false),
            (f64::INFINITY, "x[7] is inf: all numbers must be finite", false),
            (1e300, "which f32 cannot hold", true),
        ] {
            let with = |kernel: &str| {
                let mut wish = own(kernel);
                wish.matrices[0].as_mut().unwrap()[7] = number;
                wish.check()
            };
            let said = with("tiled").unwrap_err().to_string();
            assert!(said.contains(single), "{said}");
            assert_eq!(with("notebook").is_ok(), double, "{number}");
        }
    }
}
