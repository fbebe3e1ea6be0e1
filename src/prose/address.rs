//! Where the links of a text lead.

/// What the address of a link asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address<'a> {
    /// `=EXPRESSION` or `=EXPRESSION?CHANGES`: the text is a number that the notebook computes.
    Claim {
        /// Whose value it is.
        expression: &'a str,
        /// The changes after which it is.
        when: Option<&'a str>,
    },
    /// `try:CHANGES`: the text is a button that makes changes.
    Try(&'a str),
    /// `http` or `https`.
    Web {
        /// Whose page it is.
        host: &'a str,
    },
}

impl<'a> Address<'a> {
    /// Reads an address; `None` where it leads nowhere that a text may lead.
    pub fn read(address: &'a str) -> Option<Self> {
        Self::own(address).or_else(|| host(address).map(|host| Self::Web { host }))
    }

    /// Reads an address within the notebook.
    pub(super) fn own(address: &'a str) -> Option<Self> {
        if let Some(changes) = address.strip_prefix("try:") {
            return (!changes.is_empty()).then_some(Self::Try(changes));
        }
        let claim = address.strip_prefix('=')?;
        let (expression, when) =
            claim.split_once('?').map_or((claim, None), |(expression, when)| (expression, Some(when)));
        (!expression.is_empty()).then_some(Self::Claim { expression, when })
    }
}

/// The host of a web address that says plainly what it is: no user before it, no sign that browsers would leave out.
fn host(address: &str) -> Option<&str> {
    let hidden = |character: char| character.is_whitespace() || character.is_control();
    let (scheme, rest) = address.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next()?;
    let sound = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | ':');
    (web && !host.is_empty() && host.chars().all(sound) && !address.contains(hidden)).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_of_four_kinds() {
        let claim = |expression, when| Some(Address::Claim { expression, when });
        assert_eq!(Address::read("=A[0,1]"), claim("A[0,1]", None));
        assert_eq!(Address::read("=A[2,3]?X[2,1]=0;c=1"), claim("A[2,3]", Some("X[2,1]=0;c=1")));
        assert_eq!(Address::read("try:X[2,1]=0"), Some(Address::Try("X[2,1]=0")));
        let host = "arxiv.org";
        assert_eq!(Address::read("https://arxiv.org/abs/1706.03762?a#b"), Some(Address::Web { host }));
        assert_eq!(Address::read("HTTP://arxiv.org"), Some(Address::Web { host }));
    }

    #[test]
    fn no_other_address_leads_anywhere() {
        for address in [
            "",
            "=",
            "try:",
            "#cell-x",
            "page.html",
            "//evil.example",
            "javascript:alert(1)",
            "JavaScript://x/%0aalert(1)",
            "data:text/html,x",
            "https://",
            "https://good.example@evil.example/",
            "https://good.example\\@evil.example/",
            "https://a b/",
            "java\nscript:x",
            "https://a.example/\u{1}",
        ] {
            assert_eq!(Address::read(address), None, "{address:?}");
        }
    }
}
