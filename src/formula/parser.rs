//! Tokens → tree, with winnow's precedence parser over a slice of tokens.

use winnow::{
    Parser,
    combinator::{Infix, Postfix, Prefix, expression},
    error::{ErrMode, ParserError},
    stream::{Stateful, Stream, TokenSlice},
    token::any,
};

use super::{
    BinaryOperator as Binary, Brackets, Expected, Expr, Formula, Keyword, Node, NodeId, Span, Subscript,
    SyntaxProblem, SyntaxProblemKind as Kind, UnaryOperator as Unary, is_reserved,
    token::{Kind as TokenKind, Token, tokens},
};

/// The characters that a formula may have.
pub const MAX_CHARACTERS: usize = 1000;
/// How deep brackets, signs and powers may nest.
pub const MAX_NESTING: usize = 64;

const COMPARISON: i64 = 10;
const SUM: i64 = 20;
const PRODUCT: i64 = 30;
const SIGN: i64 = 40;
/// Binds tighter than a sign before it (`-x ** 2`) and takes a sign after it (`x ** -1`), as in Python.
const POWER: i64 = 50;
const POSTFIX: i64 = 60;

type Input<'a> = Stateful<TokenSlice<'a, Token>, Builder>;

/// The nodes so far.
#[derive(Debug, Default)]
struct Builder {
    nodes: Vec<Node>,
    /// The span of each node with the parentheses around it.
    outer: Vec<Span>,
    /// The signs whose operands are being parsed.
    signs: Vec<Span>,
}
type Parsed<T> = Result<T, ErrMode<Refusal>>;

/// Why the grammar did not go on; the place is that of the next token.
#[derive(Debug, Clone)]
struct Refusal {
    remaining: usize,
    kind: Option<Kind>,
    span: Option<Span>,
}

impl<'a> ParserError<Input<'a>> for Refusal {
    type Inner = Self;

    fn from_input(input: &Input<'a>) -> Self {
        Self { remaining: input.eof_offset(), kind: None, span: None }
    }

    fn into_inner(self) -> Result<Self::Inner, Self> {
        Ok(self)
    }
}

impl Formula {
    /// Parses `NAME = expression`.
    ///
    /// # Errors
    /// A [`SyntaxProblem`] with its place: the first thing that does not belong where it stands.
    pub fn parse(source: &str) -> Result<Self, SyntaxProblem> {
        if source.chars().nth(MAX_CHARACTERS).is_some() {
            return Err(SyntaxProblem { span: Span::new(0, source.len()), kind: Kind::TooLong });
        }
        let tokens = tokens(source)?;
        check_nesting(&tokens)?;
        let (name, name_span) = target(source, &tokens)?;
        let body = &tokens[2..];
        let mut input = Stateful { input: TokenSlice::new(body), state: Builder::default() };
        let result = tree(&mut input).and_then(|_| end(&mut input));
        match result {
            Ok(()) => {
                Ok(Self { source: source.into(), name: name.into(), name_span, nodes: input.state.nodes })
            }
            Err(error) => Err(problem(source, body, error)),
        }
    }
}

fn target<'a>(source: &str, tokens: &'a [Token]) -> Result<(&'a str, Span), SyntaxProblem> {
    let fail = |span, kind| Err(SyntaxProblem { span, kind });
    match tokens {
        [] => fail(Span::new(0, source.len()), Kind::Empty),
        [Token { kind: TokenKind::Name(name), span }, Token { kind: TokenKind::Symbol("="), .. }, ..] => {
            if is_reserved(name) {
                fail(*span, Kind::Reserved(name.clone()))
            } else {
                Ok((name, *span))
            }
        }
        [first, .., last] => fail(first.span.to(last.span), Kind::NoAssignment),
        [only] => fail(only.span, Kind::NoAssignment),
    }
}

/// Refuses what would make the recursion of the grammar deep: brackets, runs of signs, chains of powers.
fn check_nesting(tokens: &[Token]) -> Result<(), SyntaxProblem> {
    let mut open = vec![0_usize];
    for (place, token) in tokens.iter().enumerate() {
        let TokenKind::Symbol(symbol) = token.kind else { continue };
        let sign = matches!(symbol, "+" | "-")
            && place.checked_sub(1).is_none_or(
                |before| matches!(tokens[before].kind, TokenKind::Symbol(s) if !matches!(s, ")" | "]")),
            );
        match symbol {
            "(" | "[" => open.push(0),
            ")" | "]" if open.len() > 1 => {
                open.pop();
            }
            _ => {
                if let Some(last) = open.last_mut() {
                    if sign || symbol == "**" {
                        *last += 1;
                    } else if symbol != "." {
                        // Every other operator binds looser: what was open before it is closed.
                        *last = 0;
                    }
                }
            }
        }
        if open.len() - 1 + open.iter().sum::<usize>() > MAX_NESTING {
            return Err(SyntaxProblem { span: token.span, kind: Kind::TooDeep });
        }
    }
    Ok(())
}

fn problem(source: &str, body: &[Token], error: ErrMode<Refusal>) -> SyntaxProblem {
    let (ErrMode::Cut(refusal) | ErrMode::Backtrack(refusal)) = error else {
        return SyntaxProblem { span: Span::new(0, source.len()), kind: Kind::NoAssignment };
    };
    let next = body.len().checked_sub(refusal.remaining).and_then(|place| body.get(place));
    let end = Span::new(source.trim_end().len(), source.len());
    let kind = match refusal.kind {
        None => Kind::Expected { expected: Expected::Operand, found: None },
        Some(kind) => kind,
    };
    let span = refusal.span.or(next.map(|token| token.span)).unwrap_or(end);
    let kind = match kind {
        Kind::Expected { expected, .. } => {
            Kind::Expected { expected, found: next.map(|token| token.span.text(source).to_owned()) }
        }
        other => other,
    };
    SyntaxProblem { span, kind }
}

fn refuse<T>(input: &Input<'_>, span: Option<Span>, kind: Kind) -> Parsed<T> {
    Err(ErrMode::Cut(Refusal { remaining: input.eof_offset(), kind: Some(kind), span }))
}

fn expected<T>(input: &Input<'_>, expected: Expected) -> Parsed<T> {
    let comparison = matches!(peek_symbol(input), Some("<" | "<=" | ">" | ">=" | "==" | "!="));
    if comparison && matches!(expected, Expected::OperatorOrEnd | Expected::Closing(_)) {
        return refuse(input, None, Kind::ChainedComparison);
    }
    refuse(input, None, Kind::Expected { expected, found: None })
}

fn peek<'a>(input: &Input<'a>) -> Option<&'a Token> {
    input.input.peek_token()
}

fn peek_symbol(input: &Input<'_>) -> Option<&'static str> {
    match peek(input)?.kind {
        TokenKind::Symbol(symbol) => Some(symbol),
        _ => None,
    }
}

/// Takes the symbol if it is next.
fn take(input: &mut Input<'_>, symbol: &str) -> Option<Span> {
    (peek_symbol(input)? == symbol).then(|| next(input)).flatten().map(|token| token.span)
}

fn next<'a>(input: &mut Input<'a>) -> Option<&'a Token> {
    let token: Parsed<&'a Token> = any.parse_next(input);
    token.ok()
}

fn push(input: &mut Input<'_>, expr: Expr, span: Span) -> NodeId {
    input.state.nodes.push(Node { expr, span });
    input.state.outer.push(span);
    input.state.nodes.len() - 1
}

fn span_of(input: &Input<'_>, node: NodeId) -> Span {
    input.state.outer[node]
}

fn end(input: &mut Input<'_>) -> Parsed<()> {
    match peek(input) {
        None => Ok(()),
        Some(_) => expected(input, Expected::OperatorOrEnd),
    }
}

/// An expression of any precedence.
fn tree(input: &mut Input<'_>) -> Parsed<NodeId> {
    expression(operand).prefix(prefix).postfix(postfix).infix(infix).parse_next(input)
}

fn operand(input: &mut Input<'_>) -> Parsed<NodeId> {
    let Some(token) = peek(input) else { return expected(input, Expected::Operand) };
    let span = token.span;
    match &token.kind {
        TokenKind::Number(value) => {
            next(input);
            Ok(push(input, Expr::Number(*value), span))
        }
        TokenKind::Name(name) => {
            next(input);
            if name == "np" && peek_symbol(input) == Some(".") {
                return refuse(input, Some(span), Kind::Prefix(name.clone()));
            }
            match take(input, "(") {
                Some(_) => call(input, name, span),
                None => Ok(push(input, Expr::Name(name.as_str().into()), span)),
            }
        }
        TokenKind::Symbol("(") => {
            next(input);
            group(input, span)
        }
        TokenKind::Symbol("[") => {
            next(input);
            let (items, end) = list(input, ']')?;
            Ok(push(input, Expr::List(Brackets::Square, items), span.to(end)))
        }
        TokenKind::Symbol("-" | "+") => Err(ErrMode::Backtrack(Refusal::from_input(input))),
        TokenKind::Symbol(_) => expected(input, Expected::Operand),
    }
}

/// `(a)` is a group, `(a,)` and `(a, b)` are lists.
fn group(input: &mut Input<'_>, open: Span) -> Parsed<NodeId> {
    let first = tree(input)?;
    if take(input, ",").is_none() {
        let Some(close) = take(input, ")") else { return expected(input, Expected::Closing(')')) };
        input.state.outer[first] = open.to(close);
        return Ok(first);
    }
    let (rest, end) = list(input, ')')?;
    let items = std::iter::once(first).chain(rest).collect();
    Ok(push(input, Expr::List(Brackets::Round, items), open.to(end)))
}

/// Expressions with commas between them, up to and with the closing bracket.
fn list(input: &mut Input<'_>, close: char) -> Parsed<(Vec<NodeId>, Span)> {
    let symbol = if close == ')' { ")" } else { "]" };
    let mut items = Vec::new();
    loop {
        if let Some(end) = take(input, symbol) {
            return Ok((items, end));
        }
        items.push(tree(input)?);
        if take(input, ",").is_none() {
            return match take(input, symbol) {
                Some(end) => Ok((items, end)),
                None => expected(input, Expected::Closing(close)),
            };
        }
    }
}

fn call(input: &mut Input<'_>, function: &str, function_span: Span) -> Parsed<NodeId> {
    let mut arguments = Vec::new();
    let mut keywords: Vec<Keyword> = Vec::new();
    let end = loop {
        if let Some(end) = take(input, ")") {
            break end;
        }
        match keyword_name(input) {
            Some((name, span)) => {
                if keywords.iter().any(|keyword| *keyword.name == name) {
                    return refuse(input, Some(span), Kind::KeywordTwice(name));
                }
                let value = tree(input)?;
                keywords.push(Keyword { name: name.into(), span, value });
            }
            None if keywords.is_empty() => arguments.push(tree(input)?),
            None => return refuse(input, None, Kind::PositionalAfterKeyword),
        }
        if take(input, ",").is_none() {
            match take(input, ")") {
                Some(end) => break end,
                None => return expected(input, Expected::Closing(')')),
            }
        }
    };
    let call = Expr::Call { function: function.into(), function_span, arguments, keywords };
    Ok(push(input, call, function_span.to(end)))
}

/// Takes `name =` if it is next.
fn keyword_name(input: &mut Input<'_>) -> Option<(String, Span)> {
    let [Token { kind: TokenKind::Name(name), span }, Token { kind: TokenKind::Symbol("="), .. }, ..] =
        input.input.as_ref()
    else {
        return None;
    };
    let keyword = (name.clone(), *span);
    next(input);
    next(input);
    Some(keyword)
}

fn prefix<'a>(input: &mut Input<'a>) -> Parsed<Prefix<Input<'a>, NodeId, ErrMode<Refusal>>> {
    #[expect(clippy::unnecessary_wraps, reason = "the form of a fold in an expression parser")]
    fn fold(input: &mut Input<'_>, operator: Unary, operand: NodeId) -> Parsed<NodeId> {
        let operand_span = span_of(input, operand);
        let sign = input.state.signs.pop().unwrap_or(operand_span);
        Ok(push(input, Expr::Unary(operator, operand), sign.to(operand_span)))
    }
    let Some(token) = next(input) else { return expected(input, Expected::Operand) };
    input.state.signs.push(token.span);
    match token.kind {
        TokenKind::Symbol("-") => Ok(Prefix(SIGN, |input, operand| fold(input, Unary::Minus, operand))),
        TokenKind::Symbol("+") => Ok(Prefix(SIGN, |input, operand| fold(input, Unary::Plus, operand))),
        _ => expected(input, Expected::Operand),
    }
}

fn postfix<'a>(input: &mut Input<'a>) -> Parsed<Postfix<Input<'a>, NodeId, ErrMode<Refusal>>> {
    match peek_symbol(input) {
        Some(".") => {
            next(input);
            Ok(Postfix(POSTFIX, attribute))
        }
        Some("[") => {
            next(input);
            Ok(Postfix(POSTFIX, index))
        }
        _ => Err(ErrMode::Backtrack(Refusal::from_input(input))),
    }
}

fn attribute(input: &mut Input<'_>, array: NodeId) -> Parsed<NodeId> {
    let Some(Token { kind: TokenKind::Name(name), span }) = peek(input) else {
        return expected(input, Expected::Attribute);
    };
    next(input);
    let whole = span_of(input, array).to(*span);
    match name.as_str() {
        _ if peek_symbol(input) == Some("(") => refuse(input, Some(*span), Kind::Method(name.clone())),
        "T" => Ok(push(input, Expr::Transpose(array), whole)),
        "shape" => Ok(push(input, Expr::Shape(array), whole)),
        _ => refuse(input, Some(*span), Kind::Attribute(name.clone())),
    }
}

fn index(input: &mut Input<'_>, array: NodeId) -> Parsed<NodeId> {
    let mut subscripts = Vec::new();
    let end = loop {
        subscripts.push(subscript(input)?);
        let comma = take(input, ",").is_some();
        match take(input, "]") {
            Some(end) => break end,
            None if comma => {}
            None => return expected(input, Expected::Closing(']')),
        }
    };
    let span = span_of(input, array).to(end);
    Ok(push(input, Expr::Index(array, subscripts), span))
}

fn subscript(input: &mut Input<'_>) -> Parsed<Subscript> {
    let bound = |input: &mut Input<'_>| match peek_symbol(input) {
        Some(":" | "," | "]") => Ok(None),
        _ => tree(input).map(Some),
    };
    let start = bound(input)?;
    if take(input, ":").is_none() {
        return start.map_or_else(|| expected(input, Expected::Subscript), |at| Ok(Subscript::At(at)));
    }
    let stop = bound(input)?;
    let step = if take(input, ":").is_some() { bound(input)? } else { None };
    Ok(Subscript::Slice { start, stop, step })
}

fn infix<'a>(input: &mut Input<'a>) -> Parsed<Infix<Input<'a>, NodeId, ErrMode<Refusal>>> {
    #[expect(clippy::unnecessary_wraps, reason = "the form of a fold in an expression parser")]
    fn fold(input: &mut Input<'_>, operator: Binary, left: NodeId, right: NodeId) -> Parsed<NodeId> {
        let span = span_of(input, left).to(span_of(input, right));
        Ok(push(input, Expr::Binary(operator, left, right), span))
    }
    let symbol = peek_symbol(input);
    let infix = match symbol {
        Some("+") => Infix::Left(SUM, |i: &mut Input<'a>, a, b| fold(i, Binary::Add, a, b)),
        Some("-") => Infix::Left(SUM, |i: &mut Input<'a>, a, b| fold(i, Binary::Subtract, a, b)),
        Some("*") => Infix::Left(PRODUCT, |i: &mut Input<'a>, a, b| fold(i, Binary::Multiply, a, b)),
        Some("/") => Infix::Left(PRODUCT, |i: &mut Input<'a>, a, b| fold(i, Binary::Divide, a, b)),
        Some("@") => Infix::Left(PRODUCT, |i: &mut Input<'a>, a, b| fold(i, Binary::MatrixMultiply, a, b)),
        Some("**") => Infix::Right(POWER, |i: &mut Input<'a>, a, b| fold(i, Binary::Power, a, b)),
        Some("<") => Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::Less, a, b)),
        Some("<=") => {
            Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::LessOrEqual, a, b))
        }
        Some(">") => Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::Greater, a, b)),
        Some(">=") => {
            Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::GreaterOrEqual, a, b))
        }
        Some("==") => Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::Equal, a, b)),
        Some("!=") => Infix::Neither(COMPARISON, |i: &mut Input<'a>, a, b| fold(i, Binary::NotEqual, a, b)),
        _ => return Err(ErrMode::Backtrack(Refusal::from_input(input))),
    };
    next(input);
    Ok(infix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Style;

    fn printed(source: &str) -> String {
        Formula::parse(source).unwrap().print(Style::Grouped)
    }

    fn problem(source: &str) -> (String, Kind) {
        let problem = Formula::parse(source).unwrap_err();
        (problem.span.text(source).to_owned(), problem.kind)
    }

    #[test]
    fn operators_bind_as_in_python() {
        for (source, grouped) in [
            ("Y = a + b * c", "Y = (a + (b * c))"),
            ("Y = a - b - c", "Y = ((a - b) - c)"),
            ("Y = -x ** 2", "Y = (-(x ** 2))"),
            ("Y = 2 ** -x ** 2", "Y = (2 ** (-(x ** 2)))"),
            ("Y = a ** b ** c", "Y = (a ** (b ** c))"),
            ("Y = -a @ b", "Y = ((-a) @ b)"),
            ("Y = Q @ K.T / sqrt(d_k)", "Y = ((Q @ K.T) / sqrt(d_k))"),
            ("Y = a + b < c * d", "Y = ((a + b) < (c * d))"),
            ("Y = -X[0].T", "Y = (-X[0].T)"),
        ] {
            assert_eq!(printed(source), grouped, "{source}");
        }
    }

    #[test]
    fn calls_lists_and_subscripts_parse() {
        for source in [
            "A = softmax(S, axis=-1)",
            "Y = X[:, 1:3]",
            "Y = X[::-1, None, 0]",
            "Y = concatenate([a, b], axis=0)",
            "M = tril(ones((n, n)))",
            "Y = zeros((3,))",
            "Y = X.shape[0]",
            "注意力 = softmax(分数)",
        ] {
            assert_eq!(Formula::parse(source).unwrap().print(Style::Plain), source);
        }
    }

    #[test]
    fn spans_cover_parentheses_and_signs() {
        let formula = Formula::parse("Y = -(a + b) * c").unwrap();
        assert_eq!(formula.text(formula.root()), "-(a + b) * c");
        let Expr::Binary(_, left, _) = formula.nodes[formula.root()].expr else { panic!() };
        assert_eq!(formula.text(left), "-(a + b)");
    }

    #[test]
    fn problems_name_their_place() {
        let expected = |expected, found: &str| Kind::Expected { expected, found: Some(found.into()) };
        assert_eq!(problem("X @ W"), ("X @ W".into(), Kind::NoAssignment));
        assert_eq!(problem("inf = 1"), ("inf".into(), Kind::Reserved("inf".into())));
        assert_eq!(problem("Y = a b"), ("b".into(), expected(Expected::OperatorOrEnd, "b")));
        assert_eq!(problem("Y = a * / b"), ("/".into(), expected(Expected::Operand, "/")));
        assert_eq!(problem("Y = (a]"), ("]".into(), expected(Expected::Closing(')'), "]")));
        assert_eq!(problem("Y = X.t"), ("t".into(), Kind::Attribute("t".into())));
        assert_eq!(problem("Y = X.sum()"), ("sum".into(), Kind::Method("sum".into())));
        assert_eq!(problem("Y = np.exp(x)"), ("np".into(), Kind::Prefix("np".into())));
        assert_eq!(problem("Y = a < b < c"), ("<".into(), Kind::ChainedComparison));
        assert_eq!(problem("Y = f(axis=0, x)"), ("x".into(), Kind::PositionalAfterKeyword));
        assert_eq!(problem("Y = f(a=0, a=1)"), ("a".into(), Kind::KeywordTwice("a".into())));
        for unfinished in ["Y = a +", "Y = softmax(", "Y = X[", "Y ="] {
            let (place, kind) = problem(unfinished);
            assert_eq!(place, "", "{unfinished}");
            assert!(matches!(kind, Kind::Expected { found: None, .. }), "{unfinished}: {kind:?}");
        }
        assert_eq!(problem("  ").1, Kind::Empty);
    }

    #[test]
    fn nesting_is_bounded_and_siblings_are_not() {
        let deep = |depth| format!("Y = {}x{}", "(".repeat(depth), ")".repeat(depth));
        assert!(Formula::parse(&deep(MAX_NESTING)).is_ok());
        assert_eq!(problem(&deep(MAX_NESTING + 1)).1, Kind::TooDeep);
        assert_eq!(problem(&format!("Y = {}x", "-".repeat(900))).1, Kind::TooDeep);
        assert_eq!(problem(&format!("Y = x{}", "**x".repeat(300))).1, Kind::TooDeep);
        assert!(Formula::parse(&format!("Y = x{}", " + -x".repeat(150))).is_ok());
        assert!(Formula::parse(&format!("Y = x{}", " * -x ** 2".repeat(90))).is_ok());
        assert_eq!(problem(&format!("Y = x{}", "+x".repeat(600))).1, Kind::TooLong);
    }
}
