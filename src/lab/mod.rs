//! The cost laboratory: contestants that compute the same thing at different cost, counted exactly and run for real.
//!
//! [`call`] is one forward pass for a script, [`run`] a whole comparison: a [`schedule::Plan`] of steps, each measured
//! by [`measure`], told as [`protocol::Event`]s and gathered in a [`report::Report`], whose growth is [`fit`]ted and
//! from which [`forecast`]s are made. All of it runs in a worker, and knows nothing of it.

pub mod bench;
pub mod call;
pub mod contestant;
pub mod count;
pub mod fit;
pub mod forecast;
pub mod growth;
pub mod inputs;
pub mod kernel;
pub mod kernels;
pub mod limit;
pub mod measure;
pub mod notebook;
pub mod protocol;
pub mod race;
pub mod report;
pub mod run;
pub mod sample;
pub mod schedule;
