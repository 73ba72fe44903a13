//! The hazards of a week.
//!
//! ```text
//! attempts  a = P84 · P85 · Π multipliers          success  s = P87^(level of guard) / P85
//! ```
//!
//! so that the hazard of a successful coup with all multipliers at 1 and no guard is P84. Multipliers on attempts:
//!
//! ```text
//! legitimacy   P89^((L_ref − L) / σ, capped)                arrears      P90^(months, capped)
//! coup trap    1 + (P86 − 1) 2^(−years since / half-life), over its mean in 1/P84 years
//! resentment   P88^level                            succession   Q^(openness)
//! expectation  Q^(1 − belief in the patron)         fuel         Q^(weeks of acute shortage / 4, capped)
//! ```
//!
//! A part of the attempts is the palace's own, against which a foreign guard counts less. Takeover is P91, after long
//! encirclement P92, times (presence near the capital against the state's, relative to the start)^e; uprising is
//! proportional to those who would protest; settlement rises with what the siege and arrears cost.
//!
//! J. Powell, C. Thyne, *Global instances of coups* (JPR 48, 2011); J. Londregan, K. Poole, *Poverty, the coup trap, and
//! the seizure of executive power* (World Politics 42, 1990); J. Quinlivan, *Coup-proofing* (International Security 24,
//! 1999).

use crate::ledger::Values;
use crate::units::WEEKS_PER_YEAR;
use crate::world::{Cause, Patron, World};

/// Takeover moves by this factor at most as presence near the capital moves.
const PRESENCE_BOUND: f64 = 4.0;
/// The longest weeks of shortage are counted in months of four.
const WEEKS_A_STEP: f64 = 4.0;

#[derive(Clone, Copy, Debug)]
pub struct Hazards {
    /// Successful coups a year without multipliers (P84), attempts for each (P85).
    pub coup: f64,
    pub attempts: f64,
    /// Coup trap (P86) and its half-life [years].
    pub trap: f64,
    pub trap_half_life: f64,
    /// Factor on success of the reference guard (P87), and its men.
    pub guard: f64,
    pub guard_reference: f64,
    /// Part of the attempts from inside the junta, and how much the guard counts against them.
    pub palace_share: f64,
    pub palace_guarded: f64,
    /// P88, P89, P90 and the like: factors on attempts.
    pub resentment: f64,
    pub legitimacy: f64,
    pub legitimacy_reference: f64,
    pub sigma: f64,
    /// Standard deviations beyond which legitimacy moves attempts no further.
    pub legitimacy_cap: f64,
    pub arrears: f64,
    pub arrears_cap: f64,
    pub expectation: f64,
    pub fuel: f64,
    pub fuel_cap: f64,
    pub succession: f64,
    /// Uprising a year at the reference share of protesters.
    pub uprising: f64,
    pub protest_reference: f64,
    /// P91–P94 [year⁻¹].
    pub takeover: f64,
    pub takeover_encircled: f64,
    pub takeover_presence: f64,
    pub encirclement_weeks: f64,
    pub settlement: f64,
    pub settlement_pressure: f64,
    pub decapitation: f64,
}

impl Hazards {
    pub fn new(values: &Values) -> Self {
        Self {
            coup: values.get("regime.coup_hazard"),
            attempts: values.get("regime.attempts_per_success"),
            trap: values.get("regime.coup_trap"),
            trap_half_life: values.get("regime.coup_trap_half_life"),
            guard: values.get("regime.guard_effect"),
            guard_reference: values.get("regime.guard_reference"),
            palace_share: values.get("regime.palace_share"),
            palace_guarded: values.get("regime.palace_guarded"),
            resentment: values.get("regime.resentment_effect"),
            legitimacy: values.get("regime.legitimacy_effect"),
            legitimacy_reference: values.get("regime.legitimacy_reference"),
            sigma: values.get("regime.legitimacy_sigma"),
            legitimacy_cap: values.get("regime.legitimacy_cap"),
            arrears: values.get("regime.arrears_effect"),
            arrears_cap: values.get("regime.arrears_cap"),
            expectation: values.get("regime.expectation_effect"),
            fuel: values.get("regime.fuel_effect"),
            fuel_cap: values.get("regime.fuel_cap"),
            succession: values.get("regime.succession_effect"),
            uprising: values.get("regime.uprising"),
            protest_reference: values.get("regime.protest_reference"),
            takeover: values.get("regime.takeover"),
            takeover_encircled: values.get("regime.takeover_encircled"),
            takeover_presence: values.get("regime.takeover_presence"),
            encirclement_weeks: values.get("regime.encirclement_weeks"),
            settlement: values.get("regime.settlement"),
            settlement_pressure: values.get("regime.settlement_pressure"),
            decapitation: values.get("regime.decapitation"),
        }
    }

    /// Hazards of blows [week⁻¹]: of attempts for coup and palace, of successes for the rest. `threat` is the presence
    /// of insurgents near the capital relative to the start.
    pub fn week(&self, world: &World, threat: f64) -> [f64; Cause::COUNT] {
        let attempts = self.attempts_a_year(world);
        Cause::ALL.map(|cause| {
            let a_year = match cause {
                Cause::Coup => attempts * (1.0 - self.palace_share),
                Cause::Palace => attempts * self.palace_share,
                Cause::Uprising => self.uprising * world.regime.protest / self.protest_reference,
                Cause::Takeover => self.takeover_a_year(world.regime.encircled_weeks, threat),
                Cause::Settlement => self.settlement * self.settlement_pressure.powf(self.costs(world)),
                Cause::Decapitation => self.decapitation,
            };
            a_year.max(0.0) / WEEKS_PER_YEAR
        })
    }

    /// The probability that a blow succeeds: 1 for all but coup and palace.
    pub fn success(&self, cause: Cause, patron: &Patron) -> f64 {
        let weight = match cause {
            Cause::Coup => 1.0,
            Cause::Palace => self.palace_guarded,
            _ => return 1.0,
        };
        let level = weight * self.guard_level(patron);
        (self.guard.powf(level) / self.attempts).min(1.0)
    }

    /// Russian guards against the reference, 1 at it.
    pub fn guard_level(&self, patron: &Patron) -> f64 {
        (patron.guard * patron.reference_men * patron.channels.guard / self.guard_reference).max(0.0)
    }

    /// Rate at which power is seized [month⁻¹] with the guard and the resentment at these levels, all else as it is.
    pub fn seizures(&self, world: &World, guard_level: f64, resentment: f64) -> f64 {
        let attempts =
            self.attempts_a_year(world) * self.resentment.powf(resentment - world.regime.resentment);
        let success = |level: f64| (self.guard.powf(level) / self.attempts).min(1.0);
        let both = (1.0 - self.palace_share) * success(guard_level)
            + self.palace_share * success(self.palace_guarded * guard_level);
        attempts * both / 12.0
    }

    fn attempts_a_year(&self, world: &World) -> f64 {
        let regime = &world.regime;
        let years = regime.weeks_since_coup / WEEKS_PER_YEAR;
        let trap = self.trap_after(years) / self.mean_trap();
        let sigmas = (self.legitimacy_reference - regime.legitimacy) / self.sigma;
        let legitimacy = self.legitimacy.powf(sigmas.clamp(-self.legitimacy_cap, self.legitimacy_cap));
        self.coup
            * self.attempts
            * trap
            * legitimacy
            * self.arrears.powf(self.arrears_felt(world))
            * self.resentment.powf(regime.resentment)
            * self.succession.powf(regime.succession)
            * self.expectation.powf(1.0 - believed(&world.patron))
            * self.fuel.powf(self.shortage_felt(world))
    }

    /// The coup trap `years` after a coup, 1 long after it.
    fn trap_after(&self, years: f64) -> f64 {
        1.0 + (self.trap - 1.0) * (-years / self.trap_half_life).exp2()
    }

    /// Its mean over the mean time between coups: P84 counts years soon after a coup and years long after one.
    fn mean_trap(&self) -> f64 {
        if self.coup <= 0.0 {
            return 1.0;
        }
        let halvings = 1.0 / self.coup / self.trap_half_life;
        1.0 + (self.trap - 1.0) * (1.0 - (-halvings).exp2()) / (halvings * std::f64::consts::LN_2)
    }

    fn takeover_a_year(&self, encircled_weeks: u32, threat: f64) -> f64 {
        let long = f64::from(encircled_weeks) > self.encirclement_weeks;
        let base = if long { self.takeover_encircled } else { self.takeover };
        base * threat.powf(self.takeover_presence).clamp(1.0 / PRESENCE_BOUND, PRESENCE_BOUND)
    }

    fn arrears_felt(&self, world: &World) -> f64 {
        world.treasury.arrears_months.clamp(0.0, self.arrears_cap)
    }

    fn shortage_felt(&self, world: &World) -> f64 {
        (f64::from(world.fuel.acute_weeks) / WEEKS_A_STEP).min(self.fuel_cap)
    }

    fn costs(&self, world: &World) -> f64 {
        self.shortage_felt(world) + self.arrears_felt(world)
    }
}

/// Belief in the patron's commitment: full where no patron was ever expected.
fn believed(patron: &Patron) -> f64 {
    patron.channels.expectations.clamp(0.0, 1.0)
}
