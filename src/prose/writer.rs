//! HTML, written so that whatever a text says stays text.

use super::{Address, Block, Span};

const BUTTON: &str = "<button type=\"button\" class=\"try\"";
const BUTTON_END: &str = "</button>";

/// HTML that is being written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    html: String,
    /// The last character of the text so far.
    last: Option<char>,
    /// Whether a line of the source has ended, and the next has not begun.
    is_broken: bool,
}

impl Writer {
    /// Markup of our own.
    pub(super) fn tag(&mut self, tag: &str) {
        self.html.push_str(tag);
    }

    /// A block begins or ends.
    pub(super) fn block(&mut self, tag: &str) {
        self.html.push_str(tag);
        (self.last, self.is_broken) = (None, false);
    }

    /// Makes a head of a table that has just begun, and heads nothing, a cell like others.
    pub(super) fn unhead(&mut self) -> bool {
        let Some(at) = self.html.rfind('<').filter(|at| self.html[*at..].starts_with("<th")) else {
            return false;
        };
        let is_empty = self.html.ends_with('>');
        if is_empty {
            self.html.replace_range(at..at + 3, "<td");
            self.block("</td>");
        }
        is_empty
    }

    /// A run of words. Lines of the source become one; between 汉字 without a space.
    pub(super) fn text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            if let Some(first) = line.chars().next() {
                self.join(first);
                let rest = self.after_button(line);
                escape(&mut self.html, rest);
                self.last = line.chars().next_back();
            }
        }
    }

    /// Writes the punctuation that a button ends with, together with it: a browser may begin a line behind a button, and
    /// no line begins with a comma. Answers the rest.
    fn after_button<'a>(&mut self, text: &'a str) -> &'a str {
        // One character: a reader may bring the text in any pieces.
        let rest = text.strip_prefix(ends_something).unwrap_or(text);
        let button = self.html.rfind(BUTTON).filter(|_| self.html.ends_with(BUTTON_END));
        let Some(start) = button.filter(|_| rest.len() < text.len()) else { return text };
        self.html.insert_str(start, "<span class=\"prose__whole\">");
        escape(&mut self.html, &text[..text.len() - rest.len()]);
        self.tag("</span>");
        rest
    }

    /// Text as it stands: code.
    pub(super) fn code(&mut self, text: &str) {
        self.join('`');
        escape(&mut self.html, text);
        self.last = Some('`');
    }

    /// Markup that is a word among words.
    pub(super) fn whole(&mut self, html: &str) {
        self.join('$');
        self.html.push_str(html);
        self.last = Some('$');
    }

    /// The line of the source ends, and the words go on.
    pub(super) fn line_break(&mut self) {
        self.is_broken = true;
    }

    fn join(&mut self, next: char) {
        let dense = is_dense(next) && self.last.is_some_and(is_dense);
        if std::mem::take(&mut self.is_broken) && !dense {
            self.html.push('\n');
        }
    }

    /// An attribute; its name is ours.
    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        escape(&mut self.html, value);
        self.html.push('"');
    }

    /// The link begins; answers how it ends.
    pub(super) fn link(&mut self, url: &str, address: Address<'_>) -> String {
        match address {
            Address::Claim { expression, when } => {
                self.tag("<a class=\"claim\"");
                self.attribute("data-claim", expression);
                if let Some(when) = when {
                    self.attribute("data-when", when);
                }
                self.attribute("title", url.trim_start_matches('='));
                self.attribute("href", &format!("#{expression}"));
                self.tag(">");
                "</a>".to_owned()
            }
            Address::Try(changes) => {
                self.tag(BUTTON);
                self.attribute("data-action", "try");
                self.attribute("data-try", changes);
                self.attribute("title", changes);
                self.tag(">");
                BUTTON_END.to_owned()
            }
            Address::Web { host } => {
                self.tag("<a target=\"_blank\" rel=\"noopener noreferrer\"");
                self.attribute("title", host);
                self.attribute("href", url);
                self.tag(">");
                let mut end = "<span class=\"prose__host\">".to_owned();
                escape(&mut end, host);
                end + "</span></a>"
            }
        }
    }

    pub(super) fn finish(self) -> String {
        self.html
    }

    fn spans(&mut self, spans: &[Span<'_>]) {
        for span in spans {
            match span {
                Span::Text(text) => self.text(text),
                Span::Code(code) => {
                    self.tag("<code>");
                    self.code(code);
                    self.tag("</code>");
                }
                Span::Strong(spans) => {
                    self.tag("<strong>");
                    self.spans(spans);
                    self.tag("</strong>");
                }
                Span::Link(url, address, spans) => {
                    let end = self.link(url, *address);
                    self.spans(spans);
                    self.tag(&end);
                }
            }
        }
    }
}

/// Whether a character stands close to its neighbours: 汉字 and their punctuation.
pub(super) fn is_dense(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character stands at the end of something: punctuation that no line begins with.
fn ends_something(character: char) -> bool {
    ",.;:!?)]，。、；：！？）】」』”’…".contains(character)
}

/// Writes text so that nothing in it is markup.
pub(super) fn escape(html: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            // No text of HTML may hold it.
            '\0' => html.push('\u{fffd}'),
            character => html.push(character),
        }
    }
}

/// The HTML of blocks.
pub fn html(blocks: &[Block<'_>]) -> String {
    let mut writer = Writer::default();
    for block in blocks {
        match block {
            Block::Paragraph(spans) => {
                writer.block("<p>");
                writer.spans(spans);
                writer.block("</p>");
            }
            Block::List(items) => {
                writer.block("<ul>");
                for spans in items {
                    writer.block("<li>");
                    writer.spans(spans);
                    writer.block("</li>");
                }
                writer.block("</ul>");
            }
        }
    }
    writer.finish()
}

/// The HTML of a line.
pub fn spans(spans: &[Span<'_>]) -> String {
    let mut writer = Writer::default();
    writer.spans(spans);
    writer.finish()
}
