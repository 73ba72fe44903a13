//! Families of distributions, and the member of each that passes through three quantiles.
//!
//! | name | through the quantiles |
//! |---|---|
//! | `fixed` | the median alone |
//! | `uniform`, `normal` | two parameters: from the 5 and 95 % points |
//! | `lognormal` | two parameters: least squares of the three logarithms |
//! | `beta` | two parameters: least squares of the log-odds of F; on [0, 1] |
//! | `triangular`, `pert` | exact, where the median is not too near an end |
//! | `metalog` | exact, without limits of its own |
//! | `log_metalog` | exact, above `min` |
//! | `logit_metalog` | exact, between `min` and `max` |
//! | `censored` | exact, with a quantile on a bound and the probability beyond it standing there |
//! | `remainder` | none: what the other shares leave |

use std::fmt;
use std::str::FromStr;

use super::metalog::{Metalog, Scale};
use super::slanted;
use super::{Prior, beta, finite, normal};

/// A family, as the ledger names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Fixed,
    Uniform,
    Normal,
    LogNormal,
    Triangular,
    Pert,
    Beta,
    Metalog,
    LogMetalog,
    LogitMetalog,
    Censored,
    Remainder,
}

impl Family {
    pub const ALL: [Self; 12] = [
        Self::Fixed,
        Self::Uniform,
        Self::Normal,
        Self::LogNormal,
        Self::Triangular,
        Self::Pert,
        Self::Beta,
        Self::Metalog,
        Self::LogMetalog,
        Self::LogitMetalog,
        Self::Censored,
        Self::Remainder,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Uniform => "uniform",
            Self::Normal => "normal",
            Self::LogNormal => "lognormal",
            Self::Triangular => "triangular",
            Self::Pert => "pert",
            Self::Beta => "beta",
            Self::Metalog => "metalog",
            Self::LogMetalog => "log_metalog",
            Self::LogitMetalog => "logit_metalog",
            Self::Censored => "censored",
            Self::Remainder => "remainder",
        }
    }

    /// The family for quantiles of which nothing more is said: the metalog that keeps to the bounds, or that the
    /// skewness allows.
    pub fn suited(p5: f64, p50: f64, p95: f64, min: f64, max: f64) -> Self {
        if p5 == p95 {
            return Self::Fixed;
        }
        if p5 <= min || p95 >= max {
            return Self::Censored;
        }
        let natural = if max.is_finite() && min.is_finite() {
            [Self::LogitMetalog, Self::LogMetalog, Self::Metalog]
        } else if min.is_finite() {
            [Self::LogMetalog, Self::Metalog, Self::Metalog]
        } else {
            [Self::Metalog; 3]
        };
        let fits = |family: &Self| Prior::from_quantiles(p5, p50, p95, min, max, *family).is_ok();
        natural.into_iter().find(fits).unwrap_or(natural[0])
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Family {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|family| family.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("a family is one of {names}, not \"{name}\"")
        })
    }
}

impl Prior {
    /// The distribution of a family through the 5, 50 and 95 % points, given that it lies between `min` and `max`
    /// (either may be infinite).
    pub fn from_quantiles(
        p5: f64,
        p50: f64,
        p95: f64,
        min: f64,
        max: f64,
        family: Family,
    ) -> Result<Self, String> {
        check(p5, p50, p95, min, max)?;
        if p5 == p95 {
            return Ok(Prior::Fixed(p50));
        }
        let through = [p5, p50, p95];
        let prior = match family {
            Family::Fixed => Prior::Fixed(p50),
            Family::Uniform => {
                let beyond = (p95 - p5) / 18.0;
                Prior::uniform(p5 - beyond, p95 + beyond)?
            }
            Family::Normal => Prior::normal(0.5 * (p5 + p95), (p95 - p5) / (2.0 * normal::quantile(0.95)))?,
            Family::LogNormal => lognormal(through)?,
            Family::Triangular => {
                let [low, mode, high] =
                    slanted::through(through, |place| Prior::triangular(0.0, place, 1.0))?;
                Prior::triangular(low, mode, high)?
            }
            Family::Pert => {
                let [low, mode, high] = slanted::through(through, |place| Prior::pert(0.0, place, 1.0))?;
                Prior::pert(low, mode, high)?
            }
            Family::Beta if p5 > 0.0 && p95 < 1.0 => Prior::Beta(beta::fit(through)?),
            Family::Beta => {
                return Err(format!("the quantiles of a beta lie between 0 and 1, not {p5} and {p95}"));
            }
            Family::Metalog => Prior::Metalog(Metalog::new(through, Scale::Plain)?),
            Family::LogMetalog => Prior::Metalog(Metalog::new(through, Scale::Above { min })?),
            Family::LogitMetalog => Prior::Metalog(Metalog::new(through, Scale::Between { min, max })?),
            Family::Censored => Prior::Metalog(Metalog::censored(through, min, max)?),
            Family::Remainder => Prior::Remainder,
        };
        prior.within(min, max)
    }
}

fn check(p5: f64, p50: f64, p95: f64, min: f64, max: f64) -> Result<(), String> {
    finite(&[p5, p50, p95])?;
    if min.is_nan() || max.is_nan() || min > max {
        return Err(format!("bounds rise, unlike {min} and {max}"));
    }
    if !(p5 <= p50 && p50 <= p95) || (p5 == p50) != (p50 == p95) {
        return Err(format!("the 5 %, 50 % and 95 % points rise, unlike {p5}, {p50}, {p95}"));
    }
    if p5 < min || p95 > max {
        return Err(format!("the quantiles {p5} to {p95} leave the bounds {min} to {max}"));
    }
    Ok(())
}

fn lognormal(through: [f64; 3]) -> Result<Prior, String> {
    let [p5, _, p95] = through;
    if p5 <= 0.0 {
        return Err(format!("the quantiles of a lognormal are greater than 0, not {p5}"));
    }
    let mean = through.iter().map(|x| x.ln()).sum::<f64>() / 3.0;
    Prior::lognormal(mean.exp(), (p95 / p5).ln() / (2.0 * normal::quantile(0.95)))
}
