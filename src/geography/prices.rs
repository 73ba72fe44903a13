//! Monthly world prices of gold and of oil.
//!
//! A day has the price of its month; before the first month and after the last the nearest month's.
//!
//! World Bank Commodity Markets (gold), US Energy Information Administration (Brent).

use std::sync::OnceLock;

use jiff::civil::Date;

use super::table::{Table, TableFault};

/// World prices, a value a month.
#[derive(Clone, Debug)]
pub struct Prices {
    first: i32,
    gold: Vec<f64>,
    brent: Vec<f64>,
}

/// World prices as the program's own data have them.
pub fn prices() -> &'static Prices {
    static PRICES: OnceLock<Prices> = OnceLock::new();
    PRICES.get_or_init(|| Prices::read().expect("data/prices.csv is read in the tests"))
}

impl Prices {
    fn read() -> Result<Self, TableFault> {
        let table = Table::parse("data/prices.csv", include_str!("../../data/prices.csv"))?;
        let mut prices = Self { first: 0, gold: Vec::new(), brent: Vec::new() };
        for row in table.rows() {
            let text = row.text("month")?;
            let day: Date =
                format!("{text}-01").parse().map_err(|_| row.fault(format!("no month \"{text}\"")))?;
            if prices.gold.is_empty() {
                prices.first = month(day);
            }
            if month(day) != prices.first + prices.gold.len() as i32 {
                return Err(row.fault("months follow one another"));
            }
            prices.gold.push(row.get("gold_usd_per_ounce")?);
            prices.brent.push(row.get("brent_usd_per_barrel")?);
        }
        Ok(prices)
    }

    /// Price of gold in the month of a day [$/troy ounce].
    pub fn gold(&self, day: Date) -> f64 {
        self.gold[self.index(day)]
    }

    /// Price of Brent crude in the month of a day [$/barrel].
    pub fn brent(&self, day: Date) -> f64 {
        self.brent[self.index(day)]
    }

    fn index(&self, day: Date) -> usize {
        (month(day) - self.first).clamp(0, self.gold.len() as i32 - 1) as usize
    }
}

/// Months since the year 0.
fn month(day: Date) -> i32 {
    12 * i32::from(day.year()) + i32::from(day.month()) - 1
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_has_the_price_of_its_month() {
        assert_eq!(prices().gold(date(2019, 1, 1)), 1291.75);
        assert_eq!(prices().gold(date(2019, 1, 31)), 1291.75);
        assert_ne!(prices().gold(date(2019, 2, 1)), 1291.75);
        assert_eq!(prices().brent(date(2025, 10, 15)), 64.54);
    }

    #[test]
    fn beyond_the_table_the_nearest_month_holds() {
        assert_eq!(prices().brent(date(2027, 1, 1)), 64.54);
        assert_eq!(prices().gold(date(2000, 1, 1)), 1291.75);
    }

    #[test]
    fn gold_more_than_doubles_from_2019_to_2025() {
        assert!(prices().gold(date(2025, 10, 1)) > 2.0 * prices().gold(date(2019, 10, 1)));
        assert_eq!(prices().gold.len(), 82);
    }
}
