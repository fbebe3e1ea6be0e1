//! Windows of every size.

use anyhow::Result;
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    arithmetic::check_results,
    claim::{Claims, claims},
    hands::{click_place, write_formula},
};

pub(crate) const CLAIMS: Claims = claims![
    a_phone_needs_no_scrolling_sideways,
    a_phone_is_enough_to_work,
    no_window_needs_scrolling_sideways,
    cause_and_effect_are_on_one_screen,
    every_button_can_be_hit,
    selecting_a_number_moves_nothing,
    the_focus_in_the_explanation_moves_nothing,
    the_strip_stays_in_sight,
];

/// How much wider the page is than its window, and what stands out.
async fn overhang(page: &Page) -> Result<Value> {
    let script = "const wide = document.documentElement.scrollWidth - innerWidth;
        if (wide <= 0) return null;
        const out = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5);
        return [wide, ...out.slice(0, 3).map(e => e.outerHTML.slice(0, 120))]";
    page.script(script, vec![]).await
}

async fn a_phone_needs_no_scrolling_sideways(page: &Page) -> Result<()> {
    page.resize(360, 740).await?;
    for lesson in ["xiaoming", "three-inputs", "blank"] {
        for language in ["zh-CN", "en"] {
            page.go(&format!("lesson={lesson}&lang={language}")).await?;
            page.settle().await?;
            assert_eq!(overhang(page).await?, Value::Null, "{lesson} in {language}");
        }
    }
    page.go("").await?;
    write_formula(page, "s", "S = Q @ K").await?;
    page.act("notebooks").await?;
    assert_eq!(overhang(page).await?, Value::Null, "with an error and the menu");
    page.resize(1440, 900).await
}

async fn a_phone_is_enough_to_work(page: &Page) -> Result<()> {
    page.resize(360, 740).await?;
    page.go("").await?;
    page.type_into("X", 1, 1, "1.5").await?;
    check_results(page).await?;
    page.click("[data-action=go-to][data-target=A]").await?;
    page.act("language").await?;
    page.act("undo").await?;
    check_results(page).await?;
    page.resize(1440, 900).await
}

async fn no_window_needs_scrolling_sideways(page: &Page) -> Result<()> {
    for width in [480, 640, 700, 768, 812, 1024] {
        page.resize(width, 800).await?;
        for language in ["zh-CN", "en"] {
            page.go(&format!("lang={language}")).await?;
            assert_eq!(overhang(page).await?, Value::Null, "{width} in {language}");
        }
    }
    page.resize(1440, 900).await
}

async fn cause_and_effect_are_on_one_screen(page: &Page) -> Result<()> {
    page.resize(1440, 900).await?;
    for language in ["zh-CN", "en"] {
        page.go(&format!("lang={language}")).await?;
        let script = "return ['X', 'W_Q', 'W_K', 'W_V', 'Q', 'K', 'V', 'S', 'Z', 'A', 'O']
            .map(name => [name, document.querySelector(`table[data-name=${name}]`).getBoundingClientRect()])
            .filter(([, box]) => box.top < 0 || box.bottom > innerHeight || box.left < 0 || box.right > innerWidth)
            .map(([name, box]) => [name, box.right, box.bottom])";
        assert_eq!(page.script(script, vec![]).await?, json!([]), "out of sight in {language}");
    }
    Ok(())
}

/// Also with the pointer over the cell, where its menu appears.
async fn every_button_can_be_hit(page: &Page) -> Result<()> {
    for (width, height) in [(1440, 900), (360, 740)] {
        page.resize(width, height).await?;
        page.go("lang=en").await?;
        let script = "const covered = [];
            for (const button of document.querySelectorAll('.notebook :is(button, summary)')) {
                button.scrollIntoView({ block: 'center' });
                const box = button.getBoundingClientRect();
                const x = box.left + box.width / 2, y = box.top + box.height / 2;
                if (!button.checkVisibility() || x < 0 || x > innerWidth) continue;
                const hit = document.elementFromPoint(x, y);
                if (!button.contains(hit)) covered.push([button.outerHTML.slice(0, 80), hit?.outerHTML.slice(0, 80)]);
            }
            return covered";
        assert_eq!(page.script(script, vec![]).await?, json!([]), "{width} × {height}");
    }
    page.resize(1440, 900).await
}

/// Where every cell stands on the page.
async fn places(page: &Page) -> Result<Value> {
    let script = "return [...document.querySelectorAll('.cell')].map(cell => cell.getBoundingClientRect())
        .map(box => [box.left, box.top + scrollY, box.width, box.height].map(Math.round))";
    page.script(script, vec![]).await
}

async fn selecting_a_number_moves_nothing(page: &Page) -> Result<()> {
    page.go("lang=en").await?;
    let before = places(page).await?;
    for (name, row, column) in [("X", 1, 1), ("V", 1, 0), ("A", 2, 3), ("O", 3, 1)] {
        click_place(page, name, row, column).await?;
        assert_eq!(places(page).await?, before, "{name}");
    }
    Ok(())
}

async fn the_focus_in_the_explanation_moves_nothing(page: &Page) -> Result<()> {
    page.go("lang=en").await?;
    click_place(page, "Q", 1, 1).await?;
    page.script("document.querySelector('[data-action=close-explanation]').focus()", vec![]).await?;
    let before = page.script("return scrollY", vec![]).await?;
    for _ in 0..6 {
        page.press(Key::Tab).await?;
        let within = "return !document.activeElement.closest('[data-explain]') ? null : scrollY";
        let now = page.script(within, vec![]).await?;
        assert!(now.is_null() || now == before, "{now} after {before}");
    }
    Ok(())
}

async fn the_strip_stays_in_sight(page: &Page) -> Result<()> {
    for (width, height) in [(1440, 900), (360, 740)] {
        page.resize(width, height).await?;
        page.script("scrollTo(0, document.body.scrollHeight)", vec![]).await?;
        page.settle().await?;
        let script = "const box = document.querySelector('[data-action=go-to]').getBoundingClientRect();
            return scrollY > 0 && box.top >= 0 && box.bottom <= innerHeight";
        assert_eq!(page.script(script, vec![]).await?, json!(true), "{width} × {height}");
    }
    page.resize(1440, 900).await
}
