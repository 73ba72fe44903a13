//! The bargain between junta and Kremlin as it stands: terms, values, and what happened to it.
//!
//! Money is in million dollars a month, men in men, time in weeks. The mechanism
//! [`contract`](crate::mechanism::contract) moves these columns; other mechanisms only read them.

/// A side of the bargain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Party {
    Junta,
    Kremlin,
}

impl Party {
    pub const ALL: [Party; 2] = [Party::Junta, Party::Kremlin];

    pub fn key(self) -> &'static str {
        ["junta", "kremlin"][self as usize]
    }
}

/// q: what each side owes the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Terms {
    /// f: cash fee owed [m$/month].
    pub fee: f64,
    /// k·R: income of the concessions granted, before hold-up [m$/month].
    pub concession: f64,
    /// n: men promised.
    pub men: f64,
    /// π: share of the provider's own offensive effort that is used, 0–1.
    pub posture: f64,
    /// g: aid in kind promised [m$/month].
    pub in_kind: f64,
}

/// How one side sees the bargain [m$/month, temptation and continuation m$].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stake {
    /// V: value of the contract as it stands.
    pub value: f64,
    /// d: value of the best alternative.
    pub threat: f64,
    /// What cheating brings until it is noticed [m$].
    pub temptation: f64,
    /// δ/(1−δ)·(V − d): what staying is worth beyond the alternative [m$].
    pub continuation: f64,
}

impl Stake {
    /// V − d [m$/month].
    pub fn net(&self) -> f64 {
        self.value - self.threat
    }

    /// Whether the side keeps its word without a court.
    pub fn holds(&self) -> bool {
        self.temptation <= self.continuation
    }
}

/// What became of the contract at a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Outcome {
    /// The term ran out and the same terms go on.
    Renewed,
    /// New terms.
    Renegotiated,
    /// The Kremlin, or the junta, cuts: lower posture or fewer men.
    Downgraded,
    /// Another provider with the same mission (Wagner becomes Africa Corps).
    Rehatted,
    /// The contract ends.
    Ruptured,
}

impl Outcome {
    pub const ALL: [Outcome; 5] =
        [Outcome::Renewed, Outcome::Renegotiated, Outcome::Downgraded, Outcome::Rehatted, Outcome::Ruptured];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["renewed", "renegotiated", "downgraded", "rehatted", "ruptured"][self as usize]
    }
}

/// Why the contract was on the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Reason {
    /// The term ran out.
    Term,
    /// Temptation exceeds the value of going on.
    Temptation,
    /// V − d has been negative for three months.
    Burden,
    /// More dead in a month than the Kremlin tolerates.
    Casualties,
    /// Another junta, or a mutiny.
    Shock,
    /// An intervention of the scenario.
    Imposed,
}

impl Reason {
    pub const ALL: [Reason; 6] = [
        Reason::Term,
        Reason::Temptation,
        Reason::Burden,
        Reason::Casualties,
        Reason::Shock,
        Reason::Imposed,
    ];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["term", "temptation", "burden", "casualties", "shock", "imposed"][self as usize]
    }
}

/// One decision about the contract, with the inequality that called for it: `left` exceeds `right` where it is broken.
///
/// ```text
/// Term          weeks since signing ≥ term [weeks]
/// Temptation    temptation > continuation [m$]
/// Burden        threat d > value V [m$/month]
/// Casualties    dead of a month > tolerance [men/month]
/// Shock         1 > 0 (no number)
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    pub week: u32,
    pub outcome: Outcome,
    /// The side that called for the review.
    pub by: Party,
    pub why: Reason,
    pub left: f64,
    pub right: f64,
    pub before: Terms,
    pub after: Terms,
    /// What the side's factions would have chosen with what probability: keep, renegotiate, cut, switch.
    pub odds: [f64; 4],
}

/// The contract and its parties' accounts of it.
#[derive(Clone, Debug, Default)]
pub struct Contract {
    /// Whether men and fee come from the contract rather than from an imposed path.
    pub governs: bool,
    /// An intervention ends the contract now.
    pub ordered_end: bool,
    /// Whether a contract is in force.
    pub in_force: bool,
    pub terms: Terms,
    /// Week of the last signature, and of the end of its term.
    pub signed: u32,
    pub expires: u32,
    pub junta: Stake,
    pub kremlin: Stake,
    /// The provider's own account [m$/month].
    pub provider: f64,
    /// ω·ΔS: worth of protection to the junta as it believes it now, and when the contract of 2021 was signed [m$/month].
    pub protection: f64,
    pub protection_at_signing: f64,
    /// Ω: the part of it that goes with territory, at full effectiveness and with the men of 2021 [m$/month].
    pub territory: f64,
    /// d_J: what the best other mix of patrons is worth to the junta [m$/month].
    pub outside: f64,
    /// Believed effectiveness of the force, 1 as in 2022.
    pub effectiveness: f64,
    /// Change of the state's control of people over the last year, as reported, with the symbol town's worth.
    pub year_change: f64,
    /// Control at the end of each of the last twelve months, the oldest first.
    pub control: [f64; 12],
    /// Believed share of the fee that is paid.
    pub paid: f64,
    /// What others think the patron's word is worth, 0–1.
    pub commitment: f64,
    /// Times of the outside option: each junta has its own.
    pub openness: f64,
    /// Week of the last review that no broken promise called for.
    pub reviewed: Option<u32>,
    /// A shock that calls for a review: another junta, a mutiny.
    pub shock: [bool; 2],
    /// Gold price at the signature, to which the concession's income refers.
    pub gold_price: f64,
    /// Concessions seized since the start; projects finished, and when the next one is due.
    pub seized: u32,
    pub projects: u32,
    pub project_due: u32,
    /// Months in which each side's temptation has exceeded its continuation, up to now: it keeps back part of its due.
    pub cheating: [u32; 2],
    /// Part of their due that cheating sides keep back.
    pub kept_back: [f64; 2],
    /// Decisions of this week.
    pub moves: Vec<Move>,
    /// Decisions since the start, by outcome and reason.
    pub counts: [[u32; Reason::COUNT]; Outcome::COUNT],
    /// The last end of the contract.
    pub end: Option<Move>,
    /// First week of three months running with V < d (the provider's: below 0): junta, Kremlin, provider.
    pub burden: [Option<u32>; 3],
    /// Months running, up to now.
    pub burden_months: [u32; 3],
    /// How far another patron stands in after a rupture, 0–1, and since when.
    pub successor: f64,
    pub without_since: Option<u32>,
}

impl Contract {
    /// Decisions of one kind since the start.
    pub fn count(&self, outcome: Outcome) -> u32 {
        self.counts[outcome as usize].iter().sum()
    }

    /// A side's account.
    pub fn stake(&self, party: Party) -> &Stake {
        match party {
            Party::Junta => &self.junta,
            Party::Kremlin => &self.kremlin,
        }
    }
}
