//! The mechanisms, one process each.
//!
//! They act one after another in the one order that `simulation` lists.

pub mod combat;
pub mod events;
pub mod provider;
