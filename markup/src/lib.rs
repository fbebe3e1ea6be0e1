//! `html!` as Yew writes it, in a fraction of the code.
//!
//! Yew's macro writes out every conversion of every attribute where the element stands: half a kilobyte to a kilobyte
//! for each. This one reads the same notation and writes calls: what never changes of an element is a table, and each
//! attribute, listener and child is handed to one function of `crate::ui::markup`. Components stay Yew's.

mod read;
mod write;

use proc_macro::TokenStream;
use quote::quote_spanned;

/// Elements, texts, fragments, `if` and `{ for … }`, as in Yew's `html!`.
#[proc_macro]
pub fn html(tokens: TokenStream) -> TokenStream {
    match read::nodes(&mut read::Tokens::of(tokens.into())) {
        Ok(nodes) => write::all(&nodes).into(),
        Err(read::Fault { text, span }) => quote_spanned! { span => ::std::compile_error!(#text) }.into(),
    }
}
