//! The cost laboratory: contestants that compute the same thing at different cost, counted exactly and run for real.

pub mod count;
pub mod inputs;
pub mod kernel;
pub mod kernels;
pub mod race;
