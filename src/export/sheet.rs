//! A sheet of SVG: shapes that plotters draws, and words beside them in the fonts of whoever looks.

use std::fmt::Write as _;

use plotters::{coord::Shift, drawing::DrawingArea, prelude::IntoDrawingArea, style::RGBColor};
use plotters_svg::SVGBackend;

use crate::plot::{Palette, Theme};

/// The size of a letter.
pub(super) const EM: f64 = 13.0;
/// Around everything.
pub(super) const MARGIN: f64 = 16.0;
/// Letters of a name, at most: longer ones are cut short.
const MOST_LETTERS: usize = 24;

/// Where a text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) color: RGBColor,
    pub(super) size: f64,
    pub(super) bold: bool,
}

/// A drawing in the making.
pub(super) struct Sheet {
    body: String,
    pub(super) theme: Theme,
    language: &'static str,
    /// How far it reaches.
    right: f64,
    bottom: f64,
}

impl Sheet {
    pub(super) fn new(theme: Theme, language: &'static str) -> Self {
        Self { body: String::new(), theme, language, right: 0.0, bottom: 0.0 }
    }

    pub(super) fn palette(&self) -> &'static Palette {
        Palette::of(self.theme)
    }

    pub(super) fn ink(&self) -> Ink {
        Ink { color: self.palette().ink, size: EM, bold: false }
    }

    pub(super) fn quiet(&self) -> Ink {
        Ink { color: self.palette().ink_quiet, size: EM * 0.9, bold: false }
    }

    pub(super) fn bold(&self) -> Ink {
        Ink { color: self.palette().ink, size: EM * 1.15, bold: true }
    }

    /// The sheet reaches at least so far.
    pub(super) fn reach(&mut self, (x, y): (f64, f64)) {
        self.right = self.right.max(x);
        self.bottom = self.bottom.max(y);
    }

    /// A text whose line stands on `y`; turned by so many degrees.
    pub(super) fn text(&mut self, (x, y): (f64, f64), text: &str, ink: Ink, anchor: Anchor, turned: i32) {
        let text = short(text);
        let wide = width_of(&text, ink.size);
        let lean = f64::from(turned).to_radians();
        let end = match anchor {
            Anchor::Start => wide,
            Anchor::Middle => wide / 2.0,
            Anchor::End => 0.0,
        };
        self.reach((x + end * lean.cos(), y + ink.size * 0.3));
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if ink.bold { " font-weight=\"600\"" } else { "" };
        let turn = if turned == 0 {
            String::new()
        } else {
            format!(" transform=\"rotate({turned} {x:.1} {y:.1})\"")
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{:.1}\" fill=\"{}\" text-anchor=\"{anchor}\"{weight}{turn}>{}</text>",
            ink.size,
            hex(ink.color),
            escaped(&text)
        );
    }

    /// A rectangle of one colour.
    pub(super) fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), color: RGBColor) {
        self.reach((x + width, y + height));
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.5\"/>",
            hex(color),
            hex(self.palette().hairline)
        );
    }

    /// Shapes in a part of the sheet.
    pub(super) fn shapes(
        &mut self,
        (x, y): (f64, f64),
        size: (u32, u32),
        draw: impl FnOnce(&DrawingArea<SVGBackend<'_>, Shift>),
    ) {
        let mut drawn = String::new();
        {
            let area = SVGBackend::with_string(&mut drawn, size).into_drawing_area();
            draw(&area);
            // Writing into a text does not fail.
            drop(area.present());
        }
        self.reach((x + f64::from(size.0), y + f64::from(size.1)));
        self.body.push_str(&drawn.replacen("<svg ", &format!("<svg x=\"{x:.1}\" y=\"{y:.1}\" "), 1));
    }

    /// The whole, with its size in pixels.
    pub(super) fn finish(self, title: &str) -> (String, (u32, u32)) {
        let (width, height) = ((self.right + MARGIN).ceil() as u32, (self.bottom + MARGIN).ceil() as u32);
        let ground = hex(self.palette().ground);
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\" font-family=\"system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif\">\n<title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n{}</svg>\n",
            self.language,
            escaped(title),
            self.body
        );
        (text, (width, height))
    }
}

/// How wide a text is, about: nobody knows the font.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    let letter = |letter: char| match letter {
        _ if !letter.is_ascii() && letter > '\u{2e7f}' => 1.0,
        'i' | 'l' | 'j' | ' ' | '.' | ',' | '\'' => 0.32,
        'm' | 'w' | 'M' | 'W' => 0.9,
        _ if letter.is_ascii_uppercase() => 0.7,
        _ => 0.58,
    };
    text.chars().map(letter).sum::<f64>() * size
}

/// The widest of some names.
pub(super) fn widest<'a>(names: impl IntoIterator<Item = &'a str>, size: f64) -> f64 {
    names.into_iter().map(|name| width_of(&short(name), size)).fold(0.0, f64::max)
}

fn short(text: &str) -> String {
    if text.chars().count() <= MOST_LETTERS {
        return text.to_owned();
    }
    text.chars().take(MOST_LETTERS - 1).chain(['…']).collect()
}

pub(super) fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// A text within XML, which knows no control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_elements() {
        let mut sheet = Sheet::new(Theme::Dark, "en");
        let ink = sheet.ink();
        sheet.text((0.0, 20.0), "</text><script>&\u{0}", ink, Anchor::Start, 0);
        let (text, size) = sheet.finish("a \"b\"");
        assert!(text.contains("&lt;/text&gt;&lt;script&gt;&amp; </text>"), "{text}");
        assert!(size.0 > 100 && size.1 > 20);
    }
}
