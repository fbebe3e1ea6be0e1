//! From tokens to nodes.

use std::{collections::VecDeque, iter::from_fn};

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// What cannot be read, and where.
pub(crate) struct Fault {
    pub(crate) text: &'static str,
    pub(crate) span: Span,
}

/// A node, or something that gives some.
pub(crate) enum Node {
    Element(Element),
    /// A component: its tag up to `>`, its name, and what stands in it.
    Component(TokenStream, Option<(TokenStream, Vec<Node>)>),
    Fragment(Vec<Node>),
    /// An expression, or a literal.
    Value(TokenStream),
    /// `for …`.
    Each(TokenStream),
    /// Conditions with what they choose; at last perhaps one without a condition.
    Choice(Vec<(Option<TokenStream>, Vec<Node>)>),
}

/// An element of HTML or SVG.
pub(crate) struct Element {
    pub(crate) tag: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) children: Vec<Node>,
}

/// A name, and a literal or an expression.
pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) span: Span,
    pub(crate) literal: Option<TokenTree>,
    pub(crate) value: TokenStream,
}

/// Tokens that are still to be read.
pub(crate) struct Tokens(VecDeque<TokenTree>);

impl Tokens {
    pub(crate) fn of(stream: TokenStream) -> Self {
        Self(stream.into_iter().collect())
    }

    fn fault<T>(&self, text: &'static str) -> Result<T, Fault> {
        Err(Fault { text, span: self.0.front().map_or_else(Span::call_site, TokenTree::span) })
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        matches!(self.0.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }

    fn is_word(&self, at: usize, word: &str) -> bool {
        matches!(self.0.get(at), Some(TokenTree::Ident(ident)) if ident == word)
    }

    fn take_sign(&mut self, sign: char) -> bool {
        let found = self.is_sign(0, sign);
        if found {
            self.0.pop_front();
        }
        found
    }

    fn expect(&mut self, sign: char) -> Result<(), Fault> {
        if self.take_sign(sign) { Ok(()) } else { self.fault("expected another sign here") }
    }

    fn word(&mut self) -> Result<Ident, Fault> {
        match self.0.pop_front() {
            Some(TokenTree::Ident(ident)) => Ok(ident),
            _ => self.fault("expected a name before this"),
        }
    }

    /// A name, with dashes.
    fn name(&mut self) -> Result<(String, Ident), Fault> {
        let first = self.word()?;
        let mut name = first.to_string();
        while self.take_sign('-') {
            name = format!("{name}-{}", self.word()?);
        }
        Ok((name, first))
    }

    /// What stands between braces.
    fn braces(&mut self) -> Option<TokenStream> {
        match self.0.front() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner = group.stream();
                self.0.pop_front();
                Some(inner)
            }
            _ => None,
        }
    }
}

/// All nodes up to the end, or up to a closing tag.
pub(crate) fn nodes(tokens: &mut Tokens) -> Result<Vec<Node>, Fault> {
    let mut nodes = Vec::new();
    while !(tokens.0.is_empty() || tokens.is_sign(0, '<') && tokens.is_sign(1, '/')) {
        nodes.push(node(tokens)?);
    }
    Ok(nodes)
}

fn node(tokens: &mut Tokens) -> Result<Node, Fault> {
    if let Some(inner) = tokens.braces() {
        let mut inner = Tokens::of(inner);
        if inner.is_word(0, "for") {
            inner.0.pop_front();
            return Ok(Node::Each(inner.0.into_iter().collect()));
        }
        return Ok(Node::Value(inner.0.into_iter().collect()));
    }
    if tokens.is_word(0, "if") {
        return choice(tokens);
    }
    if !tokens.take_sign('<') {
        return match tokens.0.pop_front() {
            Some(TokenTree::Literal(literal)) => Ok(Node::Value(TokenTree::from(literal).into())),
            _ => tokens.fault("expected a tag, a text or braces before this"),
        };
    }
    if tokens.take_sign('>') {
        let children = nodes(tokens)?;
        for sign in ['<', '/', '>'] {
            tokens.expect(sign)?;
        }
        return Ok(Node::Fragment(children));
    }
    match tokens.0.front() {
        Some(TokenTree::Ident(ident)) if ident.to_string().starts_with(char::is_uppercase) => {
            component(tokens)
        }
        _ => element(tokens),
    }
}

fn choice(tokens: &mut Tokens) -> Result<Node, Fault> {
    let mut branches = Vec::new();
    loop {
        let condition = if tokens.is_word(0, "if") {
            tokens.0.pop_front();
            // Braces of a pattern, between `let` and `=`, belong to the condition.
            let mut in_pattern = false;
            let condition = from_fn(|| {
                in_pattern = tokens.is_word(0, "let") || (in_pattern && !tokens.is_sign(0, '='));
                let braces = |token: &&TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
                let ends = !in_pattern && tokens.0.front().is_some_and(|token| braces(&token));
                if ends { None } else { tokens.0.pop_front() }
            });
            Some(condition.collect())
        } else {
            None
        };
        let Some(inner) = tokens.braces() else { return tokens.fault("expected braces here") };
        let is_last = condition.is_none();
        branches.push((condition, nodes(&mut Tokens::of(inner))?));
        if is_last || !tokens.is_word(0, "else") {
            return Ok(Node::Choice(branches));
        }
        tokens.0.pop_front();
    }
}

fn element(tokens: &mut Tokens) -> Result<Node, Fault> {
    let (tag, _) = tokens.name()?;
    let mut attributes = Vec::new();
    loop {
        if tokens.take_sign('>') {
            break;
        }
        if tokens.take_sign('/') {
            tokens.expect('>')?;
            return Ok(Node::Element(Element { tag, attributes, children: Vec::new() }));
        }
        attributes.push(attribute(tokens)?);
    }
    let children = nodes(tokens)?;
    tokens.expect('<')?;
    tokens.expect('/')?;
    if tokens.name()?.0 != tag {
        return tokens.fault("the tag closed before this is not the one opened");
    }
    tokens.expect('>')?;
    Ok(Node::Element(Element { tag, attributes, children }))
}

fn attribute(tokens: &mut Tokens) -> Result<Attribute, Fault> {
    if let Some(value) = tokens.braces() {
        // `{name}` is short for `name={name}`.
        let (name, ident) = Tokens::of(value.clone()).name()?;
        return Ok(Attribute { name, span: ident.span(), literal: None, value });
    }
    let (name, ident) = tokens.name()?;
    tokens.expect('=')?;
    let (literal, value) = match tokens.braces() {
        Some(value) => {
            let mut inner = value.clone().into_iter();
            let only = inner.next().filter(|_| inner.next().is_none());
            (only.filter(|token| matches!(token, TokenTree::Literal(_))), value)
        }
        None => match tokens.0.pop_front() {
            Some(token) => (Some(token.clone()), token.into()),
            None => return tokens.fault("an attribute without a value"),
        },
    };
    Ok(Attribute { name, span: ident.span(), literal, value })
}

/// The tag of a component goes to Yew as it is.
fn component(tokens: &mut Tokens) -> Result<Node, Fault> {
    let mut name = TokenStream::new();
    let mut depth = 0;
    while let Some(token) = tokens.0.front() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' && depth > 0 => depth -= 1,
            TokenTree::Punct(punct) if punct.as_char() == ':' => {}
            // A name that follows a name is a property.
            TokenTree::Ident(_) if depth > 0 || name.is_empty() => {}
            _ => break,
        }
        name.extend(tokens.0.pop_front());
    }
    let properties: TokenStream = from_fn(|| {
        let ends = tokens.is_sign(0, '>') || (tokens.is_sign(0, '/') && tokens.is_sign(1, '>'));
        if ends { None } else { tokens.0.pop_front() }
    })
    .collect();
    let open = quote::quote! { #name #properties };
    if tokens.take_sign('/') {
        tokens.expect('>')?;
        return Ok(Node::Component(open, None));
    }
    tokens.expect('>')?;
    let children = nodes(tokens)?;
    tokens.expect('<')?;
    tokens.expect('/')?;
    for _ in name.clone() {
        tokens.0.pop_front();
    }
    tokens.expect('>')?;
    Ok(Node::Component(open, Some((name, children))))
}
