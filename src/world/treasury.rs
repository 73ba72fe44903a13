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
    /// What there was then [m$]; its interest is in other spending.
    pub debt_at_start: f64,
    /// Army pay in arrears [months].
    pub arrears_months: f64,
    /// Other bills in arrears [m$].
    pub suppliers_arrears: f64,
    /// The last month.
    pub month: Month,
    /// Industrial gold since the start [t], and fees paid [m$].
    pub gold_tonnes: f64,
    pub fees: f64,
    pub mines: Mines,
    pub orders: MoneyOrders,
    /// Income of each actor relative to the start of the replicate: 1 = as at the start (and for actors without any).
    pub insurgent_income: [f64; Actor::COUNT],
    /// Income last month [m$/month], and at the start.
    pub income: [f64; Actor::COUNT],
    pub income_at_start: [f64; Actor::COUNT],
    /// Lump sums received (ransom, truces) not yet spent [m$].
    pub purse: [f64; Actor::COUNT],
    /// Prices before orders' times.
    pub gold_base: f64,
    pub oil_base: f64,
    pub oil_at_start: f64,
    /// Persons under state control at the start, weighted by share.
    pub taxed_at_start: f64,
    /// Deliveries of fuel summed over the weeks since the last month.
    pub(crate) fuel_weeks: f64,
    pub(crate) fuel_sum: f64,
    /// What other spending is above the ledger's, so that the first month has the planned deficit [m$/month].
    pub trim: f64,
    /// Part of last month's spending that could not be paid.
    pub unpaid_share: f64,
    /// Months settled.
    pub months: u32,
    /// The audit: sums since the start.
    pub(crate) opening: f64,
    pub(crate) received: f64,
    pub(crate) paid: f64,
}

impl Treasury {
    /// Empties all, keeps memory, and opens with cash, debt and arrears.
    pub fn open(&mut self, cash: f64, debt: f64, arrears_months: f64) {
        let mut mines = std::mem::take(&mut self.mines);
        mines.clear();
        *self = Self {
            cash,
            debt,
            debt_at_start: debt,
            arrears_months,
            mines,
            opening: cash,
            insurgent_income: [1.0; Actor::COUNT],
            ..Self::default()
        };
    }

    /// Money comes in [m$].
    pub fn receive(&mut self, amount: f64) {
        self.cash += amount;
        self.received += amount;
    }

    /// Money goes out, as much as there is; returns what was paid [m$].
    pub fn pay(&mut self, amount: f64) -> f64 {
        let paid = amount.clamp(0.0, self.cash.max(0.0));
        self.cash -= paid;
        self.paid += paid;
        paid
    }

    /// Borrows [m$].
    pub fn borrow(&mut self, amount: f64) {
        self.debt += amount;
        self.receive(amount);
    }

    /// Pays an actor for a truce; `false`, and nothing is paid, without the cash.
    pub fn buy_truce(&mut self, from: Actor, price: f64) -> bool {
        if price > self.cash {
            return false;
        }
        self.purse[from as usize] += self.pay(price);
        true
    }

    /// Whether opening + received = paid + cash, within 1e-9 of what went through.
    pub fn closes(&self) -> bool {
        let through = self.opening + self.received;
        (through - self.paid - self.cash).abs() <= 1e-9 * through.max(1.0) && self.cash >= 0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Opening + received = paid + cash, and nothing is paid that is not there.
    #[test]
    fn money_is_conserved() {
        let mut treasury = Treasury::default();
        treasury.open(10.0, 0.0, 0.0);
        treasury.receive(5.0);
        treasury.borrow(2.5);
        assert_eq!(treasury.pay(20.0), 17.5);
        assert!(!treasury.buy_truce(Actor::Jnim, 1.0), "an empty treasury buys no truce");
        treasury.receive(3.0);
        assert!(treasury.buy_truce(Actor::Jnim, 1.0));
        assert!(treasury.closes());
        assert_eq!((treasury.cash, treasury.debt, treasury.purse[Actor::Jnim as usize]), (2.0, 2.5, 1.0));
        treasury.cash += 1e-6;
        assert!(!treasury.closes());
    }
}
