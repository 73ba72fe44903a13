//! Mechanisms: one process a file.

pub mod civilians;
