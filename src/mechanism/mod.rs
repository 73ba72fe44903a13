//! The mechanisms, one process each.
//!
//! They act one after another in the one order that `simulation` lists.

pub mod agency;
pub mod civilians;
pub mod combat;
pub mod contract;
pub mod events;
pub mod finance;
pub mod fuel;
pub mod influence;
pub mod kremlin;
#[cfg(test)]
pub(crate) mod laboratory;
pub mod provider;
pub mod regime;
