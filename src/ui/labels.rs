//! The names of rows and columns.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    i18n::Language,
    notebook::Dimension,
    value::{Axis, Shape},
};

/// The names along one axis of a grid.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Labels {
    /// The dimension that the axis runs over, whose names can be edited.
    pub(super) dimension: Option<Rc<str>>,
    /// One name for each place.
    pub(super) texts: Rc<[AttrValue]>,
}

impl Labels {
    /// The names of an axis: those of its dimension, or the indices that a formula would use.
    pub(super) fn of(axis: Option<&Axis>, dimensions: &[Rc<Dimension>], language: Language) -> Self {
        let size = axis.map_or(1, |axis| axis.size);
        let named = axis.and_then(|axis| axis.name.as_ref());
        let dimension = named.and_then(|name| dimensions.iter().find(|dimension| dimension.name == *name));
        match dimension.filter(|dimension| dimension.size() == size) {
            Some(dimension) => Self {
                dimension: Some(dimension.name.clone()),
                texts: dimension
                    .items
                    .iter()
                    .map(|item| item.text(language.tag()).to_owned().into())
                    .collect(),
            },
            None => {
                Self { dimension: None, texts: (0..size).map(|index| index.to_string().into()).collect() }
            }
        }
    }
}

/// The name of one place of an axis, and whether its dimension gives it: else it is the index.
pub(super) fn item(
    axis: Option<&Axis>,
    index: usize,
    dimensions: &[Rc<Dimension>],
    language: Language,
) -> (AttrValue, bool) {
    let named = axis.and_then(|axis| {
        let dimension = dimensions.iter().find(|dimension| Some(&dimension.name) == axis.name.as_ref())?;
        dimension.items.get(index).filter(|_| dimension.size() == axis.size)
    });
    match named {
        Some(item) => (item.text(language.tag()).to_owned().into(), true),
        None => (index.to_string().into(), false),
    }
}

impl Labels {
    /// The names of the rows and of the columns of an array's matrices.
    pub(super) fn of_grid(shape: &Shape, dimensions: &[Rc<Dimension>], language: Language) -> (Self, Self) {
        let axis = |number| shape.axes().len().checked_sub(number).and_then(|at| shape.axes().get(at));
        let labels = |number| Self::of(axis(number), dimensions, language);
        (if shape.rank() < 2 { Self::single() } else { labels(2) }, labels(1))
    }

    /// The name of one place; nothing where there is none.
    pub(super) fn text(&self, index: usize) -> AttrValue {
        self.texts.get(index).cloned().unwrap_or_default()
    }

    /// The name of the only row of a vector or number: none.
    fn single() -> Self {
        Self { dimension: None, texts: Rc::new([AttrValue::Static("")]) }
    }
}
