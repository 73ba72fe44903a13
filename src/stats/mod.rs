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
/// The mean of a difference between independent samples.
pub mod unpaired;
/// The difference of two shares on the same subjects: McNemar's test, Newcombe's interval.
pub mod paired_proportion;
/// The difference of two shares on different subjects.
pub mod unpaired_proportion;
/// How often the second of a pair is better.
pub mod superiority;
/// How often one of one sample is above one of another, drawn apart.
pub mod mann_whitney;
/// How far quantiles move from one sample to another, paired or not.
pub mod quantile_shift;
/// Several intervals or tests at once: Bonferroni and Holm.
pub mod simultaneous;
/// Several differences on the same subjects at once: one interval for all, from their joint bootstrap.
pub mod max_t;
/// How many subjects are enough, asked again and again.
pub mod sequential;
/// What part of the variance lies between draws, and what part within them.
pub mod variance_split;
/// The life table: who is at risk, who is lost to what, and when.
pub mod life_table;
/// Survival by Kaplan and Meier, with Greenwood's error and restricted mean lifetime.
pub mod survival;
/// The cumulative hazard, by Nelson and Aalen.
pub mod cumulative_hazard;
/// The log-rank test of two groups.
pub mod log_rank;
/// Restricted mean lifetimes subject by subject, to be paired.
pub mod restricted_mean;
/// Cumulative incidence of each of several causes, by Aalen and Johansen.
pub mod incidence;
/// The empirical distribution function and the band around it.
pub mod ecdf;
/// Kolmogorov–Smirnov tests of one sample and of two.
pub mod ks;
/// Wasserstein distance of two samples.
pub mod wasserstein;
/// Energy distance of two samples, and the score of an ensemble.
pub mod energy;
/// Anderson and Darling's test of two samples.
pub mod anderson_darling;
/// The gap of two distribution functions.
mod gap;
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
