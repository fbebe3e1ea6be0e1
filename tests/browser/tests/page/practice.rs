//! Exercises: numbers blanked out and filled in again.

use anyhow::{Context, Result};
use browser_tests::Page;
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::{
    claim::{Claims, claims},
    hands::{attribute, focused_place, shown, text, texts},
};

pub(crate) const CLAIMS: Claims = claims![
    an_exercise_is_finished_by_keyboard_alone,
    softmax_is_practised_with_powers_of_two,
    blanks_are_chosen_by_keyboard,
    an_exercise_hides_its_numbers_and_follows_the_notebook,
    a_running_exercise_leaves_no_answer_in_the_page,
    the_plan_takes_the_focus_and_gives_it_back,
    escape_leaves_the_blanks_and_keeps_the_answers,
];

/// The attribute of the exercise on the page.
async fn exercise(page: &Page, name: &str) -> Result<Option<String>> {
    attribute(page, "[data-exercise]", name).await
}

/// The verdicts of all blanks.
async fn verdicts(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-blank]')].map(blank => blank.dataset.verdict)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// The summary, by the names of its lines.
async fn summary(page: &Page, name: &str) -> Result<Option<String>> {
    attribute(page, &format!("[data-summary='{name}']"), "data-count").await
}

/// The steps that are shown.
async fn hints(page: &Page) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-hint]')].map(hint => hint.innerText)";
    Ok(serde_json::from_value(page.script(script, vec![]).await?)?)
}

/// Presses Tab until the control of an action in a cell has the focus.
async fn tab_to(page: &Page, cell: &str, action: &str) -> Result<()> {
    let script = "return document.activeElement.matches(arguments[0])";
    let selector = json!(format!("section[data-cell-id='{cell}'] [data-action='{action}']"));
    for _ in 0..200 {
        if page.script(script, vec![selector.clone()]).await? == Value::Bool(true) {
            return Ok(());
        }
        page.press(Key::Tab).await?;
    }
    anyhow::bail!("Tab does not reach {action} of {cell}")
}

/// Begins an exercise with the mouse.
pub(crate) async fn begin(page: &Page, cell: &str, blanks: &str, base2: bool) -> Result<()> {
    let section = format!("section[data-cell-id='{cell}']");
    page.click(&format!("{section} [data-action='practise']")).await?;
    let script = "const list = document.querySelector(arguments[0]); list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }))";
    let list = format!("{section} [data-action='practise-blanks']");
    page.script(script, vec![json!(list), json!(blanks)]).await?;
    page.settle().await?;
    if base2 {
        page.click(&format!("{section} [data-action='practise-base2']")).await?;
    }
    page.act("practise-start").await
}

async fn an_exercise_is_finished_by_keyboard_alone(page: &Page) -> Result<()> {
    let solutions = page.values("S").await?;
    tab_to(page, "s", "practise").await?;
    page.press(Key::Enter).await?;
    tab_to(page, "s", "practise-blanks").await?;
    // Three at random, all, and then the rows.
    for _ in 0..3 {
        page.press(Key::Down).await?;
    }
    tab_to(page, "s", "practise-start").await?;
    page.press(Key::Enter).await?;
    assert_eq!(exercise(page, "data-left").await?.as_deref(), Some("4"));
    for (column, solution) in solutions[1].iter().enumerate() {
        assert_eq!(focused_place(page).await?, Some(("S".to_owned(), 1, column)));
        if column == 1 {
            page.press("77").await?;
            page.press(Key::Enter).await?;
            assert_eq!(verdicts(page).await?, ["right", "wrong", "open", "open"]);
            let hints = self::hints(page).await?;
            assert_eq!(hints.len(), 1, "{hints:?}");
            assert!(!hints[0].contains(&solution.to_string()), "{hints:?} has {solution}");
            page.press("?").await?;
            assert_eq!(self::hints(page).await?.len(), 2);
            assert_eq!(shown(page).await?, "77");
            page.press_ctrl('a').await?;
        }
        // As a learner writes it: a fraction, a proper minus sign.
        let answer = if column == 0 { format!("{}/2", solution * 2.0) } else { solution.to_string() };
        page.press(answer.replace('-', "−").as_str()).await?;
        page.press(Key::Enter).await?;
    }
    assert_eq!(exercise(page, "data-exercise").await?.as_deref(), Some("ended"));
    let lines =
        [summary(page, "at-once").await?, summary(page, "later").await?, summary(page, "shown").await?];
    assert_eq!(lines, [Some("3".to_owned()), Some("1".to_owned()), None]);
    assert_eq!(page.values("S").await?, solutions);
    // The focus is where the way goes on.
    page.press(Key::Tab).await?;
    page.press(Key::Enter).await?;
    assert_eq!(exercise(page, "data-name").await?, None);
    tab_to(page, "s", "practise").await
}

async fn softmax_is_practised_with_powers_of_two(page: &Page) -> Result<()> {
    let (scaled, weights) = (page.values("Z").await?, page.values("A").await?);
    begin(page, "a", "row 2", true).await?;
    assert_eq!(attribute(page, "table[data-name=A]", "data-base").await?.as_deref(), Some("2"));
    let powers: Vec<f64> = scaled[2].iter().map(|score| score.exp2()).collect();
    let sum: f64 = powers.iter().sum();
    // The numbers that are given are those of the powers of 2 as well.
    assert!((page.value("A", 0, 0).await? - weights[0][0]).abs() > 1e-3);
    for power in powers {
        page.press(format!("{:.2}", power / sum).as_str()).await?;
        page.press(Key::Enter).await?;
    }
    assert_eq!(summary(page, "at-once").await?.as_deref(), Some("4"));
    // The summary says so too, until the numbers are those of e again.
    assert_eq!(attribute(page, "table[data-name=A]", "data-base").await?.as_deref(), Some("2"));
    assert!(text(page, "[data-summary='base2']").await?.contains("2^x"));
    page.act("practise-done").await?;
    assert_eq!(page.values("A").await?, weights);
    Ok(())
}

async fn blanks_are_chosen_by_keyboard(page: &Page) -> Result<()> {
    page.click("section[data-cell-id='o'] [data-action='practise']").await?;
    tab_to(page, "o", "practise-blanks").await?;
    page.press(Key::End).await?;
    page.click("table[data-name=O] td[data-row='0'][data-col='1']").await?;
    for key in [Key::Down, Key::Space, Key::Down, Key::Space, Key::Space] {
        page.press(key).await?;
    }
    page.press(Key::Enter).await?;
    assert_eq!(verdicts(page).await?.len(), 2);
    assert_eq!(focused_place(page).await?, Some(("O".to_owned(), 0, 1)));
    page.press(Key::Down).await?;
    assert_eq!(focused_place(page).await?, Some(("O".to_owned(), 1, 1)));
    page.act("give-up").await?;
    assert_eq!(verdicts(page).await?, ["open", "shown"]);
    page.act("end-exercise").await?;
    assert_eq!(summary(page, "open").await?.as_deref(), Some("1"));
    page.act("practise-again").await?;
    assert_eq!(exercise(page, "data-left").await?.as_deref(), Some("2"));
    Ok(())
}

async fn an_exercise_hides_its_numbers_and_follows_the_notebook(page: &Page) -> Result<()> {
    begin(page, "a", "all", false).await?;
    let covered = "section[data-cell-id='a'] :is(td[data-value], .heatmap, .legend, .grid__readout)";
    assert_eq!(texts(page, covered).await?, Vec::<String>::new());
    page.press("0.0687").await?;
    page.press(Key::Enter).await?;
    assert_eq!(verdicts(page).await?[0], "right");
    page.type_into("X", 0, 0, "0").await?;
    page.press(Key::Enter).await?;
    assert_eq!(verdicts(page).await?[0], "open", "another number is right now");
    page.click("[data-action=shrink][data-dimension=n]").await?;
    assert_eq!(exercise(page, "data-left").await?.as_deref(), Some("9"));
    page.act("undo").await?;
    Ok(())
}

/// What of some numbers, in full or as written, stands in the page: in attributes and in texts of the given places.
pub(crate) async fn told(page: &Page, numbers: &[String], places: &str) -> Result<Vec<String>> {
    let script = "const [numbers, places] = arguments, told = [];
        for (const place of document.querySelectorAll(places)) {
            for (const element of [place, ...place.querySelectorAll('*')]) {
                for (const { name, value } of element.attributes) {
                    if (numbers.some(number => value.includes(number))) told.push(name + ' = ' + value);
                }
            }
            for (const number of numbers) {
                if (place.textContent.includes(number)) told.push(place.className + ': ' + number);
            }
        }
        return told";
    Ok(serde_json::from_value(page.script(script, vec![json!(numbers), json!(places)]).await?)?)
}

async fn a_running_exercise_leaves_no_answer_in_the_page(page: &Page) -> Result<()> {
    let script = "return [...document.querySelectorAll('table[data-name=A] td[data-value]')]
        .map(place => [place.dataset.value, place.innerText.trim()]).flat()
        .filter(text => text.length > 3)";
    let numbers: Vec<String> = serde_json::from_value(page.script(script, vec![]).await?)?;
    assert!(numbers.len() > 20, "{numbers:?}");
    // Everything that could tell is opened before it begins.
    page.act("pin").await?;
    for action in ["geometry", "bars"] {
        let tools = format!(
            "for (const tool of document.querySelectorAll('[data-action={action}][aria-expanded=false]')) tool.click()"
        );
        page.script(&tools, vec![]).await?;
        page.settle().await?;
    }
    page.click("table[data-name=A] td[data-row='2'][data-col='1']").await?;
    assert!(attribute(page, ".inspector", "data-value").await?.is_some());
    begin(page, "a", "all", false).await?;
    assert_eq!(texts(page, ".inspector").await?, Vec::<String>::new(), "the explanation is put away");
    let places = "section[data-cell-id='a'], .dock, .strip, .geometry, .inspector";
    assert_eq!(told(page, &numbers, places).await?, Vec::<String>::new());
    // What is made of it names the numbers and does not tell them.
    page.click("table[data-name=O] td[data-row='2'][data-col='1']").await?;
    assert_eq!(told(page, &numbers, ".inspector").await?, Vec::<String>::new());
    let hidden = texts(page, ".inspector .is-hidden").await?;
    assert!(!hidden.is_empty() && hidden.iter().all(|text| text == "?"), "{hidden:?}");
    assert_eq!(texts(page, ".inspector button.is-hidden").await?, Vec::<String>::new());
    // With all of them filled in, they are told again.
    page.act("end-exercise").await?;
    assert_eq!(texts(page, ".inspector .is-hidden").await?, Vec::<String>::new());
    page.act("unpin").await
}

async fn the_plan_takes_the_focus_and_gives_it_back(page: &Page) -> Result<()> {
    let button = "section[data-cell-id='s'] [data-action='practise']";
    page.click(button).await?;
    page.settle().await?;
    let script = "return document.activeElement.dataset.action ?? ''";
    assert_eq!(page.script(script, vec![]).await?, json!("practise-blanks"));
    let panel = attribute(page, button, "aria-controls").await?.context("the button controls nothing")?;
    assert_eq!(attribute(page, &format!("#{panel}"), "role").await?.as_deref(), Some("group"));
    page.act("practise-cancel").await?;
    page.settle().await?;
    assert_eq!(page.script(script, vec![]).await?, json!("practise"));
    assert_eq!(attribute(page, button, "aria-expanded").await?.as_deref(), Some("false"));
    Ok(())
}

async fn escape_leaves_the_blanks_and_keeps_the_answers(page: &Page) -> Result<()> {
    begin(page, "s", "row 0", false).await?;
    page.press("5").await?;
    page.press(Key::Escape).await?;
    assert_eq!(focused_place(page).await?, None);
    assert_eq!(exercise(page, "data-exercise").await?.as_deref(), Some("running"));
    page.press(Key::Tab).await?;
    assert_eq!(focused_place(page).await?, None, "Tab goes on behind the grid");
    let kept = page.script("return document.querySelector('[data-blank]').value", vec![]).await?;
    assert_eq!(kept.as_str().context("no blank")?, "5");
    assert!(text(page, ".practice__rule").await?.contains("0.01"), "the tolerance is stated");
    Ok(())
}
