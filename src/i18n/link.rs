//! What is wrong with a link, in words.

use super::Language;
use crate::share::{LinkError, MAX_LINK};

/// A place of a notebook as it can be shown: signs that cannot be seen are left out, and what is long is cut.
fn plain(place: &str) -> String {
    let seen = place.chars().filter(|sign| !sign.is_control() && !matches!(sign, '\u{200b}'..='\u{206f}'));
    seen.take(40).collect()
}

/// What is wrong with a link, and what would help.
pub fn link_error(language: Language, error: &LinkError) -> String {
    match error {
        LinkError::Broken => language.text("share.broken").into_owned(),
        LinkError::Version(_) => language.text("share.version").into_owned(),
        LinkError::TooLong(length) => {
            let count = |count: usize| super::count(language, count as u128);
            let most = count(MAX_LINK);
            match length {
                Some(length) => {
                    let length = count(*length);
                    language.fill("share.too_long", &[("length", &length), ("most", &most)])
                }
                None => language.text("share.unfolds").into_owned(),
            }
        }
        LinkError::Contents(place) => language.fill("share.contents", &[("place", &plain(place))]),
    }
}
