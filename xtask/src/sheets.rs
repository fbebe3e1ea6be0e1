//! The page's style sheets in few files: those of the first screen in one, those that wait for a part in another.
//!
//! They are written as many small files, which trunk makes smaller one by one. A browser fetches the page sooner where
//! it asks for one file than for twenty, and compresses it to two thirds.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use crate::tags::{self, Tag};

const PAGE: &str = "index.html";

/// Sheets that stand together in the page and are asked for alike.
#[derive(Default)]
struct Group {
    /// What all of them have: `disabled`, `media="print"`.
    attributes: String,
    text: String,
}

/// Joins the sheets of the page that trunk has just put into its staging folder.
pub(crate) fn join(staging: &Path) -> Result<()> {
    let path = staging.join(PAGE);
    let page = fs::read_to_string(&path).with_context(|| format!("the build has no {PAGE}"))?;
    let (mut sheets, mut base) = (Vec::new(), String::new());
    let (written, groups) = without_sheets(&page, |address| {
        let name = address.rsplit('/').next().unwrap_or(address);
        address[..address.len() - name.len()].clone_into(&mut base);
        let sheet = staging.join(name);
        let text = fs::read_to_string(&sheet).with_context(|| format!("cannot read {}", sheet.display()));
        sheets.push(sheet);
        text
    })?;
    let mut links = String::new();
    for group in &groups {
        let name = group.name();
        write!(links, "<link href=\"{base}{name}\" rel=\"stylesheet\"{}>", group.attributes)?;
        fs::write(staging.join(name), &group.text)?;
    }
    for sheet in sheets {
        fs::remove_file(sheet)?;
    }
    fs::write(path, written.replacen(PLACE, &links, 1))?;
    Ok(())
}

/// Stands where the links did.
const PLACE: &str = "<link sheets>";

/// The page with a mark in the place of its style sheets, and these, joined.
fn without_sheets(page: &str, mut read: impl FnMut(&str) -> Result<String>) -> Result<(String, Vec<Group>)> {
    let mut written = String::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut rest = page;
    while let Some((before, tag, after)) = tags::next(rest, &["<link"]) {
        written.push_str(before);
        rest = after;
        if tag.attribute("rel") != Some("stylesheet") {
            written.push_str(tag.text);
            continue;
        }
        if groups.is_empty() {
            written.push_str(PLACE);
        }
        let attributes = attributes(&tag);
        if groups.last().is_none_or(|group| group.attributes != attributes) {
            // Rules would change their order.
            ensure!(groups.iter().all(|group| group.attributes != attributes), "{} stands apart", tag.text);
            groups.push(Group { attributes, text: String::new() });
        }
        let address = tag.attribute("href").context("a style sheet without an address")?;
        let text = read(address)?;
        if let Some(group) = groups.last_mut() {
            group.text.push_str(text.trim_end());
            group.text.push('\n');
        }
    }
    written.push_str(rest);
    ensure!(!groups.is_empty(), "{PAGE} has no style sheets");
    Ok((written, groups))
}

/// What decides when a sheet is asked for.
fn attributes(tag: &Tag<'_>) -> String {
    let mut attributes = String::new();
    if let Some(media) = tag.attribute("media") {
        attributes = format!(" media=\"{media}\"");
    }
    if tag.attribute("disabled").is_some() {
        attributes.push_str(" id=\"later\" disabled");
    }
    attributes
}

impl Group {
    /// A name with the hash of what is in it, as trunk gives one to every sheet: servers tell browsers to keep them.
    fn name(&self) -> String {
        let digits: Vec<String> =
            Sha256::digest(&self.text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let kind = match self.attributes.as_str() {
            "" => "page",
            attributes if attributes.contains("disabled") => "later",
            _ => "print",
        };
        format!("{kind}-{}.css", digits.concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(page: &str) -> Result<(String, Vec<Group>)> {
        without_sheets(page, |name| Ok(format!("{name}{{}}\n")))
    }

    #[test]
    fn sheets_are_joined_in_their_order() {
        let page = "<title>T</title><link href=i.svg rel=icon><link href=./a.css integrity=x rel=stylesheet>\
            <link href=./b.css rel=stylesheet><link disabled href=./c.css rel=stylesheet>\
            <link href=./d.css media=print rel=stylesheet><link href=x rel=preload>";
        let (written, groups) = joined(page).unwrap();
        assert_eq!(
            written,
            format!("<title>T</title><link href=i.svg rel=icon>{PLACE}<link href=x rel=preload>")
        );
        let texts: Vec<_> = groups.iter().map(|group| group.text.as_str()).collect();
        assert_eq!(texts, ["./a.css{}\n./b.css{}\n", "./c.css{}\n", "./d.css{}\n"]);
        let attributes: Vec<_> = groups.iter().map(|group| group.attributes.as_str()).collect();
        assert_eq!(attributes, ["", " id=\"later\" disabled", " media=\"print\""]);
        assert!(groups.iter().all(|group| group.name().len() > "page-.css".len() + 12));
    }

    #[test]
    fn rules_keep_their_order() {
        let page =
            "<link href=a rel=stylesheet><link disabled href=b rel=stylesheet><link href=c rel=stylesheet>";
        assert!(joined(page).is_err());
        assert!(joined("<title>T</title>").is_err());
    }
}
