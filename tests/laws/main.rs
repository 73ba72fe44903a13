//! The laws of the whole engine: what must hold of every run, whatever the numbers.
//!
//! One file a law. Sizes are small worlds of about 2,000 civilians; every bound is four standard errors of the sample
//! that is taken, or exact. `cargo test --test laws -- --nocapture` prints the tables.

mod absurdity;
mod deterrence;
mod drift;
mod exchange;
mod lab;
mod kalyvas;
mod luck;
mod others;
mod severity;
mod signs;
mod stocks;
mod symmetry;
mod withdrawal;
