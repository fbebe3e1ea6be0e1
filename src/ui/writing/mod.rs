//! Writing a notebook: cells that come, move, fold and go, and the forms of those that have no other place to be typed.

mod bounds;
mod deeds;
mod dimension;
mod exercise;
mod field;
mod folded;
mod form;
mod insert;
mod menu;
mod name;
mod note;
mod prediction;
mod speaker;

pub(super) use deeds::{go_to, go_to_place, use_cell_keys};
pub(super) use dimension::NewDimensionProps;
pub(super) use folded::{fold_button, folded_head};
pub(super) use form::form;
pub(super) use insert::{InsertProps, add_cells};
pub(super) use menu::MenuProps;
pub(super) use name::name_input;
pub(super) use note::note;
