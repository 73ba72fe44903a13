//! Fuel: corridors, hauliers, litres on the road and in the zones.
//!
//! All litres are whole numbers. What is loaded abroad is on the road, delivered, burned or diverted; what is
//! delivered, with the stocks at the start, is in stock or consumed. [`Fuel::closes`] audits both.

/// A week ring long enough for the slowest convoy [weeks].
pub const RING: usize = 64;

/// Columns over corridors.
#[derive(Clone, Debug, Default)]
pub struct Corridors {
    /// The name in parameters, as in `dakar`.
    pub name: Vec<String>,
    /// Share of normal imports.
    pub share: Vec<f64>,
    /// Days of a loaded trip in normal times.
    pub trip_days: Vec<f64>,
    /// Zones crossed, with the kilometres in each.
    pub legs: Vec<Vec<(usize, f64)>>,
    /// Supplies the north informally, without firms of the south.
    pub north: Vec<bool>,
    /// Whether regional sanctions can close it.
    pub sanctioned: Vec<bool>,
    /// Attack probability per trip that hauliers perceive.
    pub perceived: Vec<f64>,
    /// Attack probability of a lone trip this week.
    pub threat: Vec<f64>,
    /// Lone trips run and attacked this week, trucks escorted this week.
    pub lone: Vec<u32>,
    pub attacked: Vec<u32>,
    pub escorted: Vec<u32>,
    /// Trucks loaded this week, and trucks lost in convoy this week.
    pub loaded: Vec<u32>,
    pub lost: Vec<u32>,
    /// Work column: trucks counted so far while losses are shared out.
    pub counted: Vec<u32>,
}

impl Corridors {
    pub fn len(&self) -> usize {
        self.name.len()
    }

    pub fn is_empty(&self) -> bool {
        self.name.is_empty()
    }

    /// A corridor with its share of normal imports, trip time and the zones on its way.
    pub fn add(
        &mut self,
        name: &str,
        share: f64,
        trip_days: f64,
        legs: &[(usize, f64)],
        north: bool,
        sanctioned: bool,
    ) {
        self.name.push(name.to_owned());
        self.share.push(share);
        self.trip_days.push(trip_days);
        self.legs.push(legs.to_vec());
        self.north.push(north);
        self.sanctioned.push(sanctioned);
        self.perceived.push(0.0);
        self.threat.push(0.0);
        self.lone.push(0);
        self.attacked.push(0);
        self.escorted.push(0);
        self.loaded.push(0);
        self.lost.push(0);
        self.counted.push(0);
    }

    /// Takes the week's counts away.
    pub fn clear_week(&mut self) {
        self.lone.fill(0);
        self.attacked.fill(0);
        self.escorted.fill(0);
        self.loaded.fill(0);
        self.lost.fill(0);
        self.counted.fill(0);
    }
}

/// Columns over fuel firms.
#[derive(Clone, Debug, Default)]
pub struct Hauliers {
    /// Trucks owned, whether on the road or not [trucks].
    pub trucks: Vec<u32>,
    /// Trucks at home, ready to load [trucks].
    pub idle: Vec<u32>,
    /// Corridor it drives, and the one it knows second.
    pub home: Vec<u16>,
    pub second: Vec<u16>,
    /// Standard normal place of its fear among firms: threshold = break-even × exp(spread × fear).
    pub fear: Vec<f64>,
    /// Its share of all trips in normal times.
    pub share: Vec<f64>,
    /// Part of a load that its orders leave over to next week.
    pub carry: Vec<f64>,
    /// Trucks it sends alone this week on its home road and on its second.
    pub alone: Vec<u32>,
    pub alone_second: Vec<u32>,
    /// Trucks it asks an escort for, and those that get one, this week.
    pub queued: Vec<u32>,
    pub escorted: Vec<u32>,
    /// Trucks that come home, by week of the ring and firm.
    pub returning: Vec<u32>,
    /// Trucks lost since the start.
    pub lost: u64,
    /// Trucks at the start.
    pub at_start: u64,
}

impl Hauliers {
    pub fn len(&self) -> usize {
        self.trucks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.trucks.is_empty()
    }

    /// Empties the columns and keeps their memory.
    pub fn clear(&mut self) {
        self.trucks.clear();
        self.idle.clear();
        self.home.clear();
        self.second.clear();
        self.fear.clear();
        self.share.clear();
        self.carry.clear();
        self.alone.clear();
        self.alone_second.clear();
        self.queued.clear();
        self.escorted.clear();
        self.returning.clear();
        (self.lost, self.at_start) = (0, 0);
    }

    /// A firm with its trucks at home.
    pub fn add(&mut self, trucks: u32, home: usize, second: usize, fear: f64, share: f64, carry: f64) {
        self.trucks.push(trucks);
        self.idle.push(trucks);
        self.home.push(home as u16);
        self.second.push(second as u16);
        self.fear.push(fear);
        self.share.push(share);
        self.carry.push(carry);
        self.alone.push(0);
        self.alone_second.push(0);
        self.queued.push(0);
        self.escorted.push(0);
        self.at_start += u64::from(trucks);
    }

    /// Trucks leave for a trip that ends `weeks` later; `lost` of them never come home.
    pub fn send(&mut self, firm: usize, trucks: u32, lost: u32, week: u32, weeks: usize) {
        let slot = (week as usize + weeks.clamp(1, RING - 1)) % RING;
        let firms = self.len();
        self.idle[firm] -= trucks;
        self.trucks[firm] -= lost;
        self.lost += u64::from(lost);
        self.returning[slot * firms + firm] += trucks - lost;
    }

    /// The trucks that come home this week.
    pub fn come_home(&mut self, week: u32) {
        let firms = self.len();
        let slot = week as usize % RING * firms;
        for (idle, back) in self.idle.iter_mut().zip(&mut self.returning[slot..slot + firms]) {
            *idle += std::mem::take(back);
        }
    }

    /// Whether every truck is at home, away or lost.
    pub fn closes(&self) -> bool {
        let sum = |column: &[u32]| column.iter().map(|&n| u64::from(n)).sum::<u64>();
        let owned = sum(&self.trucks);
        owned == sum(&self.idle) + sum(&self.returning) && owned + self.lost == self.at_start
    }
}

/// Litres since the start of the replicate, and where they went [L].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Litres {
    /// In stock at the start.
    pub opening: u64,
    pub loaded: u64,
    pub delivered: u64,
    pub burned: u64,
    /// Taken by those who attacked.
    pub diverted: u64,
    pub consumed: u64,
}

/// Russian fuel on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pledge {
    /// Fuel a month [ML].
    pub monthly: f64,
    /// Share of it that is honoured.
    pub delivered: f64,
    /// Weight of each corridor; empty: by the corridors' shares.
    pub weights: Vec<f64>,
    /// First and last week.
    pub from: u32,
    pub until: u32,
}

/// What interventions and history order. Times are 1 when nothing is ordered.
#[derive(Clone, Debug, PartialEq)]
pub struct FuelOrders {
    /// The fuel-import ban is declared.
    pub ban: bool,
    /// Times the insurgents' blockade effort.
    pub effort_times: f64,
    /// Times the attack probability on each corridor; empty: 1.
    pub attack_times: Vec<f64>,
    /// Times the trucks that can be escorted, and the attack probability of a convoy.
    pub capacity_times: f64,
    pub convoy_attack_times: f64,
    /// More of the army's mobile men on escorts [share].
    pub men_share: f64,
    /// Times the truces are offered, and their price where it is given [m$].
    pub truce_offers: f64,
    pub truce_price: Option<f64>,
    /// No truce is made.
    pub no_truce: bool,
    /// A truce holds until this week (exclusive), whatever the sides want.
    pub truce_until: u32,
    pub pledge: Option<Pledge>,
    /// Fuel that comes to every zone without a road, as a share of its demand: 0 but in laboratory worlds.
    pub inflow: f64,
}

impl Default for FuelOrders {
    fn default() -> Self {
        Self {
            ban: false,
            effort_times: 1.0,
            attack_times: Vec::new(),
            capacity_times: 1.0,
            convoy_attack_times: 1.0,
            men_share: 0.0,
            truce_offers: 1.0,
            truce_price: None,
            no_truce: false,
            truce_until: 0,
            pledge: None,
            inflow: 0.0,
        }
    }
}

/// Truces between state and insurgents over the roads.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Truces {
    /// The truce in force ends with this week (exclusive).
    pub until: u32,
    pub offered: u32,
    pub bought: u32,
    /// Paid since the start [m$].
    pub paid: f64,
}

/// Fuel in the country, its corridors and firms.
#[derive(Clone, Debug, Default)]
pub struct Fuel {
    pub corridors: Corridors,
    pub firms: Hauliers,
    /// Usable stock by zone [L].
    pub stock: Vec<u64>,
    /// Normal demand by zone [L/week].
    pub demand: Vec<u64>,
    /// Litres that arrive, by week of the ring.
    pub arriving: Vec<u64>,
    pub litres: Litres,
    pub orders: FuelOrders,
    pub truces: Truces,
    /// Delivered this week over normal deliveries.
    pub delivered: f64,
    /// Trucks lost this week, alone and in convoy.
    pub lost_lone: u32,
    pub lost_convoy: u32,
    /// Convoys that left and that were attacked this week.
    pub convoys: u32,
    pub convoys_attacked: u32,
    /// Share of the power plants' demand that is met.
    pub power: f64,
    /// Share of FAMa's mobile men tied to escorts.
    pub escort_share: f64,
    /// Trucks that could be escorted this week.
    pub escort_capacity: f64,
    /// Escort strength at the start [men-equivalents].
    pub escort_at_start: f64,
    /// Threat of the roads at the start: mean over trips of insurgents within reach.
    pub threat_at_start: f64,
    /// Weeks that escorts have been organised.
    pub escort_weeks: u32,
    /// Travel time of convoys against normal this season.
    pub convoy_slowness: f64,
    /// Loss of a truck in convoy that hauliers perceive.
    pub perceived_convoy: f64,
    /// Whether the ban was in force last week.
    pub banned: bool,
    /// Whether a truce was in force last week.
    pub calm: bool,
    /// Consecutive weeks of acute shortage in the capital, and such weeks since the start.
    pub acute_weeks: u32,
    pub acute_total: u32,
    /// Zone of the capital.
    pub capital: usize,
    /// When each zone's stock was used up for the first time [weeks since the start].
    pub dry: Vec<Option<f64>>,
    /// Work column over zones: stock before this week's arrivals [L].
    pub before: Vec<u64>,
    /// Work columns over zones: the insurgents that threaten roads [men]; need and turn in the allocation.
    pub insurgents: Vec<f64>,
    pub need: Vec<f64>,
    pub turn: Vec<f64>,
}

impl Fuel {
    /// A week without trips yet: trucks come home, counts start at nothing.
    pub fn begin_week(&mut self, week: u32) {
        self.corridors.clear_week();
        if !self.firms.is_empty() {
            self.firms.come_home(week);
        }
        (self.lost_lone, self.lost_convoy, self.convoys, self.convoys_attacked) = (0, 0, 0, 0);
    }

    /// Whether a truce holds in this week.
    pub fn in_truce(&self, week: u32) -> bool {
        week < self.truces.until.max(self.orders.truce_until)
    }

    /// Trips a week that demand takes in normal times, with trucks of `load` litres.
    pub fn normal_trips(&self, load: f64) -> f64 {
        self.demand.iter().sum::<u64>() as f64 / load
    }

    /// Litres on the road.
    pub fn in_transit(&self) -> u64 {
        self.arriving.iter().sum()
    }

    /// Litres in stock.
    pub fn in_stock(&self) -> u64 {
        self.stock.iter().sum()
    }

    /// Litres leave a depot: `burned` and `diverted` are lost on the way, the rest arrives `days` after it left, with
    /// departures spread over the week.
    pub fn load(&mut self, litres: u64, burned: u64, diverted: u64, week: u32, days: f64) {
        assert!(burned + diverted <= litres, "no more is lost than was loaded");
        let weeks = (days / 7.0).clamp(0.0, (RING - 2) as f64);
        let arriving = litres - burned - diverted;
        let late = (arriving as f64 * weeks.fract()).round() as u64;
        let slot = week as usize + weeks as usize;
        self.arriving[slot % RING] += arriving - late;
        self.arriving[(slot + 1) % RING] += late;
        self.litres.loaded += litres;
        self.litres.burned += burned;
        self.litres.diverted += diverted;
    }

    /// The litres that arrive this week leave the road.
    pub fn arrive(&mut self, week: u32) -> u64 {
        let litres = std::mem::take(&mut self.arriving[week as usize % RING]);
        self.litres.delivered += litres;
        litres
    }

    /// Litres come into a zone's stock without a road trip that firms make (informal trade).
    pub fn bring(&mut self, zone: usize, litres: u64) {
        self.litres.loaded += litres;
        self.litres.delivered += litres;
        self.stock[zone] += litres;
    }

    /// Up to `litres` of a zone's stock are used; returns how many.
    pub fn consume(&mut self, zone: usize, litres: u64) -> u64 {
        let used = litres.min(self.stock[zone]);
        self.stock[zone] -= used;
        self.litres.consumed += used;
        used
    }

    /// Whether every litre is somewhere and every truck too.
    pub fn closes(&self) -> bool {
        let l = &self.litres;
        l.loaded == self.in_transit() + l.delivered + l.burned + l.diverted
            && l.opening + l.delivered == self.in_stock() + l.consumed
            && self.firms.closes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roads() -> Fuel {
        Fuel {
            stock: vec![100, 0],
            arriving: vec![0; RING],
            litres: Litres { opening: 100, ..Litres::default() },
            ..Fuel::default()
        }
    }

    /// Loaded = on the road + delivered + burned + diverted; opening + delivered = stock + consumed.
    #[test]
    fn litres_are_conserved() {
        let mut fuel = roads();
        fuel.load(46_001, 100, 7, 0, 5.0);
        fuel.load(9_999, 0, 0, 0, 80.0);
        fuel.bring(1, 50);
        let arrived = fuel.arrive(0) + fuel.arrive(1);
        assert_eq!(arrived, 46_001 - 107);
        fuel.stock[0] += arrived;
        fuel.consume(0, 30_000);
        assert_eq!(fuel.consume(1, 60), 50, "no more than is there");
        assert!(fuel.closes());
        fuel.stock[0] += 1;
        assert!(!fuel.closes(), "the audit sees one litre");
    }

    /// A trip of five days that leaves on any day of the week arrives this week in two cases of seven.
    #[test]
    fn a_trip_takes_its_days() {
        let mut fuel = roads();
        fuel.load(7_000, 0, 0, 3, 5.0);
        assert_eq!((fuel.arrive(3), fuel.arrive(4)), (2_000, 5_000));
    }

    /// Trucks are at home, away or lost.
    #[test]
    fn trucks_are_conserved() {
        let mut firms = Hauliers { returning: vec![0; RING], ..Hauliers::default() };
        firms.add(8, 0, 0, 0.0, 1.0, 0.0);
        firms.send(0, 5, 2, 0, 2);
        assert!(firms.closes());
        firms.come_home(1);
        assert_eq!(firms.idle[0], 3);
        firms.come_home(2);
        assert_eq!((firms.idle[0], firms.trucks[0]), (6, 6));
        assert!(firms.closes());
    }
}
