//! The cost laboratory: the race, and what is measured on this device.

mod files;
mod growth;
mod race;
mod results;
mod settings;
mod view;

pub(super) use race::RaceView;
pub(super) use view::LaboratoryView;
