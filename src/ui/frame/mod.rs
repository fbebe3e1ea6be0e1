//! What stands around the notebook.

mod keys;
mod sizes;
mod strip;
mod top;

pub(super) use keys::KeysProps;
pub(super) use sizes::SizesProps;
pub(super) use strip::StripProps;
pub(super) use top::TopBarProps;
