//! Estimates with their errors. This layer knows numbers only: no scenario, no actor, no figure.
//!
//! Conventions: an estimate that the data do not determine is NaN (no data, or one observation where a spread is
//! asked for); an interval carries its level; a slice of observations holds finite numbers; calls that break such a
//! law panic, since only the program itself can break it.

/// An estimate with its standard error, and an interval with its level.
pub mod estimate;
/// Quantiles of the normal, t, beta and binomial distributions, as intervals need them.
pub mod special;
/// Mean, variance and standard error, one observation at a time.
pub mod moments;
/// Quantiles, their standard errors and intervals, and the eight-number summary of a sample.
pub mod quantile;
/// A share of successes with Wilson, Clopper–Pearson and Jeffreys intervals.
pub mod proportion;
/// The mean of a difference between pairs, and what pairing gains.
pub mod paired;
/// The difference of two shares on the same subjects: McNemar's test, Newcombe's interval.
pub mod paired_proportion;
/// The life table: who is at risk, who is lost to what, and when.
pub mod life_table;
/// Survival by Kaplan and Meier, with Greenwood's error and restricted mean lifetime.
pub mod survival;
/// Cumulative incidence of each of several causes, by Aalen and Johansen.
pub mod incidence;
/// The empirical distribution function and the band around it.
pub mod ecdf;
/// Kolmogorov–Smirnov tests of one sample and of two.
pub mod ks;
/// The exponent of a power-law tail.
pub mod tail;
/// The Fano factor of counts.
pub mod dispersion;
/// The mean of a correlated series, with an error from batches.
pub mod batch_means;
/// Bootstrap intervals for any statistic of a sample.
pub mod bootstrap;

#[cfg(test)]
mod reference;
