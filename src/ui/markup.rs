//! What `html!` writes: an element is opened, what changes of it is set, and it is closed.
//!
//! Each step is one function that is not written out where it is called; that makes the page's code small.

use std::{fmt::Display, rc::Rc};

pub(super) use markup::html;
use yew::{
    html::{Classes, NodeRef},
    prelude::*,
    virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VList, VNode, VTag, VText},
};

/// What never changes of an element. Attributes that change are empty here.
pub(super) struct Element {
    pub(super) tag: &'static str,
    pub(super) keys: &'static [&'static str],
    pub(super) values: &'static [&'static str],
}

/// An element that is being made, or a fragment.
pub(super) struct Open {
    tag: VTag,
    keys: &'static [&'static str],
    values: Vec<Option<AttributeOrProperty>>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    nodes: Vec<VNode>,
}

impl Open {
    #[inline(never)]
    pub(super) fn element(element: &'static Element) -> Self {
        let constant = |value: &&'static str| {
            (!value.is_empty()).then_some(AttributeOrProperty::Attribute(AttrValue::Static(value)))
        };
        Self {
            keys: element.keys,
            values: element.values.iter().map(constant).collect(),
            ..Self::constant(element.tag, &[])
        }
    }

    /// An element whose attributes never change.
    #[inline(never)]
    pub(super) fn constant(
        tag: &'static str,
        attributes: &'static [(&'static str, AttributeOrProperty)],
    ) -> Self {
        let mut tag = VTag::new(tag);
        tag.attributes = Attributes::Static(attributes);
        Self { tag, keys: &[], values: Vec::new(), listeners: Vec::new(), nodes: Vec::new() }
    }

    /// What has children only.
    pub(super) fn fragment() -> Self {
        Self::constant("", &[])
    }

    #[inline(never)]
    fn set(&mut self, at: usize, value: Option<AttrValue>) {
        if let Some(place) = self.values.get_mut(at) {
            *place = value.map(AttributeOrProperty::Attribute);
        }
    }

    #[inline(never)]
    pub(super) fn attribute<T: Text>(&mut self, at: usize, value: T) {
        self.set(at, value.text());
    }

    /// An attribute that is there or not.
    #[inline(never)]
    pub(super) fn flag(&mut self, at: usize, value: bool) {
        let key = self.keys.get(at).filter(|_| value);
        self.set(at, key.map(|key| AttrValue::Static(key)));
    }

    #[inline(never)]
    pub(super) fn class<T: Into<Classes>>(&mut self, at: usize, value: T) {
        let classes: Classes = value.into();
        self.set(at, (!classes.is_empty()).then(|| classes.to_string().into()));
    }

    #[inline(never)]
    pub(super) fn key<T: Into<Key>>(&mut self, key: T) {
        self.tag.key = Some(key.into());
    }

    #[inline(never)]
    pub(super) fn node_ref(&mut self, node: NodeRef) {
        self.tag.node_ref = node;
    }

    /// What stands in a field.
    #[inline(never)]
    pub(super) fn value<T: Text>(&mut self, value: T) {
        self.tag.set_value(value.text());
    }

    #[inline(never)]
    pub(super) fn checked(&mut self, value: bool) {
        self.tag.set_checked(value);
    }

    #[inline(never)]
    fn listen(&mut self, listener: Rc<dyn Listener>) {
        self.listeners.push(Some(listener));
    }

    #[inline(never)]
    pub(super) fn put_node(&mut self, node: VNode) {
        self.nodes.push(node);
    }

    #[inline(never)]
    pub(super) fn put<T: Content>(&mut self, content: T) {
        content.put(&mut self.nodes);
    }

    #[inline(never)]
    pub(super) fn put_each<I: IntoIterator<Item: Content>>(&mut self, contents: I) {
        for content in contents {
            content.put(&mut self.nodes);
        }
    }

    #[inline(never)]
    pub(super) fn nodes(mut self) -> VNode {
        match self.nodes.len() {
            1 => self.nodes.pop().unwrap_or_default(),
            _ => VList::with_children(self.nodes, None).into(),
        }
    }

    #[inline(never)]
    pub(super) fn close(self) -> VNode {
        let Self { mut tag, keys, values, listeners, mut nodes } = self;
        if !keys.is_empty() {
            tag.attributes = Attributes::Dynamic { keys, values: values.into() };
        }
        if !listeners.is_empty() {
            tag.set_listeners(listeners.into());
        }
        if let Some(children) = tag.children_mut() {
            match nodes.len() {
                0 => {}
                1 => *children = nodes.pop().unwrap_or_default(),
                _ => *children = VList::with_children(nodes, None).into(),
            }
        }
        tag.into()
    }
}

macro_rules! listeners {
    ($($event:ident)*) => {
        impl Open {
            $(
                #[inline(never)]
                pub(super) fn $event(&mut self, callback: impl Into<Option<Callback<yew::html::$event::Event>>>) {
                    if let Some(callback) = callback.into() {
                        self.listen(Rc::new(yew::html::$event::Wrapper::new(callback)));
                    }
                }
            )*
        }
    };
}
listeners! {
    onblur onchange onclick ondblclick onfocusin onfocusout oninput onkeydown onmousedown onpaste onpointercancel
    onpointerdown onpointermove onpointerup
}

/// What an attribute can be given.
pub(super) trait Text {
    /// Nothing: the element is without the attribute.
    fn text(self) -> Option<AttrValue>;
}

impl Text for AttrValue {
    fn text(self) -> Option<AttrValue> {
        Some(self)
    }
}

impl Text for &AttrValue {
    fn text(self) -> Option<AttrValue> {
        Some(self.clone())
    }
}

impl Text for &'static str {
    fn text(self) -> Option<AttrValue> {
        Some(AttrValue::Static(self))
    }
}

impl Text for String {
    fn text(self) -> Option<AttrValue> {
        Some(self.into())
    }
}

impl Text for Rc<str> {
    fn text(self) -> Option<AttrValue> {
        Some(self.into())
    }
}

impl<T: Text> Text for Option<T> {
    fn text(self) -> Option<AttrValue> {
        self.and_then(Text::text)
    }
}

/// A number as the text of an attribute or of an element.
#[inline(never)]
fn number(number: &dyn Display) -> AttrValue {
    AttrValue::from(number.to_string())
}

/// What can stand in an element.
pub(super) trait Content {
    fn put(self, nodes: &mut Vec<VNode>);
}

impl Content for VNode {
    fn put(self, nodes: &mut Vec<VNode>) {
        nodes.push(self);
    }
}

impl Content for AttrValue {
    fn put(self, nodes: &mut Vec<VNode>) {
        nodes.push(VText::new(self).into());
    }
}

impl Content for &AttrValue {
    fn put(self, nodes: &mut Vec<VNode>) {
        self.clone().put(nodes);
    }
}

impl Content for &'static str {
    fn put(self, nodes: &mut Vec<VNode>) {
        AttrValue::Static(self).put(nodes);
    }
}

impl Content for String {
    fn put(self, nodes: &mut Vec<VNode>) {
        AttrValue::from(self).put(nodes);
    }
}

impl Content for Vec<VNode> {
    fn put(mut self, nodes: &mut Vec<VNode>) {
        nodes.append(&mut self);
    }
}

impl<T: Content> Content for Option<T> {
    fn put(self, nodes: &mut Vec<VNode>) {
        if let Some(content) = self {
            content.put(nodes);
        }
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(
            impl Content for $number {
                fn put(self, nodes: &mut Vec<VNode>) {
                    number(&self).put(nodes);
                }
            }

            impl Text for $number {
                fn text(self) -> Option<AttrValue> {
                    Some(number(&self))
                }
            }
        )*
    };
}
numbers! { u32 usize }
