//! What a scenario does to the world, and when: one type an intervention.
//!
//! Shares and levels lie in [0, 1]; `…_times` multiplies; men, weeks and days are whole; fuel is in million litres,
//! money in million US dollars.

use jiff::civil::Date;
use serde::Serialize;

/// An intervention with its date; it acts in the week (counted from the start, Monday to Sunday) that contains it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    pub week: u32,
    pub date: Date,
    pub what: Intervention,
}

/// Everything that can be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Intervention {
    Withdraw(Withdraw),
    Deploy(Deploy),
    Provider(NewProvider),
    Posture(Posture),
    Ban(Ban),
    Blockade(Blockade),
    Truce(Truce),
    TruceOffers(TruceOffers),
    NoTruce(NoTruce),
    EscortSurge(EscortSurge),
    Pledge(Pledge),
    Sanctions(Sanctions),
    Price(Price),
    Border(Border),
    CoupAttempt(CoupAttempt),
    LeaderKilled(LeaderKilled),
    Alliance(Alliance),
    JointForce(JointForce),
    Mines(Mines),
    Collateral(Collateral),
    Intelligence(Intelligence),
    GuardMines(GuardMines),
    WarLoad(WarLoad),
    Mutiny(Mutiny),
    Terms(Terms),
    Rupture(Rupture),
    Set(Set),
    Engagement(Engagement),
}

/// A force leaves in equal steps over `over_weeks`; of what it did, only `channels` end with it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Withdraw {
    pub force: Force,
    pub over_weeks: u32,
    pub channels: Vec<Channel>,
}

/// A force that comes or goes. The three Russian names mean the same men.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Force {
    Russia,
    Wagner,
    AfricaCorps,
    Barkhane,
    Minusma,
}

impl Force {
    /// Whether the men are the Russian force's, whatever it is called.
    pub fn is_russian(self) -> bool {
        matches!(self, Force::Russia | Force::Wagner | Force::AfricaCorps)
    }
}

/// One way in which a foreign force works on the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Men in the field.
    Combat,
    /// Protection of the regime in the capital.
    Guard,
    /// What training adds to the national army.
    Training,
    /// Aircraft and drones.
    AirSupport,
    /// What others expect of the regime that has it at its side.
    Expectations,
}

impl Channel {
    pub const ALL: [Channel; 5] =
        [Channel::Combat, Channel::Guard, Channel::Training, Channel::AirSupport, Channel::Expectations];
}

/// A force of `men` more arrives in equal steps over `over_weeks`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Deploy {
    pub force: Force,
    pub men: u32,
    pub over_weeks: u32,
}

/// The Russian force is from now on of this type: its own column of parameters.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NewProvider {
    #[serde(rename = "type")]
    pub kind: ProviderType,
}

/// The two types of provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProviderType {
    Wagner,
    AfricaCorps,
}

/// Shares of the Russian force's effort; those that are not given share what is left as they did before.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posture {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guard: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escort: Option<f64>,
}

/// The insurgents declare a ban on fuel imports: perceived risk jumps before a truck has burned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ban {}

/// The siege gets stronger or weaker: its share of insurgent effort, and the attack probability on the corridors named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blockade {
    pub effort_times: f64,
    pub attack_times: f64,
    pub corridors: Vec<&'static str>,
    /// None: to the end of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// A bought passage: no attacks on fuel for `days`, paid with `price` [million US$]. Left out: drawn as the parameters say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Truce {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
}

/// Truces are offered `times` as often, at `price` [million US$] where it is given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TruceOffers {
    pub times: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// Nobody offers or buys a truce.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoTruce {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// More escorted trucks a week, attacked less often, with men taken from the zones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EscortSurge {
    pub capacity_times: f64,
    pub attack_times: f64,
    pub men_share: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// Fuel promised from abroad [million litres a month]; `delivered` of it sets out (left out: drawn), on `corridors`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pledge {
    pub fuel: f64,
    pub months: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivered: Option<f64>,
    pub corridors: Vec<&'static str>,
}

/// Neighbours cut trade by a share for some weeks; fuel, food and medicine pass.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sanctions {
    pub trade_cut: f64,
    pub weeks: u32,
}

/// World prices jump once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Price {
    pub gold_times: f64,
    pub oil_times: f64,
}

/// A border opens or closes to informal fuel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Border {
    pub country: &'static str,
    pub openness: f64,
}

/// An attempt on the regime is made this week; whether it succeeds is drawn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CoupAttempt {}

/// The head of the regime is killed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeaderKilled {}

/// How far two armed groups work together: 0 not at all, 1 as one. For a pair with ISSP it is 1 less hostility.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alliance {
    pub pair: [&'static str; 2],
    pub level: f64,
}

/// The joint force of the Sahel states has `men` in Mali.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JointForce {
    pub men: u32,
}

/// The big mines are in dispute with the state, or no longer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mines {
    pub disputed: bool,
}

/// Harm to civilians in each engagement of a side is multiplied.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Collateral {
    pub times: f64,
    pub side: Side,
}

/// Whose harm to civilians.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    State,
    Russia,
}

/// What the government knows in contested zones rises or falls by `add`, within [0, 1].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Intelligence {
    pub add: f64,
}

/// Men of the army stand at the mines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GuardMines {
    pub men: u32,
}

/// The war ties down a share more, or less, of Russia's mobile capacity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WarLoad {
    pub change: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u32>,
}

/// The provider mutinies at home: nobody can deny any more whose force it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mutiny {}

/// Terms of the contract from now on, held against the parties' own wishes: fee [million US$ a month], men, posture
/// (share of the provider's own offence).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Terms {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub men: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posture: Option<f64>,
}

/// The contract ends today, whoever would have kept it; the men leave with the lag of a deployment.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rupture {}

/// A parameter has another value from this date on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Set {
    pub path: String,
    pub value: f64,
}

/// A set-piece fight: bands are named as in `[laboratory]`, or by their owner.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Engagement {
    /// The row of the zone.
    pub zone: usize,
    pub attacker: String,
    pub defender: String,
    pub tactic: Tactic,
    /// Nobody breaks off.
    pub to_the_end: bool,
}

/// How bands fight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tactic {
    Battle,
    Ambush,
    Siege,
    Assault,
}
