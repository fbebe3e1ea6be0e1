//! What the page and the worker say to each other. As JSON, except for matrices, which travel beside it as typed arrays.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{
    kernel::Kernel,
    measure::Measurement,
    schedule::{Plan, Step, Warning},
};

impl Serialize for Kernel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Kernel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::of_code(&code).ok_or_else(|| D::Error::custom(format!("no kernel is called {code:?}")))
    }
}

/// What the page asks of the worker. One forward pass with its matrices is asked as a [`super::call::Call`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Measure all steps of a plan.
    Run(Plan),
}

/// What the worker tells of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// It begins.
    Started {
        /// How many points there will be.
        steps: usize,
        /// The step of this browser's clock in milliseconds.
        resolution: f64,
    },
    /// A point was measured.
    Point(Point),
    /// A point could not be measured, and neither can larger ones of its kernel.
    Missing {
        /// Which.
        step: Step,
        /// Why.
        reason: Lack,
    },
    /// By how much the outputs of the kernels that compute the same differ at one n.
    Agreement {
        /// The number of tokens.
        n: usize,
        /// Who computed the same.
        kernels: Vec<Kernel>,
        /// The largest difference between two elements.
        largest: f64,
    },
    /// How far it is.
    Progress {
        /// Points that are done.
        done: usize,
        /// All points.
        of: usize,
        /// How long the rest will take, in seconds.
        seconds_left: f64,
    },
    /// Everything is measured.
    Finished,
    /// It needs more than the device has, or more than a minute, and nobody has agreed to that.
    Asked(Vec<Warning>),
    /// It is over before its end; what was measured stays.
    Failed(Trouble),
}

/// Why a point is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lack {
    /// The memory was refused.
    Memory,
    /// The clock did not move.
    Clock,
}

/// Why a run is over before its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// The worker could not be loaded.
    Load,
    /// The worker stopped: the browser ended it, most often for its memory.
    Stopped(String),
    /// The plan cannot be run.
    Plan(String),
}

/// A measured point.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Who computed.
    pub kernel: Kernel,
    /// The number of tokens.
    pub n: usize,
    /// Milliseconds a call: the middle sample.
    pub millis: f64,
    /// A quarter of the samples is below.
    pub lower: f64,
    /// A quarter of the samples is above.
    pub upper: f64,
    /// The relative standard error of the middle sample.
    pub uncertainty: f64,
    /// Whether that is small enough.
    pub is_trusted: bool,
    /// How many samples count.
    pub samples: usize,
    /// How many were thrown away because the device slept.
    pub slept: usize,
    /// The bytes that the kernel needs by count.
    pub bytes_counted: u64,
    /// The bytes that it really allocated.
    pub bytes_allocated: u64,
}

impl Point {
    /// A measurement as a point.
    pub fn new(step: Step, measured: &Measurement, bytes_counted: u64, bytes_allocated: u64) -> Self {
        Self {
            kernel: step.kernel,
            n: step.n,
            millis: measured.median,
            lower: measured.lower,
            upper: measured.upper,
            // JSON has no infinity.
            uncertainty: measured.uncertainty.min(1e9),
            is_trusted: measured.is_trusted,
            samples: measured.samples,
            slept: measured.slept,
            bytes_counted,
            bytes_allocated,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_travels_as_json() {
        let step = Step { kernel: Kernel::Recurrent, n: 1 << 20 };
        let measured = Measurement {
            median: 0.1 + 0.2,
            lower: 1e-7,
            upper: 3.5,
            uncertainty: f64::INFINITY,
            is_trusted: false,
            samples: 9,
            calls: 70,
            slept: 1,
            resolution: 0.1,
        };
        let events = vec![
            Event::Started { steps: 3, resolution: 0.005 },
            Event::Point(Point::new(step, &measured, u64::MAX, 12)),
            Event::Missing { step, reason: Lack::Memory },
            Event::Agreement { n: 16, kernels: vec![Kernel::Stored, Kernel::Loops], largest: 1e-7 },
            Event::Progress { done: 1, of: 3, seconds_left: 4.25 },
            Event::Finished,
            Event::Asked(vec![Warning::Memory { step, bytes: 1 << 40 }, Warning::Minute { seconds: 61.5 }]),
            Event::Failed(Trouble::Stopped("unreachable".to_owned())),
        ];
        let text = serde_json::to_string(&events).unwrap();
        assert!(text.contains("\"kernel\":\"rnn\""), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Event>>(&text).unwrap(), events);
        let request = Request::Run(Plan::default());
        let text = serde_json::to_string(&request).unwrap();
        assert_eq!(serde_json::from_str::<Request>(&text).unwrap(), request);
    }

    #[test]
    fn unknown_kernels_are_refused_by_name() {
        let error = serde_json::from_str::<Kernel>("\"gpu\"").unwrap_err().to_string();
        assert!(error.contains("no kernel is called \"gpu\""), "{error}");
    }
}
