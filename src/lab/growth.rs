//! Measured reports → the series of their drawings.

use super::{
    count::count,
    forecast::{Basis, forecast},
    inputs::Size,
    kernel::Kernel,
    protocol::Point,
    report::Report,
};
use crate::plot::{
    Role,
    loglog::{Measured, Series, Sign},
};

/// What is drawn over n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Milliseconds a call.
    Time,
    /// Bytes.
    Memory,
}

impl Kernel {
    /// Its hue and its sign in drawings: none by hue alone.
    pub fn look(self) -> (Role, Sign) {
        match self {
            Self::Stored => (Role::Weights, Sign::Disc),
            Self::Tiled => (Role::Query, Sign::Square),
            Self::Window => (Role::Scores, Sign::Triangle),
            Self::Linear => (Role::Value, Sign::Diamond),
            Self::Recurrent => (Role::Key, Sign::Ring),
            Self::Loops => (Role::Input, Sign::Cross),
            Self::Notebook => (Role::Output, Sign::Box),
        }
    }
}

/// The series of a report: measured points, and what was counted as a curve through the same sizes. The curve of time
/// is counted work at the speed of the largest points.
pub fn series(report: &Report, quantity: Quantity) -> Vec<Series> {
    report.kernels().into_iter().map(|kernel| one(report, kernel, quantity)).collect()
}

fn one(report: &Report, kernel: Kernel, quantity: Quantity) -> Series {
    let own: Vec<&Point> = report.points.iter().filter(|point| point.kernel == kernel).collect();
    let measured = |point: &&Point| {
        let n = point.n as f64;
        match quantity {
            Quantity::Time => Measured { n, median: point.millis, low: point.lower, high: point.upper },
            Quantity::Memory => {
                let bytes = point.bytes_allocated as f64;
                Measured { n, median: bytes, low: bytes, high: bytes }
            }
        }
    };
    let size = |n_tokens| Size { n_tokens, d_model: report.d_model, d_k: report.d_k };
    let counted = |point: &&Point| {
        let value = match quantity {
            Quantity::Time => {
                forecast(kernel, size(point.n), report.window, &report.points, Basis::Work)?.millis
            }
            Quantity::Memory => count(kernel, size(point.n), report.window).bytes as f64,
        };
        Some((point.n as f64, value))
    };
    let (role, sign) = kernel.look();
    Series {
        role,
        sign,
        points: own.iter().map(measured).collect(),
        curve: own.iter().filter_map(counted).collect(),
    }
}
