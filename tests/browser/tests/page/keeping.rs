//! The reader's notebooks: found again, listed, taken out and brought in, and never lost.

use std::{fs, time::Duration};

use anyhow::{Context, Result, ensure};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::{Key, prelude::*};

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::texts,
    lessons,
};

pub(crate) const CLAIMS: Claims = claims![
    what_was_typed_is_there_after_a_reload,
    what_was_typed_last_is_kept_when_the_page_goes,
    a_lesson_that_is_only_read_is_not_kept,
    a_notebook_that_is_opened_leaves_the_one_before,
    two_tabs_never_overwrite_each_other,
    a_full_storage_is_said_and_the_page_works_on,
    a_blocked_storage_is_said_and_the_page_works_on,
    what_cannot_be_read_is_kept_aside_and_offered,
    the_list_renames_copies_deletes_and_puts_back,
    a_file_that_is_saved_opens_again,
    a_file_is_opened_where_it_is_dropped,
    a_new_notebook_is_empty,
];

async fn put(page: &Page, value: &str) -> Result<()> {
    page.type_into("X", 0, 0, value).await?;
    page.press(Key::Enter).await
}

async fn is(page: &Page, value: f64) -> Result<()> {
    let found = page.value("X", 0, 0).await?;
    ensure!((found - value).abs() < 1e-12, "X[0, 0] is {found}, not {value}");
    Ok(())
}

async fn wait_kept(page: &Page, state: &str) -> Result<()> {
    let script = format!("return document.querySelector('[data-keep]')?.dataset.keep === '{state}'");
    page.wait_for(&format!("the notebook to be {state}"), &script).await
}

async fn wait_stored(page: &Page, text: &str) -> Result<()> {
    let script = format!(
        "return Object.keys(localStorage).some(key => key.includes('/notebook/') && localStorage[key].includes({}))",
        json!(text)
    );
    page.wait_for(&format!("{text} to be kept"), &script).await
}

async fn choose(page: &Page, action: &str) -> Result<()> {
    page.act("file").await?;
    page.act(action).await
}

async fn wait_row(page: &Page, count: usize) -> Result<()> {
    let script = format!("return document.querySelectorAll('[data-notebook]').length === {count}");
    page.wait_for(&format!("{count} notebooks in the list"), &script).await
}

async fn titles(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-notebook] input')].map(input => input.value)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

async fn what_was_typed_is_there_after_a_reload(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    page.come_back("").await?;
    is(page, 3.0).await?;
    page.driver().refresh().await?;
    page.wait_ready().await?;
    is(page, 3.0).await?;
    // Whoever asks for the lesson gets the lesson.
    page.come_back("lesson=xiaoming").await?;
    is(page, 1.0).await?;
    page.come_back("").await?;
    is(page, 3.0).await?;
    page.act("reset").await?;
    is(page, 1.0).await
}

async fn what_was_typed_last_is_kept_when_the_page_goes(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    // Typed, and not yet left: gone in the same moment.
    page.click("table[data-name=X] td[data-row='0'][data-col='0']").await?;
    page.driver().action_chain().send_keys("7").perform().await?;
    page.driver().refresh().await?;
    page.wait_ready().await?;
    is(page, 7.0).await
}

async fn a_lesson_that_is_only_read_is_not_kept(page: &Page) -> Result<()> {
    lessons::open(page, "masks").await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(page.script("return localStorage.length", vec![]).await?, json!(0));
    page.come_back("").await?;
    check_results(page).await.map(drop)
}

async fn a_notebook_that_is_opened_leaves_the_one_before(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    put(page, "4").await?;
    // At once: what is pending is written first.
    lessons::open(page, "blank").await?;
    put(page, "5").await?;
    wait_kept(page, "saved").await?;
    choose(page, "library").await?;
    wait_row(page, 2).await?;
    page.driver().find_all(By::Css("[data-action=open-notebook]")).await?[1].click().await?;
    page.wait_for("the other", "return document.querySelector('[data-dialog]') === null").await?;
    page.settle().await?;
    is(page, 4.0).await?;
    page.act("undo").await?;
    is(page, 5.0).await
}

async fn two_tabs_never_overwrite_each_other(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    let driver = page.driver();
    let (first, address) = (driver.window().await?, driver.current_url().await?);
    let second = driver.new_tab().await?;
    let done = async {
        driver.switch_to_window(second.clone()).await?;
        driver.goto(address.as_str()).await?;
        page.wait_ready().await?;
        is(page, 3.0).await?;
        put(page, "5").await?;
        wait_kept(page, "saved").await?;
        driver.switch_to_window(first.clone()).await?;
        wait_kept(page, "behind").await?;
        is(page, 3.0).await?;
        page.act("take-other").await?;
        is(page, 5.0).await?;
        put(page, "6").await?;
        wait_kept(page, "saved").await?;
        wait_stored(page, "[[6").await?;
        driver.switch_to_window(second.clone()).await?;
        wait_kept(page, "behind").await?;
        // Who works on has a copy.
        put(page, "8").await?;
        wait_kept(page, "copied").await?;
        wait_stored(page, "[[8").await?;
        wait_stored(page, "[[6").await?;
        page.act("open-other").await?;
        is(page, 6.0).await?;
        choose(page, "library").await?;
        wait_row(page, 2).await?;
        anyhow::Ok(())
    }
    .await;
    driver.switch_to_window(second).await?;
    driver.close_window().await?;
    driver.switch_to_window(first).await?;
    done
}

/// Loads the page after a script, and leaves nothing of it behind.
async fn after<T>(page: &Page, script: &str, then: impl Future<Output = Result<T>>) -> Result<T> {
    let injected = page.inject(script).await?;
    page.go("").await?;
    let done = then.await;
    page.withdraw(&injected).await?;
    done
}

async fn a_full_storage_is_said_and_the_page_works_on(page: &Page) -> Result<()> {
    let full =
        "Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError') }";
    after(page, full, is_said(page, "storage-full")).await
}

async fn a_blocked_storage_is_said_and_the_page_works_on(page: &Page) -> Result<()> {
    let blocked = "Object.defineProperty(window, 'localStorage',
        { get() { throw new DOMException('denied', 'SecurityError') } })";
    after(page, blocked, is_said(page, "storage-blocked")).await
}

async fn is_said(page: &Page, code: &str) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, code).await?;
    assert_eq!(texts(page, &format!("[role=alert][data-error={code}]")).await?.len(), 1);
    put(page, "4").await?;
    is(page, 4.0).await?;
    check_results(page).await?;
    let saved = save(page, "save-file").await?;
    assert!(saved.contains("[4.0,"), "{saved}");
    Ok(())
}

/// What the page offers as a file when a control is used.
async fn save(page: &Page, action: &str) -> Result<String> {
    let catch = "window.saved = null; const make = URL.createObjectURL;
        URL.createObjectURL = blob => { blob.text().then(text => window.saved = text); return make(blob) }";
    page.script(catch, vec![]).await?;
    page.act(action).await?;
    page.wait_for("the file", "return window.saved !== null").await?;
    page.script("return window.saved", vec![]).await?.as_str().map(str::to_owned).context("a text")
}

async fn what_cannot_be_read_is_kept_aside_and_offered(page: &Page) -> Result<()> {
    let broken = "1 1 1 {\"format\": \"attention-notebook\", \"version\": 1, \"cells\": [";
    let plant = "localStorage['attention-notebook/notebook/x'] = arguments[0];
        localStorage['attention-notebook/last'] = 'x'";
    page.script(plant, vec![json!(broken)]).await?;
    page.come_back("").await?;
    page.wait_for("the message", "return document.querySelector('[data-error=lost]') !== null").await?;
    check_results(page).await?;
    assert_eq!(save(page, "download-lost").await?, broken);
    page.act("dismiss-lost").await?;
    choose(page, "library").await?;
    page.wait_for("the list", "return document.querySelector('[data-aside]') !== null").await?;
    assert_eq!(save(page, "download-aside").await?, broken);
    let kept = "return Object.values(localStorage).includes(arguments[0])";
    assert_eq!(page.script(kept, vec![json!(broken)]).await?, json!(true));
    page.act("discard-aside").await?;
    assert_eq!(page.script(kept, vec![json!(broken)]).await?, json!(false));
    Ok(())
}

async fn the_list_renames_copies_deletes_and_puts_back(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    choose(page, "library").await?;
    wait_row(page, 1).await?;
    page.click("[data-action=rename-notebook]").await?;
    page.press_ctrl('a').await?;
    page.press("Mine").await?;
    page.press(Key::Enter).await?;
    wait_stored(page, "Mine").await?;
    page.act("duplicate-notebook").await?;
    wait_row(page, 2).await?;
    let mut found = titles(page).await?;
    found.sort();
    assert_eq!(found, ["Mine", "Mine (2)"]);
    let first = titles(page).await?[0].clone();
    page.act("delete-notebook").await?;
    wait_row(page, 1).await?;
    page.act("put-back").await?;
    wait_row(page, 2).await?;
    assert_eq!(titles(page).await?[0], first);
    Ok(())
}

async fn a_file_that_is_saved_opens_again(page: &Page) -> Result<()> {
    put(page, "0.1").await?;
    page.act("file").await?;
    let saved = save(page, "save").await?;
    let file: Value = serde_json::from_str(&saved)?;
    assert_eq!((&file["format"], &file["version"]), (&json!("attention-notebook"), &json!(1)));
    page.go("lesson=blank").await?;
    let path = std::env::temp_dir().join(format!("attention-{}.json", std::process::id()));
    fs::write(&path, &saved)?;
    let given = page.driver().find(By::Css("input[type=file][data-open]")).await?;
    given.send_keys(path.to_string_lossy()).await?;
    wait_stored(page, "[[0.1,").await?;
    is(page, 0.1).await?;
    check_results(page).await?;
    fs::write(&path, &saved.as_bytes()[..saved.len() / 2])?;
    given.send_keys(path.to_string_lossy()).await?;
    page.wait_for("the message", "return document.querySelector('[data-error=file]') !== null").await?;
    fs::remove_file(&path)?;
    is(page, 0.1).await
}

async fn drop_file(page: &Page, name: &str, text: &str) -> Result<()> {
    let script = "const data = new DataTransfer(); data.items.add(new File([arguments[1]], arguments[0]));
        for (const type of ['dragover', 'drop'])
            document.querySelector('main').dispatchEvent(
                new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.script(script, vec![json!(name), json!(text)]).await.map(drop)
}

async fn a_file_is_opened_where_it_is_dropped(page: &Page) -> Result<()> {
    let text = r#"{"format": "attention-notebook", "version": 1, "title": "Dropped",
        "dimensions": [{"name": "n", "items": ["1"]}],
        "cells": [{"id": "X", "kind": "matrix", "name": "X", "rows": "n", "columns": "n", "values": [[42]]}]}"#;
    put(page, "3").await?;
    drop_file(page, "dropped.json", text).await?;
    page.wait_for("the notebook", "return document.querySelector('td[data-value=\"42\"]') !== null").await?;
    page.act("undo").await?;
    is(page, 3.0).await?;
    drop_file(page, "later.json", &text.replace("\"version\": 1", "\"version\": 9")).await?;
    page.wait_for("the message", "return document.querySelector('[data-error=file]') !== null").await?;
    assert!(texts(page, "[data-error=file]").await?[0].contains('9'));
    is(page, 3.0).await
}

async fn a_new_notebook_is_empty(page: &Page) -> Result<()> {
    put(page, "3").await?;
    wait_kept(page, "saved").await?;
    choose(page, "new").await?;
    assert_eq!(
        page.script("return document.querySelectorAll('[data-cell-id]').length", vec![]).await?,
        json!(0)
    );
    assert_eq!(page.script("return location.hash", vec![]).await?, json!(""));
    page.act("undo").await?;
    is(page, 3.0).await
}
