//! Tables of the page: with a caption, heads that name their column and row, and numbers that a script can sort by.

use maud::{Markup, html};

/// A table; the first cell of a row is its head.
pub struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether readers may sort it.
    pub sortable: bool,
}

/// A column's head.
pub struct Column {
    pub title: String,
    pub kind: Kind,
}

/// What a column's cells are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sentences, which may take several lines.
    Words,
    /// A word or two, on one line.
    Brief,
    /// Numbers, at the right.
    Number,
}

/// A cell: what is read, and what it is sorted by.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub text: String,
    pub by: Option<f64>,
}

impl Column {
    pub fn words(title: &str) -> Self {
        Self { title: title.into(), kind: Kind::Words }
    }

    pub fn brief(title: &str) -> Self {
        Self { title: title.into(), kind: Kind::Brief }
    }

    pub fn number(title: &str) -> Self {
        Self { title: title.into(), kind: Kind::Number }
    }
}

impl Cell {
    pub fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), by: None }
    }

    /// A number as written; what is not finite has no place in an order.
    pub fn number(text: impl Into<String>, by: f64) -> Self {
        Self { text: text.into(), by: by.is_finite().then_some(by) }
    }
}

impl Table {
    /// The table in a box of its own, in which a narrow window scrolls it.
    pub fn markup(&self) -> Markup {
        html! {
            div.scroll role="region" aria-label=(self.caption) tabindex="0" {
                table data-sortable[self.sortable] {
                    caption { span { (self.caption) } }
                    thead { tr { @for column in &self.columns { th scope="col" class=[class(column)] { (column.title) } } } }
                    tbody { @for row in &self.rows { (self.row(row)) } }
                }
            }
        }
    }

    fn row(&self, row: &[Cell]) -> Markup {
        html! {
            tr {
                @for (k, (cell, column)) in row.iter().zip(&self.columns).enumerate() {
                    @if k == 0 { th scope="row" data-by=[cell.by] { (cell.text) } }
                    @else { td class=[class(column)] data-by=[cell.by] { (cell.text) } }
                }
            }
        }
    }
}

fn class(column: &Column) -> Option<&'static str> {
    match column.kind {
        Kind::Words => None,
        Kind::Brief => Some("brief"),
        Kind::Number => Some("number"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_have_a_scope_and_numbers_say_what_they_are_sorted_by() {
        let table = Table {
            caption: "Two rows".into(),
            columns: vec![Column::words("outcome"), Column::number("estimate")],
            rows: vec![
                vec![Cell::words("deaths"), Cell::number("4 240 ± 180", 4239.9)],
                vec![Cell::words("exit"), Cell::number("–", f64::NAN)],
            ],
            sortable: true,
        };
        let text = table.markup().into_string();
        assert_eq!(text.matches("scope=\"col\"").count(), 2);
        assert_eq!(text.matches("scope=\"row\"").count(), 2);
        assert!(text.contains("<caption><span>Two rows</span></caption>") && text.contains("data-sortable"));
        assert!(text.contains("data-by=\"4239.9\">4 240 ± 180") && !text.contains("NaN"), "{text}");
    }
}
