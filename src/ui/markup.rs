//! What `html!` writes: an element is opened, what changes of it is set, and it is closed.
//!
//! Each step is one function that is not written out where it is called; that makes the page's code small.

use std::{fmt::Display, mem, rc::Rc};

pub(super) use markup::html;
use yew::{
    html::{Classes, NodeRef},
    prelude::*,
    virtual_dom::{AttributeOrProperty, Attributes, Key, Listener, VList, VNode, VTag, VText},
};

/// What never changes of an element.
pub(super) struct Element {
    pub(super) tag: &'static str,
    /// All attributes, where none changes.
    pub(super) constant: &'static [(&'static str, AttributeOrProperty)],
    /// Else their names, and the values of those that do not.
    pub(super) keys: &'static [&'static str],
    pub(super) values: &'static [Option<&'static str>],
}

/// An element that is being made, or a list of nodes where it has no tag.
#[derive(Default)]
struct Level {
    tag: Option<VTag>,
    keys: &'static [&'static str],
    values: Box<[Option<AttributeOrProperty>]>,
    listeners: Vec<Option<Rc<dyn Listener>>>,
    nodes: Vec<VNode>,
}

/// Nodes one after the other, and the elements that are open around the next.
pub(super) struct Markup {
    /// What is open around the innermost.
    around: Vec<Level>,
    inner: Level,
}

impl Markup {
    #[inline(never)]
    pub(super) fn begin() -> Self {
        Self { around: Vec::new(), inner: Level::default() }
    }

    /// Opens an element: what follows is set on it and put into it.
    #[inline(never)]
    pub(super) fn open(&mut self, element: &'static Element) {
        let mut tag = VTag::new(element.tag);
        tag.attributes = Attributes::Static(element.constant);
        let constant = |value: Option<&'static str>| {
            value.map(|value| AttributeOrProperty::Attribute(AttrValue::Static(value)))
        };
        let values = element.values.iter().copied().map(constant).collect();
        let level = Level { tag: Some(tag), keys: element.keys, values, ..Level::default() };
        self.around.push(mem::replace(&mut self.inner, level));
    }

    /// Opens a list that is one node.
    #[inline(never)]
    pub(super) fn open_list(&mut self) {
        self.around.push(mem::take(&mut self.inner));
    }

    #[inline(never)]
    pub(super) fn close(&mut self) {
        let around = self.around.pop().unwrap_or_default();
        let node = mem::replace(&mut self.inner, around).close();
        self.inner.nodes.push(node);
    }

    /// All that was put in.
    #[inline(never)]
    pub(super) fn end(self) -> VNode {
        self.inner.close()
    }

    #[inline(never)]
    fn set(&mut self, at: usize, value: Option<AttrValue>) {
        if let Some(place) = self.inner.values.get_mut(at) {
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
        let key = self.inner.keys.get(at).filter(|_| value);
        self.set(at, key.map(|key| AttrValue::Static(key)));
    }

    #[inline(never)]
    pub(super) fn class<T: Into<Classes>>(&mut self, at: usize, value: T) {
        self.set_class(at, &value.into());
    }

    #[inline(never)]
    fn set_class(&mut self, at: usize, classes: &Classes) {
        self.set(at, (!classes.is_empty()).then(|| classes.to_string().into()));
    }

    #[inline(never)]
    pub(super) fn key<T: Into<Key>>(&mut self, key: T) {
        if let Some(tag) = &mut self.inner.tag {
            tag.key = Some(key.into());
        }
    }

    #[inline(never)]
    pub(super) fn node_ref(&mut self, node: NodeRef) {
        if let Some(tag) = &mut self.inner.tag {
            tag.node_ref = node;
        }
    }

    /// What stands in a field.
    #[inline(never)]
    pub(super) fn value<T: Text>(&mut self, value: T) {
        if let Some(tag) = &mut self.inner.tag {
            tag.set_value(value.text());
        }
    }

    #[inline(never)]
    pub(super) fn checked(&mut self, value: bool) {
        if let Some(tag) = &mut self.inner.tag {
            tag.set_checked(value);
        }
    }

    #[inline(never)]
    fn listen(&mut self, listener: Rc<dyn Listener>) {
        self.inner.listeners.push(Some(listener));
    }

    #[inline(never)]
    pub(super) fn put<T: Content>(&mut self, content: T) {
        content.put(&mut self.inner.nodes);
    }

    #[inline(never)]
    pub(super) fn put_each<I: IntoIterator<Item: Content>>(&mut self, contents: I) {
        for content in contents {
            content.put(&mut self.inner.nodes);
        }
    }

    /// A place where there is nothing now.
    #[inline(never)]
    pub(super) fn put_nothing(&mut self) {
        self.inner.nodes.push(VNode::default());
    }
}

impl Level {
    #[inline(never)]
    fn close(self) -> VNode {
        let Self { tag, keys, values, listeners, mut nodes } = self;
        let node = match nodes.len() {
            0 => VNode::default(),
            1 => nodes.pop().unwrap_or_default(),
            _ => VList::with_children(nodes, None).into(),
        };
        let Some(mut tag) = tag else { return node };
        if !keys.is_empty() {
            tag.attributes = Attributes::Dynamic { keys, values };
        }
        if !listeners.is_empty() {
            tag.set_listeners(listeners.into());
        }
        if let Some(children) = tag.children_mut() {
            *children = node;
        }
        tag.into()
    }
}

macro_rules! listeners {
    ($($event:ident)*) => {
        impl Markup {
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
