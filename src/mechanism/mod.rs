//! Mechanisms: one process a file.

pub mod finance;
pub mod fuel;
