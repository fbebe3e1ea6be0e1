//! What the name of a tensor tells: how the weights of a model are laid out, and what they are called in a notebook.

use super::Side;
use crate::{
    formula::{is_name, is_reserved},
    notebook::{Document, limits::MAX_LABEL},
    ops,
};

/// How a projection is written in a file, so that it can be taken as `X @ W` needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// PyTorch's `Linear` stores output × input; GPT-2's `Conv1D` as the formula has it.
    pub transposed: bool,
    /// On which side the heads are, after that: of queries, keys and values the columns, of the output the rows.
    pub along: Side,
    /// 3 where queries, keys and values are one matrix.
    pub parts: u64,
}

/// The layout that the name and the shape of a tensor tell; `None` where it is no projection of an attention layer.
pub fn layout_of(name: &str, shape: &[u64]) -> Option<Layout> {
    let name = name.strip_suffix(".weight").unwrap_or(name);
    let last = name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
    let linear = |along, parts| Some(Layout { transposed: shape.len() == 2, along, parts });
    let convolution = |along, parts| Some(Layout { transposed: false, along, parts });
    // The bias of a projection is one row with the same blocks.
    let last = match last.as_str() {
        "bias" => name.rsplit('.').nth(1).unwrap_or_default().to_ascii_lowercase(),
        _ => last,
    };
    match last.as_str() {
        "c_attn" => convolution(Side::Columns, 3),
        "c_proj" if name.contains("attn") => convolution(Side::Rows, 1),
        "q_proj" | "k_proj" | "v_proj" | "query" | "key" | "value" | "wq" | "wk" | "wv" | "q_lin"
        | "k_lin" | "v_lin" => linear(Side::Columns, 1),
        "o_proj" | "out_proj" | "wo" | "out_lin" => linear(Side::Rows, 1),
        "in_proj_weight" | "in_proj_bias" | "qkv_proj" | "qkv" | "wqkv" => linear(Side::Columns, 3),
        _ => None,
    }
}

/// A name for a cell with a tensor: `W_Q` for what projects to queries; else the last part of its name that says something.
/// It is free in the notebook.
pub fn suggested_name(document: &Document, tensor: &str, part: u64) -> String {
    let plain = tensor.strip_suffix(".weight").unwrap_or(tensor);
    let last = plain.rsplit(['.', '/']).next().unwrap_or(plain);
    let known = match last.to_ascii_lowercase().as_str() {
        "c_attn" | "in_proj_weight" | "qkv_proj" | "qkv" | "wqkv" => {
            ["W_Q", "W_K", "W_V"].get(part as usize).copied()
        }
        "q_proj" | "query" | "wq" | "q_lin" => Some("W_Q"),
        "k_proj" | "key" | "wk" | "k_lin" => Some("W_K"),
        "v_proj" | "value" | "wv" | "v_lin" => Some("W_V"),
        "o_proj" | "out_proj" | "wo" | "out_lin" => Some("W_O"),
        "c_proj" if plain.contains("attn") => Some("W_O"),
        "wte" | "embed_tokens" | "word_embeddings" => Some("E"),
        "wpe" | "position_embeddings" => Some("P"),
        _ => None,
    };
    let mut name: String = match known {
        Some(name) => name.to_owned(),
        None => last.chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '_' }).collect(),
    };
    name = name.trim_matches('_').chars().take(MAX_LABEL - 4).collect();
    if !is_name(&name) {
        name.insert_str(0, "B_");
        name.truncate(name.trim_end_matches('_').len());
    }
    if !is_name(&name) {
        name.replace_range(.., "B");
    }
    // What is reserved, or an operation, is no name by itself.
    if is_reserved(&name) || ops::find(&name).is_some() {
        name.push_str("_1");
    }
    document.free_name(&name)
}
