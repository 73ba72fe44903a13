//! What a week holds for the people of one zone: all that is the same for them, worked out once.
//!
//! An agent is exposed to a death with probability `min(1, E / N)`, E the people who feel a death (P124) and N those of
//! the zone. Deaths of a week together: with `x = deaths × E / N` for each side and `X = Σ x`, the first number of the
//! agent's pair falls into one of consecutive stretches of length `x / max(1, X)`, one a side; beyond them the agent
//! meets nothing. So an agent meets one side a week at most, and feels `max(1, X)` of its deaths: the mean number of
//! deaths felt is x, however many they are.

use super::Civilians;
use crate::world::{Actor, Holder, Perpetrator, Side, World};

/// The insurgents that recruit, in the order of [`Table::shares`].
pub const INSURGENTS: [Actor; 3] = [Actor::Jnim, Actor::Issp, Actor::Fla];

#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Ends of the stretches, one a side, and the last of them.
    pub until: [f32; Side::COUNT],
    pub exposed: f32,
    pub anger_step: [f32; Side::COUNT],
    pub fear_step: f32,
    /// Recruits expected of each person exposed to a side: to the insurgents, or to the militia.
    pub revenge: [f32; Side::COUNT],
    /// Recruits expected of each person at full grievance who is over the threshold.
    pub pool: f32,
    /// Below this second number nobody joins who is not exposed.
    pub sure: f32,
    pub threshold: f32,
    /// Shares of the insurgents in recruits, summed from the first on.
    pub shares: [f32; INSURGENTS.len()],
    pub militia: Actor,
    pub stress: f32,
    pub anger_kept: f32,
    pub fear_kept: f32,
    /// What a week brings back of the lasting anger and fear.
    pub anger_rest: [f32; Side::COUNT],
    pub fear_rest: [f32; Side::COUNT],
    /// The target of support: a constant, and points for temper, hardship and anger.
    pub support: f32,
    pub support_temper: f32,
    pub support_hardship: f32,
    pub support_anger: [f32; Side::COUNT],
    pub pace: f32,
    pub falsification: f32,
}

impl Table {
    pub fn new(civilians: &Civilians, world: &World, zone: usize) -> Self {
        let mut table = Self::quiet(civilians, world, zone);
        table.expose(civilians, world, zone);
        table.recruit(civilians, world, zone);
        table
    }

    /// A week without harm: feelings pass, support moves.
    fn quiet(civilians: &Civilians, world: &World, zone: usize) -> Self {
        let (feeling, support) = (&civilians.feeling, &civilians.support);
        let persons = &world.persons;
        let (k, f) = (feeling.anger_kept, feeling.fear_kept);
        let rest = |kept: f64, first: [f64; Side::COUNT]| {
            first.map(|first| ((1.0 - kept) * feeling.lasting * first) as f32)
        };
        let weights = support.weights();
        let at_start: f64 = weights.iter().zip(&persons.first_anger).map(|(w, a)| w * a).sum();
        let state = Holder::State as usize;
        let control = world.zones.control[zone][state] - world.zones.control_at_start[zone][state];
        let fear = persons.first_fear[Side::State as usize];
        Self {
            until: [0.0; Side::COUNT],
            exposed: 0.0,
            anger_step: [0.0; Side::COUNT],
            fear_step: feeling.fear_gain as f32,
            revenge: [0.0; Side::COUNT],
            pool: 0.0,
            sure: 1.0,
            threshold: civilians.recruitment.threshold as f32,
            shares: [0.0; INSURGENTS.len()],
            militia: Actor::Dozo,
            stress: persons.stress[zone] as f32,
            anger_kept: k as f32,
            fear_kept: f as f32,
            anger_rest: rest(k, persons.first_anger),
            fear_rest: rest(f, persons.first_fear).map(|r| 2.0 * r),
            support: (persons.first_support[zone] + support.spread + support.control * control) as f32,
            support_temper: (-support.spread - at_start) as f32,
            support_hardship: (-support.hardship * (persons.stress[zone] - 1.0)) as f32,
            support_anger: weights.map(|w| w as f32),
            pace: support.pace as f32,
            falsification: if fear > 0.0 { support.falsification / fear } else { support.falsification }
                as f32,
        }
    }

    fn expose(&mut self, civilians: &Civilians, world: &World, zone: usize) {
        let feeling = &civilians.feeling;
        let x =
            exposures(&deaths(&world.harm.civilians[zone]), feeling.exposure, world.persons.in_zone[zone]);
        let felt = x.iter().sum::<f64>().max(1.0);
        let mut end = 0.0;
        for side in Side::ALL {
            let s = side as usize;
            end += x[s] / felt;
            self.until[s] = end as f32;
            self.anger_step[s] = feeling.anger_step(side, felt) as f32;
            self.revenge[s] = civilians.recruitment.revenge(side, felt, feeling.exposure) as f32;
        }
        self.exposed = end as f32;
    }

    fn recruit(&mut self, civilians: &Civilians, world: &World, zone: usize) {
        let presence = &world.zones.presence[zone];
        let by_actor = INSURGENTS.map(|actor| presence[Holder::of(actor) as usize].max(0.0));
        let insurgents: f64 = by_actor.iter().sum();
        if world.harm.civilians_in(zone) > 0 {
            self.militia = civilians.recruitment.militia(world, zone);
        }
        if insurgents <= 0.0 {
            for side in Side::ALL.into_iter().filter(|s| !s.is_insurgent()) {
                self.revenge[side as usize] = 0.0;
            }
            return;
        }
        let recruitment = &civilians.recruitment;
        let control = &world.zones.control[zone];
        let reach: f64 = INSURGENTS.iter().map(|actor| control[Holder::of(*actor) as usize]).sum();
        let (mut end, mut income) = (0.0, 0.0);
        for (i, actor) in INSURGENTS.into_iter().enumerate() {
            let share = by_actor[i] / insurgents;
            end += share;
            self.shares[i] = end as f32;
            income +=
                share * world.treasury.insurgent_income[actor as usize].max(0.0).powf(recruitment.income);
        }
        self.pool = (recruitment.pool * income * reach.clamp(0.0, 1.0)) as f32;
        self.sure = 1.0 - self.pool * largest_agent(world, zone);
    }
}

/// Civilian deaths by the side that is blamed.
pub fn deaths(by_perpetrator: &[u32; Perpetrator::COUNT]) -> [f64; Side::COUNT] {
    let mut deaths = [0.0; Side::COUNT];
    for perpetrator in Perpetrator::ALL {
        deaths[Side::blamed(perpetrator) as usize] += f64::from(by_perpetrator[perpetrator as usize]);
    }
    deaths
}

/// Deaths by each side that a person of the zone feels, in the mean.
pub fn exposures(deaths: &[f64; Side::COUNT], exposure: f64, people: u64) -> [f64; Side::COUNT] {
    deaths.map(|d| if people == 0 { 0.0 } else { d * exposure / people as f64 })
}

/// People in the largest agent of a zone, at most [persons].
fn largest_agent(world: &World, zone: usize) -> f32 {
    let persons = &world.persons;
    let agents = persons.rows(zone).len().max(1) as u64;
    persons.at_start[zone].div_ceil(agents) as f32
}
