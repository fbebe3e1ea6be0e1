//! What stands around the notebook.

mod add;
mod keys;
mod sizes;
mod strip;
mod top;

pub(super) use add::AddCell;
pub(super) use keys::Keys;
pub(super) use sizes::Sizes;
pub(super) use strip::Strip;
pub(super) use top::TopBar;
