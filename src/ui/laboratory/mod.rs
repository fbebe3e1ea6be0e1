//! The cost laboratory: the race, and what is measured on this device.

mod race;

pub(super) use race::RaceView;
