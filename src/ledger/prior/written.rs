//! A prior as a scenario writes it.

use std::fmt;

use super::Prior;

/// The value of a key under `[parameters]`, for example `{ lognormal = [2.0, 0.5] }`. Bounds are the row's own and are
/// not repeated.
impl fmt::Display for Prior {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Prior::Fixed(x) => write!(f, "{x:?}"),
            Prior::Uniform { low, high } => write!(f, "{{ uniform = [{low:?}, {high:?}] }}"),
            Prior::Normal { mean, sd } => write!(f, "{{ normal = [{mean:?}, {sd:?}] }}"),
            Prior::LogNormal { median, sdlog } => write!(f, "{{ lognormal = [{median:?}, {sdlog:?}] }}"),
            Prior::Triangular { low, mode, high } => {
                write!(f, "{{ triangular = [{low:?}, {mode:?}, {high:?}] }}")
            }
            Prior::Pert(pert) => write!(f, "{{ pert = {:?} }}", pert.ends_and_mode()),
            Prior::Beta(beta) => write!(f, "{{ beta = [{:?}, {:?}] }}", beta.shape().0, beta.shape().1),
            Prior::Metalog(metalog) => {
                let [p5, p50, p95] = metalog.through();
                write!(f, "{{ p5 = {p5:?}, p50 = {p50:?}, p95 = {p95:?} }}")
            }
            Prior::Within(within) => within.unconditional().fmt(f),
            Prior::Remainder => write!(f, "\"prior\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prior_is_written_as_a_scenario_says_it() {
        assert_eq!(Prior::fixed(9.0).unwrap().to_string(), "9.0");
        let bounded = Prior::lognormal(2.0, 0.5).unwrap().within(1.0, 3.0).unwrap();
        assert_eq!(bounded.to_string(), "{ lognormal = [2.0, 0.5] }");
        let fee = &crate::ledger::parameters().get("contract.fee").unwrap().prior;
        assert_eq!(fee.to_string(), "{ p5 = 6.0, p50 = 10.0, p95 = 10.8 }");
    }
}
