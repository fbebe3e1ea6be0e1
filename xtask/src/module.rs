//! Modules of JavaScript as functions, for where a browser imports none.
//!
//! Not for any module there is: for those that the build writes. What is not understood is an error, not another script.

use anyhow::{Context, Result, bail, ensure};

/// A function of `$module` (programs call other things `module`), which has `need` (imports), `load` (imports when it runs), `exports` and `url`.
pub(crate) fn as_function(source: &str) -> Result<String> {
    let mut body = String::new();
    for line in source.lines() {
        // A script that was made small is one line: imports stand first, and what is exported last.
        let mut rest = line;
        while let Some((statement, behind)) = first_import(rest) {
            body.push_str(&imported(statement)?);
            rest = behind;
        }
        let (code, list) = last_export(rest);
        let written = match code.strip_prefix("export ") {
            Some(rest) => exported(rest)?,
            None => code.to_owned(),
        };
        body.push_str(&within(&written));
        body.push_str(&list.map(exports).unwrap_or_default());
        body.push('\n');
    }
    for statement in ["import ", "import{", "import*", "export ", "export{", "export*", "import.meta"] {
        let stays = body.match_indices(statement).any(|(at, _)| is_code(&body, at));
        ensure!(!stays, "the statement {statement:?} is not understood");
    }
    Ok(format!("($module) => {{{body}}}"))
}

/// Whether a statement may begin here: at the beginning of a line or behind another one. Comments are left as they are.
fn is_code(body: &str, at: usize) -> bool {
    let line = body[..at].rsplit('\n').next().unwrap_or_default().trim_start();
    let comment = line.starts_with("//") || line.starts_with('*') || line.starts_with("/*");
    !comment
        && (line.is_empty()
            || line.trim_end().ends_with([';', '}', '{'])
            || body[at..].starts_with("import.meta"))
}

/// What a line imports first, and what comes behind it.
fn first_import(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("import")?;
    rest.starts_with([' ', '*', '{', '"']).then(|| rest.split_once(';').unwrap_or((rest, "")))
}

/// A line and the list of what it exports at its end, where there is code before that.
fn last_export(line: &str) -> (&str, Option<&str>) {
    let split = || {
        let (code, list) = line.rsplit_once("export{")?;
        let list = list.trim_end().trim_end_matches(';').strip_suffix('}')?;
        (code.is_empty() || code.ends_with([';', '}'])).then_some((code, Some(list)))
    };
    split()
        .filter(|(_, list)| list.is_some_and(|list| !list.contains(['{', '}', ';'])))
        .unwrap_or((line, None))
}

/// `* as a from "x"`, `{ a, b as c } from "x"`, `a from "x"`, `"x"`; or with no blanks but between words.
fn imported(statement: &str) -> Result<String> {
    let rest = statement.trim();
    let quote = rest.find('"').with_context(|| format!("import {rest}"))?;
    let (what, from) = rest.split_at(quote);
    let Some(what) = what.trim_end().strip_suffix("from").map(str::trim_end) else {
        ensure!(what.is_empty(), "import {rest}");
        return Ok(format!("$module.need({rest});"));
    };
    if let Some(name) = what.strip_prefix('*').and_then(|what| what.trim_start().strip_prefix("as ")) {
        return Ok(format!("const {name} = $module.need({from});"));
    }
    // Modules may need each other, so what is imported is looked for when it is called. Only functions are.
    let call =
        |name: &str, own: &str| format!("const {own} = (...all) => $module.need({from}).{name}(...all);");
    let Some(list) = what.strip_prefix('{').and_then(|list| list.strip_suffix('}')) else {
        ensure!(what.chars().all(|letter| letter.is_alphanumeric() || letter == '_'), "import {rest}");
        return Ok(call("default", what));
    };
    Ok(pairs(list).map(|(name, own)| call(name, own)).collect())
}

/// `{ a, b as c }`, `const a = …`, `function a(…`, `async function a(…`, `class a …`, `default …`.
fn exported(rest: &str) -> Result<String> {
    if let Some(list) = rest.strip_prefix('{') {
        let list =
            list.trim_end().trim_end_matches(';').strip_suffix('}').context("an export that goes on")?;
        return Ok(exports(list));
    }
    if let Some(value) = rest.strip_prefix("default ") {
        return Ok(format!("$module.exports.default = {value}"));
    }
    for kind in ["const ", "class ", "function ", "async function "] {
        let Some(behind) = rest.strip_prefix(kind) else { continue };
        let end = behind.find(|letter: char| !(letter.is_alphanumeric() || "_$".contains(letter)));
        let name = &behind[..end.unwrap_or(behind.len())];
        return Ok(match kind {
            "const " => format!("const {name} = $module.exports.{name}{}", &behind[name.len()..]),
            "class " => format!("const {name} = $module.exports.{name} = class {behind}"),
            // Functions are there before the first line.
            _ => format!("$module.exports.{name} = {name}; {rest}"),
        });
    }
    bail!("export {rest}")
}

/// A list of what is exported, as statements.
fn exports(list: &str) -> String {
    let statements = pairs(list).map(|(own, name)| format!("$module.exports.{name} = {own};"));
    statements.collect::<Vec<_>>().concat()
}

/// `a, b as c` as pairs of what it is here and what it is there.
fn pairs(list: &str) -> impl Iterator<Item = (&str, &str)> {
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.split_once(" as ").unwrap_or((name, name)))
}

/// What a module says in the middle of a line: its own address, and imports when it runs.
fn within(line: &str) -> String {
    let mut written = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("import") {
        let (before, behind) = rest.split_at(at);
        written.push_str(before);
        let is_word = before.ends_with(|letter: char| letter.is_alphanumeric() || "_$.".contains(letter));
        let behind = &behind["import".len()..];
        rest = if let Some(behind) = behind.strip_prefix(".meta.url").filter(|_| !is_word) {
            written.push_str("$module.url");
            behind
        } else {
            written.push_str(if behind.starts_with('(') && !is_word { "$module.load" } else { "import" });
            behind
        };
    }
    written + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_become_functions() {
        for (module, function) in [
            ("import * as import1 from \"./a/b.js\"", "const import1 = $module.need(\"./a/b.js\");"),
            (
                "import init from \"./w.js\";",
                "const init = (...all) => $module.need(\"./w.js\").default(...all);",
            ),
            ("import { x } from \"../a.js\";", "const x = (...all) => $module.need(\"../a.js\").x(...all);"),
            ("export { x, y as default };", "$module.exports.x = x;$module.exports.default = y;"),
            ("export const a = b(", "const a = $module.exports.a = b("),
            ("export function f(a) {", "$module.exports.f = f; function f(a) {"),
            ("export class C {", "const C = $module.exports.C = class C {"),
            ("p = import(u).then()", "p = $module.load(u).then()"),
            ("new URL('x', import.meta.url)", "new URL('x', $module.url)"),
            ("const imports = a.import(b);", "const imports = a.import(b);"),
            (
                "import*as a from\"./a.js\";import{x as b}from\"../b.js\";let c=import(a);export{c as default,b as y};",
                "const a = $module.need(\"./a.js\");const b = (...all) => $module.need(\"../b.js\").x(...all);\
                 let c=$module.load(a);$module.exports.default = c;$module.exports.y = b;",
            ),
            ("import\"./a.js\";b();", "$module.need(\"./a.js\");b();"),
            ("a();export{b}", "a();$module.exports.b = b;"),
            ("// import and export nothing", "// import and export nothing"),
        ] {
            assert_eq!(as_function(module).unwrap(), format!("($module) => {{{function}\n}}"));
        }
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for module in [
            "export * from \"x\"",
            "a(); import b from \"x\"",
            "a();export{b};c()",
            "a();export*from\"x\"",
            "import a, { b } from \"x\"",
            "import.meta.env",
        ] {
            assert!(as_function(module).is_err(), "{module}");
        }
    }
}
