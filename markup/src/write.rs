//! From nodes to calls.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::read::{Attribute, Element, Node};

/// Attributes that are there or not, and have no value.
const FLAGS: [&str; 6] = ["disabled", "hidden", "multiple", "open", "readonly", "selected"];

/// An expression for all of some nodes.
pub(crate) fn all(nodes: &[Node]) -> TokenStream {
    match nodes {
        [] => quote! { ::yew::virtual_dom::VNode::default() },
        [Node::Component(open, inner)] => component(open, inner.as_ref()),
        [Node::Fragment(nodes)] => all(nodes),
        nodes => {
            let (markup, steps) = (markup(), nodes.iter().map(step));
            quote! {{
                let mut #markup = crate::ui::markup::Markup::begin();
                #(#steps)*
                #markup.end()
            }}
        }
    }
}

/// What is being made; a name of its own, whatever the code around calls its things.
fn markup() -> Ident {
    Ident::new("markup", Span::mixed_site())
}

fn component(open: &TokenStream, inner: Option<&(TokenStream, Vec<Node>)>) -> TokenStream {
    match inner {
        None => quote! { ::yew::html! { <#open /> } },
        Some((name, nodes)) => {
            let nodes = all(nodes);
            quote! { ::yew::html! { <#open> { #nodes } </#name> } }
        }
    }
}

/// Statements that put in a node.
fn step(node: &Node) -> TokenStream {
    let markup = markup();
    match node {
        Node::Element(element) => self::element(element),
        Node::Component(open, inner) => {
            let component = component(open, inner.as_ref());
            quote! { #markup.put(#component); }
        }
        Node::Fragment(nodes) => one(nodes),
        Node::Value(value) => quote! { #markup.put({ #value }); },
        Node::Each(values) => quote! { #markup.put_each(#values); },
        Node::Choice(branches) => choice(branches),
    }
}

/// Statements that put in nodes as one.
fn one(nodes: &[Node]) -> TokenStream {
    let markup = markup();
    match nodes {
        [] => quote! { #markup.put_nothing(); },
        [node @ (Node::Element(_) | Node::Component(..) | Node::Choice(_))] => step(node),
        nodes => {
            let steps = nodes.iter().map(step);
            quote! { #markup.open_list(); #(#steps)* #markup.close(); }
        }
    }
}

fn choice(branches: &[(Option<TokenStream>, Vec<Node>)]) -> TokenStream {
    let mut written = TokenStream::new();
    for (at, (condition, nodes)) in branches.iter().enumerate() {
        let nodes = one(nodes);
        if at > 0 {
            written.extend(quote! { else });
        }
        if let Some(condition) = condition {
            written.extend(quote! { if #condition });
        }
        written.extend(quote! { { #nodes } });
    }
    if branches.iter().all(|(condition, _)| condition.is_some()) {
        let nothing = one(&[]);
        written.extend(quote! { else { #nothing } });
    }
    written
}

fn element(element: &Element) -> TokenStream {
    let (markup, Element { tag, attributes, children }) = (markup(), element);
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
            "key" => quote! { #markup.key(#value); },
            "ref" => quote! { #markup.node_ref(#value); },
            "value" => quote! { #markup.value(#value); },
            _ => quote! { #markup.checked(#value); },
        }
    });
    let plain = |attribute: &&Attribute| {
        !is_class(attribute) && !is_flag(attribute) && !is_event(attribute) && !is_kept(attribute)
    };
    let (flags, classes) = (attributes.iter().filter(is_flag), attributes.iter().filter(is_class));
    let listed: Vec<&Attribute> = attributes.iter().filter(plain).chain(flags).chain(classes).collect();
    let names: Vec<&str> = listed.iter().map(|attribute| &*attribute.name).collect();
    let is_constant = listed.iter().all(|attribute| attribute.literal.is_some());
    let lists = if is_constant {
        let values = listed.iter().map(|attribute| &attribute.literal);
        quote! {
            constant: &[#((#names, ::yew::virtual_dom::AttributeOrProperty::Static(#values))),*],
            keys: &[],
            values: &[],
        }
    } else {
        let values = listed.iter().map(|attribute| {
            let none = quote! { ::std::option::Option::None };
            let some = |literal| quote! { ::std::option::Option::Some(#literal) };
            attribute.literal.as_ref().map_or(none, some)
        });
        quote! {
            constant: &[],
            keys: &[#(#names),*],
            values: &[#(#values),*],
        }
    };
    let set = listed.iter().enumerate().filter(|(_, attribute)| attribute.literal.is_none()).map(
        |(at, attribute)| {
            let value = &attribute.value;
            if is_class(attribute) {
                quote! { #markup.class(#at, #value); }
            } else if is_flag(attribute) {
                quote! { #markup.flag(#at, #value); }
            } else {
                quote! { #markup.attribute(#at, #value); }
            }
        },
    );
    let listeners = attributes.iter().filter(is_event).map(|attribute| {
        let (name, value) = (Ident::new(&attribute.name, Span::call_site()), &attribute.value);
        quote_spanned! { attribute.span => #markup.#name(#value); }
    });
    let steps = children.iter().map(step);
    quote! {
        #markup.open(&crate::ui::markup::Element { tag: #tag, #lists });
        #(#kept)*
        #(#set)*
        #(#listeners)*
        #(#steps)*
        #markup.close();
    }
}
