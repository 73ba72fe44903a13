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

/// What a patron can deliver, and fail in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Good {
    Security,
    Money,
    Arms,
    Fuel,
    /// Defeats, abuses, arrears, promises that were broken.
    Disappointment,
}

impl Good {
    pub const ALL: [Good; 5] = [Good::Security, Good::Money, Good::Arms, Good::Fuel, Good::Disappointment];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["security", "money", "arms", "fuel", "disappointment"][self as usize]
    }
}

/// What each pole brought of each good.
pub type Ledgers = [[f64; Good::COUNT]; Pole::COUNT];

/// How things stand that elites judge patrons by.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Standing {
    /// Share of the people under the state's control, and under the insurgents'.
    pub governed: f64,
    pub insurgent: f64,
    /// Towns that the state holds: one that is a symbol counts 1, another 0.1.
    pub towns: f64,
    /// Fighting quality of the army, 1 untrained.
    pub quality: f64,
    /// Air support of the foreign force: what it adds to the defence.
    pub air: f64,
    /// Men of the Sahel states and of the French in the country [men].
    pub sahel: f64,
    pub french: f64,
    /// Intelligence that a partner adds, share of trade that sanctions cut, arrears of army pay [months].
    pub intelligence: f64,
    pub sanctions: f64,
    pub arrears: f64,
    /// Gold [$/oz].
    pub gold_price: f64,
    /// Effect of drones and aircraft on insurgents.
    pub strikes: f64,
    /// 1 in a truce.
    pub truce: f64,
    /// Aid in kind promised and delivered since the start [ML].
    pub pledged: f64,
    pub delivered: f64,
}

/// Columns over persons.
#[derive(Clone, Debug, Default)]
pub struct Elites {
    /// Row of the faction among those of `data/elites.csv`, in the order in which they come there.
    pub faction: Vec<usize>,
    /// Row of the deciding faction of the junta, in `data/factions.csv`, that listens to the person.
    pub ear: Vec<usize>,
    /// Λ: weight of others' opinion in a person's own, 0–1.
    pub susceptibility: Vec<f64>,
    /// x: alignment over the poles, a point of the simplex.
    pub alignment: Vec<[f64; Pole::COUNT]>,
    /// What each person leaned to when the run began, or the junta took office, before anything was delivered.
    pub prior: Vec<[f64; Pole::COUNT]>,
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
    /// Each person's alignment with Russia at the start.
    pub russia_at_start: Vec<f64>,
    /// What each pole delivered beyond its promise, remembered [units of the good a year].
    pub news: Ledgers,
    /// How things stood at the start and when the last month opened.
    pub at_start: Standing,
    pub before: Standing,
    /// Weeks since then, and soldiers killed and civilians killed by the Russians in them.
    pub weeks: f64,
    pub army_dead: f64,
    pub abused: f64,
    /// Aid in kind that came in the last month [ML].
    pub aid: f64,
    /// Whether a contract was ever in force.
    pub bound: bool,
    /// The junta whose core sits here.
    pub cabinet: u32,
    /// Room for the rules to work in, kept between months.
    pub heard: Vec<[f64; Pole::COUNT]>,
    pub work: Workspace,
}

/// Room for linear equations.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    pub matrix: Vec<f64>,
    pub right: Vec<f64>,
}

impl Elites {
    pub fn len(&self) -> usize {
        self.faction.len()
    }

    pub fn is_empty(&self) -> bool {
        self.faction.is_empty()
    }
}
