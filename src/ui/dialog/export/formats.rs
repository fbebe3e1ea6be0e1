//! The formats that the dialog `export` offers.

/// A format: its name on the page, its name and what it is in the catalogue, the end of its files, and their kind.
pub(super) struct Format {
    pub(super) name: &'static str,
    pub(super) key: &'static str,
    pub(super) help: Option<&'static str>,
    pub(super) extension: &'static str,
    pub(super) kind: &'static str,
}

const fn format(
    name: &'static str,
    key: &'static str,
    help: Option<&'static str>,
    extension: &'static str,
    kind: &'static str,
) -> Format {
    Format { name, key, help, extension, kind }
}

const PLAIN: &str = "text/plain;charset=utf-8";

/// Of the whole notebook.
pub(super) const WHOLE: &[Format] = &[
    format("python", "export.format.python", Some("export.help.python"), "py", "text/x-python;charset=utf-8"),
    format(
        "pytorch",
        "export.format.pytorch",
        Some("export.help.pytorch"),
        "py",
        "text/x-python;charset=utf-8",
    ),
    format("ipynb", "export.format.ipynb", Some("export.help.ipynb"), "ipynb", "application/x-ipynb+json"),
    format(
        "markdown",
        "export.format.markdown",
        Some("export.help.markdown"),
        "md",
        "text/markdown;charset=utf-8",
    ),
    format("json", "export.format.json", Some("export.help.json"), "json", "application/json"),
];

/// Of a value.
pub(super) const VALUES: &[Format] = &[
    format("csv", "export.format.csv", None, "csv", "text/csv;charset=utf-8"),
    format("tsv", "export.format.tsv", None, "tsv", "text/tab-separated-values;charset=utf-8"),
    format("numpy", "export.format.numpy", None, "txt", PLAIN),
    format("latex", "export.format.latex", None, "tex", PLAIN),
    format("npy", "export.format.npy", None, "npy", "application/octet-stream"),
];

/// Of a drawing.
pub(super) const DRAWN: &[Format] = &[
    format("svg", "export.format.svg", None, "svg", "image/svg+xml"),
    format("png", "export.format.png", None, "png", "image/png"),
];
