//! From nodes to calls.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::read::{Attribute, Element, Node};

/// Attributes that are there or not, and have no value.
const FLAGS: [&str; 6] = ["disabled", "hidden", "multiple", "open", "readonly", "selected"];

/// An expression for all of some nodes.
pub(crate) fn node(nodes: &[Node]) -> TokenStream {
    match nodes {
        [Node::Element(element)] => self::element(element),
        [Node::Component(open, inner)] => component(open, inner.as_ref()),
        [Node::Fragment(nodes)] => node(nodes),
        [Node::Choice(branches)] => choice(branches),
        [] => quote! { ::yew::virtual_dom::VNode::default() },
        nodes => {
            let (parent, children) = (parent(), nodes.iter().map(child));
            quote! {{
                let mut #parent = crate::ui::markup::Open::fragment();
                #(#children)*
                #parent.nodes()
            }}
        }
    }
}

fn component(open: &TokenStream, inner: Option<&(TokenStream, Vec<Node>)>) -> TokenStream {
    match inner {
        None => quote! { ::yew::html! { <#open /> } },
        Some((name, nodes)) => {
            let nodes = node(nodes);
            quote! { ::yew::html! { <#open> { #nodes } </#name> } }
        }
    }
}

fn choice(branches: &[(Option<TokenStream>, Vec<Node>)]) -> TokenStream {
    let mut written = TokenStream::new();
    let mut is_complete = false;
    for (at, (condition, nodes)) in branches.iter().enumerate() {
        let nodes = node(nodes);
        if at > 0 {
            written.extend(quote! { else });
        }
        if let Some(condition) = condition {
            written.extend(quote! { if #condition });
        } else {
            is_complete = true;
        }
        written.extend(quote! { { #nodes } });
    }
    if !is_complete {
        written.extend(quote! { else { ::yew::virtual_dom::VNode::default() } });
    }
    written
}

/// The element that is being made; a name of its own, whatever the code around calls its things.
fn parent() -> Ident {
    Ident::new("parent", Span::mixed_site())
}

/// A statement that puts a node into `parent`.
fn child(node: &Node) -> TokenStream {
    let parent = parent();
    match node {
        Node::Value(value) => quote! { #parent.put({ #value }); },
        Node::Each(values) => quote! { #parent.put_each(#values); },
        node => {
            let node = self::node(std::slice::from_ref(node));
            quote! { #parent.put_node(#node); }
        }
    }
}

fn element(element: &Element) -> TokenStream {
    let (parent, Element { tag, attributes, children }) = (parent(), element);
    let is_class = |attribute: &&Attribute| attribute.name == "class";
    let is_flag = |attribute: &&Attribute| FLAGS.contains(&&*attribute.name);
    let is_event = |attribute: &&Attribute| attribute.name.starts_with("on");
    // What the element keeps beside its attributes.
    let is_kept = |attribute: &&Attribute| match &*attribute.name {
        "key" | "ref" => true,
        "value" => matches!(&**tag, "input" | "textarea"),
        "checked" => tag == "input",
        _ => false,
    };
    let kept = attributes.iter().filter(is_kept).map(|attribute| {
        let value = &attribute.value;
        match &*attribute.name {
            "key" => quote! { #parent.key(#value); },
            "ref" => quote! { #parent.node_ref(#value); },
            "value" => quote! { #parent.value(#value); },
            _ => quote! { #parent.checked(#value); },
        }
    });
    let plain = |attribute: &&Attribute| {
        !is_class(attribute) && !is_flag(attribute) && !is_event(attribute) && !is_kept(attribute)
    };
    let (flags, classes) = (attributes.iter().filter(is_flag), attributes.iter().filter(is_class));
    let listed: Vec<&Attribute> = attributes.iter().filter(plain).chain(flags).chain(classes).collect();
    let names: Vec<&str> = listed.iter().map(|attribute| &*attribute.name).collect();
    let is_constant = listed.iter().all(|attribute| attribute.literal.is_some());
    let open = if is_constant {
        let values = listed.iter().map(|attribute| &attribute.literal);
        quote! {
            crate::ui::markup::Open::constant(#tag, &[
                #((#names, ::yew::virtual_dom::AttributeOrProperty::Static(#values))),*
            ])
        }
    } else {
        let values = listed.iter().map(|attribute| match &attribute.literal {
            Some(literal) => quote! { #literal },
            None => quote! { "" },
        });
        quote! {
            crate::ui::markup::Open::element(&crate::ui::markup::Element {
                tag: #tag,
                keys: &[#(#names),*],
                values: &[#(#values),*],
            })
        }
    };
    let set = listed.iter().enumerate().filter(|(_, attribute)| attribute.literal.is_none()).map(
        |(at, attribute)| {
            let value = &attribute.value;
            if is_class(attribute) {
                quote! { #parent.class(#at, #value); }
            } else if is_flag(attribute) {
                quote! { #parent.flag(#at, #value); }
            } else {
                quote! { #parent.attribute(#at, #value); }
            }
        },
    );
    let listeners = attributes.iter().filter(is_event).map(|attribute| {
        let (name, value) = (Ident::new(&attribute.name, Span::call_site()), &attribute.value);
        quote_spanned! { attribute.span => #parent.#name(#value); }
    });
    let children = children.iter().map(child);
    quote! {{
        let mut #parent = #open;
        #(#kept)*
        #(#set)*
        #(#listeners)*
        #(#children)*
        #parent.close()
    }}
}
