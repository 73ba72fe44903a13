//! What is believed of a number: a distribution, drawn from by its inverse.
//!
//! One uniform number gives one value, `x = F⁻¹(u)`, so two scenarios that change a distribution still share their
//! luck. A bound is a condition, not a clamp: within `[min, max]` the value is `F⁻¹(F(min) + u (F(max) − F(min)))`.
//! The only probability that stands *on* a bound is that of a censored [`Metalog`].

pub mod beta;
mod family;
pub mod metalog;
mod normal;
pub mod slanted;

use beta::Beta;
pub use family::Family;
use metalog::Metalog;
use slanted::Pert;

/// The probabilities at which priors are told.
pub const POINTS: [f64; 3] = [0.05, 0.5, 0.95];

/// A distribution of one number.
#[derive(Clone, Debug, PartialEq)]
pub enum Prior {
    Fixed(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    Normal {
        mean: f64,
        sd: f64,
    },
    LogNormal {
        median: f64,
        sdlog: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    Pert(Pert),
    Beta(Beta),
    Metalog(Metalog),
    /// Another distribution, given that it lies within bounds.
    Within(Box<Within>),
    /// What the other shares of a whole leave; drawn with them.
    Remainder,
}

/// A distribution given that it lies between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    prior: Prior,
    min: f64,
    max: f64,
    from: f64,
    to: f64,
}

impl Prior {
    pub fn fixed(x: f64) -> Result<Self, String> {
        finite(&[x]).map(|()| Prior::Fixed(x))
    }

    pub fn uniform(low: f64, high: f64) -> Result<Self, String> {
        ordered(low, low, high).map(|()| Prior::Uniform { low, high })
    }

    pub fn normal(mean: f64, sd: f64) -> Result<Self, String> {
        finite(&[mean, sd])?;
        positive("a standard deviation", sd).map(|()| Prior::Normal { mean, sd })
    }

    /// By its median and the standard deviation of its logarithm.
    pub fn lognormal(median: f64, sdlog: f64) -> Result<Self, String> {
        finite(&[median, sdlog])?;
        positive("the median of a lognormal", median)?;
        positive("the standard deviation of a logarithm", sdlog).map(|()| Prior::LogNormal { median, sdlog })
    }

    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, String> {
        ordered(low, mode, high).map(|()| Prior::Triangular { low, mode, high })
    }

    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, String> {
        Pert::new(low, mode, high).map(Prior::Pert)
    }

    pub fn beta(a: f64, b: f64) -> Result<Self, String> {
        Beta::new(a, b).map(Prior::Beta)
    }

    /// The same belief, given that the number lies between `min` and `max`.
    pub fn within(self, min: f64, max: f64) -> Result<Self, String> {
        if let Prior::Fixed(x) = self
            && !(min..=max).contains(&x)
        {
            return Err(format!("{x} does not lie between {min} and {max}"));
        }
        let (least, most) = self.limits();
        if least >= min && most <= max {
            return Ok(self);
        }
        let (from, to) = (self.cdf(min), self.cdf(max));
        if to - from < 1e-6 {
            return Err(format!("next to none of this distribution lies between {min} and {max}"));
        }
        Ok(Prior::Within(Box::new(Within { prior: self, min, max, from, to })))
    }

    /// The value below which the number lies with probability `u`. A remainder has none: NaN.
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Prior::Fixed(x) => *x,
            Prior::Uniform { low, high } => low + u * (high - low),
            Prior::Normal { mean, sd } => mean + sd * normal::quantile(u),
            Prior::LogNormal { median, sdlog } => median * (sdlog * normal::quantile(u)).exp(),
            Prior::Triangular { low, mode, high } => slanted::triangular_quantile(*low, *mode, *high, u),
            Prior::Pert(pert) => pert.quantile(u),
            Prior::Beta(beta) => beta.quantile(u),
            Prior::Metalog(metalog) => metalog.quantile(u),
            Prior::Within(within) => within.quantile(u),
            Prior::Remainder => f64::NAN,
        }
    }

    /// The probability of a value of at most `x`.
    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Prior::Fixed(at) => f64::from(x >= *at),
            Prior::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
            Prior::Normal { mean, sd } => normal::cdf((x - mean) / sd),
            Prior::LogNormal { median, sdlog } if x > 0.0 => normal::cdf((x / median).ln() / sdlog),
            Prior::LogNormal { .. } => 0.0,
            Prior::Triangular { low, mode, high } => slanted::triangular_cdf(*low, *mode, *high, x),
            Prior::Pert(pert) => pert.cdf(x),
            Prior::Beta(beta) => beta.cdf(x),
            Prior::Metalog(metalog) => metalog.cdf(x),
            Prior::Within(within) => within.cdf(x),
            Prior::Remainder => f64::NAN,
        }
    }

    pub fn mean(&self) -> f64 {
        match self {
            Prior::Fixed(x) => *x,
            Prior::Uniform { low, high } => 0.5 * (low + high),
            Prior::Normal { mean, .. } => *mean,
            Prior::LogNormal { median, sdlog } => median * (0.5 * sdlog * sdlog).exp(),
            Prior::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Prior::Pert(pert) => pert.mean(),
            Prior::Beta(beta) => beta.mean(),
            Prior::Metalog(_) | Prior::Within(_) => self.mean_by_quadrature(),
            Prior::Remainder => f64::NAN,
        }
    }

    /// The least and greatest possible value.
    pub fn limits(&self) -> (f64, f64) {
        match self {
            Prior::Fixed(x) => (*x, *x),
            Prior::Uniform { low, high } | Prior::Triangular { low, high, .. } => (*low, *high),
            Prior::Normal { .. } => (f64::NEG_INFINITY, f64::INFINITY),
            Prior::LogNormal { .. } => (0.0, f64::INFINITY),
            Prior::Pert(pert) => (pert.ends_and_mode()[0], pert.ends_and_mode()[2]),
            Prior::Beta(_) | Prior::Remainder => (0.0, 1.0),
            Prior::Metalog(metalog) => metalog.limits(),
            Prior::Within(within) => (within.min, within.max),
        }
    }

    /// How far the distribution misses three quantiles at 5, 50 and 95 %: the largest difference in probability. A
    /// quantile that is met is no miss, also where probability stands on it.
    pub fn misfit(&self, quantiles: [f64; 3]) -> f64 {
        let spread = quantiles[2] - quantiles[0];
        let miss = |(u, x): (f64, f64)| {
            let met = (self.quantile(u) - x).abs() <= 1e-9 * spread;
            if met { 0.0 } else { (self.cdf(x) - u).abs() }
        };
        if *self == Prior::Remainder {
            0.0
        } else {
            POINTS.into_iter().zip(quantiles).map(miss).fold(0.0, f64::max)
        }
    }

    /// `∫ F⁻¹(u) du` with `u = 1/(1 + e⁻ᵗ)`, by the trapezoidal rule in t.
    fn mean_by_quadrature(&self) -> f64 {
        const STEPS: i32 = 680;
        let (mut sum, mut weights) = (0.0, 0.0);
        for k in -STEPS..=STEPS {
            let t = f64::from(k) * 0.05;
            let u = 1.0 / (1.0 + (-t).exp());
            let weight = u / (1.0 + t.exp());
            sum += weight * self.quantile(u);
            weights += weight;
        }
        sum / weights
    }
}

impl Within {
    /// The distribution without the condition.
    pub fn unconditional(&self) -> &Prior {
        &self.prior
    }

    fn quantile(&self, u: f64) -> f64 {
        self.prior.quantile(self.from + u * (self.to - self.from)).clamp(self.min, self.max)
    }

    fn cdf(&self, x: f64) -> f64 {
        ((self.prior.cdf(x) - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

fn finite(numbers: &[f64]) -> Result<(), String> {
    match numbers.iter().find(|x| !x.is_finite()) {
        Some(x) => Err(format!("a number is finite, not {x}")),
        None => Ok(()),
    }
}

fn positive(what: &str, x: f64) -> Result<(), String> {
    if x > 0.0 { Ok(()) } else { Err(format!("{what} is greater than 0, not {x}")) }
}

fn ordered(low: f64, mode: f64, high: f64) -> Result<(), String> {
    finite(&[low, mode, high])?;
    if low <= mode && mode <= high && low < high {
        Ok(())
    } else {
        Err(format!("the numbers {low}, {mode}, {high} do not rise"))
    }
}
