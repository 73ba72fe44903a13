//! Comma-separated tables with a heading, as RFC 4180 writes them: a field in quotes may hold commas, `""` is a quote.
//!
//! Lines that begin with `#` before the heading are remarks.

use std::collections::BTreeMap;

use super::LedgerFault;

/// One row: its fields by column, and the line it stands on.
pub(super) struct Row {
    pub line: usize,
    fields: BTreeMap<String, String>,
}

impl Row {
    /// What stands in a column: nothing where the column is missing or the field is empty.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.fields.get(column).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// A column that must be filled.
    pub fn required(&self, column: &str) -> Result<&str, LedgerFault> {
        self.text(column).ok_or_else(|| self.fault(format!("the column `{column}` is empty")))
    }

    /// A finite number, where there is one.
    pub fn number(&self, column: &str) -> Result<Option<f64>, LedgerFault> {
        let Some(text) = self.text(column) else { return Ok(None) };
        match text.parse::<f64>() {
            Ok(x) if x.is_finite() => Ok(Some(x)),
            _ => Err(self.fault(format!("`{column}` is a finite number, not \"{text}\""))),
        }
    }

    pub fn fault(&self, what: impl Into<String>) -> LedgerFault {
        LedgerFault { line: self.line, what: what.into() }
    }
}

/// All rows of a table, in the order of the file.
pub(super) fn rows(text: &str) -> Result<Vec<Row>, LedgerFault> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let (line, heading) =
        lines.next().ok_or_else(|| LedgerFault { line: 1, what: "the table has no heading".into() })?;
    let columns = fields(heading, line)?;
    lines.map(|(line, text)| row(&columns, line, text)).collect()
}

fn row(columns: &[String], line: usize, text: &str) -> Result<Row, LedgerFault> {
    let fields = fields(text, line)?;
    if fields.len() != columns.len() {
        let what = format!("{} fields stand under {} columns", fields.len(), columns.len());
        return Err(LedgerFault { line, what });
    }
    Ok(Row { line, fields: columns.iter().cloned().zip(fields).collect() })
}

fn fields(text: &str, line: usize) -> Result<Vec<String>, LedgerFault> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let field = fields.last_mut().expect("there is a first field");
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' if quoted || field.trim().is_empty() => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => field.push(letter),
        }
    }
    if quoted {
        return Err(LedgerFault { line, what: "a quotation is not closed".into() });
    }
    Ok(fields.into_iter().map(|field| field.trim().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_in_quotes_belongs_to_the_field() {
        let rows = rows("# remark\na,b\n1,\"x, \"\"y\"\"\"\n").unwrap();
        assert_eq!(rows[0].text("b"), Some("x, \"y\""));
        assert_eq!(rows[0].line, 3);
    }

    #[test]
    fn a_row_of_the_wrong_length_is_named_by_its_line() {
        let fault = rows("a,b\n1,2\n3\n").err().unwrap();
        assert_eq!((fault.line, fault.to_string().contains("1 fields stand under 2")), (3, true));
    }
}
