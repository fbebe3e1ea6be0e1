//! LaTeX → MathML.
//!
//! The source is parsed by `pulldown-latex`, and its events are written here: with elements and attributes of MathML
//! alone, and everything from the source as escaped text.

use pulldown_latex::{
    Event, Parser, Storage,
    event::{
        Content, DelimiterType, EnvironmentFlow, Font, Grouping, ScriptPosition, ScriptType, StateChange,
        Style, Visual,
    },
};

use super::{
    layout::{em, place_of, style_of},
    letters::letter,
    writer::escape,
};

/// The longest source in bytes, and the most that is made of it.
const MOST_SOURCE: usize = 2000;
const MOST_EVENTS: usize = 4000;
const MOST_DEPTH: usize = 48;
/// What defines commands: there is nothing to be defined in a text, and a definition can grow without end.
const DEFINITIONS: [&str; 5] = ["\\def", "\\let", "\\futurelet", "newcommand", "providecommand"];

/// The MathML of a formula in LaTeX; `None` where it is not one.
pub(super) fn mathml(source: &str, is_display: bool) -> Option<String> {
    if source.len() > MOST_SOURCE || depth(source) > MOST_DEPTH {
        return None;
    }
    let defines = |command: &&str| {
        let mut behind = source.split(*command).skip(1);
        behind.any(|behind| !behind.starts_with(|next: char| next.is_ascii_alphabetic()))
    };
    // A command of other letters than these is none.
    let strange = |behind: &str| behind.starts_with(|next: char| !next.is_ascii());
    if source.split('\\').skip(1).any(strange) || DEFINITIONS.iter().any(defines) {
        return None;
    }
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(source, &storage) {
        events.push(event.ok()?);
        if events.len() > MOST_EVENTS {
            return None;
        }
    }
    let display = if is_display { "block" } else { "inline" };
    let mut math =
        Math { html: format!("<math display=\"{display}\">"), events, at: 0, is_display, depth: 0 };
    math.row(None, None)?;
    math.html.push_str("</math>");
    (math.at == math.events.len()).then_some(math.html)
}

/// How deep the braces of a source nest.
fn depth(source: &str) -> usize {
    let (mut deepest, mut now) = (0, 0_usize);
    for byte in source.bytes() {
        match byte {
            b'{' => now += 1,
            b'}' => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

struct Math<'a> {
    html: String,
    events: Vec<Event<'a>>,
    at: usize,
    /// Whether limits stand above and below.
    is_display: bool,
    depth: usize,
}

/// What an element is for its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Atom {
    Word,
    Name,
    Sign,
    Open,
    Close,
    Other,
}

impl<'a> Math<'a> {
    fn next(&mut self) -> Option<Event<'a>> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event
    }

    fn push(&mut self, parts: &[&str]) {
        self.html.extend(parts.iter().copied());
    }

    fn text(&mut self, tag: &str, attributes: &str, text: &str) {
        self.push(&["<", tag, attributes, ">"]);
        escape(&mut self.html, text);
        self.push(&["</", tag, ">"]);
    }

    fn space(&mut self, em: f32) {
        let thousandths = (em.clamp(-2.0, 8.0) * 1000.0).round() / 1000.0;
        self.push(&["<mspace width=\"", &thousandths.to_string(), "em\"></mspace>"]);
    }

    /// Elements up to the end of the group; in a table its rows and places.
    fn row(&mut self, table: Option<&Grouping>, mut font: Option<Font>) -> Option<()> {
        let (mut before, mut styles, mut column) = (Atom::Sign, 0, 0);
        let was_display = self.is_display;
        loop {
            match self.events.get(self.at) {
                None | Some(Event::End) => break,
                Some(Event::StateChange(change)) => {
                    match change {
                        StateChange::Font(new) => font = *new,
                        StateChange::Style(style) => {
                            let attributes = style_of(*style);
                            self.is_display = *style == Style::Display;
                            self.push(&["<mstyle ", attributes, ">"]);
                            styles += 1;
                        }
                        // The page has its own.
                        StateChange::Color(_) => {}
                    }
                    self.at += 1;
                    continue;
                }
                Some(Event::EnvironmentFlow(flow)) => {
                    let is_new = match flow {
                        EnvironmentFlow::NewLine { .. } => true,
                        EnvironmentFlow::Alignment => false,
                        EnvironmentFlow::StartLines { .. } => {
                            self.at += 1;
                            continue;
                        }
                    };
                    let table = table?;
                    self.html.push_str(&"</mstyle>".repeat(std::mem::take(&mut styles)));
                    column = if is_new { 0 } else { column + 1 };
                    let line = if is_new { "</mtr><mtr>" } else { "" };
                    self.push(&["</mtd>", line, "<mtd", place_of(table, column), ">"]);
                    (font, before, self.is_display) = (None, Atom::Sign, was_display);
                    self.at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let atom = self.atom(self.at);
            let ends_word = matches!(before, Atom::Word | Atom::Close);
            if (atom == Atom::Name && ends_word)
                || (before == Atom::Name && matches!(atom, Atom::Word | Atom::Name))
            {
                self.space(0.1667);
            }
            // A sign that stands before what it belongs to: −1.
            let is_prefix = atom == Atom::Sign && matches!(before, Atom::Sign | Atom::Open);
            self.one(font, is_prefix)?;
            before = atom;
        }
        self.html.push_str(&"</mstyle>".repeat(styles));
        self.is_display = was_display;
        Some(())
    }

    /// What the element is that begins with an event.
    fn atom(&self, at: usize) -> Atom {
        match self.events.get(at) {
            Some(Event::Content(content)) => match content {
                Content::Function(_) | Content::LargeOp { .. } => Atom::Name,
                Content::BinaryOp { .. } | Content::Relation { .. } | Content::Punctuation(_) => Atom::Sign,
                Content::Delimiter { ty: DelimiterType::Open, .. } => Atom::Open,
                Content::Delimiter { .. } => Atom::Close,
                Content::Text(_) => Atom::Other,
                Content::Number(_) | Content::Ordinary { .. } => Atom::Word,
            },
            Some(Event::Script { .. } | Event::Visual(Visual::Negation)) => self.atom(at + 1),
            Some(Event::Begin(_) | Event::Visual(_)) => Atom::Word,
            _ => Atom::Other,
        }
    }

    /// One element, with all that belongs to it.
    fn one(&mut self, font: Option<Font>, is_prefix: bool) -> Option<()> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        match self.next()? {
            Event::Content(content) => self.content(content, font, is_prefix, false),
            Event::Visual(Visual::Negation) => match self.next()? {
                Event::Content(content) => self.content(content, font, false, true),
                _ => return None,
            },
            Event::Visual(visual) => {
                let (tag, count) = match visual {
                    Visual::SquareRoot => ("msqrt", 1),
                    Visual::Root => ("mroot", 2),
                    Visual::Fraction(_) | Visual::Negation => ("mfrac", 2),
                };
                // A binomial coefficient is a fraction without its line.
                let bare = matches!(visual, Visual::Fraction(Some(line)) if line.value == 0.0);
                self.push(&["<", tag, if bare { " linethickness=\"0\"" } else { "" }, ">"]);
                self.several(count, font)?;
                self.push(&["</", tag, ">"]);
            }
            Event::Script { ty, position } => {
                let is_above = match position {
                    ScriptPosition::Right => false,
                    ScriptPosition::AboveBelow => true,
                    ScriptPosition::Movable => self.is_display,
                };
                let (tag, count) = match (ty, is_above) {
                    (ScriptType::Subscript, false) => ("msub", 2),
                    (ScriptType::Superscript, false) => ("msup", 2),
                    (ScriptType::SubSuperscript, false) => ("msubsup", 3),
                    (ScriptType::Subscript, true) => ("munder", 2),
                    (ScriptType::Superscript, true) => ("mover", 2),
                    (ScriptType::SubSuperscript, true) => ("munderover", 3),
                };
                self.push(&["<", tag]);
                let attributes = self.html.len();
                self.html.push('>');
                self.one(font, is_prefix)?;
                if is_above
                    && matches!(self.events.get(self.at), Some(Event::Content(mark)) if is_accent(*mark))
                {
                    self.html.insert_str(attributes, " accent=\"true\"");
                }
                self.several(count - 1, font)?;
                self.push(&["</", tag, ">"]);
            }
            Event::Begin(grouping) => self.group(&grouping, font)?,
            Event::Space { width, .. } => self.space(width.map_or(0.0, em)),
            // A font for the one element that comes.
            Event::StateChange(StateChange::Font(font)) => self.one(font, false)?,
            Event::StateChange(_) => self.one(font, false)?,
            Event::End | Event::EnvironmentFlow(_) => return None,
        }
        self.depth -= 1;
        Some(())
    }

    fn several(&mut self, count: usize, font: Option<Font>) -> Option<()> {
        let was_display = std::mem::take(&mut self.is_display);
        for _ in 0..count {
            self.one(font, true)?;
        }
        self.is_display = was_display;
        Some(())
    }

    fn group(&mut self, grouping: &Grouping, font: Option<Font>) -> Option<()> {
        self.html.push_str("<mrow>");
        let fence =
            |form: &str| format!(" form=\"{form}\" fence=\"true\" stretchy=\"true\" symmetric=\"true\"");
        let (open, close) = match grouping {
            Grouping::LeftRight(open, close) => (*open, *close),
            Grouping::Cases { left } => (left.then_some('{'), (!left).then_some('}')),
            _ => (None, None),
        };
        if let Some(open) = open {
            self.text("mo", &fence("prefix"), open.encode_utf8(&mut [0; 4]));
        }
        if matches!(grouping, Grouping::Normal | Grouping::LeftRight(..)) {
            self.row(None, font)?;
        } else {
            let class = match grouping {
                Grouping::Matrix { .. } | Grouping::Array(_) | Grouping::Cases { .. } => "",
                _ => " class=\"is-aligned\"",
            };
            let first = place_of(grouping, 0);
            self.push(&["<mtable", class, "><mtr><mtd", first, ">"]);
            let was_display = std::mem::replace(&mut self.is_display, !class.is_empty());
            self.row(Some(grouping), None)?;
            self.is_display = was_display;
            self.html.push_str("</mtd></mtr></mtable>");
        }
        if !matches!(self.next()?, Event::End) {
            return None;
        }
        if let Some(close) = close {
            self.text("mo", &fence("postfix"), close.encode_utf8(&mut [0; 4]));
        }
        self.html.push_str("</mrow>");
        Some(())
    }

    fn content(&mut self, content: Content<'_>, font: Option<Font>, is_prefix: bool, is_negated: bool) {
        let prefix = if is_prefix { " form=\"prefix\"" } else { "" };
        let word = |character: char| {
            let mut word = String::from(character);
            word.extend(is_negated.then_some('\u{338}'));
            word
        };
        match content {
            // How the parser writes a space that is wanted.
            Content::Text("&nbsp;") => self.text("mtext", "", "\u{a0}"),
            Content::Text(text) => {
                let space = |is_there: bool| if is_there { "\u{a0}" } else { "" };
                let (start, end) = (text.starts_with(' '), text.len() > 1 && text.ends_with(' '));
                self.text("mtext", "", &format!("{}{}{}", space(start), text.trim(), space(end)));
            }
            Content::Number(number) => {
                let number: String =
                    number.chars().map(|digit| font.map_or(digit, |font| letter(font, digit))).collect();
                self.text("mn", "", &number);
            }
            Content::Function(name) => {
                let single = if name.chars().count() == 1 { " mathvariant=\"normal\"" } else { "" };
                self.text("mi", single, name);
            }
            Content::Ordinary { content, stretchy: true } => {
                self.text("mo", " stretchy=\"true\"", &word(content));
            }
            mark @ Content::Ordinary { content, .. } if is_accent(mark) => {
                self.text("mo", &format!(" stretchy=\"{}\"", content == '‾'), &word(content));
            }
            Content::Ordinary { content, .. } => {
                // Greek capitals stand upright, as in print.
                let upright = font == Some(Font::UpRight)
                    || (font.is_none() && content.is_uppercase() && !content.is_ascii());
                let shown = font.map_or(content, |font| letter(font, content));
                self.text("mi", if upright { " mathvariant=\"normal\"" } else { "" }, &word(shown));
            }
            Content::LargeOp { content, .. } => self.text("mo", " movablelimits=\"false\"", &word(content)),
            Content::BinaryOp { content, .. } => self.text("mo", prefix, &word(content)),
            Content::Relation { content, .. } => {
                let mut buffer = [0; 8];
                let signs =
                    str::from_utf8(content.encode_utf8_to_buf(&mut buffer)).unwrap_or_default().to_owned();
                let negation = if is_negated { "\u{338}" } else { "" };
                self.text("mo", "", &(signs + negation));
            }
            Content::Delimiter { content, size, ty } => {
                let form = match ty {
                    DelimiterType::Open => " form=\"prefix\"",
                    DelimiterType::Close => " form=\"postfix\"",
                    DelimiterType::Fence => "",
                };
                let stretches = size.is_some();
                self.text("mo", &format!("{form} stretchy=\"{stretches}\""), &word(content));
            }
            Content::Punctuation(content) => self.text("mo", "", &word(content)),
        }
    }
}

/// Whether it is a mark that stands on a letter.
fn is_accent(content: Content<'_>) -> bool {
    matches!(
        content,
        Content::Ordinary {
            content: '^' | '~' | '‾' | '˙' | '¨' | 'ˉ' | 'ˇ' | '´' | '`' | '˘' | '→', ..
        }
    )
}
