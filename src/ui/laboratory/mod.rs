//! The cost laboratory: the race, and what is measured on this device.

mod files;
mod growth;
mod page;
mod race;
mod results;
mod settings;
mod view;

pub use page::show_laboratory;
