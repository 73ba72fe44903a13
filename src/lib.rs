//! A laboratory for "security for resources" bargains.
//!
//! Modules stand in order of dependence: each uses only those above it; `stats` and `plot` do not know the model.

pub mod units;
pub mod random;
pub mod ledger;
pub mod geography;
pub mod world;
pub mod mechanism;
pub mod observe;
pub mod scenario;
pub mod ensemble;
pub mod simulation;
pub mod record;
pub mod stats;
pub mod plot;
pub mod report;
pub mod cli;
