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

/// How a table is made to fit a window: columns that are left out, the first named first, and a column whose words are cut.
pub struct Fit<'a> {
    /// Characters in a line; any number where there is no window.
    pub width: Option<usize>,
    pub left_out: &'a [&'a [usize]],
    pub cut: usize,
}

/// A table on lines of their own, none wider than the window.
pub fn fitted(header: &[&str], numbers: &[usize], rows: &[Vec<String>], fit: &Fit) -> String {
    let mut kept: Vec<usize> = (0..header.len()).collect();
    let mut text = lines(header, numbers, rows, &kept, None);
    let Some(width) = fit.width else { return text };
    for &columns in fit.left_out {
        if widest(&text) <= width {
            return text;
        }
        kept.retain(|column| !columns.contains(column));
        text = lines(header, numbers, rows, &kept, None);
    }
    let words = rows.iter().filter_map(|row| row.get(fit.cut)).map(|cell| length(cell)).max().unwrap_or(0);
    match widest(&text).saturating_sub(width) {
        0 => text,
        excess => {
            let most = words.saturating_sub(excess).max(4);
            lines(header, numbers, rows, &kept, Some((fit.cut, most)))
        }
    }
}

fn lines(
    header: &[&str],
    numbers: &[usize],
    rows: &[Vec<String>],
    kept: &[usize],
    cut: Option<(usize, usize)>,
) -> String {
    let cell = |row: &Vec<String>, column: usize| {
        let text = row.get(column).cloned().unwrap_or_default();
        match cut {
            Some((place, most)) if place == column => shortened(&text, most),
            _ => text,
        }
    };
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(kept.iter().map(|&column| header[column]));
    table.add_rows(rows.iter().map(|row| kept.iter().map(|&column| cell(row, column)).collect::<Vec<_>>()));
    for (place, _) in kept.iter().enumerate().filter(|(_, column)| numbers.contains(column)) {
        if let Some(column) = table.column_mut(place) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

fn widest(text: &str) -> usize {
    text.lines().map(length).max().unwrap_or(0)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// A text of at most so many characters; what is cut ends with a sign that says so.
fn shortened(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_string();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
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
    fn a_table_loses_columns_and_then_words_until_it_fits() {
        let rows =
            vec![vec!["a long name of an outcome".to_string(), "12.3 ± 0.4".into(), "10 to 14".into()]];
        let at = |width| {
            let fit = Fit { width, left_out: &[&[2]], cut: 0 };
            fitted(&["", "estimate", "range"], &[1, 2], &rows, &fit)
        };
        assert!(at(None).contains("10 to 14") && at(Some(80)).contains("10 to 14"));
        assert!(!at(Some(42)).contains("10 to 14") && at(Some(42)).contains("outcome"));
        let narrow = at(Some(30));
        assert!(narrow.contains('…') && narrow.contains("12.3 ± 0.4"), "{narrow}");
        assert!(narrow.lines().all(|line| line.chars().count() <= 30), "{narrow}");
    }

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
