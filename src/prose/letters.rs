//! Letters of mathematics: bold, script, blackboard.

use pulldown_latex::event::Font;

/// A letter as a font has it; those that it has not stay as they are.
pub(super) fn letter(font: Font, character: char) -> char {
    // Where A, a, 0 and Α, α of the font stand among the mathematical alphanumeric symbols.
    let (latin, digits, greek) = match font {
        Font::Bold => (0x1_d400, 0x1_d7ce, 0x1_d6a8),
        Font::BoldItalic => (0x1_d468, 0, 0x1_d71c),
        Font::Italic => (0x1_d434, 0, 0x1_d6e2),
        Font::Script => (0x1_d49c, 0, 0),
        Font::BoldScript => (0x1_d4d0, 0, 0),
        Font::Fraktur => (0x1_d504, 0, 0),
        Font::BoldFraktur => (0x1_d56c, 0, 0),
        Font::DoubleStruck => (0x1_d538, 0x1_d7d8, 0),
        Font::SansSerif => (0x1_d5a0, 0x1_d7e2, 0),
        Font::BoldSansSerif => (0x1_d5d4, 0x1_d7ec, 0x1_d756),
        Font::SansSerifItalic => (0x1_d608, 0, 0),
        Font::SansSerifBoldItalic => (0x1_d63c, 0, 0x1_d790),
        Font::Monospace => (0x1_d670, 0x1_d7f6, 0),
        Font::UpRight => return character,
    };
    if let Some(older) = older(font, character) {
        return older;
    }
    let (start, first) = match character {
        'A'..='Z' => (latin, 'A'),
        // The small letters stand behind the capitals.
        'a'..='z' => (latin + 26, 'a'),
        '0'..='9' => (digits, '0'),
        'Α'..='Ω' => (greek, 'Α'),
        'α'..='ω' => (greek + 26, 'α'),
        _ => return character,
    };
    let has = start > 0x1_d000;
    char::from_u32(start + (character as u32 - first as u32)).filter(|_| has).unwrap_or(character)
}

/// Letters that were there before the others, and stand elsewhere.
fn older(font: Font, character: char) -> Option<char> {
    let pairs: &[(char, char)] = match font {
        Font::Italic => &[('h', 'ℎ')],
        Font::Script => &[
            ('B', 'ℬ'),
            ('E', 'ℰ'),
            ('F', 'ℱ'),
            ('H', 'ℋ'),
            ('I', 'ℐ'),
            ('L', 'ℒ'),
            ('M', 'ℳ'),
            ('R', 'ℛ'),
            ('e', 'ℯ'),
            ('g', 'ℊ'),
            ('o', 'ℴ'),
        ],
        Font::Fraktur => &[('C', 'ℭ'), ('H', 'ℌ'), ('I', 'ℑ'), ('R', 'ℜ'), ('Z', 'ℨ')],
        Font::DoubleStruck => {
            &[('C', 'ℂ'), ('H', 'ℍ'), ('N', 'ℕ'), ('P', 'ℙ'), ('Q', 'ℚ'), ('R', 'ℝ'), ('Z', 'ℤ')]
        }
        _ => &[],
    };
    pairs.iter().find(|(letter, _)| *letter == character).map(|(_, older)| *older)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_font_has_its_letters() {
        assert_eq!(letter(Font::Bold, 'x'), '𝐱');
        assert_eq!(letter(Font::Bold, '0'), '𝟎');
        assert_eq!(letter(Font::Bold, 'α'), '𝛂');
        assert_eq!(letter(Font::Bold, 'Ω'), '𝛀');
        assert_eq!(letter(Font::BoldItalic, 'Z'), '𝒁');
        assert_eq!(letter(Font::DoubleStruck, 'R'), 'ℝ');
        assert_eq!(letter(Font::DoubleStruck, 'E'), '𝔼');
        assert_eq!(letter(Font::Script, 'L'), 'ℒ');
        assert_eq!(letter(Font::Script, 'N'), '𝒩');
        assert_eq!(letter(Font::Fraktur, 'g'), '𝔤');
        assert_eq!(letter(Font::Monospace, '7'), '𝟽');
        assert_eq!(letter(Font::Italic, 'h'), 'ℎ');
        assert_eq!(letter(Font::Script, 'α'), 'α');
        assert_eq!(letter(Font::Italic, '7'), '7');
    }
}
