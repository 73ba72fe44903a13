//! Mechanisms: one process a file.

pub mod civilians;
pub mod finance;
pub mod fuel;
pub mod regime;
#[cfg(test)]
pub(crate) mod laboratory;
