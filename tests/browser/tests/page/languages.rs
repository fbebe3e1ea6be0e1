//! Chinese and English.

use anyhow::{Context, Result};
use browser_tests::Page;
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{attribute, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    english_is_english_throughout,
    chinese_is_chinese_throughout,
    no_key_of_the_catalogue_is_left_on_the_page,
    changing_the_language_changes_no_number,
    complaints_are_in_the_language_of_the_page,
    the_language_is_not_a_step_of_undo,
];

/// Everything a person can see or hear, but for formulas, code, and what stands in a language of its own.
const SAID: &str = "
    const said = [document.title], own = 'code, math, kbd, [data-formula], [lang]:not(html), mark';
    const add = text => { if (text?.trim()) said.push(text.trim()); };
    for (const e of document.querySelectorAll('body, body *')) {
        if (e.closest('script, style') || e.closest(own) || e.closest(arguments[0])) continue;
        // What waits unseen, such as the words for a page that has stopped, stands in both languages.
        if (e.closest('[hidden]')) continue;
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) add(e.getAttribute(name));
        if (e.matches('input:not([type=range]), textarea')) add(e.value);
        for (const node of e.childNodes) if (node.nodeType === Node.TEXT_NODE) add(node.data);
    }
    return said";

/// Opens whatever has words in it: the menu, the table of keys, an error, a remark, a complaint.
async fn open_everything(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    write_formula(page, "m", "M = sqrt(0 - ones((n, n)))").await?;
    page.act("add-formula").await?;
    page.act("add-text").await?;
    page.act("add-switch").await?;
    page.act("keys").await?;
    page.act("notebooks").await?;
    page.type_into("W_V", 0, 0, "two").await
}

pub(crate) async fn said(page: &Page, except: &str) -> Result<Vec<String>> {
    let said: Vec<String> = serde_json::from_value(page.script(SAID, vec![except.into()]).await?)?;
    assert!(said.len() > 100, "only {} texts", said.len());
    Ok(said)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
}

/// Two words of the Latin alphabet beside each other.
fn has_english(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let is_word = |word: &str| {
        let word = word.trim_matches([',', '.', '?', '!', ':', '(', ')']);
        word.len() > 1 && word.chars().all(|character| character.is_ascii_alphabetic())
    };
    words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)))
}

async fn english_is_english_throughout(page: &Page) -> Result<()> {
    page.go("lang=zh-CN").await?;
    page.act("language").await?;
    assert_eq!(page.language().await?, "en");
    open_everything(page).await?;
    // The sentence itself stays Chinese where it is the notebook's title.
    for text in said(page, ".notebook__title, [data-lesson], [data-action=language]").await? {
        assert!(!text.contains(is_han), "Chinese in English: {text}");
    }
    Ok(())
}

async fn chinese_is_chinese_throughout(page: &Page) -> Result<()> {
    assert_eq!(page.language().await?, "en");
    page.act("language").await?;
    assert_eq!(page.language().await?, "zh-CN");
    open_everything(page).await?;
    for text in said(page, "[data-action=language]").await? {
        assert!(!has_english(&text), "English in Chinese: {text}");
    }
    Ok(())
}

async fn no_key_of_the_catalogue_is_left_on_the_page(page: &Page) -> Result<()> {
    for fragment in ["lang=en", "lang=zh-CN"] {
        page.go(fragment).await?;
        open_everything(page).await?;
        for text in said(page, "#no-element").await? {
            let is_key = |word: &str| {
                let parts: Vec<&str> = word.split('.').collect();
                let plain = |part: &&str| {
                    part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase() || c == '_' || c == '-')
                };
                parts.len() > 1 && parts.iter().all(plain)
            };
            assert!(!text.split_whitespace().any(is_key), "{text}");
            assert!(!text.contains("%{"), "{text}");
        }
    }
    Ok(())
}

async fn changing_the_language_changes_no_number(page: &Page) -> Result<()> {
    page.type_into("X", 1, 1, "0.75").await?;
    page.press(Key::Enter).await?;
    let before = check_results(page).await?;
    page.act("language").await?;
    assert_eq!(check_results(page).await?, before);
    page.act("language").await?;
    assert_eq!(check_results(page).await?, before);
    Ok(())
}

async fn complaints_are_in_the_language_of_the_page(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    let said = async || -> Result<String> {
        let script = "return document.querySelector('section[data-cell-id=s] [data-error]').innerText";
        page.script(script, vec![]).await?.as_str().map(str::to_owned).context("no complaint")
    };
    let english = said().await?;
    assert!(english.contains("Did you mean K.T?") && !english.contains(is_han), "{english}");
    page.act("language").await?;
    let chinese = said().await?;
    assert!(chinese.contains("K.T") && chinese.contains(is_han), "{chinese}");
    Ok(())
}

async fn the_language_is_not_a_step_of_undo(page: &Page) -> Result<()> {
    page.act("language").await?;
    let disabled = attribute(page, "[data-action=undo]", "disabled").await?;
    assert!(disabled.is_some());
    Ok(())
}
