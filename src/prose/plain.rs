//! What most texts are made of, read in one pass: paragraphs, lists, `code`, **bold**, claims and tries.

use super::{Address, writer::is_dense};

/// The longest link in bytes; so reading takes a time that grows with the text's length.
const MOST_WORDS: usize = 2000;

/// A block of a plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block<'a> {
    /// Lines up to an empty one.
    Paragraph(Vec<Span<'a>>),
    /// Lines that begin with `- `.
    List(Vec<Vec<Span<'a>>>),
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span<'a> {
    /// Words as they stand.
    Text(&'a str),
    /// `` `code` ``
    Code(&'a str),
    /// `**bold**`
    Strong(Vec<Span<'a>>),
    /// `[text](address)`, with the address as it stands and as it is read; only addresses within the notebook.
    Link(&'a str, Address<'a>, Vec<Span<'a>>),
}

/// The blocks of a text; `None` where it has more to it than is read here.
pub fn plain(text: &str) -> Option<Vec<Block<'_>>> {
    let mut reader = Reader { is_plain: true };
    // While somebody writes, a text often ends with a space.
    let blocks = reader.blocks(text.trim_end_matches([' ', '\n']));
    reader.is_plain.then_some(blocks)
}

/// The blocks of any text: what is not read here stays as it was typed.
pub fn loosely(text: &str) -> Vec<Block<'_>> {
    Reader { is_plain: true }.blocks(text)
}

/// One line of words, whatever it looks like.
pub fn line(text: &str) -> Vec<Span<'_>> {
    Reader { is_plain: true }.spans(text)
}

/// The words of a line alone: of a link what it says, and no marks.
pub fn words(text: &str) -> String {
    let (mut words, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['[', '`', '*', '$']) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((inside, length)) = linked(rest) {
            words.push_str(&self::words(inside));
            rest = &rest[length..];
        } else {
            words.extend(rest.starts_with('[').then_some('['));
            rest = &rest[1..];
        }
    }
    words + rest
}

/// The words of the link that a text begins with, wherever it leads, and how long the link is.
fn linked(text: &str) -> Option<(&str, usize)> {
    let words = text.starts_with('[').then(|| enclosed(text, b'[', b']'))??;
    let rest = &text[words.len() + 2..];
    let url = rest.starts_with('(').then(|| enclosed(rest, b'(', b')'))??;
    Some((words, words.len() + url.len() + 4))
}

struct Reader {
    /// Whether everything so far means what it says.
    is_plain: bool,
}

impl Reader {
    fn blocks<'a>(&mut self, text: &'a str) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        // What belongs to the block that is being read: from the first byte of its words to behind the last.
        let (mut items, mut words, mut is_list) = (Vec::new(), None, false);
        let mut at = 0;
        for line in text.split('\n').chain([""]) {
            let (start, end) = (at, at + line.len());
            at = end + 1;
            let item = line.strip_prefix("- ");
            let is_blank = line.trim_matches([' ', '\t']).is_empty();
            if is_blank || item.is_some() {
                if let Some((from, to)) = words.take() {
                    let spans = self.spans(&text[from..to]);
                    if is_list {
                        items.push(spans);
                    } else {
                        blocks.push(Block::Paragraph(spans));
                    }
                }
                if is_blank && !items.is_empty() {
                    blocks.push(Block::List(std::mem::take(&mut items)));
                }
            }
            if is_blank {
                continue;
            }
            if item.is_some() {
                // After an empty line it belongs to the list before it, whose items are paragraphs then.
                let is_loose = items.is_empty() && matches!(blocks.last(), Some(Block::List(_)));
                self.is_plain &= !is_loose;
            }
            self.is_plain &= is_words(item.unwrap_or(line));
            is_list = item.is_some() || (is_list && words.is_some());
            let from = if item.is_some() { start + 2 } else { start };
            words = Some((words.map_or(from, |(from, _)| from), end));
        }
        blocks
    }

    fn spans<'a>(&mut self, text: &'a str) -> Vec<Span<'a>> {
        let mut spans = Vec::new();
        // Where bold began: in the source, and among the spans.
        let mut bold: Option<(usize, usize)> = None;
        let (mut from, mut at) = (0, 0);
        while let Some(found) = text[at..].find(['`', '*', '[', '\\', '$', '&', '<', '_']) {
            at += found;
            let before = text[..at].chars().next_back();
            let rest = &text[at..];
            let mut is_read = None;
            let after = rest[1..].chars().next();
            match rest.as_bytes().first() {
                Some(b'`') => {
                    is_read = code(rest).map(|code| (code.len() + 2, Span::Code(code)));
                    self.is_plain &= is_read.is_some();
                }
                Some(b'*') if rest.starts_with("**") => {
                    let after = rest[2..].chars().next();
                    let fits = if bold.is_some() { ends(before, after) } else { ends(after, before) };
                    self.is_plain &= fits && after != Some('*');
                    if fits {
                        push_text(&mut spans, &text[from..at]);
                        if let Some((_, count)) = bold.take() {
                            let inside = spans.split_off(count);
                            spans.push(Span::Strong(inside));
                        } else {
                            bold = Some((at, spans.len()));
                        }
                        from = at + 2;
                    }
                    at += 2;
                    continue;
                }
                Some(b'[') => {
                    self.is_plain &= before != Some('!');
                    match link(rest) {
                        Some((words, url, address)) => {
                            let inside = self.spans(words);
                            is_read = Some((words.len() + url.len() + 4, Span::Link(url, address, inside)));
                        }
                        None => self.is_plain &= is_bracket(rest),
                    }
                }
                Some(b'*') => self.is_plain &= is_space(before) && is_space(after),
                Some(b'_') => {
                    let inside = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
                    self.is_plain &= inside(before) && inside(after);
                }
                Some(b'&') => self.is_plain &= is_space(after),
                Some(b'<') => {
                    self.is_plain &= !after.is_some_and(|next| next.is_alphabetic() || "/!?".contains(next));
                }
                _ => self.is_plain = false,
            }
            match is_read {
                Some((length, span)) => {
                    push_text(&mut spans, &text[from..at]);
                    spans.push(span);
                    at += length;
                    from = at;
                }
                None => at += 1,
            }
        }
        push_text(&mut spans, &text[from..]);
        if let Some((start, count)) = bold {
            self.is_plain = false;
            spans.insert(count, Span::Text(&text[start..start + 2]));
        }
        spans
    }
}

/// Whether a line means nothing as a line: it begins and ends with words.
fn is_words(line: &str) -> bool {
    let only_signs = line.chars().all(|character| "-=*_+|:~ ".contains(character));
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    let is_numbered = number.len() < line.len() && number.starts_with(['.', ')']);
    let is_marked =
        ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark)) || line.starts_with(['#', '>']);
    let is_defined = line.starts_with('[') && line.contains("]:");
    let is_fenced = line.starts_with("~~~");
    let is_bounded =
        line.trim_matches(' ') == line && !line.contains(|character: char| character.is_control());
    !(only_signs || is_numbered || is_marked || is_defined || is_fenced) && is_bounded
}

fn push_text<'a>(spans: &mut Vec<Span<'a>>, text: &'a str) {
    if !text.is_empty() {
        spans.push(Span::Text(text));
    }
}

/// The code that a text begins with: between two single backticks, on one line, with no spaces to be left out.
fn code(text: &str) -> Option<&str> {
    let (code, behind) = text.strip_prefix('`')?.split_once('`')?;
    let sound = !code.is_empty() && !behind.starts_with('`') && !code.contains('\n');
    (sound && !(code.starts_with(' ') && code.ends_with(' '))).then_some(code)
}

/// The link that a text begins with: words, address as it stands, address as it is read.
fn link(text: &str) -> Option<(&str, &str, Address<'_>)> {
    let words = enclosed(text, b'[', b']')?;
    let rest = &text[words.len() + 2..];
    let url = rest.starts_with('(').then(|| enclosed(rest, b'(', b')'))??;
    // Of two links inside each other the inner one is meant.
    let sound = !words.contains("](")
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "`\\&$<".contains(c));
    let address = Address::own(url).filter(|_| sound)?;
    Some((words, url, address))
}

/// Whether the bracket that a text begins with is one, and no link of another kind.
fn is_bracket(text: &str) -> bool {
    match enclosed(text, b'[', b']') {
        Some(words) => !text[words.len() + 2..].starts_with('('),
        None => text.len() < MOST_WORDS,
    }
}

/// What stands between the bracket that a text begins with and the one that closes it; those in code do not count.
fn enclosed(text: &str, open: u8, close: u8) -> Option<&str> {
    let (mut depth, mut in_code) = (0_usize, false);
    for (at, byte) in text.bytes().enumerate().take(MOST_WORDS) {
        in_code ^= byte == b'`';
        if in_code {
            continue;
        }
        if byte == open {
            depth += 1;
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(&text[1..at]);
            }
        }
    }
    None
}

fn is_space(character: Option<char>) -> bool {
    character.is_none_or(char::is_whitespace)
}

/// Neither letter, digit nor space.
pub(super) fn is_mark(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_whitespace()
}

/// Whether bold can end between two characters, or begin, seen from behind. In running 汉字 there are no spaces that
/// would tell, so punctuation does not matter beside them.
fn ends(inside: Option<char>, outside: Option<char>) -> bool {
    let free = |outside: char| outside.is_whitespace() || is_mark(outside) || is_dense(outside);
    inside.is_some_and(|inside| !inside.is_whitespace() && (!is_mark(inside) || outside.is_none_or(free)))
}
