//! One row of the ledger: a parameter with its unit, its uncertainty and where the numbers come from.

use super::prior::{Family, Prior};
use super::table::Row;
use super::{LedgerFault, Prior as Uncertainty};

/// What sort of number a parameter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody in the model's world chooses it.
    Policy,
    /// The world fixes it and we do not know it well.
    Uncertain,
    /// Known.
    Constant,
}

impl Kind {
    /// As the ledger writes it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Policy => "policy",
            Kind::Uncertain => "uncertain",
            Kind::Constant => "constant",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [Kind::Policy, Kind::Uncertain, Kind::Constant].into_iter().find(|kind| kind.name() == text)
    }
}

/// A parameter as the ledger gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Number of the row, `P01` and on; empty in initial states.
    pub id: String,
    /// `mechanism.parameter`.
    pub path: String,
    pub unit: String,
    /// 5 % point.
    pub low: f64,
    /// Median.
    pub central: f64,
    /// 95 % point.
    pub high: f64,
    /// Least value allowed (−∞ where there is no limit).
    pub min: f64,
    /// Greatest value allowed (∞ where there is no limit).
    pub max: f64,
    pub kind: Kind,
    pub family: Family,
    /// The distribution through the three quantiles, within the bounds.
    pub prior: Prior,
    /// Rows of one group are shares that add up to one.
    pub group: Option<String>,
    /// Why the row moves nothing in this version, where it does not; then it cannot be set.
    pub inert: Option<String>,
    pub source: String,
    /// H, M or L.
    pub confidence: String,
    pub meaning: String,
}

impl Parameter {
    pub(super) fn read(row: &Row) -> Result<Self, LedgerFault> {
        let central = row.number("central")?.ok_or_else(|| row.fault("the column `central` is empty"))?;
        let low = row.number("low")?.unwrap_or(central);
        let high = row.number("high")?.unwrap_or(central);
        let min = row.number("min")?.unwrap_or(f64::NEG_INFINITY);
        let max = row.number("max")?.unwrap_or(f64::INFINITY);
        let family = match row.text("family") {
            Some(name) => name.parse().map_err(|fault: String| row.fault(fault))?,
            None => Family::suited(low, central, high, min, max),
        };
        let prior = Uncertainty::from_quantiles(low, central, high, min, max, family)
            .map_err(|fault| row.fault(fault))?;
        let kind = row.text("kind").unwrap_or(Kind::Uncertain.name());
        let kind = Kind::read(kind)
            .ok_or_else(|| row.fault(format!("a kind is policy, uncertain or constant, not \"{kind}\"")))?;
        let text = |column| row.text(column).unwrap_or_default().to_string();
        Ok(Self {
            id: text("id"),
            path: row.required("path")?.to_string(),
            unit: text("unit"),
            low,
            central,
            high,
            min,
            max,
            kind,
            family,
            prior,
            group: row.text("group").map(str::to_string),
            inert: row.text("inert").map(str::to_string),
            source: text("source"),
            confidence: text("confidence"),
            meaning: text("meaning"),
        })
    }

    /// The distribution through other quantiles of this parameter, within its bounds: of the row's own family if that
    /// passes through them, else of the family that suits them.
    pub fn through(&self, p5: f64, p50: f64, p95: f64) -> Result<Prior, String> {
        let own = Prior::from_quantiles(p5, p50, p95, self.min, self.max, self.family);
        match own {
            Ok(prior) if self.family != Family::Remainder && prior.misfit([p5, p50, p95]) < 0.005 => {
                Ok(prior)
            }
            _ => {
                let family = Family::suited(p5, p50, p95, self.min, self.max);
                Prior::from_quantiles(p5, p50, p95, self.min, self.max, family)
            }
        }
    }
}
