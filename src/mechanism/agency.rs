//! M2 Nested agency: what the provider makes of its orders.
//!
//! What the Kremlin sees (m, monitoring) is done as asked; on the rest the provider does what pays it. With output shared
//! by b, a quadratic cost of effort c, own aims that diverge by Δ from the Kremlin's, and rents of which a part v would end
//! with insecurity, that is
//!
//! ```text
//! e* = b/c + (1 − Δ) − ψ v   in [0, 1]             x = m + (1 − m) e*          slack = 1 − x
//! ```
//!
//! b/c is the effort of a linear contract, 1 − Δ the effort that needs no pay, ψ v the shading of an agent who stays
//! needed while the trouble lasts. Of the force's time a part t k is bound to mines, k being the part of pay that is
//! concessions; the rest is split by the provider's own shares, with offence scaled by the contract's posture π and by
//! aversion to losses:
//!
//! ```text
//! offence = o · π · exp(−κ L/L̄)       the others share 1 − offence in their proportions       each times x (1 − t k)
//! ```
//!
//! While the Kremlin cheats it asks for less: x falls by what it keeps back. L Russians killed in the last four weeks, L̄ the Kremlin's tolerance (P11), κ the aversion. Shares of time, mines and
//! slack sum to 1. No randomness.
//!
//! B. Holmström, P. Milgrom, *Econometrica* 55 (1987) and *JLEO* 7 (1991); R. Powell, *Why some persistent problems
//! persist*, APSR 113 (2019); E. Berman, D. Lake, *Proxy Wars* (2019).

use crate::ledger::Values;
use crate::world::{Contract, Kremlin, Party, Patron};

/// Parameters of the provider's effort, for Wagner and Africa Corps.
#[derive(Clone, Copy, Debug)]
pub struct Agency {
    pub agents: [Agent; 2],
    /// c: curvature of the cost of effort.
    pub cost: f64,
    /// ψ: weight of being needed.
    pub shading: f64,
    /// v: part of the rents that would end with insecurity.
    pub leverage: f64,
    /// t: part of the force bound to mines if all pay were concessions.
    pub tie: f64,
    /// L̄: dead in a month that the Kremlin tolerates.
    pub tolerance: f64,
}

/// One provider as an agent.
#[derive(Clone, Copy, Debug)]
pub struct Agent {
    /// b: part of its output that it earns.
    pub incentive: f64,
    /// Δ: distance of its aims from the Kremlin's.
    pub divergence: f64,
    /// κ: log points of offence given up when losses reach the tolerance.
    pub aversion: f64,
    /// m: what the Kremlin sees.
    pub monitoring: f64,
}

impl Agent {
    fn new(values: &Values, provider: &str) -> Self {
        let p = |name: &str| values.get(&format!("provider.{provider}.{name}"));
        Self {
            incentive: p("incentive"),
            divergence: p("divergence"),
            aversion: p("aversion"),
            monitoring: p("monitoring"),
        }
    }
}

impl Agency {
    pub fn new(values: &Values) -> Self {
        Self {
            agents: [Agent::new(values, "wagner"), Agent::new(values, "africa_corps")],
            cost: values.get("provider.effort_cost"),
            shading: values.get("provider.effort_shading"),
            leverage: values.get("provider.leverage"),
            tie: values.get("provider.concession_tie"),
            tolerance: values.get("kremlin.casualty_tolerance"),
        }
    }

    /// A week: from the provider's own shares, which are in place, to what it does.
    pub fn step(&self, patron: &mut Patron, contract: &Contract, kremlin: &Kremlin) {
        let agent = &self.agents[patron.provider];
        let dead: u32 = kremlin.dead.iter().sum();
        let caution = (-agent.aversion * f64::from(dead) / self.tolerance).exp();
        shift_offence(patron, contract.terms.posture * caution);
        let kept_back = contract.kept_back[Party::Kremlin as usize];
        let effort = self.effort(agent) * (1.0 - kept_back);
        let tied = (self.tie * in_concessions(contract)).clamp(0.0, 1.0);
        patron.effort = effort;
        patron.mines = effort * tied;
        let times = effort * (1.0 - tied);
        for share in [&mut patron.offence, &mut patron.guard, &mut patron.training, &mut patron.escort] {
            *share *= times;
        }
    }

    /// x: share of time that goes into the task.
    pub fn effort(&self, agent: &Agent) -> f64 {
        let own = unseen(agent.incentive, self.cost, 1.0 - agent.divergence, self.shading * self.leverage);
        agent.monitoring + (1.0 - agent.monitoring) * own.clamp(0.0, 1.0)
    }
}

/// e*: effort where nobody looks.
pub fn unseen(incentive: f64, cost: f64, unpaid: f64, shading: f64) -> f64 {
    (incentive / cost + unpaid - shading).max(0.0)
}

/// b*: the share of output that is best for principal and agent together, with risk aversion r, cost c, noise σ².
pub fn best_incentive(risk_aversion: f64, cost: f64, noise: f64) -> f64 {
    1.0 / (1.0 + risk_aversion * cost * noise)
}

/// Offence times `times`; what is freed is shared by the others as they stand.
pub fn shift_offence(patron: &mut Patron, times: f64) {
    let before = patron.offence;
    patron.offence = before * times;
    if before < 1.0 {
        let others = (1.0 - patron.offence) / (1.0 - before);
        patron.guard *= others;
        patron.training *= others;
        patron.escort *= others;
    }
}

/// k: part of what Bamako gives that is concessions.
fn in_concessions(contract: &Contract) -> f64 {
    let all = contract.terms.fee + contract.terms.concession;
    if all > 0.0 { contract.terms.concession / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mechanism::laboratory;

    fn agency() -> Agency {
        laboratory::with_central(Agency::new)
    }

    /// V12.
    #[test]
    fn effort_follows_the_share_of_output_that_is_earned() {
        assert_eq!(best_incentive(2.0, 1.0, 0.5), 0.5);
        assert_eq!(unseen(0.5, 1.0, 0.0, 0.0), 0.5);
        assert_eq!(unseen(0.0, 1.0, 0.0, 0.0), 0.0, "a flat fee buys nothing");
        assert_eq!(unseen(0.0, 1.0, 0.2, 0.0), 0.2, "but what comes unpaid");
        let welfare = |b: f64| b - 0.5 * b * b - 0.5 * 2.0 * b * b * 0.5;
        let best = best_incentive(2.0, 1.0, 0.5);
        assert!(welfare(best) > welfare(best - 0.01) && welfare(best) > welfare(best + 0.01));
    }

    /// V36.
    #[test]
    fn who_lives_on_trouble_works_less_to_end_it() {
        let mut agency = agency();
        let agent = Agent { monitoring: 0.3, incentive: 0.2, divergence: 0.3, aversion: 0.0 };
        agency.shading = 0.3;
        let efforts: Vec<f64> = (0..=10)
            .map(|k| {
                agency.leverage = f64::from(k) / 10.0;
                agency.effort(&agent)
            })
            .collect();
        assert!(efforts.windows(2).all(|w| w[1] < w[0]), "{efforts:?}");
        let plain = 0.3 + 0.7 * unseen(0.2, agency.cost, 0.7, 0.0);
        assert!((efforts[0] - plain).abs() < 1e-12, "without leverage it is the linear contract");
    }

    #[test]
    fn all_time_is_spent_on_something() {
        let agency = agency();
        let mut patron = Patron {
            offence: 0.5,
            guard: 0.15,
            training: 0.2,
            escort: 0.15,
            provider: 0,
            ..Patron::default()
        };
        let mut contract = Contract::default();
        contract.terms.posture = 0.6;
        contract.terms.fee = 2.0;
        contract.terms.concession = 8.0;
        let kremlin = Kremlin { dead: [3, 0, 9, 1], ..Kremlin::default() };
        agency.step(&mut patron, &contract, &kremlin);
        let slack = 1.0 - patron.effort;
        let sum = patron.offence + patron.guard + patron.training + patron.escort + patron.mines + slack;
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
        assert!(patron.mines > 0.0 && patron.offence < 0.3 * patron.effort);
    }

    #[test]
    fn a_watched_agent_does_as_it_is_told() {
        let agent = Agent { monitoring: 1.0, incentive: 0.0, divergence: 1.0, aversion: 0.0 };
        assert_eq!(agency().effort(&agent), 1.0);
    }
}
