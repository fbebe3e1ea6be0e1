//! What stands around the notebook.

mod contents;
mod file;
mod keys;
mod opened;
mod reference;
mod sizes;
mod strip;
mod top;

pub(super) use contents::ContentsProps;
pub(super) use keys::KeysProps;
pub(super) use reference::ReferenceProps;
pub(super) use sizes::SizesProps;
pub(super) use strip::StripProps;
pub(super) use top::TopBarProps;
