//! What stands around the notebook.

mod add;
mod contents;
mod keys;
mod reference;
mod sizes;
mod strip;
mod top;

pub(super) use add::add_cell;
pub(super) use contents::ContentsProps;
pub(super) use keys::KeysProps;
pub(super) use reference::ReferenceProps;
pub(super) use sizes::sizes;
pub(super) use strip::StripProps;
pub(super) use top::TopBarProps;
