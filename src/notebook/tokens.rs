//! Text ↔ tokens: cutting where nothing better cuts, splitting and joining, and what the reader's own cuts do when the
//! text is edited.

use std::ops::Range;

use super::limits::MAX_LABEL;

/// The tokens among the pieces of a text: white space and punctuation are none, and what is longer than a label is cut.
pub fn tokens_of<'a>(pieces: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut tokens = Vec::new();
    for piece in pieces.into_iter().map(str::trim).filter(|piece| piece.chars().any(is_written)) {
        let characters: Vec<char> = piece.chars().collect();
        tokens.extend(characters.chunks(MAX_LABEL).map(String::from_iter));
    }
    tokens
}

/// Cuts a text where there is no dictionary: every character of Chinese, Japanese or Korean alone, anything else at white
/// space and punctuation.
pub fn cut_by_character_or_space(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let last = pieces.last().and_then(|piece| piece.chars().next_back());
        // don't, 3.5
        let inside = !character.is_whitespace()
            && last.is_some_and(is_plain)
            && characters.peek().copied().is_some_and(is_plain);
        if is_plain(character) || (inside && matches!(character, '\'' | '’' | '-' | '.' | '_')) {
            match pieces.last_mut() {
                Some(piece) if !last.is_some_and(is_ideograph) => piece.push(character),
                _ => pieces.push(character.into()),
            }
        } else {
            pieces.push(if is_written(character) { character.into() } else { String::new() });
        }
    }
    tokens_of(pieces.iter().map(String::as_str))
}

/// The tokens with one cut in two before its character number `at`; `None` where nothing would stand on one side.
pub fn split_token(tokens: &[String], index: usize, at: usize) -> Option<Vec<String>> {
    let token = tokens.get(index)?;
    let (byte, _) = token.char_indices().nth(at)?;
    let parts = tokens_of([&token[..byte], &token[byte..]]);
    (parts.len() == 2).then(|| [&tokens[..index], &parts[..], &tokens[index + 1..]].concat())
}

/// The tokens with one and the next made one, with what stands between them in the text; `None` where there is no next,
/// or the two are too long together.
pub fn join_tokens(text: &str, tokens: &[String], index: usize) -> Option<Vec<String>> {
    let pair = tokens.get(index..index + 2)?;
    let whole = spans(text, tokens)
        .map_or_else(|| joined(pair), |spans| text[spans[index].start..spans[index + 1].end].to_owned());
    let fits = whole.chars().count() <= MAX_LABEL;
    fits.then(|| [&tokens[..index], &[whole], &tokens[index + 2..]].concat())
}

/// The tokens of an edited text. `before` is the text as it was with its tokens and with what the segmenter made of it;
/// `segmented` is what it makes of the new text. Where the reader had cut otherwise, in a part of the text that has not
/// changed, that stands.
pub fn segmented_again(
    (before, tokens, was): (&str, &[String], &[String]),
    (text, segmented): (&str, &[String]),
) -> Vec<String> {
    let known = (spans(before, tokens), spans(before, was), spans(text, segmented));
    let (Some(old), Some(automatic), Some(mut new)) = known else { return segmented.to_vec() };
    let (front, back) = common_ends(before, text);
    let mut own: Vec<Range<usize>> = old.into_iter().filter(|span| !automatic.contains(span)).collect();
    own.retain_mut(|span| {
        if span.start >= before.len() - back {
            *span = span.start + text.len() - before.len()..span.end + text.len() - before.len();
            return true;
        }
        span.end <= front
    });
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.end.min(b.end).saturating_sub(a.start.max(b.start));
    // A cut inside of a word that goes on now is none any more.
    while let Some(broken) = new.iter().find(|span| {
        let covered: usize = own.iter().map(|own| overlap(own, span)).sum();
        covered > 0 && covered < span.len()
    }) {
        own.retain(|own| overlap(own, broken) == 0);
    }
    new.retain(|span| own.iter().all(|own| overlap(own, span) == 0));
    new.extend(own);
    new.sort_by_key(|span| span.start);
    new.into_iter().map(|span| text[span].to_owned()).collect()
}

/// The text with some of its tokens replaced; with spaces where words would else run together.
pub(super) fn respelled(text: &str, tokens: &[&str], range: Range<usize>, new: &[&str]) -> String {
    let Some(spans) = spans(text, tokens) else {
        return joined(&[&tokens[..range.start], new, &tokens[range.end..]].concat());
    };
    let behind = |index: usize| spans.get(index).map_or(0, |span| span.end);
    let (start, end) = match spans.get(range.clone()).and_then(|spans| Some((spans.first()?, spans.last()?)))
    {
        Some((first, last)) => (first.start, last.end),
        None => [range.start.checked_sub(1).map_or(0, behind); 2].into(),
    };
    let (before, after, new) = (&text[..start], &text[end..], joined(new));
    if new.is_empty() {
        let after = if before.is_empty() || before.ends_with(char::is_whitespace) {
            after.trim_start()
        } else {
            after
        };
        let before = if after.is_empty() { before.trim_end() } else { before };
        return joined(&[before, after]);
    }
    joined(&[before, &new, after])
}

/// Parts in a row, with a space where two words would else run together.
pub(super) fn joined(parts: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for part in parts {
        let apart = |character: Option<char>| character.is_some_and(is_plain);
        if apart(text.chars().next_back()) && apart(part.as_ref().chars().next()) {
            text.push(' ');
        }
        text.push_str(part.as_ref());
    }
    text
}

/// Where the tokens stand in the text, one behind the other; `None` where one does not.
fn spans(text: &str, tokens: &[impl AsRef<str>]) -> Option<Vec<Range<usize>>> {
    let mut end = 0;
    let span = |token: &str| {
        let rest = &text[end..];
        // A token whose name is being typed anew stands before the next word.
        let skipped = if token.is_empty() { rest.len() - rest.trim_start().len() } else { rest.find(token)? };
        let start = end + skipped;
        end = start + token.len();
        Some(start..end)
    };
    tokens.iter().map(AsRef::as_ref).map(span).collect()
}

/// How many bytes two texts have in common at their beginnings, and then at their ends.
fn common_ends(one: &str, other: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let front = same(&mut one.chars().zip(other.chars()));
    let back = same(&mut one[front..].chars().rev().zip(other[front..].chars().rev()));
    (front, back)
}

/// Whether a character is one of a token: a letter, a digit, a picture.
fn is_written(character: char) -> bool {
    character.is_alphanumeric() || character >= '\u{1f000}'
}

/// A letter of a script that puts spaces between words, or a digit.
fn is_plain(character: char) -> bool {
    character.is_alphanumeric() && !is_ideograph(character)
}

/// Chinese characters, kana, hangul.
fn is_ideograph(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(tokens: &[&str]) -> Vec<String> {
        tokens.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_dictionary_han_is_cut_by_character_and_the_rest_by_space() {
        for (text, tokens) in [
            ("小明喜欢", "小|明|喜|欢"),
            ("表演really糟糕。", "表|演|really|糟|糕"),
            ("I don't, know 3.5 e-mails…", "I|don't|know|3.5|e-mails"),
            ("ひらがな 한국", "ひ|ら|が|な|한|국"),
            ("好😀!", "好|😀"),
            ("，。 \n", ""),
        ] {
            assert_eq!(cut_by_character_or_space(text).join("|"), tokens, "{text}");
        }
        let long = "a".repeat(MAX_LABEL + 2);
        assert_eq!(cut_by_character_or_space(&long), [&long[..MAX_LABEL], "aa"]);
    }

    #[test]
    fn joining_takes_a_split_back() {
        for (text, tokens) in
            [("小明喜欢吃苹果。", "小明|喜欢|吃|苹果"), ("in New York now", "in|New York|now")]
        {
            let tokens: Vec<String> = tokens.split('|').map(str::to_owned).collect();
            for (index, token) in tokens.iter().enumerate() {
                for at in 1..token.chars().count() {
                    let split = split_token(&tokens, index, at).unwrap();
                    assert_eq!(split.len(), tokens.len() + 1);
                    assert_eq!(join_tokens(text, &split, index), Some(tokens.clone()));
                }
            }
        }
        let tokens = list(&["小明", "吃"]);
        for (index, at) in [(0, 0), (0, 2), (1, 1), (2, 0)] {
            assert_eq!(split_token(&tokens, index, at), None, "{index} {at}");
        }
        assert_eq!(join_tokens("小明吃", &tokens, 1), None, "the last has no next");
        let long = list(&["a".repeat(30).as_str(), "b".repeat(30).as_str()]);
        assert_eq!(join_tokens("", &long, 0), None, "longer than a label");
    }

    #[test]
    fn the_readers_own_cuts_stand_where_the_text_does() {
        let again = |before: (&str, &str, &str), after: (&str, &str)| {
            let cut = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
            segmented_again((before.0, &cut(before.1), &cut(before.2)), (after.0, &cut(after.1))).join("|")
        };
        let split = ("小明喜欢", "小|明|喜欢", "小明|喜欢");
        assert_eq!(again(split, ("小明喜欢吃", "小明|喜欢|吃")), "小|明|喜欢|吃");
        assert_eq!(again(split, ("我和小明喜欢", "我|和|小明|喜欢")), "我|和|小|明|喜欢");
        assert_eq!(again(split, ("小红喜欢", "小红|喜欢")), "小红|喜欢", "the text of the cut has changed");
        let joined = ("New York is", "New York|is", "New|York|is");
        assert_eq!(again(joined, ("New York is big", "New|York|is|big")), "New York|is|big");
        assert_eq!(again(joined, ("New Yorker is", "New|Yorker|is")), "New|Yorker|is");
        assert_eq!(again(("cat", "ca|t", "cat"), ("cats", "cats")), "cats", "the word goes on");
        assert_eq!(again(("喜欢", "喜|欢", "喜欢"), ("喜欢她", "喜欢|她")), "喜|欢|她");
    }

    #[test]
    fn a_text_follows_its_tokens() {
        let respell = |text: &str, tokens: &str, range: Range<usize>, new: &[&str]| {
            respelled(text, &tokens.split('|').collect::<Vec<_>>(), range, new)
        };
        assert_eq!(respell("我 爱，你。", "我|爱|你", 1..2, &["恨"]), "我 恨，你。");
        assert_eq!(respell("I love you.", "I|love|you", 1..2, &[]), "I you.");
        assert_eq!(respell("I love you", "I|love|you", 2..3, &[]), "I love");
        assert_eq!(respell("I love you", "I|love|you", 0..1, &[]), "love you");
        assert_eq!(respell("I you", "I||you", 1..2, &["love"]), "I love you", "while a name is empty");
        assert_eq!(respell("I love", "I|love", 1..1, &["5"]), "I 5 love");
        assert_eq!(respell("我爱", "我|爱", 0..0, &["5"]), "5我爱");
        assert_eq!(
            respell("", "I|love", 2..2, &["you"]),
            "I love you",
            "the text has nothing to do with them"
        );
    }
}
