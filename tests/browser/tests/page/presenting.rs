//! Presenting: slides, the keys of a clicker, the audience's window beside the lecturer's, and paper.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::{Key, WindowHandle, prelude::*};

use crate::{
    claim::{Claims, claims},
    hands::attribute,
};

pub(crate) const CLAIMS: Claims = claims![
    a_clicker_goes_through_the_slides,
    the_slide_fills_the_screen_and_nothing_is_cut,
    numbers_are_changed_on_the_slide,
    steps_are_part_of_a_slide,
    the_screen_is_black_or_white_until_a_key,
    a_thumbnail_leads_to_its_slide,
    the_audience_follows,
    the_audience_sees_no_notes_and_has_no_controls,
    a_clicker_works_in_the_audience_window_too,
    foreign_words_are_ignored,
    the_audience_keeps_the_last_picture,
    speaker_notes_are_written_in_the_menu,
    paper_has_the_notebook_and_nothing_around_it,
];

pub(crate) async fn present(page: &Page) -> Result<()> {
    page.act("file").await?;
    page.act("present").await?;
    page.wait_for("the slides", "return !!document.querySelector('[data-slide]')").await?;
    page.wait_for("the first slide", "return document.querySelectorAll('section.cell').length === 1").await
}

async fn slide(page: &Page) -> Result<(String, String)> {
    let of = async |name: &str| attribute(page, "[data-slides]", name).await?.context("nothing is presented");
    Ok((of("data-slide").await?, of("data-step").await?))
}

async fn cells(page: &Page) -> Result<String> {
    let script =
        "return [...document.querySelectorAll('section.cell')].map(cell => cell.dataset.cellId).join(' ')";
    page.script(script, vec![]).await?.as_str().map(str::to_owned).context("no text")
}

pub(crate) async fn shows(page: &Page, cells: &str) -> Result<()> {
    let script =
        "return [...document.querySelectorAll('section.cell')].map(cell => cell.dataset.cellId).join(' ')";
    page.wait_for(cells, &format!("{} === {}", script.replacen("return ", "return (", 1) + ")", json!(cells)))
        .await
}

async fn a_clicker_goes_through_the_slides(page: &Page) -> Result<()> {
    present(page).await?;
    assert_eq!(cells(page).await?, "lead");
    page.press(Key::PageDown).await?;
    shows(page, "x").await?;
    page.press(Key::End).await?;
    shows(page, "origin").await?;
    let (last, _) = slide(page).await?;
    assert_eq!(Some(last), attribute(page, "[data-slides]", "data-slides").await?);
    page.press(Key::Home).await?;
    for key in [Key::Right, Key::Down, Key::Space, Key::PageDown, Key::PageDown, Key::PageDown] {
        page.press(key).await?;
    }
    shows(page, "x w_q q").await?;
    page.press(Key::PageUp).await?;
    shows(page, "why").await?;
    page.press(Key::Escape).await?;
    page.wait_for("the whole notebook", "return document.querySelectorAll('section.cell').length > 20")
        .await?;
    assert_eq!(attribute(page, "html", "data-presenting").await?, None);
    Ok(())
}

async fn the_slide_fills_the_screen_and_nothing_is_cut(page: &Page) -> Result<()> {
    for (width, height) in [(1920, 1080), (1280, 720)] {
        page.resize(width, height).await?;
        page.go("").await?;
        present(page).await?;
        for _ in 0..21 {
            tokio::time::sleep(std::time::Duration::from_millis(320)).await;
            let script = "const stage = document.querySelector('#notebook');
                const type = Math.min(...[...stage.querySelectorAll('td[data-row], .prose p')].map(e =>
                    parseFloat(getComputedStyle(e).fontSize) * (e.currentCSSZoom ?? 1)));
                return [stage.scrollWidth - stage.clientWidth, type / innerHeight]";
            let found = page.script(script, vec![]).await?;
            let found: (f64, Option<f64>) = serde_json::from_value(found)?;
            assert!(found.0 <= 1.0, "{} is cut at {width}: {found:?}", cells(page).await?);
            assert!(found.1.is_none_or(|part| part > 0.017), "{} is small: {found:?}", cells(page).await?);
            page.press(Key::PageDown).await?;
        }
    }
    page.resize(1440, 900).await
}

async fn numbers_are_changed_on_the_slide(page: &Page) -> Result<()> {
    present(page).await?;
    for _ in 0..6 {
        page.press(Key::PageDown).await?;
    }
    shows(page, "x w_q q").await?;
    let before = page.value("Q", 2, 2).await?;
    page.type_into("X", 2, 1, "2").await?;
    assert!((page.value("Q", 2, 2).await? - 2.0 * before).abs() < 1e-12);
    // The clicker works while a number is being typed.
    page.press(Key::PageDown).await?;
    shows(page, "x w_k k").await?;
    assert!((page.value("X", 2, 1).await? - 2.0).abs() < 1e-12);
    Ok(())
}

async fn steps_are_part_of_a_slide(page: &Page) -> Result<()> {
    present(page).await?;
    page.click("select[data-action=present-steps] option[value=row]").await?;
    page.press(Key::PageUp).await?;
    for _ in 0..6 {
        page.press(Key::PageDown).await?;
    }
    shows(page, "x w_q q").await?;
    let computed = async || -> Result<Value> {
        page.script("return document.querySelectorAll('table[data-name=Q] td[data-value]').length", vec![])
            .await
    };
    assert_eq!((computed().await?, slide(page).await?.1), (json!(0), "0".to_owned()));
    for row in 1..=4 {
        page.press(Key::PageDown).await?;
        page.settle().await?;
        assert_eq!((computed().await?, slide(page).await?.1), (json!(3 * row), row.to_string()));
    }
    page.press(Key::PageDown).await?;
    shows(page, "x w_k k").await
}

async fn the_screen_is_black_or_white_until_a_key(page: &Page) -> Result<()> {
    present(page).await?;
    for (key, blank) in [(".", Some("black")), (".", None), ("b", Some("black")), ("w", Some("white"))] {
        page.press(key).await?;
        assert_eq!(attribute(page, "[data-blank]", "data-blank").await?.as_deref(), blank);
    }
    page.press(Key::PageDown).await?;
    shows(page, "x").await?;
    assert_eq!(attribute(page, "[data-blank]", "data-blank").await?, None);
    Ok(())
}

async fn a_thumbnail_leads_to_its_slide(page: &Page) -> Result<()> {
    present(page).await?;
    page.click(".strip [data-target='A']").await?;
    shows(page, "m z a").await
}

/// Presents, opens the audience's window and goes back to the lecturer's: the two of them.
pub(crate) async fn two_windows(page: &Page) -> Result<(WindowHandle, WindowHandle)> {
    present(page).await?;
    let lecturer = page.driver().window().await?;
    page.act("audience").await?;
    for _ in 0..100 {
        if page.driver().windows().await?.len() > 1 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let others = page.driver().windows().await?.into_iter().filter(|window| *window != lecturer);
    let audience = others.last().context("no window was opened")?;
    page.driver().switch_to_window(audience.clone()).await?;
    page.wait_for(
        "the lecturer",
        "return document.querySelector('[data-audience]')?.dataset.audience === 'here'",
    )
    .await?;
    page.driver().switch_to_window(lecturer.clone()).await?;
    Ok((lecturer, audience))
}

/// Closes the audience's window.
pub(crate) async fn close(page: &Page, (lecturer, audience): (WindowHandle, WindowHandle)) -> Result<()> {
    page.driver().switch_to_window(audience).await?;
    page.driver().close_window().await?;
    page.driver().switch_to_window(lecturer).await?;
    Ok(())
}

async fn the_audience_follows(page: &Page) -> Result<()> {
    let (lecturer, audience) = two_windows(page).await?;
    let driver = page.driver();
    for _ in 0..6 {
        page.press(Key::PageDown).await?;
    }
    page.type_into("X", 2, 1, "2").await?;
    let expected = page.value("Q", 2, 2).await?;
    driver.switch_to_window(audience.clone()).await?;
    shows(page, "x w_q q").await?;
    let value = format!("table[data-name=Q] td[data-row='2'][data-col='2'][data-value='{expected}']");
    page.wait_for("the edit", &format!("return !!document.querySelector({})", json!(value))).await?;
    driver.switch_to_window(lecturer.clone()).await?;
    page.press(Key::PageDown).await?;
    page.click("select[data-action=present-steps] option[value=cell]").await?;
    driver.switch_to_window(audience.clone()).await?;
    shows(page, "x w_k k").await?;
    page.wait_for("the step", "return !document.querySelector('table[data-name=K] td[data-value]')").await?;
    driver.switch_to_window(lecturer.clone()).await?;
    page.act("present-blank").await?;
    driver.switch_to_window(audience.clone()).await?;
    page.wait_for("black", "return !!document.querySelector('[data-blank=black]')").await?;
    driver.switch_to_window(lecturer.clone()).await?;
    page.act("present-blank").await?;
    page.act("present-pointer").await?;
    let number = driver.find(By::Css("table[data-name=X] td[data-row='1'][data-col='1']")).await?;
    driver.action_chain().move_to_element_center(&number).perform().await?;
    driver.switch_to_window(audience.clone()).await?;
    page.wait_for(
        "the pointer",
        "const spot = document.querySelector('.present__spot[data-seen]')?.getBoundingClientRect();
         const it = document.querySelector(\"table[data-name=X] td[data-row='1'][data-col='1']\").getBoundingClientRect();
         return !!spot && Math.abs(spot.x + spot.width / 2 - it.x - it.width / 2) < 3
             && Math.abs(spot.y + spot.height / 2 - it.y - it.height / 2) < 3",
    )
    .await?;
    close(page, (lecturer, audience)).await
}

async fn the_audience_sees_no_notes_and_has_no_controls(page: &Page) -> Result<()> {
    let (lecturer, audience) = two_windows(page).await?;
    page.wait_for("the notes", "return !!document.querySelector('[data-speaker-notes] .prose')").await?;
    let notes = page
        .script("return document.querySelector('[data-speaker-notes] .prose').textContent", vec![])
        .await?;
    let notes = notes.as_str().unwrap_or_default().get(..20).unwrap_or_default().to_owned();
    assert_eq!(notes.len(), 20);
    page.driver().switch_to_window(audience.clone()).await?;
    let script = "const open = [...document.querySelectorAll('button, input, select, textarea, a[href]')].filter(control =>
            !control.closest('[inert]') && control.checkVisibility());
        return [document.body.innerHTML.includes(arguments[0]), open.map(control => control.outerHTML.slice(0, 80))]";
    assert_eq!(page.script(script, vec![json!(notes)]).await?, json!([false, []]));
    close(page, (lecturer, audience)).await
}

async fn a_clicker_works_in_the_audience_window_too(page: &Page) -> Result<()> {
    let (lecturer, audience) = two_windows(page).await?;
    page.driver().switch_to_window(audience.clone()).await?;
    page.press(Key::PageDown).await?;
    shows(page, "x").await?;
    page.driver().switch_to_window(lecturer.clone()).await?;
    shows(page, "x").await?;
    close(page, (lecturer, audience)).await
}

async fn foreign_words_are_ignored(page: &Page) -> Result<()> {
    let (lecturer, audience) = two_windows(page).await?;
    let script = "const id = window.name.replace('notebook-presenter-', '');
        const channel = new BroadcastChannel('attention-notebook-' + id);
        for (const word of ['', '{}', '[[[[', 7, { a: 1 }, '{\"format\":\"attention-notebook-audience\",\"version\":9,\"from\":\"presenter\"}'])
            channel.postMessage(word);
        channel.close()";
    page.script(script, vec![]).await?;
    page.press(Key::PageDown).await?;
    page.driver().switch_to_window(audience.clone()).await?;
    shows(page, "x").await?;
    assert_eq!(attribute(page, "[data-audience]", "data-audience").await?.as_deref(), Some("here"));
    close(page, (lecturer, audience)).await
}

async fn the_audience_keeps_the_last_picture(page: &Page) -> Result<()> {
    let (lecturer, audience) = two_windows(page).await?;
    page.press(Key::PageDown).await?;
    page.act("present-close").await?;
    page.driver().switch_to_window(audience.clone()).await?;
    page.wait_for("the end", "return document.querySelector('[data-audience]').dataset.audience === 'gone'")
        .await?;
    shows(page, "x").await?;
    page.driver().switch_to_window(lecturer.clone()).await?;
    present(page).await?;
    page.driver().switch_to_window(audience.clone()).await?;
    page.wait_for(
        "the lecturer again",
        "return document.querySelector('[data-audience]').dataset.audience === 'here'",
    )
    .await?;
    close(page, (lecturer, audience)).await
}

async fn speaker_notes_are_written_in_the_menu(page: &Page) -> Result<()> {
    crate::hands::act_in(page, "w_k", "cell-menu").await?;
    page.click("section[data-cell-id=w_k] [data-action=edit-speaker-notes]").await?;
    page.wait_for("the form", "return document.activeElement.matches('[data-action=speaker-notes]')").await?;
    page.press("Ask who answers.").await?;
    page.act("close-form").await?;
    present(page).await?;
    for _ in 0..3 {
        page.press(Key::PageDown).await?;
    }
    shows(page, "w_k").await?;
    page.press("n").await?;
    page.wait_for(
        "the notes",
        "return document.querySelector('[data-speaker-notes]')?.textContent.includes('Ask who answers.')",
    )
    .await
}

async fn paper_has_the_notebook_and_nothing_around_it(page: &Page) -> Result<()> {
    page.go("theme=dark").await?;
    crate::hands::act_in(page, "x", "cell-menu").await?;
    page.click("section[data-cell-id=x] [data-action=fold-cell]").await?;
    page.wait_for("the fold", "return !document.querySelector('table[data-name=X]')").await?;
    page.script("dispatchEvent(new Event('beforeprint'))", vec![]).await?;
    page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    page.settle().await?;
    let script = "const seen = [...document.querySelectorAll('.button, .tiny, select, .strip, .dock')].filter(it =>
            it.checkVisibility({ visibilityProperty: true }));
        return [getComputedStyle(document.documentElement).backgroundColor, seen.map(it => it.outerHTML.slice(0, 80)),
            document.querySelectorAll('table[data-name=X] td[data-value]').length]";
    assert_eq!(page.script(script, vec![]).await?, json!(["rgb(255, 255, 255)", [], 16]));
    page.script("dispatchEvent(new Event('afterprint'))", vec![]).await?;
    page.cdp("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;
    page.wait_for("the fold again", "return !document.querySelector('table[data-name=X]')").await
}
