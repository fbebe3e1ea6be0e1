//! The words: those of the first screens come with the program, the others when they are needed.

use anyhow::{Result, ensure};
use browser_tests::Page;
use serde_json::json;
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{attribute, text},
    languages::said,
};

pub(crate) const CLAIMS: Claims = claims![
    the_first_words_are_all_that_the_first_screens_say,
    the_page_begins_with_one_file_of_words,
    the_address_chooses_the_language_before_the_browser,
    a_language_comes_before_the_page_changes,
    a_language_that_does_not_arrive_changes_nothing,
    a_text_that_has_not_come_comes_when_it_is_needed,
    without_words_the_page_says_so_in_both_languages,
];

/// The files of a language: its first words, and the rest.
async fn files(page: &Page, tag: &str) -> Result<[String; 2]> {
    let script = "const link = document.querySelector(`link[rel=words][hreflang='${arguments[0]}']`);
        return [link.getAttribute('href'), link.dataset.rest]";
    Ok(serde_json::from_value(page.script(script, vec![json!(tag)]).await?)?)
}

/// Which files of words this page has asked for.
async fn asked(page: &Page) -> Result<Vec<String>> {
    let script = "return performance.getEntriesByType('resource').map(entry => entry.name)
        .filter(name => name.endsWith('.txt')).map(name => name.slice(document.baseURI.length)).sort()";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

async fn block(page: &Page, files: &[&str]) -> Result<()> {
    page.cdp("Network.enable", json!({})).await?;
    let urls: Vec<String> = files.iter().map(|file| format!("*{file}")).collect();
    page.cdp("Network.setBlockedURLs", json!({ "urls": urls })).await?;
    Ok(())
}

/// What the first screens say, one after the other: the notebook, an edit, a mistake, the menus.
async fn first_screens(page: &Page) -> Result<Vec<Vec<String>>> {
    let mut screens = vec![said(page, "#no-element").await?];
    page.type_into("X", 0, 0, "2").await?;
    page.press(Key::Enter).await?;
    // Who listens is told of the edit, once it is over.
    let told = "return document.querySelector('.spoken[aria-live] p').textContent !== ''";
    page.wait_for("what has changed", told).await?;
    screens.push(said(page, "#no-element").await?);
    page.type_into("X", 0, 0, "two").await?;
    screens.push(said(page, "#no-element").await?);
    page.press(Key::Escape).await?;
    page.press(Key::Escape).await?;
    for (open, close) in
        [("notebooks", "notebooks"), ("file", "file"), ("cell-menu", "cell-menu"), ("shapes", "shapes")]
    {
        page.act(open).await?;
        screens.push(said(page, "#no-element").await?);
        page.act(close).await?;
    }
    page.act("theme").await?;
    screens.push(said(page, "#no-element").await?);
    page.act("theme").await?;
    Ok(screens)
}

/// The first screen without the rest of the words says what it says with all of them. The other screens come with the
/// program's first part, which brings the rest: they say what they say when all words were there before.
async fn the_first_words_are_all_that_the_first_screens_say(page: &Page) -> Result<()> {
    for tag in ["en", "zh-CN"] {
        let [_, rest] = files(page, tag).await?;
        block(page, &[&rest]).await?;
        page.go(&format!("lang={tag}")).await?;
        let alone = said(page, "#no-element").await?;
        block(page, &[]).await?;
        page.go(&format!("lang={tag}")).await?;
        let first = first_screens(page).await?;

        page.go(&format!("lang={tag}")).await?;
        page.act("keys").await?;
        page.act("close-keys").await?;
        ensure!(asked(page).await?.contains(&rest), "the rest has not come");
        let all = first_screens(page).await?;

        let pairs = first.iter().zip(&all).chain([(&alone, &all[0])]);
        for (number, (first, all)) in pairs.enumerate() {
            let count = |texts: &[String], text: &String| texts.iter().filter(|found| *found == text).count();
            let missing: Vec<_> = all.iter().filter(|text| count(first, text) < count(all, text)).collect();
            ensure!(missing.is_empty(), "{tag}, screen {number}: {missing:?}");
        }
    }
    // What is blocked is told of.
    page.console_errors().await?;
    Ok(())
}

async fn the_page_begins_with_one_file_of_words(page: &Page) -> Result<()> {
    for tag in ["en", "zh-CN"] {
        page.go(&format!("lang={tag}")).await?;
        let [first, _] = files(page, tag).await?;
        let early = "const [ready] = performance.getEntriesByName('ready');
            return performance.getEntriesByType('resource').filter(entry => entry.startTime < ready.startTime)
                .map(entry => entry.name).filter(name => name.endsWith('.txt'))
                .map(name => name.slice(document.baseURI.length))";
        assert_eq!(page.script(early, vec![]).await?, json!([first]));
    }
    Ok(())
}

async fn the_address_chooses_the_language_before_the_browser(page: &Page) -> Result<()> {
    // The browser asks for English.
    for (fragment, language) in [
        ("", "en"),
        ("lang=zh-CN", "zh-CN"),
        ("theme=dark&lang=zh-TW", "zh-CN"),
        ("lang=ZH-cn", "zh-CN"),
        ("lang=en-GB", "en"),
        ("lang=tlh", "en"),
        ("lang=", "en"),
    ] {
        page.go(fragment).await?;
        assert_eq!(page.language().await?, language, "{fragment}");
    }
    Ok(())
}

async fn a_language_comes_before_the_page_changes(page: &Page) -> Result<()> {
    let (chinese, before) = (files(page, "zh-CN").await?, asked(page).await?);
    ensure!(chinese.iter().all(|file| !before.contains(file)), "{before:?}");
    page.act("language").await?;
    assert_eq!(page.language().await?, "zh-CN");
    let now = asked(page).await?;
    ensure!(chinese.iter().all(|file| now.contains(file)), "{now:?}");
    // Both are there, and neither is asked for again.
    page.act("language").await?;
    page.act("language").await?;
    assert_eq!((page.language().await?, asked(page).await?), ("zh-CN".to_owned(), now));
    Ok(())
}

async fn a_language_that_does_not_arrive_changes_nothing(page: &Page) -> Result<()> {
    let before = text(page, ".top").await?;
    let [first, rest] = files(page, "zh-CN").await?;
    block(page, &[&first, &rest]).await?;
    page.act("language").await?;
    let told = text(page, "[data-error=language]").await?;
    let is_well = "return document.getElementById('broken').hidden";
    assert_eq!(page.script(is_well, vec![]).await?, json!(true));
    ensure!(told.contains("中文") && told.contains("could not be downloaded"), "{told}");
    assert_eq!((page.language().await?, text(page, ".top").await?), ("en".to_owned(), before));
    block(page, &[]).await?;
    page.act("language").await?;
    assert_eq!(page.language().await?, "zh-CN");
    assert_eq!(attribute(page, "[data-error=language]", "data-error").await?, None);
    page.console_errors().await?;
    Ok(())
}

/// NaN in a row of X: the sentence that tells of it is not among the first words, and no part of the program says it.
async fn a_text_that_has_not_come_comes_when_it_is_needed(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "inf").await?;
    page.press(Key::Enter).await?;
    let told = "return [...document.querySelectorAll('section.cell')].some(cell => /NaN arises|infinity arises/.test(cell.innerText))";
    page.wait_for("the sentence", told).await
}

async fn without_words_the_page_says_so_in_both_languages(page: &Page) -> Result<()> {
    let [first, _] = files(page, "en").await?;
    block(page, &[&first]).await?;
    page.driver().goto("about:blank").await?;
    page.driver().goto(page.server().page()).await?;
    let said = "const text = document.body.innerText;
        return /没能下载/.test(text) && /could not be downloaded/.test(text) && !/Loading/.test(text)";
    page.wait_for("the page to say why", said).await?;
    block(page, &[]).await?;
    page.console_errors().await?;
    page.go("").await
}
