//! The tags of a page as trunk writes it: with or without quotes, in any order of attributes.

/// A start tag.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// As it stands, from `<` to `>`.
    pub(crate) text: &'a str,
    /// Without the bracket.
    pub(crate) name: &'a str,
}

/// The text before the first of these tags, the tag, and the text after it. Comments are passed over.
pub(crate) fn next<'a>(html: &'a str, starts: &[&'a str]) -> Option<(&'a str, Tag<'a>, &'a str)> {
    let mut from = 0;
    loop {
        let open = from + html[from..].find('<')?;
        let rest = &html[open..];
        if rest.starts_with("<!--") {
            from = open + rest.find("-->")?;
            continue;
        }
        let start = starts.iter().find(|start| {
            rest.strip_prefix(**start).is_some_and(|after| after.starts_with([' ', '>', '/', '\n']))
        });
        if let Some(start) = start {
            let length = end(rest)?;
            let tag = Tag { text: &rest[..length], name: &start[1..] };
            return Some((&html[..open], tag, &rest[length..]));
        }
        from = open + 1;
    }
}

/// Where a tag ends: at a `>` outside of quotes.
fn end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            None if letter == '>' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

impl<'a> Tag<'a> {
    /// An attribute's value; an empty text where it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.text.strip_suffix('>')?.get(self.name.len() + 1..)?.trim_start();
        while !rest.is_empty() && rest != "/" {
            let length =
                rest.find(|letter: char| letter == '=' || letter.is_whitespace()).unwrap_or(rest.len());
            let (found, behind) = rest.split_at(length);
            let (value, behind) = match behind.strip_prefix('=') {
                None => ("", behind),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote)?,
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            if found == name {
                return Some(value);
            }
            rest = behind.trim_start();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        let html = "<p>a<!-- <link rel=no> --><linkage><link href=\"./a b.css\" rel=stylesheet hidden/><link rel='x>y'>z";
        let (before, tag, after) = next(html, &["<link", "<base"]).unwrap();
        assert_eq!(before, "<p>a<!-- <link rel=no> --><linkage>");
        assert_eq!(tag.name, "link");
        assert_eq!(tag.attribute("href"), Some("./a b.css"));
        assert_eq!(tag.attribute("rel"), Some("stylesheet"));
        assert_eq!(tag.attribute("src"), None);
        let (before, tag, after) = next(after, &["<link"]).unwrap();
        assert_eq!((before, tag.attribute("rel"), after), ("", Some("x>y"), "z"));
        assert_eq!(next(after, &["<link"]), None);
    }
}
