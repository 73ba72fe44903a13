//! Tables for people and for machines.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};

/// A table for the terminal; the columns named in `numbers` are aligned to the right.
pub fn text(header: &[&str], numbers: &[usize], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_header(header);
    table.add_rows(rows);
    for &number in numbers {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

/// A line of a CSV file (RFC 4180).
pub fn csv_line(cells: &[String]) -> String {
    cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.into()
    }
}

/// A number with as many digits as a reader needs, thousands apart.
pub fn number(x: f64) -> String {
    if !x.is_finite() {
        return "–".into();
    }
    let decimals = match x.abs() {
        size if size == 0.0 || size >= 1000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 1.0 => 2,
        size => (2 - size.log10().floor() as i32).clamp(3, 9) as usize,
    };
    grouped(&format!("{x:.decimals$}"))
}

/// Puts commas between the thousands of a plain number.
fn grouped(plain: &str) -> String {
    let (whole, fraction) = plain.find('.').map_or((plain, ""), |point| plain.split_at(point));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let first = digits.len() % 3;
    let groups =
        digits.as_bytes()[first..].chunks(3).map(|group| String::from_utf8_lossy(group).into_owned());
    let head = (first > 0).then(|| digits[..first].to_string());
    format!("{sign}{}{fraction}", head.into_iter().chain(groups).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_a_reader_needs() {
        let shown = [0.0, 0.25, 0.01234, 2.71, 123.456, 1234.5, -1_234_567.0, f64::NAN].map(number);
        assert_eq!(shown, ["0", "0.250", "0.0123", "2.71", "123.5", "1,234", "-1,234,567", "–"]);
    }

    #[test]
    fn a_cell_with_a_comma_or_a_quote_is_quoted() {
        let line = csv_line(&["a".into(), "b, c".into(), "say \"d\"".into()]);
        assert_eq!(line, "a,\"b, c\",\"say \"\"d\"\"\"\n");
    }
}
