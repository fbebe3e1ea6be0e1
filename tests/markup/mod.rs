//! Reads HTML as strictly as it was written, and knows what a text may be made of.

/// The elements of a text, and the attributes that each may have.
const ELEMENTS: &[(&str, &[&str])] = &[
    ("p", &[]),
    ("h3", &[]),
    ("h4", &[]),
    ("h5", &[]),
    ("ul", &[]),
    ("ol", &["start"]),
    ("li", &[]),
    ("blockquote", &[]),
    ("pre", &[]),
    ("code", &["class"]),
    ("em", &[]),
    ("strong", &[]),
    ("hr", &[]),
    ("br", &[]),
    ("div", &["class"]),
    ("span", &["class"]),
    ("table", &[]),
    ("thead", &[]),
    ("tbody", &[]),
    ("tr", &[]),
    ("th", &["class"]),
    ("td", &["class"]),
    ("a", &["class", "data-claim", "data-when", "title", "href", "target", "rel"]),
    ("button", &["type", "class", "data-action", "data-try", "title"]),
    ("math", &["display"]),
    ("mrow", &[]),
    ("mi", &["mathvariant"]),
    ("mn", &[]),
    ("mo", &["form", "fence", "stretchy", "symmetric", "movablelimits"]),
    ("mtext", &[]),
    ("mspace", &["width"]),
    ("mfrac", &["linethickness"]),
    ("msqrt", &[]),
    ("mroot", &[]),
    ("msub", &[]),
    ("msup", &[]),
    ("msubsup", &[]),
    ("munder", &[]),
    ("mover", &["accent"]),
    ("munderover", &[]),
    ("mtable", &["class"]),
    ("mtr", &[]),
    ("mtd", &["class"]),
    ("mstyle", &["displaystyle", "scriptlevel"]),
];
const CLASSES: &[&str] = &[
    "claim",
    "try",
    "prose__host",
    "prose__whole",
    "prose__source",
    "prose__table",
    "is-right",
    "is-middle",
    "is-left",
    "is-aligned",
];
const MOST_DEPTH: usize = 200;

/// Panics unless every element and attribute may be there, and every element is closed in its turn.
pub(crate) fn check(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        check_text(&rest[..at], html);
        let end = rest[at..].find('>').unwrap_or_else(|| panic!("a tag has no end: {html}"));
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{html}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let (_, allowed) = ELEMENTS
            .iter()
            .find(|(element, _)| *element == name)
            .unwrap_or_else(|| panic!("<{name}> in {html}"));
        check_attributes(attributes, allowed, html);
        if !matches!(name, "hr" | "br") {
            open.push(name);
        }
        assert!(open.len() < MOST_DEPTH, "too deep: {html}");
    }
    check_text(rest, html);
    assert!(open.is_empty(), "{open:?} are open: {html}");
}

fn check_attributes(attributes: &str, allowed: &[&str], html: &str) {
    let mut rest = attributes;
    while !rest.is_empty() {
        let (name, behind) = rest.split_once("=\"").unwrap_or_else(|| panic!("{rest} in {html}"));
        assert!(allowed.contains(&name), "attribute {name} in {html}");
        let (value, behind) = behind.split_once('"').unwrap_or_else(|| panic!("{rest} in {html}"));
        check_text(value, html);
        match name {
            "class" => assert!(CLASSES.contains(&value), "class {value} in {html}"),
            "href" => {
                let safe =
                    ["#", "http://", "https://"].iter().any(|start| value.to_lowercase().starts_with(start));
                assert!(safe, "{value} in {html}");
            }
            _ => {}
        }
        rest = behind.strip_prefix(' ').unwrap_or(behind);
    }
}

/// Text has no markup in it, and every `&` is ours.
fn check_text(text: &str, html: &str) {
    assert!(!text.contains(['<', '>', '\0']), "{text} in {html}");
    for behind in text.split('&').skip(1) {
        let ours = ["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| behind.starts_with(entity));
        assert!(ours, "{text} in {html}");
    }
}
