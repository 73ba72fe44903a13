//! Mechanisms: one process a file.

pub mod civilians;
#[cfg(test)]
pub(crate) mod laboratory;
