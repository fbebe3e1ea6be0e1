//! `CommonMark` with tables and mathematics → HTML.

use std::borrow::Cow;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{
    Address,
    mathematics::mathml,
    plain::is_mark,
    writer::{Writer, is_dense},
};

/// Elements inside each other; what is deeper stands at this depth.
const MOST_DEPTH: usize = 32;
/// A mark of punctuation that no text has. It stands between a `*` and a 汉字 for as long as the text is read, where
/// `CommonMark` would want a space, as in `**注意：**每个词`.
const MENDED: char = '\u{10a7f}';

/// The HTML of a text in Markdown, with no other elements and attributes than those written here.
pub fn markdown(text: &str) -> String {
    let text = mend(text);
    let mut page =
        Page { writer: Writer::default(), ends: Vec::new(), table: Vec::new(), column: None, is_code: false };
    for event in events(&text) {
        page.read(event);
    }
    page.writer.finish()
}

/// The links of a text in Markdown, in order: the words that are shown, and the address.
pub fn links(text: &str) -> Vec<(String, String)> {
    let text = mend(text);
    let (mut links, mut open) = (Vec::new(), None);
    for event in events(&text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = Some((String::new(), unmended(&dest_url).into_owned()));
            }
            Event::End(TagEnd::Link) => links.extend(open.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some((shown, _)) = &mut open {
                    shown.push_str(&unmended(&words));
                }
            }
            _ => {}
        }
    }
    links
}

fn events(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_MATH)
}

struct Page {
    writer: Writer,
    /// How the elements end that are open, the innermost last; nothing for one that is not written.
    ends: Vec<End>,
    /// The columns of the table, and the one that is being written (in its head none).
    table: Vec<Alignment>,
    column: Option<usize>,
    /// Whether text is code, line by line.
    is_code: bool,
}

struct End {
    tag: Cow<'static, str>,
    is_block: bool,
}

impl Page {
    fn read(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(end) => self.end(end),
            Event::Text(text) if self.is_code => self.writer.code(&unmended(&text)),
            // Raw HTML is text like any other.
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.writer.text(&unmended(&text));
            }
            Event::Code(code) => self.code("<code>", &unmended(&code)),
            Event::InlineMath(source) => self.mathematics(&unmended(&source), false),
            Event::DisplayMath(source) => self.mathematics(&unmended(&source), true),
            Event::SoftBreak => self.writer.line_break(),
            Event::HardBreak => self.writer.block("<br>"),
            Event::Rule => self.writer.block("<hr>"),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn code(&mut self, tag: &str, code: &str) {
        self.writer.tag(tag);
        self.writer.code(code);
        self.writer.tag("</code>");
    }

    fn mathematics(&mut self, source: &str, is_display: bool) {
        if let Some(html) = mathml(source, is_display) {
            self.writer.whole(&html);
        } else {
            let sign = if is_display { "$$" } else { "$" };
            self.code("<code class=\"prose__source\">", &format!("{sign}{source}{sign}"));
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        self.is_code |= matches!(tag, Tag::CodeBlock(_));
        if self.ends.len() >= MOST_DEPTH {
            self.ends.push(End { tag: "".into(), is_block: true });
            return;
        }
        let (start, end): (&str, &'static str) = match tag {
            Tag::Paragraph | Tag::HtmlBlock => ("<p>", "</p>"),
            // The page has a first heading and a second.
            Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } => ("<h3>", "</h3>"),
            Tag::Heading { level: HeadingLevel::H3, .. } => ("<h4>", "</h4>"),
            Tag::Heading { .. } => ("<h5>", "</h5>"),
            Tag::BlockQuote(_) => ("<blockquote>", "</blockquote>"),
            Tag::CodeBlock(CodeBlockKind::Indented | CodeBlockKind::Fenced(_)) => {
                ("<pre><code>", "</code></pre>")
            }
            Tag::List(None) => ("<ul>", "</ul>"),
            Tag::List(Some(1)) => ("<ol>", "</ol>"),
            Tag::List(Some(first)) => {
                self.writer.block(&format!("<ol start=\"{first}\">"));
                ("", "</ol>")
            }
            Tag::Item => ("<li>", "</li>"),
            Tag::Table(columns) => {
                self.table.clone_from(columns);
                ("<div class=\"prose__table\"><table>", "</tbody></table></div>")
            }
            Tag::TableHead => {
                self.column = Some(0);
                ("<thead><tr>", "</tr></thead><tbody>")
            }
            Tag::TableRow => {
                self.column = Some(0);
                ("<tr>", "</tr>")
            }
            Tag::TableCell => return self.cell(),
            Tag::Emphasis => return self.inline("<em>", "</em>"),
            Tag::Strong => return self.inline("<strong>", "</strong>"),
            Tag::Link { dest_url, .. } => {
                let url = unmended(dest_url);
                let end = Address::read(&url).map(|address| self.writer.link(&url, address));
                self.ends.push(End { tag: end.unwrap_or_default().into(), is_block: false });
                return;
            }
            // Of an image its words.
            _ => return self.inline("", ""),
        };
        self.writer.block(start);
        self.ends.push(End { tag: end.into(), is_block: true });
    }

    fn inline(&mut self, start: &str, end: &'static str) {
        self.writer.tag(start);
        self.ends.push(End { tag: end.into(), is_block: false });
    }

    fn cell(&mut self) {
        let column = self.column.unwrap_or_default();
        self.column = Some(column + 1);
        let is_head = self.ends.last().is_some_and(|end| end.tag.contains("thead"));
        let (name, end) = if is_head { ("th", "</th>") } else { ("td", "</td>") };
        let class = match self.table.get(column) {
            Some(Alignment::Right) => " class=\"is-right\"",
            Some(Alignment::Center) => " class=\"is-middle\"",
            _ => "",
        };
        self.writer.block(&format!("<{name}{class}>"));
        self.ends.push(End { tag: end.into(), is_block: true });
    }

    fn end(&mut self, end: TagEnd) {
        if end == TagEnd::CodeBlock {
            self.is_code = false;
        }
        if end == TagEnd::TableCell && self.writer.unhead() {
            self.ends.pop();
        } else if let Some(End { tag, is_block }) = self.ends.pop() {
            if is_block {
                self.writer.block(&tag);
            } else {
                self.writer.tag(&tag);
            }
        }
    }
}

/// The text with the marks that its 汉字 lack.
fn mend(text: &str) -> Cow<'_, str> {
    if !text.contains('*') || text.contains(MENDED) {
        return text.into();
    }
    let is_word = |character: char| is_dense(character) && !is_mark(character);
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('*') {
        let (before, stars) = rest.split_at(start);
        let end = stars.find(|character| character != '*').unwrap_or(stars.len());
        let (stars, behind) = stars.split_at(end);
        mended.push_str(before);
        let last = mended.chars().next_back();
        let next = behind.chars().next();
        if let (Some(last), Some(next)) = (last, next) {
            let begins = is_word(last) && is_mark(next);
            let ends = is_mark(last) && is_word(next);
            mended.extend(begins.then_some(MENDED));
            mended.push_str(stars);
            mended.extend(ends.then_some(MENDED));
        } else {
            mended.push_str(stars);
        }
        rest = behind;
    }
    mended.push_str(rest);
    mended.into()
}

fn unmended(text: &str) -> Cow<'_, str> {
    if text.contains(MENDED) { text.replace(MENDED, "").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_found() {
        let text = "a [1](=sum(A[0])) b [set `X[2, 1]` to 0](try:X[2,1]=0;Z=S/(2+1)) [c] (d) [e](f g) \
            [0.5](=A[0,1]?s=1) `[2](=A[0,0])` \\[2](=A[0,0])";
        let expected =
            [("1", "=sum(A[0])"), ("set X[2, 1] to 0", "try:X[2,1]=0;Z=S/(2+1)"), ("0.5", "=A[0,1]?s=1")];
        let found = links(text);
        let found: Vec<_> = found.iter().map(|(words, address)| (&**words, &**address)).collect();
        assert_eq!(found, expected, "code and an escaped bracket are no links");
    }
}
