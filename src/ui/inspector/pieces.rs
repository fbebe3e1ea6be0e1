//! Elements with nothing but a class, made by one function: what `html!` writes out for each would be most of the panel.

use yew::{
    prelude::*,
    virtual_dom::{AttributeOrProperty, Attributes, VTag},
};

/// An element of a class, with what is in it.
#[inline(never)]
pub(super) fn element(tag: &'static str, class: &'static str, children: Vec<Html>) -> Html {
    let mut element = VTag::new(tag);
    let class = (!class.is_empty()).then_some(AttributeOrProperty::Static(class));
    element.set_attributes(Attributes::Dynamic { keys: &["class"], values: Box::new([class]) });
    element.add_children(children);
    element.into()
}

/// A place of a table.
pub(super) fn place(class: &'static str, content: Html) -> Html {
    element("td", class, vec![content])
}

/// Words.
#[inline(never)]
pub(super) fn words(text: impl Into<AttrValue>) -> Html {
    Html::from(text.into())
}
