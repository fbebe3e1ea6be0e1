//! Texts: what is written of them, that both readers write the same, and that nothing hostile comes through.

mod markup;

use std::time::{Duration, Instant};

use attention_notebook::prose::{self, Block, markdown, plain};
use markup::check;

/// Everything that a lesson may use.
const LESSON: &str = include_str!("data/lesson.md");

#[test]
fn a_lesson_is_written_as_it_was() {
    let html = markdown(LESSON);
    check(&html);
    insta::assert_snapshot!("prose", html.replace("><", ">\n<"));
}

#[test]
fn no_line_begins_with_what_ends_a_button() {
    for (text, end) in
        [("，b", "</button>，</span>b"), ("): b", "</button>)</span>: b"), (" b", "</button> b")]
    {
        let html = markdown(&format!("x [a](try:A=1){text}"));
        assert!(html.contains(end), "{html}");
        check(&html);
    }
}

/// Texts that the plain reader takes.
const PLAIN: &[&str] = &[
    "",
    "  \n",
    "小明喜欢吃苹果。",
    "One line\nand the next.",
    "一行，\n下一行 and\n再一行",
    "Two paragraphs.\n\n\nThe second.\n",
    "`code` and **bold** and **bold with `code`**.",
    "**注意：**每个词看**「别的」**词，**`X`**的行。",
    "- one\n- **two**\n- `three`",
    "Before:\n- one\n- two\n\nAfter.",
    "- one\ngoes on\n- two",
    "The weight is [0.69](=A[0,1]), then [**0.22**](=A[2,3]?X[2,1]=0).",
    "[Set `X[吃, 动作]` to 0](try:X[2,1]=0): look.",
    "**[0.5](=sum(A[0])**2)**",
    "a[](try:x=1)!](=A[0])",
    "d_model, 2 * 3, a < b, 3 <4, R & D, a > b, 1|2, x^2, X[0], [a][b], a ~ b.",
    "[a [0.5](=A[0,0])",
    "\"quoted\" and 'so'",
    "[0.5](=A[0,0]>0)",
    "1 + 1 = 2 - no list",
    "-1 is no list",
    "**a** **b**",
];

#[test]
fn both_readers_write_the_same() {
    for text in PLAIN {
        let blocks = plain(text).unwrap_or_else(|| panic!("{text:?} is plain"));
        assert_eq!(prose::html(&blocks), markdown(text), "{text:?}");
        check(&prose::html(&blocks));
    }
}

#[test]
fn what_is_more_than_plain_is_left_to_the_full_reader() {
    for text in [
        "## Heading",
        "#",
        "a $x$",
        "*emphasis*",
        "_emphasis_",
        "a\\*b",
        "1. one",
        "3) three",
        "* one",
        "+ one",
        "> quote",
        "a\n---",
        "a\n===",
        "***",
        "- - a",
        "- # a",
        "-",
        "- ",
        "-   far",
        "    code",
        "```\ncode\n```",
        "~~~\ncode",
        "``co`de``",
        "` spaced `",
        "`a\nb`",
        "open ` only",
        "**open",
        "** a**",
        "a****b",
        "***a***",
        "a | b\n--|--\n1 | 2",
        "[a](https://example.org)",
        "[a](page)",
        "[a]( =A)",
        "[a](=A \"title\")",
        "![a](=A)",
        "[[a](=A)](=B)",
        "[a]: =A\n\n[a]",
        "<b>",
        "<https://example.org>",
        "&lt;",
        "two spaces  \nbreak",
        "- a\n  b",
        "- a\n\n- b",
        "- a\n\n  b",
        "tab\there",
        "foo**\"bar\"**baz",
    ] {
        assert_eq!(plain(text), None, "{text:?}");
        check(&markdown(text));
        check(&prose::html(&prose::loosely(text)));
    }
}

#[test]
fn what_cannot_be_read_stays_as_it_was_typed() {
    let typed = "## A **b** $x$";
    assert_eq!(prose::html(&prose::loosely(typed)), "<p>## A <strong>b</strong> $x$</p>");
    assert_eq!(prose::spans(&prose::line("a **b")), "a **b");
    assert!(matches!(&plain("- a").unwrap()[..], [Block::List(items)] if items.len() == 1));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4000))]

    #[test]
    fn both_readers_agree_on_any_text(text in text()) {
        check(&markdown(&text));
        if let Some(blocks) = plain(&text) {
            proptest::prop_assert_eq!(prose::html(&blocks), markdown(&text));
        }
    }

    #[test]
    fn any_formula_is_mathematics_or_code(source in formula()) {
        check(&markdown(&format!("${source}$")));
        check(&markdown(&format!("$${source}$$")));
    }
}

/// Texts of what means something, in any order.
fn text() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces: Vec<&str> = "a|字|。|「|」| |\n|\n\n|- |**|*|`|[|]|(|)|](=A[0])|](try:x=1)|](https://a.b)|_|1|. |#|>|<|&|!|\\|$|x|||-|=|+|~|：|\"|\t|  |](=A?x=1)|é|😀|\u{a0}|“"
        .split('|')
        .filter(|piece| !piece.is_empty())
        .chain(["|"])
        .collect();
    let pieces = proptest::collection::vec(proptest::sample::select(pieces), 0..24);
    proptest::strategy::Strategy::prop_map(pieces, |pieces| pieces.concat())
}

/// Formulas of what means something, in any order.
fn formula() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces = r"\frac,{,},_,^,x,1,\sqrt,[,],\left(,\right),\left,\right,\begin{pmatrix},\end{pmatrix},&,\\,\sum,\alpha,\text{a <b> c},\operatorname{softmax},\mathbf,\not,=,-,+,|,\|,\begin{cases},\end{cases},\begin{aligned},\end{aligned},\hat,\overline,\color{red},\displaystyle,\,,\quad,<,>,',\mathbb,R,\begin{array}{c|c},\end{array},\hline,\binom,\limits,\top,~,%,#,\underbrace,\hspace{1em},\big,(,\middle,\mathrm,字,\rm,\stackrel,\boxed,\substack,\genfrac,\rule,\kern1em,\mathchoice,\operatorname*";
    let pieces: Vec<&str> = pieces.split(',').chain([","]).collect();
    let pieces = proptest::collection::vec(proptest::sample::select(pieces), 0..12);
    proptest::strategy::Strategy::prop_map(pieces, |pieces| pieces.concat())
}

#[test]
fn nothing_hostile_comes_through() {
    for text in [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "</div></section><h1>x</h1>",
        "<!-- --><b>",
        "[x](javascript:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x) [y](file:///etc/passwd) [z](//evil.example) [u](/a)",
        "<javascript:alert(1)>",
        "[x](https://a.example \"\" onmouseover=alert(1) \"\")",
        "[x](https://a.example 'x\" onmouseover=\"alert(1)')",
        "[x](https://a.example/\"onmouseover=\"alert(1))",
        "[x](=A\"onmouseover=\"alert(1))",
        "[x](try:A\"><script>alert(1)</script>)",
        "![x](https://evil.example/x.png \"t\")",
        "![<b>](javascript:alert(1))",
        "```html\" onclick=\"alert(1)\n</code></pre><script>\n```",
        "$\\text{<script>alert(1)</script>}$",
        "$\\href{javascript:alert(1)}{x}$",
        "$\\operatorname{<img src=x onerror=alert(1)>}$",
        "$<img src=x onerror=alert(1)>$",
        "$\\class{\" onclick=\"x}{y}$ $\\unicode{x3c}$ $&lt;script&gt;$",
        "| <b> | b |\n|---|---|\n| [x](javascript:a) | </td></table> |",
        "[a]: javascript:alert(1)\n\n[a] [b][a]",
        "## <b onclick=x>title {#id onclick=x}",
        "a\0b <\0script>",
    ] {
        let html = markdown(text);
        check(&html);
        for address in ["javascript:", "data:", "file:", "vbscript:"] {
            assert!(!html.contains(&format!("href=\"{address}")), "{html}");
        }
        check(&prose::html(&prose::loosely(text)));
        check(&prose::spans(&prose::line(text)));
    }
}

#[test]
fn no_text_takes_long() {
    let deep = 10_000;
    let long = 100_000;
    let texts = [
        ">".repeat(deep),
        "> ".repeat(deep),
        "- ".repeat(deep),
        "1. ".repeat(deep),
        "*a ".repeat(deep),
        "**a ".repeat(deep),
        "*字「".repeat(deep),
        "_a ".repeat(deep),
        "[".repeat(long),
        "[a](".repeat(long / 4),
        "![[]()".repeat(long / 6),
        "[a](=A[0,1]".repeat(deep),
        format!("{}{}", "[".repeat(deep), "](=a)".repeat(deep)),
        "`".repeat(long),
        "`a``b```".repeat(deep),
        "$".repeat(long),
        "$a$$b".repeat(deep),
        "$\\frac".repeat(deep),
        format!("${}x$", "{".repeat(deep)),
        format!("${}$", "\\frac".repeat(390)),
        format!("${}x$", "\\sqrt".repeat(390)),
        format!("${}x$", "x^".repeat(990)),
        format!("${}x{}$", "\\left(".repeat(150), "\\right)".repeat(140)),
        format!("${}$", "\\begin{matrix}".repeat(130)),
        format!("${}$", "\\not".repeat(490)),
        r"$\def\a{\a\a}\a$".to_owned(),
        r"$\let\a=\b \newcommand{\c}{\c\c}\c$".to_owned(),
        "<".repeat(long),
        "<!--".repeat(long / 4),
        "<?".repeat(long / 2),
        "<a ".repeat(long / 3),
        "&".repeat(long),
        "\\".repeat(long),
        "|a".repeat(long / 2),
        format!("{}\n{}\n", "|a".repeat(deep), "|-".repeat(deep)),
        "[a]: b\n".repeat(deep),
        "a\n".repeat(long / 2),
        "#".repeat(long),
        "\n- a".repeat(deep),
    ];
    for text in texts {
        let start = Instant::now();
        check(&markdown(&text));
        check(&prose::html(&prose::loosely(&text)));
        let begin: String = text.chars().take(12).collect();
        assert!(start.elapsed() < Duration::from_secs(4), "{begin} took {:?}", start.elapsed());
    }
}
