//! Comma-separated tables: the form in which the model's own data are kept.
//!
//! A header row, then a row a line; a cell may stand in double quotes, where `""` is one quote (RFC 4180). Line breaks
//! inside cells are not used. A fault names the table, the line and the column.

use std::fmt::Display;
use std::str::FromStr;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{table}, line {line}: {what}")]
pub struct TableFault {
    /// The table's name.
    pub table: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// What was found, and what is allowed.
    pub what: String,
}

/// A table with named columns, all cells as text.
#[derive(Clone, Debug)]
pub struct Table {
    name: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    table: &'t Table,
    index: usize,
}

impl Table {
    /// Reads a table; every row must have as many cells as the header.
    pub fn parse(name: &str, text: &str) -> Result<Self, TableFault> {
        let fault = |line: usize, what: String| TableFault { table: name.into(), line, what };
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let (_, header) = lines.next().ok_or_else(|| fault(1, "the table is empty".into()))?;
        let columns = cells(header).map_err(|what| fault(1, what))?;
        let mut rows = Vec::new();
        for (index, line) in lines {
            let row = cells(line).map_err(|what| fault(index + 1, what))?;
            if row.len() != columns.len() {
                let what = format!("{} cells where the header has {}", row.len(), columns.len());
                return Err(fault(index + 1, what));
            }
            rows.push(row);
        }
        Ok(Self { name: name.into(), columns, rows })
    }

    /// The rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.rows.len()).map(|index| Row { table: self, index })
    }

    /// The names of the columns.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

impl<'t> Row<'t> {
    /// The cell in a column, as text.
    pub fn text(&self, column: &str) -> Result<&'t str, TableFault> {
        let position = self.table.columns.iter().position(|name| name == column);
        position
            .map(|position| self.table.rows[self.index][position].as_str())
            .ok_or_else(|| self.fault(format!("there is no column \"{column}\"")))
    }

    /// The cell in a column, as a value of the type asked for.
    pub fn get<T: FromStr<Err: Display>>(&self, column: &str) -> Result<T, TableFault> {
        let text = self.text(column)?;
        text.parse().map_err(|error| self.fault(format!("{column} = \"{text}\": {error}")))
    }

    /// The cell in a column, or nothing where it is empty.
    pub fn maybe<T: FromStr<Err: Display>>(&self, column: &str) -> Result<Option<T>, TableFault> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.get(column).map(Some) }
    }

    /// A fault in this row.
    pub fn fault(&self, what: impl Into<String>) -> TableFault {
        TableFault { table: self.table.name.clone(), line: self.index + 2, what: what.into() }
    }
}

/// The cells of one line.
fn cells(line: &str) -> Result<Vec<String>, String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cells.last_mut().expect("a line has a cell").push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a line has a cell").push(other),
        }
    }
    if quoted { Err("a quote is not closed".into()) } else { Ok(cells) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_cell_may_hold_commas_and_quotes() {
        let table = Table::parse("t", "a,b\n\"x, \"\"y\"\"\",2\n").unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.text("a").unwrap(), "x, \"y\"");
        assert_eq!(row.get::<u32>("b").unwrap(), 2);
    }

    #[test]
    fn a_fault_names_table_line_and_column() {
        let table = Table::parse("zones", "a,b\n1,2\n1,x\n").unwrap();
        let fault = table.rows().last().unwrap().get::<f64>("b").unwrap_err();
        assert_eq!((fault.table.as_str(), fault.line), ("zones", 3));
        assert!(fault.what.contains("b = \"x\""), "{fault}");
    }

    #[test]
    fn a_short_row_and_an_open_quote_are_refused() {
        assert_eq!(Table::parse("t", "a,b\n1\n").unwrap_err().line, 2);
        assert!(Table::parse("t", "a\n\"1\n").unwrap_err().what.contains("quote"));
        assert!(Table::parse("t", "").is_err());
    }

    #[test]
    fn an_empty_cell_is_nothing_and_not_zero() {
        let table = Table::parse("t", "a,b\n,0\n").unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.maybe::<f64>("a").unwrap(), None);
        assert_eq!(row.maybe::<f64>("b").unwrap(), Some(0.0));
    }
}
