//! Influence among elites, and choice inside the two principals.

pub mod condorcet;
pub mod contest;
mod elimination;
pub mod exchange_of_control;
pub mod friedkin_johnsen;
pub mod logit;
mod stationary;
