//! One replicate as a dated story.
//!
//! A [`Chronicle`](chronicle::Chronicle) is shown the world at the end of every week and collects what happened
//! ([`happening`]): fights ([`violence`]), towns ([`ground`]), the fuel roads ([`roads`]), money ([`money`]), attempts at
//! power ([`regime`]) and the exchange itself ([`bargain`]). It knows the world and the scenario, and changes neither.

pub mod bargain;
pub mod chronicle;
pub mod ground;
pub mod happening;
pub mod money;
pub mod regime;
pub mod roads;
pub mod violence;
pub mod words;

pub use chronicle::Chronicle;
pub use happening::{Dated, Happening};
