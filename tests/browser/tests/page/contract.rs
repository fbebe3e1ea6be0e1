//! The page contract of the README, audited on whole pages.

use anyhow::Result;
use browser_tests::Page;

use crate::{
    claim::{Claims, claims},
    hands::write_formula,
};

pub(crate) const CLAIMS: Claims = claims![
    every_notebook_keeps_the_contract,
    a_notebook_with_errors_keeps_the_contract,
    the_contract_is_kept_while_a_number_is_typed,
];

/// Every breach of the contract on the page, in words.
const AUDIT: &str = r"
    const breaches = [];
    const claim = (kept, what, e) => { if (!kept) breaches.push(`${what}: ${e.outerHTML.slice(0, 160)}`); };
    const grids = [...document.querySelectorAll('table[role=grid]')];
    if (!grids.length) breaches.push('no grid');
    for (const grid of grids) {
        const [rows, cols] = [+grid.dataset.rows, +grid.dataset.cols];
        claim(grid.dataset.name && rows > 0 && cols > 0, 'name, rows or cols', grid);
        const cells = [...grid.querySelectorAll('td[role=gridcell]')];
        claim(cells.length === rows * cols, `${cells.length} places for ${rows} × ${cols}`, grid);
        claim(new Set(cells.map(td => `${td.dataset.row},${td.dataset.col}`)).size === cells.length, 'a place twice', grid);
        for (const td of cells) {
            claim(+td.dataset.row < rows && +td.dataset.col < cols, 'a place outside', td);
            const text = td.dataset.value;
            const number = /^-?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) || /^(NaN|-?inf)$/.test(text);
            claim(number, 'data-value is no number', td);
        }
        const readonly = grid.getAttribute('aria-readonly');
        claim(readonly === 'true' || readonly === 'false', 'aria-readonly', grid);
        const inputs = grid.querySelectorAll('td[role=gridcell] :is(input, button)');
        // A place takes the keys itself or holds one input.
        const takes = td => td.querySelectorAll('input, button').length === 1 || td.tabIndex <= 0 && !td.querySelector('input');
        claim(readonly === 'false' ? cells.every(takes) : inputs.length === 0, 'inputs and aria-readonly disagree', grid);
        claim(grid.getAttribute('aria-label'), 'no name', grid);
        const tabs = grid.querySelectorAll('td[role=gridcell][tabindex=\'0\'], td[role=gridcell] [tabindex=\'0\']');
        claim(tabs.length <= 1, `${tabs.length} places that Tab stops at`, grid);
    }
    for (const section of document.querySelectorAll('section[data-kind=formula]')) {
        claim(section.querySelectorAll('[data-formula]').length === 1, 'no source', section);
        claim(section.dataset.defines !== undefined || section.querySelector('[data-error], [data-empty]'), 'defines nothing', section);
    }
    for (const e of document.querySelectorAll('[data-error]')) {
        claim(e.getAttribute('role') === 'alert', 'an error without role', e);
        claim(/^[a-z]+(-[a-z]+)*$/.test(e.dataset.error), 'no stable code', e);
        claim(e.innerText.trim().length > 8, 'an error without words', e);
    }
    // Browsers differ in the innerText of what is folded away or not drawn yet.
    const words = e => e?.checkVisibility({ contentVisibilityAuto: true }) ? e.innerText : e?.textContent;
    for (const e of document.querySelectorAll('button, input, textarea, select, a[href], [role=dialog], [role=img], nav, section[data-defines]')) {
        const label = e.getAttribute('aria-label') || words(e.labels?.[0]) || (e.matches('button, a') ? e.textContent : '');
        claim(label.trim(), 'no accessible name', e);
    }
    for (const e of document.querySelectorAll('#app button')) claim(e.dataset.action, 'no data-action', e);
    const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
    for (const e of document.querySelectorAll('[id]')) claim(ids.filter(id => id === e.id).length === 1, 'an id twice', e);
    for (const attribute of ['aria-describedby', 'aria-labelledby'])
        for (const e of document.querySelectorAll(`[${attribute}]`))
            claim(e.getAttribute(attribute).split(' ').every(id => document.getElementById(id)), 'points nowhere', e);
    const known = new Set(['alert','button','cell','columnheader','dialog','grid','gridcell','group','img','navigation',
        'combobox','listbox','note','option','region','row','rowheader','status','switch','toolbar','list','listitem','none','presentation','radiogroup','menu','menuitem']);
    for (const e of document.querySelectorAll('[role]')) claim(known.has(e.getAttribute('role')), 'an unknown role', e);
    claim(document.querySelectorAll('h1').length === 1 && document.querySelectorAll('main').length === 1, 'h1 or main', document.body);
    claim(document.documentElement.dataset.ready === 'true' && document.documentElement.lang, 'not ready', document.body);
    return breaches";

async fn audit(page: &Page, what: &str) -> Result<()> {
    let breaches: Vec<String> = serde_json::from_value(page.script(AUDIT, vec![]).await?)?;
    assert!(breaches.is_empty(), "{what}:\n{}", breaches.join("\n"));
    Ok(())
}

async fn every_notebook_keeps_the_contract(page: &Page) -> Result<()> {
    for lesson in ["xiaoming", "three-inputs", "blank"] {
        for language in ["en", "zh-CN"] {
            page.go(&format!("lesson={lesson}&lang={language}")).await?;
            audit(page, &format!("{lesson} in {language}")).await?;
        }
    }
    Ok(())
}

async fn a_notebook_with_errors_keeps_the_contract(page: &Page) -> Result<()> {
    write_formula(page, "s", "S = Q @ K").await?;
    write_formula(page, "v", "K = X").await?;
    write_formula(page, "m", "M = log(zeros((n, n)))").await?;
    write_formula(page, "o", "O = stack([W_V, W_V]) * 1e300 * 1e300").await?;
    audit(page, "a stack of infinities").await?;
    for action in ["add-formula", "add-matrix", "add-slider", "add-switch", "add-text", "keys", "notebooks"] {
        page.act(action).await?;
    }
    audit(page, "errors and new cells").await
}

async fn the_contract_is_kept_while_a_number_is_typed(page: &Page) -> Result<()> {
    page.type_into("X", 0, 0, "1e-7").await?;
    audit(page, "a small number").await?;
    page.type_into("X", 0, 1, "what").await?;
    audit(page, "a wrong number").await?;
    page.type_into("temperature", 0, 0, "warm").await?;
    audit(page, "a wrong number beside a slider").await
}
