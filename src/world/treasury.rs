//! The treasury, mines and gold, and what the insurgents earn.
//!
//! Money is in million dollars. Every month opening cash + revenue + borrowing = payments + closing cash
//! ([`Treasury::closes`]); what is owed and not paid becomes arrears.

use super::Actor;

/// Columns over mines and fields of diggings.
#[derive(Clone, Debug, Default)]
pub struct Mines {
    pub name: Vec<String>,
    pub zone: Vec<usize>,
    /// A company's mine; else diggers' gold.
    pub industrial: Vec<bool>,
    /// Output in a normal year [t/year].
    pub normal: Vec<f64>,
    /// Share of the value that the state takes.
    pub take: Vec<f64>,
    /// State and owner are in dispute.
    pub disputed: Vec<bool>,
    /// What the state asked for on top of its take, settled by half at the end of the dispute.
    pub claim: Vec<f64>,
    /// Output of the last month [t].
    pub output: Vec<f64>,
    /// Violent events in its zone since the last month.
    pub events: Vec<u32>,
}

impl Mines {
    pub fn len(&self) -> usize {
        self.name.len()
    }

    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
    }

    /// A mine at peace with its state.
    pub fn add(&mut self, name: &str, zone: usize, industrial: bool, normal: f64) {
        self.name.push(name.to_owned());
        self.zone.push(zone);
        self.industrial.push(industrial);
        self.normal.push(normal);
        self.take.push(0.0);
        self.disputed.push(false);
        self.claim.push(0.0);
        self.output.push(0.0);
        self.events.push(0);
    }

    /// Empties the columns and keeps their memory.
    pub fn clear(&mut self) {
        self.name.clear();
        self.zone.clear();
        self.industrial.clear();
        self.normal.clear();
        self.take.clear();
        self.disputed.clear();
        self.claim.clear();
        self.output.clear();
        self.events.clear();
    }

    /// Industrial mines in dispute.
    pub fn in_dispute(&self) -> usize {
        self.disputed.iter().filter(|&&d| d).count()
    }
}

/// One month's money [m$], as last settled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Month {
    pub gold_revenue: f64,
    pub customs: f64,
    pub other_tax: f64,
    /// Lump sums from settled disputes.
    pub settlements: f64,
    pub wages: f64,
    /// Army pay that was paid, arrears paid down included.
    pub army_pay: f64,
    pub other_spending: f64,
    pub fuel_subsidy: f64,
    pub interest: f64,
    /// Paid to the provider, and what was owed to it.
    pub fee_paid: f64,
    pub fee_owed: f64,
    /// What was owed beyond revenue and cash.
    pub gap: f64,
    pub borrowed: f64,
    /// Industrial gold [t].
    pub tonnes: f64,
}

impl Month {
    pub fn revenue(&self) -> f64 {
        self.gold_revenue + self.customs + self.other_tax + self.settlements
    }

    pub fn payments(&self) -> f64 {
        self.wages + self.army_pay + self.other_spending + self.fuel_subsidy + self.interest + self.fee_paid
    }
}

/// What interventions and history order.
#[derive(Clone, Debug, PartialEq)]
pub struct MoneyOrders {
    /// Times the prices of gold and oil.
    pub gold_times: f64,
    pub oil_times: f64,
    /// Prices are given from outside (history): they do not walk.
    pub prices_given: bool,
    /// All foreign mines disputed (`Some(true)`) or at peace (`Some(false)`); `None`: the game decides.
    pub disputed: Option<bool>,
    /// Men that guard mines [men].
    pub guards: f64,
}

impl Default for MoneyOrders {
    fn default() -> Self {
        Self { gold_times: 1.0, oil_times: 1.0, prices_given: false, disputed: None, guards: 0.0 }
    }
}

/// The state's money, the mines and the insurgents' income.
#[derive(Clone, Debug, Default)]
pub struct Treasury {
    /// Cash [m$]; never negative.
    pub cash: f64,
    /// Debt taken up since the start, with what there was then [m$].
    pub debt: f64,
    /// Army pay in arrears [months].
    pub arrears_months: f64,
    /// Insurgents' income relative to the start, by actor.
    pub insurgent_income: [f64; super::Actor::COUNT],
}
