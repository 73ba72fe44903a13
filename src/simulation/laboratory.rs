//! A laboratory: a plain made-up world on which the model's own rules act, one mechanism at a time.
//!
//! Zones are alike: `Z0`, `Z1`, …, each a neighbour of each, without towns, roads, mines, people as agents or a
//! foreign force; the season does not change. Bands are as the scenario names them and stay where they are. A week:
//!
//! ```text
//! interventions → events → set pieces → fights → operations → fuel → regime
//! ```
//!
//! Operations are those of [`fights`](crate::mechanism::combat), so many a week in each zone: the place is the whole
//! zone, so that insurgents are a share i = I/P of it. P is constant: the state's dead are replaced, and each
//! bystander killed is, and brings θ recruits from outside in the mean.
//!
//! M. Kress, R. Szechtman, *Military Operations Research* 14 (2009).

use super::{Rules, interventions};
use crate::ledger::Values;
use crate::mechanism::combat::Combat;
use crate::mechanism::fuel::Opening as Roads;
use crate::random::{Randomness, poisson};
use crate::scenario::Mechanisms;
use crate::scenario::{Laboratory, Law, Scenario};
use crate::world::*;

/// Area of a zone [km²], distance to a town within it and between zones [km]: nothing depends on them with combat's
/// movement off.
const AREA: f64 = 1_000.0;
const WITHIN: f64 = 30.0;
const BETWEEN: f64 = 200.0;
/// Numbers of the week's operations begin here, so that those which the branching process draws have luck of their own.
const FIRST_OPERATION: u32 = 1 << 20;
/// The channel whose events a background begets.
const BACKGROUND: Channel = Channel::JnimAmbush;

/// The rules with the attrition that the laboratory asks for.
pub fn rules(laboratory: &Laboratory, values: &Values, world: &World, luck: &Randomness) -> Rules {
    let mut rules = Rules::new(&Mechanisms::default(), values, None, world, luck);
    let combat = &mut rules.combat;
    combat.battle_attrition = laboratory.aimed.unwrap_or(combat.battle_attrition);
    combat.ambush_attrition = laboratory.aimed.unwrap_or(combat.ambush_attrition);
    combat.area_fire = laboratory.area.unwrap_or(combat.area_fire);
    rules
}

/// The world on its first day, and the rules of this replicate.
pub fn found(laboratory: &Laboratory, world: &mut World, values: &Values, luck: &Randomness) -> Rules {
    place(laboratory, world);
    for band in &laboratory.bands {
        let owner = Actor::from_id(band.owner).expect("a scenario's owners are actors");
        world.bands.raise(owner, Kind::Mobile, band.zone, Bands::NO_TOWN, band.men);
    }
    let rules = rules(laboratory, values, world, luck);
    rules.combat.anchor(world);
    super::founding::men_at_start(world);
    world.regime = Regime::new(0.0, 0.0);
    world.regime.laboratory = Some(hazards(laboratory));
    world.treasury.open(0.0, 0.0, 0.0);
    world.fuel = Fuel::default();
    let stock_days = laboratory.stock_days.unwrap_or(0.0);
    rules.fuel.open(world, Roads { stock_days, perceived: 0.0, ban: false, truce_days: 0.0 }, luck);
    let mut background = vec![[0.0; Channel::DRAWN.len()]; laboratory.zones];
    background.iter_mut().for_each(|zone| zone[BACKGROUND as usize] = laboratory.background.unwrap_or(0.0));
    let rates = rules.events.settled(world, &background);
    rules.events.anchor(world, &rates);
    rules
}

fn place(laboratory: &Laboratory, world: &mut World) {
    let n = laboratory.zones;
    let zones = &mut world.zones;
    zones.id = laboratory.zone_names();
    zones.area_km2 = vec![AREA; n];
    zones.population = vec![people(laboratory); n];
    zones.distance =
        (0..n).map(|a| (0..n).map(|b| if a == b { WITHIN } else { BETWEEN }).collect()).collect();
    zones.neighbours = (0..n).map(|a| (0..n).filter(|&b| a != b).collect()).collect();
    zones.spoils = vec![0.0; n];
    let mut control = [0.0; Holder::COUNT];
    control[Holder::State as usize] = 0.5;
    control[Holder::None as usize] = 0.5;
    zones.control = vec![control; n];
    zones.blank();
    zones.intelligence.fill(laboratory.intelligence.unwrap_or(0.0));
    world.harm = Harm::new(n);
    world.muster = Muster::new(n);
    world.outside =
        Outside { mobility: 1.0, state_collateral: 1.0, russia_collateral: 1.0, ..Outside::default() };
    world.patron = Patron {
        provider: 1,
        offence: 1.0,
        combat: 1.0,
        collateral: 1.0,
        coordination: 1.0,
        air_support: 1.0,
        path: std::mem::take(&mut world.patron.path),
        ..Patron::default()
    };
}

/// Persons in a zone.
fn people(laboratory: &Laboratory) -> f64 {
    laboratory.persons as f64 / laboratory.zones as f64
}

fn hazards(laboratory: &Laboratory) -> [f64; Cause::COUNT] {
    let mut hazards = [0.0; Cause::COUNT];
    let [coup, takeover] = laboratory.hazards.unwrap_or_default();
    hazards[Cause::Coup as usize] = coup;
    hazards[Cause::Takeover as usize] = takeover;
    hazards
}

/// One week.
pub fn week(
    scenario: &Scenario,
    laboratory: &Laboratory,
    world: &mut World,
    rules: &mut Rules,
    values: &mut Values,
    luck: &Randomness,
) {
    let on = &scenario.mechanisms;
    world.events.clear();
    if interventions::apply(scenario, world, values) {
        *rules = self::rules(laboratory, values, world, luck);
    }
    world.fuel.orders.inflow = laboratory.inflow.unwrap_or(0.0);
    world.fuel.orders.no_truce = true;
    if world.regime.over() {
        world.harm.clear();
        return;
    }
    if on.events.is_on() {
        rules.events.step(world, luck);
    }
    world.harm.clear();
    if on.combat.is_on() {
        interventions::set_pieces(scenario, world, &rules.combat, luck);
        rules.combat.step_in_place(world, luck);
        operate(laboratory, world, &rules.combat, luck);
    }
    if on.fuel.is_on() {
        rules.fuel.step(world, luck);
    }
    if on.regime.is_on() {
        rules.regime.step(world, luck);
    }
}

/// The week's operations, one after another.
fn operate(laboratory: &Laboratory, world: &mut World, combat: &Combat, luck: &Randomness) {
    for zone in 0..laboratory.zones {
        for number in 0..laboratory.operations.unwrap_or(0) {
            let insurgents: u64 = Actor::ALL
                .into_iter()
                .filter(|actor| actor.is_insurgent())
                .map(|actor| world.bands.men_in(actor, zone))
                .sum();
            let crowd = (people(laboratory) - insurgents as f64).max(0.0);
            world.muster.take(&world.bands);
            let mut event = Event::new(zone, Channel::StateOperation, FIRST_OPERATION + number);
            Combat { crowd, ..*combat }.fight_event(world, &mut event, luck);
            replace(laboratory, world, &event, luck);
            world.events.push(event);
        }
    }
}

/// The state's dead are replaced, and recruits come from outside for the bystanders killed.
fn replace(laboratory: &Laboratory, world: &mut World, event: &Event, luck: &Randomness) {
    for row in 0..world.bands.len() {
        if Holder::of(world.bands.owner[row]) == Holder::State {
            let gap = world.bands.establishment[row].saturating_sub(world.bands.men[row]);
            world.bands.enlist(Band(row as u32), gap);
        }
    }
    let Some(defender) = event.defender else { return };
    let entity = ((event.zone as u64) << 32) | u64::from(event.number);
    let mean = laboratory.recruitment.unwrap_or(0.0) * f64::from(event.civilian_dead);
    let recruits = poisson(mean, &mut luck.stream("recruits", world.week, entity));
    let band = world.bands.rows_in_or_empty(defender, event.zone).next();
    if let Some(row) = band {
        world.bands.enlist(Band(row as u32), recruits);
    }
}

/// By which law a set piece is fought: the laboratory's, else the tactic's.
pub fn law(
    scenario: &Scenario,
    tactic: crate::scenario::Tactic,
) -> crate::mechanism::combat::engagement::Law {
    use crate::mechanism::combat::engagement::Law as Fought;
    use crate::scenario::Tactic;
    match (scenario.laboratory.as_ref().and_then(|laboratory| laboratory.law), tactic) {
        (Some(Law::Square), _) => Fought::Square,
        (Some(Law::Linear), _) | (None, Tactic::Siege) => Fought::Linear,
        (Some(Law::Ambush), _) | (None, Tactic::Ambush) => Fought::Ambush,
        (None, Tactic::Battle | Tactic::Assault) => Fought::Square,
    }
}
