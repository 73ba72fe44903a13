//! Civilians: weighted individuals.

/// Columns over civilian agents; an agent stands for `persons` people.
#[derive(Clone, Debug, Default)]
pub struct Persons {
    pub zone: Vec<u16>,
    pub persons: Vec<u32>,
    /// First row of each zone (agents are sorted by zone), one more entry at the end.
    pub first: Vec<usize>,
    /// Persons by zone, kept as they move [persons].
    pub in_zone: Vec<u64>,
    /// Persons that died, joined a band, or are displaced, since the start.
    pub died: u64,
    pub enlisted: u64,
    pub displaced: u64,
}
