//! Persons of influence: about forty, each with a faction, ties, a susceptibility and an anchor.

/// Where an elite can look for support.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Pole {
    Russia,
    West,
    /// Türkiye, the Gulf and China.
    East,
    /// Self-reliance with the Alliance of Sahel States.
    Alone,
    /// Accommodation with JNIM.
    Accommodation,
}

impl Pole {
    pub const ALL: [Pole; 5] = [Pole::Russia, Pole::West, Pole::East, Pole::Alone, Pole::Accommodation];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["russia", "west", "east", "alone", "accommodation"][self as usize]
    }
}

/// Columns over persons.
#[derive(Clone, Debug, Default)]
pub struct Elites {
    /// Row of the faction in `data/elites`.
    pub faction: Vec<usize>,
    /// Λ: weight of others' opinion in a person's own, 0–1.
    pub susceptibility: Vec<f64>,
    /// x: alignment over the poles, a point of the simplex.
    pub alignment: Vec<[f64; Pole::COUNT]>,
    /// u: what each person's own anchor argues for.
    pub anchor: Vec<[f64; Pole::COUNT]>,
    /// W: ties, row-stochastic, row by row.
    pub ties: Vec<f64>,
    /// Column means of V = (I − ΛW)⁻¹(I − Λ): each person's weight in the final opinion.
    pub weight: Vec<f64>,
    /// Share of that weight whose anchors each pole holds.
    pub control: [f64; Pole::COUNT],
    /// Mean alignment.
    pub mean: [f64; Pole::COUNT],
    /// Mean alignment and control share in the first month.
    pub mean_at_start: [f64; Pole::COUNT],
    pub control_at_start: [f64; Pole::COUNT],
}

impl Elites {
    pub fn len(&self) -> usize {
        self.faction.len()
    }

    pub fn is_empty(&self) -> bool {
        self.faction.is_empty()
    }
}
