//! Public finance: a monthly budget that lives on gold and customs, and what the insurgents earn.
//!
//! ```text
//! revenue    R = Σ tonnes · 32,150.7 · gold price · take + customs + other taxes + settlements     [m$/month]
//! customs    C = C₀ ((1 − φ)(1 − sanctions) + φ · fuel delivered)                                  [m$/month]
//! other tax  T = T₀ (κ + (1 − κ) · people under state control / at the start)                      [m$/month]
//! due        D = wages + army pay + other + subsidy + interest + fee · men/men₀ · share paid · (1 − u · unpaid/due of last month)   [m$/month]
//! other      what makes the first month's gap the planned deficit, and no less than 0        [m$/month]
//! gap        G = max(0, D − max(0, cash − buffer))          borrowed B = P127 · G
//! arrears of army pay   a ← a + ψ (G − B) / army pay                                               [months]
//! ```
//!
//! with φ the part of customs that goes with fuel, κ the part of taxes raised in the capital, ψ the part of what is not
//! paid that falls on the army (suppliers bear the rest). In the first week of a month prices move, mines are disputed
//! or at peace, halted or not, money comes in, and bills are paid; a surplus over the buffer pays the army's arrears.
//! [`Finance::watch`] sums at the end of each week what the month needs: fuel delivered and violence around mines.
//!
//! Conserved to 1e-9: opening cash + revenue + borrowing = payments + closing cash.
//!
//! Budget figures: finance law 2025. Mine disputes: R. Vernon, *Sovereignty at Bay* (1971), the obsolescing bargain.

mod income;
mod mines;
mod prices;

#[cfg(test)]
mod laboratory;

use crate::ledger::Values;
use crate::random::Randomness;
use crate::units::{WEEKS_PER_MONTH, WEEKS_PER_YEAR};
use crate::world::{Holder, Month, Party, World};

pub use income::Income;
pub use mines::Mining;
pub use prices::Market;

/// Litres in a barrel.
const LITRES_PER_BARREL: f64 = 158.987;
const MONTHS_PER_YEAR: f64 = WEEKS_PER_YEAR / WEEKS_PER_MONTH;

/// Parameters of public finance.
#[derive(Clone, Copy, Debug)]
pub struct Finance {
    pub market: Market,
    pub mining: Mining,
    pub income: Income,
    pub customs: f64,
    pub customs_fuel_share: f64,
    pub other_tax: f64,
    pub taxed_capital: f64,
    pub wages: f64,
    pub army_pay: f64,
    pub other_spending: f64,
    /// Deficit that the state plans at the start [m$/month].
    pub deficit: f64,
    /// Part of what is not paid that falls on the army.
    pub army_last: f64,
    /// Cash kept [months of spending].
    pub buffer: f64,
    /// Interest on new debt [per month].
    pub interest: f64,
    pub subsidy_share: f64,
    pub crisis_spending: f64,
    /// Fee to the provider [m$/month], the share paid, the men for whom it is due in full.
    pub fee: f64,
    pub fee_paid: f64,
    pub fee_men: f64,
    /// How much more of the fee is left unpaid for the part of spending that could not be paid last month.
    pub fee_squeeze: f64,
    /// Share of the gap that can be borrowed.
    pub borrowing: f64,
}

impl Finance {
    pub fn new(values: &Values) -> Self {
        Self {
            market: Market::new(values),
            mining: Mining::new(values),
            income: Income::new(values),
            customs: values.get("finance.customs"),
            customs_fuel_share: values.get("finance.customs_fuel_share"),
            other_tax: values.get("finance.other_tax"),
            taxed_capital: values.get("finance.taxed_capital"),
            wages: values.get("finance.wages"),
            army_pay: values.get("finance.army_pay"),
            other_spending: values.get("finance.other_spending"),
            deficit: values.get("finance.deficit"),
            army_last: values.get("finance.army_last"),
            buffer: values.get("finance.buffer"),
            interest: values.get("finance.interest") / MONTHS_PER_YEAR,
            subsidy_share: values.get("finance.subsidy_share"),
            crisis_spending: values.get("finance.crisis_spending"),
            fee: values.get("contract.fee"),
            fee_paid: values.get("contract.fee_paid"),
            fee_men: values.get("finance.fee_reference_men"),
            fee_squeeze: values.get("contract.fiscal_squeeze"),
            borrowing: values.get("finance.borrowing"),
        }
    }

    /// The start: `world.treasury` is open and its mines are listed; prices outside stand at the last observed ones.
    pub fn open(&self, world: &mut World) {
        self.market.open(world);
        self.mining.open(&mut world.treasury.mines);
        self.income.open(world);
        world.treasury.taxed_at_start = governed(world);
    }

    /// The first week of a month: prices, mines, money.
    pub fn step(&self, world: &mut World, luck: &Randomness) {
        if !world.calendar.opens_month(world.week) {
            return;
        }
        self.market.step(world, luck);
        let (gold, tonnes, settlements) = self.mining.step(world, luck);
        let delivered = delivered(world);
        let mut month = Month { gold_revenue: gold, tonnes, settlements, ..Month::default() };
        month.customs = self.customs_at(delivered, world.outside.sanctions);
        month.other_tax = self.tax_at(governed(world), world.treasury.taxed_at_start);
        month.fee_owed = self.fee_owed(world);
        let subsidy = self.subsidy(world, delivered);
        self.settle(world, month, subsidy);
        self.income.step(world, luck);
        world.treasury.months += 1;
    }

    /// The fee for the men who are there: by the contract, or the ledger's where no contract governs.
    fn fee_owed(&self, world: &World) -> f64 {
        let contract = &world.contract;
        let (fee, men) = match contract.governs {
            true if !contract.in_force => return 0.0,
            true => (contract.terms.fee, contract.terms.men),
            false => (self.fee, self.fee_men),
        };
        if men > 0.0 { fee * (world.patron.men / men).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The end of a week: sums what the month needs.
    pub fn watch(&self, world: &mut World) {
        let World { treasury, fuel, harm, .. } = world;
        treasury.fuel_weeks += 1.0;
        treasury.fuel_sum += fuel.delivered;
        for (events, &zone) in treasury.mines.events.iter_mut().zip(&treasury.mines.zone) {
            *events += harm.events.get(zone).copied().unwrap_or(0);
        }
    }

    pub fn customs_at(&self, fuel: f64, sanctions: f64) -> f64 {
        let fuelled = self.customs_fuel_share;
        self.customs * ((1.0 - fuelled) * (1.0 - sanctions.clamp(0.0, 1.0)) + fuelled * fuel)
    }

    pub fn tax_at(&self, governed: f64, at_start: f64) -> f64 {
        let relative = if at_start > 0.0 { governed / at_start } else { 1.0 };
        self.other_tax * (self.taxed_capital + (1.0 - self.taxed_capital) * relative)
    }

    /// Support in a shortage, and the treasury's part of a dearer barrel while the pump price stays.
    fn subsidy(&self, world: &World, delivered: f64) -> f64 {
        let dearer = (world.outside.oil_price - world.treasury.oil_at_start).max(0.0);
        let litres: u64 = world.fuel.demand.iter().sum();
        let barrels = litres as f64 * WEEKS_PER_MONTH / LITRES_PER_BARREL / 1e6;
        self.crisis_spending * (1.0 - delivered).max(0.0) + self.subsidy_share * dearer * barrels * delivered
    }

    /// Money comes in, the gap is borrowed as far as that goes, bills are paid or left.
    fn settle(&self, world: &mut World, mut month: Month, subsidy: f64) {
        let kept_back = world.contract.kept_back[Party::Junta as usize];
        let treasury = &mut world.treasury;
        let interest = (treasury.debt - treasury.debt_at_start).max(0.0) * self.interest;
        let squeezed = (1.0 - self.fee_squeeze * treasury.unpaid_share).max(0.0);
        let fee = month.fee_owed * self.fee_paid * squeezed * (1.0 - kept_back);
        if treasury.months == 0 {
            let due = self.wages + self.army_pay + self.other_spending + fee;
            treasury.trim =
                (month.revenue() - month.settlements + self.deficit - due).max(-self.other_spending);
        }
        let other = self.other_spending + treasury.trim;
        let due = self.wages + self.army_pay + other + subsidy + interest + fee;
        treasury.receive(month.revenue());
        let spare = (treasury.cash - self.buffer * due).max(0.0);
        month.gap = (due - spare).max(0.0);
        month.borrowed = self.borrowing * month.gap;
        treasury.borrow(month.borrowed);
        let unpaid = month.gap - month.borrowed;
        treasury.unpaid_share = unpaid / due.max(1e-9);
        let army_unpaid = (self.army_last * unpaid).min(self.army_pay);
        let suppliers_unpaid = (unpaid - army_unpaid).min(other);
        let wages_unpaid = unpaid - army_unpaid - suppliers_unpaid;
        treasury.suppliers_arrears += suppliers_unpaid + wages_unpaid.max(0.0);
        month.fee_paid = treasury.pay(fee);
        month.interest = treasury.pay(interest);
        month.fuel_subsidy = treasury.pay(subsidy);
        month.wages = treasury.pay(self.wages - wages_unpaid);
        month.army_pay = treasury.pay(self.army_pay - army_unpaid);
        month.other_spending = treasury.pay(other - suppliers_unpaid);
        let missing = (self.army_pay - month.army_pay) / self.army_pay;
        let surplus = if month.gap > 0.0 { 0.0 } else { spare - due };
        let back = treasury.pay(surplus.min((treasury.arrears_months + missing) * self.army_pay));
        treasury.arrears_months = (treasury.arrears_months + missing - back / self.army_pay).max(0.0);
        month.army_pay += back;
        treasury.fees += month.fee_paid;
        treasury.gold_tonnes += month.tonnes;
        treasury.month = month;
    }
}

/// Mean fuel delivered over normal since the last month; forgets the sum.
fn delivered(world: &mut World) -> f64 {
    let treasury = &mut world.treasury;
    let mean = if treasury.fuel_weeks > 0.0 { treasury.fuel_sum / treasury.fuel_weeks } else { 1.0 };
    (treasury.fuel_weeks, treasury.fuel_sum) = (0.0, 0.0);
    mean.clamp(0.0, 1.0)
}

/// People under state control.
fn governed(world: &World) -> f64 {
    let zones = &world.zones;
    zones
        .population
        .iter()
        .zip(&zones.control)
        .map(|(people, share)| people * share[Holder::State as usize])
        .sum()
}
