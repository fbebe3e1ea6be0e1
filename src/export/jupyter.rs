//! The notebook as one of Jupyter's.

use std::collections::HashMap;

use nbformat::v4::{Cell, CellId, KernelSpec, LanguageInfo, Metadata, Notebook as Jupyter};

use super::{Block, Library, Notebook, python};

/// The file of a Jupyter notebook that computes with NumPy; `None` where it cannot be written.
pub fn jupyter(notebook: &Notebook<'_>) -> Option<String> {
    let cells = python(notebook, Library::NumPy).into_iter().enumerate();
    let cells = cells.map(|(index, block)| cell(index, block)).collect::<Option<Vec<_>>>()?;
    let metadata = Metadata {
        kernelspec: Some(KernelSpec {
            name: "python3".to_owned(),
            display_name: "Python 3".to_owned(),
            language: Some("python".to_owned()),
            additional: HashMap::new(),
        }),
        language_info: Some(LanguageInfo {
            name: "python".to_owned(),
            version: None,
            codemirror_mode: None,
            additional: HashMap::new(),
        }),
        authors: None,
        additional: HashMap::new(),
    };
    let jupyter = Jupyter { metadata, nbformat: 4, nbformat_minor: 5, cells };
    nbformat::serialize_notebook(&nbformat::Notebook::V4(jupyter)).ok()
}

fn cell(index: usize, block: Block) -> Option<Cell> {
    let id = CellId::new(&format!("cell-{}", index + 1)).ok()?;
    let metadata = serde_json::from_str("{}").ok()?;
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect();
    Some(match block {
        Block::Text(text) => Cell::Markdown { id, metadata, source: lines(&text), attachments: None },
        Block::Code { code, shows } => {
            let shown = shows.map(|name| format!("\n{name}")).unwrap_or_default();
            Cell::Code {
                id,
                metadata,
                execution_count: None,
                source: lines(&(code + &shown)),
                outputs: Vec::new(),
            }
        }
    })
}
