//! How numbers of the explanation are named, shown and followed.

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    notebook::{CellKind, Dimension, Origin, Program, Run},
    ops::explanation::{Explanation, Operand},
    plot::Role,
    session::{Answer, Arithmetic, InspectionMsg, Lane, Msg, Term},
    ui::{labels::item, page::Page},
    value::{Axis, decimal},
    web,
};

/// What every part of the panel needs to speak.
pub(super) struct Teller<'a> {
    pub(super) page: &'a Page,
    pub(super) dimensions: &'a [Rc<Dimension>],
    pub(super) answer: &'a Answer,
    pub(super) program: &'a Program,
    pub(super) run: &'a Run,
}

/// The axis of a term that a place of its position is on: 0 the stack, 1 the rows, 2 the columns.
fn axis(term: &Term, place: usize) -> Option<&Axis> {
    let axes = term.shape.as_ref()?.axes();
    (place + axes.len()).checked_sub(3).and_then(|at| axes.get(at))
}

fn position(term: &Term) -> [usize; 3] {
    [term.at.0, term.at.1, term.at.2]
}

/// What stands before a subscript.
fn base(term: &Term) -> String {
    if term.compound && term.shape.as_ref().is_some_and(|shape| shape.rank() > 0) {
        format!("({})", term.name)
    } else {
        term.name.to_string()
    }
}

fn subscripted(term: &Term, separator: &str, subscript: impl Fn(usize, &Axis) -> String) -> String {
    let subscripts: Vec<String> =
        (0..3).filter_map(|place| axis(term, place).map(|axis| subscript(place, axis))).collect();
    let base = base(term);
    if subscripts.is_empty() { base } else { format!("{base}[{}]", subscripts.join(separator)) }
}

impl Teller<'_> {
    pub(super) fn text(&self, key: &str) -> AttrValue {
        self.page.text(key)
    }

    /// Where a number of a sentence comes from, and whether it can be set.
    pub(super) fn origin(&self) -> Option<(AttrValue, bool)> {
        let term = &self.answer.term;
        let id = &term.number.as_ref()?.cell;
        let cell = self.program.cells.iter().find(|cell| cell.cell.id == *id)?;
        let CellKind::Sentence(sentence) = &cell.cell.kind else { return None };
        let size = |name: &Rc<str>| self.dimensions.iter().find(|dimension| dimension.name == *name);
        let tokens = &size(&sentence.rows)?.items;
        let token = tokens.get(term.at.1)?.text(self.page.language.tag());
        let say = |key: &str| self.page.fill(key, &[("token", &token)]);
        let told = match sentence.origin(tokens, term.at.1, term.at.2)? {
            Origin::Set => say("sentence.number_set"),
            Origin::Made => say("sentence.number_made"),
            Origin::Hot(true) => say("sentence.number_one"),
            Origin::Hot(false) => say("sentence.number_zero"),
            Origin::Drawn { seed, vocabulary, number } => {
                let (width, column) = (size(&sentence.columns)?.size(), term.at.2);
                let formula = format!("random_normal(({vocabulary}, {width}), {seed})[{number}, {column}]");
                let values: [(&str, &dyn std::fmt::Display); 3] =
                    [("formula", &formula), ("row", &number), ("token", &token)];
                self.page.fill("sentence.number_drawn", &values)
            }
        };
        Some((told, sentence.is_table()))
    }

    /// The name of a place on an axis.
    fn item(&self, axis: Option<&Axis>, index: usize) -> (AttrValue, bool) {
        item(axis, index, self.dimensions, self.page.language)
    }

    /// `Q[吃, 谁]`
    pub(super) fn place(&self, term: &Term) -> String {
        place(self.page, self.dimensions, term)
    }

    /// `Q[2, 0]`, where that says more than the names do.
    pub(super) fn indices(&self, term: &Term) -> Option<String> {
        let named = (0..3).any(|place| self.item(axis(term, place), position(term)[place]).1);
        named.then(|| subscripted(term, ", ", |place, _| position(term)[place].to_string()))
    }

    /// `Q[吃, :]`
    pub(super) fn lane(&self, lane: &Lane) -> String {
        let term = &lane.first;
        subscripted(term, &self.text("explain.comma"), |place, axis| {
            if lane.varies[place] {
                ":".into()
            } else {
                self.item(Some(axis), position(term)[place]).0.to_string()
            }
        })
    }

    /// A lane in words where the field has a word for it: "the query of 吃".
    pub(super) fn lane_in_words(&self, lane: &Lane) -> String {
        let term = &lane.first;
        let is_row =
            lane.varies == [false, false, true] && term.shape.as_ref().is_some_and(|shape| shape.rank() == 2);
        let (label, named) = self.item(axis(term, 1), term.at.1);
        let name = &term.name;
        if is_row && named && ["X", "Q", "K", "V", "S", "Z", "A", "O"].contains(&&**name) {
            return self.page.fill(&format!("explain.of.{name}"), &[("item", &label)]).to_string();
        }
        // What stands in the middle of a formula has no name of its own.
        let in_the_middle = term.number.as_ref().is_some_and(|number| number.node.is_some());
        if is_row && named && in_the_middle && self.weighs() {
            return self.page.fill("explain.of.scores", &[("item", &label)]).to_string();
        }
        self.lane(lane)
    }

    /// Whether the number is a weight.
    fn weighs(&self) -> bool {
        let Arithmetic::Computed { explanation, .. } = &self.answer.arithmetic else { return false };
        matches!(explanation, Explanation::Softmax(_))
    }

    /// The name of an operand within its lane: that of the place that varies.
    pub(super) fn member(&self, lane: Option<&Lane>, operand: &Operand) -> AttrValue {
        let Some(term) = self.answer.term(operand) else { return AttrValue::Static("") };
        let varying = lane.map_or([false; 3], |lane| lane.varies);
        match varying.iter().position(|varies| *varies) {
            Some(place) if varying.iter().filter(|varies| **varies).count() == 1 => {
                self.item(axis(term, place), position(term)[place]).0
            }
            _ => self.place(term).into(),
        }
    }

    /// The name of a column of a term.
    pub(super) fn column(&self, term: &Term, column: usize) -> AttrValue {
        self.item(axis(term, 2), column).0
    }

    /// An operand as its number, which leads to its own explanation.
    pub(super) fn number(&self, operand: &Operand, text: &str) -> Html {
        match self.answer.term(operand) {
            Some(term) => self.term(term, text),
            None => html! { { text.to_owned() } },
        }
    }

    /// A number by its name.
    pub(super) fn term(&self, term: &Term, text: &str) -> Html {
        self.labelled(term, text, format!("{} = {text}", self.place(term)))
    }

    /// A number by its name, and what is said of it aloud.
    pub(super) fn labelled(&self, term: &Term, text: &str, label: String) -> Html {
        let place: AttrValue = self.place(term).into();
        let role = Role::of_name(&term.name).map(Role::key);
        let (row, column) = (term.at.1.to_string(), term.at.2.to_string());
        let slice = term.shape.as_ref().filter(|shape| shape.rank() == 3).map(|_| term.at.0.to_string());
        let (name, value) = (term.name.to_string(), decimal::shortest(term.value));
        if let Some(veil) = term.veil {
            let label = format!("{place}: {}", self.text(veil.key()));
            return html! {
                <span class="operand operand--still is-hidden" role="img" title={label.clone()} aria-label={label}
                    data-operand-name={name} data-operand-row={row} data-operand-col={column}
                    data-operand-slice={slice}>{ "?" }</span>
            };
        }
        match term.number.clone() {
            Some(number) => {
                let page = self.page.clone();
                let onclick = Callback::from(move |_: MouseEvent| {
                    page.send(Msg::Inspection(InspectionMsg::Followed(number.clone())));
                    web::after_render(web::focus::explanation);
                });
                html! {
                    <button type="button" class="operand" data-role={role} {onclick} title={place} aria-label={label}
                        data-operand-name={name} data-operand-row={row} data-operand-col={column}
                        data-operand-slice={slice} data-operand-value={value}>{ text.to_owned() }</button>
                }
            }
            None => html! {
                <span class="operand operand--still" title={place} data-operand-name={name} data-operand-row={row}
                    data-operand-col={column} data-operand-value={value}>{ text.to_owned() }</span>
            },
        }
    }
}

/// `Q[吃, 谁]`
pub(super) fn place(page: &Page, dimensions: &[Rc<Dimension>], term: &Term) -> String {
    subscripted(term, &page.text("explain.comma"), |place, axis| {
        item(Some(axis), position(term)[place], dimensions, page.language).0.to_string()
    })
}
