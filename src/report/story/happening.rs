//! What can happen, and when it did.

use jiff::civil::Date;
use serde::Serialize;

use super::aid::{Aid, Pledge};
use super::contract::{Burden, Standing};
use super::decision::Decision;
use super::force::{Men, Provider};
use super::ground::{Control, Town};
use super::influence::{Influence, Mood};
use super::kremlin::{Fatigue, War};
use super::money::{Arrears, Fee, Mine};
use super::pumps::Pumps;
use super::regime::{Fall, Foiled};
use super::roads::{Ban, Roads, Truce};
use super::violence::{Engagement, Fight, Killing};
use super::words;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Happening {
    Given(Given),
    Fight(Fight),
    Killing(Killing),
    Engagement(Engagement),
    Town(Town),
    Control(Control),
    Roads(Roads),
    Ban(Ban),
    Truce(Truce),
    Pumps(Pumps),
    Pledge(Pledge),
    Aid(Aid),
    Arrears(Arrears),
    Fee(Fee),
    Mine(Mine),
    Foiled(Foiled),
    Fall(Fall),
    Standing(Standing),
    Decision(Decision),
    Burden(Burden),
    Men(Men),
    Provider(Provider),
    War(War),
    Fatigue(Fatigue),
    Mood(Mood),
    Influence(Influence),
}

/// What the scenario does to the world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Given {
    pub what: String,
}

/// What each kind of happening can say of itself.
pub trait Tell {
    /// A sentence in the past tense, without date and place.
    fn sentence(&self) -> String;

    /// Two to four words, for a mark in a figure.
    fn brief(&self) -> String;

    /// How much it tells: roughly the dead that a fight needs to weigh as much; at [`ALWAYS`] or above it is never
    /// left out.
    fn weight(&self) -> f64;

    /// Where, if it has a place.
    fn place(&self) -> Option<&str> {
        None
    }

    /// Happenings of one sort count as one kind when the first of a kind is told.
    fn sort(&self) -> &'static str {
        ""
    }
}

/// From this weight on a happening is always told.
pub const ALWAYS: f64 = 1000.0;

impl Tell for Given {
    fn sentence(&self) -> String {
        format!("by the scenario: {}", self.what)
    }

    fn brief(&self) -> String {
        self.what.clone()
    }

    fn weight(&self) -> f64 {
        400.0
    }
}

impl Happening {
    fn teller(&self) -> &dyn Tell {
        match self {
            Self::Given(x) => x,
            Self::Fight(x) => x,
            Self::Killing(x) => x,
            Self::Engagement(x) => x,
            Self::Town(x) => x,
            Self::Control(x) => x,
            Self::Roads(x) => x,
            Self::Ban(x) => x,
            Self::Truce(x) => x,
            Self::Pumps(x) => x,
            Self::Pledge(x) => x,
            Self::Aid(x) => x,
            Self::Arrears(x) => x,
            Self::Fee(x) => x,
            Self::Mine(x) => x,
            Self::Foiled(x) => x,
            Self::Fall(x) => x,
            Self::Standing(x) => x,
            Self::Decision(x) => x,
            Self::Burden(x) => x,
            Self::Men(x) => x,
            Self::Provider(x) => x,
            Self::War(x) => x,
            Self::Fatigue(x) => x,
            Self::Mood(x) => x,
            Self::Influence(x) => x,
        }
    }

    /// What happened, in words, after the place where it has one.
    pub fn text(&self) -> String {
        match self.teller().place() {
            Some(place) => format!("{place}: {}", words::stopped(&self.teller().sentence())),
            None => words::sentence(&self.teller().sentence()),
        }
    }

    pub fn brief(&self) -> String {
        self.teller().brief()
    }

    pub fn weight(&self) -> f64 {
        self.teller().weight()
    }

    /// Whether it is violence: what is told of these leaves room for the rest.
    pub fn is_violence(&self) -> bool {
        matches!(self, Self::Fight(_) | Self::Killing(_) | Self::Engagement(_) | Self::Roads(_))
    }

    /// Whether it tells how things stood when the run began.
    pub fn is_setting(&self) -> bool {
        match self {
            Self::Ban(ban) => ban.from_the_start,
            Self::Truce(truce) => matches!(truce, Truce::Standing { .. }),
            Self::Standing(standing) => standing.from_the_start,
            _ => false,
        }
    }

    /// Kind and sort: that of which there is a first.
    pub fn sort(&self) -> (std::mem::Discriminant<Self>, &'static str) {
        (std::mem::discriminant(self), self.teller().sort())
    }
}

/// A happening with its date.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dated {
    /// Weeks since the start.
    pub week: u32,
    /// The day, or the first of the days in which it happened.
    pub date: Date,
    /// The last of these days.
    #[serde(rename = "end")]
    pub until: Option<Date>,
    /// Days into the week: the order of what happened within it.
    #[serde(skip)]
    pub order: f64,
    /// Whether nothing of its kind happened before.
    pub first: bool,
    #[serde(flatten)]
    pub what: Happening,
}

/// What being the first of its kind adds to a happening's weight; less where it is violence, of which there is much.
const FIRST: f64 = 40.0;
const FIRST_VIOLENCE: f64 = 10.0;

impl Dated {
    /// How much it tells where it stands.
    pub fn weight(&self) -> f64 {
        let first = if self.what.is_violence() { FIRST_VIOLENCE } else { FIRST };
        self.what.weight() + if self.first { first } else { 0.0 }
    }

    /// Its date in words.
    pub fn when(&self) -> String {
        words::span(self.date, self.until)
    }

    /// A line that stands by itself.
    pub fn line(&self) -> String {
        let place_is_told = self.what.teller().place().is_some();
        format!("{}{} {}", self.when(), if place_is_told { "," } else { ":" }, self.what.text())
    }
}
