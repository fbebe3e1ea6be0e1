//! What stands around the notebook.

mod add;
mod keys;
mod sizes;
mod strip;
mod top;

pub(super) use add::add_cell;
pub(super) use keys::Keys;
pub(super) use sizes::sizes;
pub(super) use strip::Strip;
pub(super) use top::TopBar;
