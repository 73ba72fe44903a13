//! The regime and how it can end.

/// How a regime can end, and the one blow that it outlives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Cause {
    /// Officers outside the junta seize power.
    Coup,
    /// A faction of the junta removes the rest.
    Palace,
    /// The street brings the junta down.
    Uprising,
    /// Insurgents take Bamako.
    Takeover,
    /// A negotiated settlement with JNIM.
    Settlement,
    /// The leader is killed; the junta goes on under another.
    Decapitation,
}

impl Cause {
    pub const ALL: [Cause; 6] = [
        Cause::Coup,
        Cause::Palace,
        Cause::Uprising,
        Cause::Takeover,
        Cause::Settlement,
        Cause::Decapitation,
    ];
    pub const COUNT: usize = Self::ALL.len();

    pub fn key(self) -> &'static str {
        ["coup", "palace", "uprising", "takeover", "settlement", "decapitation"][self as usize]
    }

    /// Whether the junta in office is gone.
    pub fn is_exit(self) -> bool {
        self != Cause::Decapitation
    }

    /// Whether the country that the model describes is gone, so that the run stands still.
    pub fn freezes(self) -> bool {
        matches!(self, Cause::Takeover | Cause::Settlement)
    }
}

/// The end of a junta.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exit {
    pub cause: Cause,
    /// Weeks since the start of the run, with the part of the week: a time to event.
    pub time: f64,
    pub week: u32,
}

/// What interventions ask of this week; cleared by the step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RegimeOrders {
    /// An attempt is made, whatever the hazard; luck says whether it succeeds.
    pub coup_attempt: bool,
    pub leader_killed: bool,
}

/// The junta in office.
#[derive(Clone, Debug, Default)]
pub struct Regime {
    /// Legitimacy in the capital, 0–1.
    pub legitimacy: f64,
    pub legitimacy_at_start: f64,
    /// Legitimacy that a new junta has beyond what support says: its honeymoon.
    pub credit: f64,
    /// Share of the capital's people who would protest.
    pub protest: f64,
    /// The army's resentment of the Russians, 1 at the reference.
    pub resentment: f64,
    /// Lost readiness after coups, plots and killings, 0–1, decaying; combat reads it.
    pub disruption: f64,
    /// How open the succession is, 1 when the leader was just killed, decaying.
    pub succession: f64,
    /// Weeks since the last successful coup.
    pub weeks_since_coup: f64,
    /// Juntas that followed the first.
    pub cabinet: u32,
    /// Consecutive weeks in which the capital is encircled.
    pub encircled_weeks: u32,
    /// The first end of a junta in this run.
    pub exit: Option<Exit>,
    /// The end of the run, if takeover or settlement came.
    pub end: Option<Exit>,
    /// Successes by cause, since the start.
    pub count: [u32; Cause::COUNT],
    /// Attempts at a coup or in the palace that failed, since the start.
    pub foiled: u32,
    /// Attempts of both kinds, since the start.
    pub attempts: u32,
    /// This week's hazards of success by cause [week⁻¹].
    pub hazard: [f64; Cause::COUNT],
    pub orders: RegimeOrders,
    /// Constant hazards [week⁻¹] instead of the model's: any exit then ends the run.
    pub laboratory: Option<[f64; Cause::COUNT]>,
}

impl Regime {
    /// A junta in office with this legitimacy, so many weeks after the last coup.
    pub fn new(legitimacy: f64, weeks_since_coup: f64) -> Self {
        Self { legitimacy, legitimacy_at_start: legitimacy, weeks_since_coup, ..Self::default() }
    }

    /// Whether the run stands still.
    pub fn over(&self) -> bool {
        self.end.is_some()
    }

    /// Whether the junta of the start is in office.
    pub fn survives(&self) -> bool {
        self.exit.is_none()
    }

    /// Juntas that fell to officers, to each other or to the street.
    pub fn coups(&self) -> u32 {
        self.count[Cause::Coup as usize] + self.count[Cause::Palace as usize]
    }
}
