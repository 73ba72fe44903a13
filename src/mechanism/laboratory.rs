//! Small worlds for the tests of mechanisms, and the central values of the ledger.

use crate::units::Calendar;
use crate::world::*;

/// A country of zones with these people, half of each under the state's control, with nothing else in it.
pub fn country(people: &[f64]) -> World {
    let n = people.len();
    let mut control = [0.0; Holder::COUNT];
    control[Holder::State as usize] = 0.5;
    control[Holder::None as usize] = 0.5;
    let zones = Zones {
        id: (0..n).map(|z| format!("Z{z}")).collect(),
        area_km2: vec![1_000.0; n],
        population: people.to_vec(),
        distance: (0..n).map(|a| (0..n).map(|b| if a == b { 30.0 } else { 200.0 }).collect()).collect(),
        neighbours: (0..n).map(|a| (0..n).filter(|&b| a != b).collect()).collect(),
        control: vec![control; n],
        control_at_start: vec![control; n],
        presence: vec![[0.0; Holder::COUNT]; n],
        presence_at_start: vec![[0.0; Holder::COUNT]; n],
        acceptance: vec![[1.0; Holder::COUNT]; n],
        intelligence: vec![0.0; n],
        support: vec![0.0; n],
        fuel: vec![1.0; n],
        fuel_price: vec![1.0; n],
    };
    World {
        week: 0,
        calendar: Calendar { start: jiff::civil::date(2025, 6, 2) },
        zones,
        towns: Towns::default(),
        bands: Bands::default(),
        persons: Persons::default(),
        fuel: Fuel::default(),
        treasury: Treasury { insurgent_income: [1.0; Actor::COUNT], ..Treasury::default() },
        regime: Regime::default(),
        patron: nobody(),
        outside: quiet(),
        events: Vec::new(),
        harm: Harm::new(n),
    }
}

/// No Russian force.
pub fn nobody() -> Patron {
    Patron {
        provider: 1,
        offence: 0.0,
        guard: 0.0,
        training: 0.0,
        escort: 0.0,
        channels: Channels::FULL,
        men: 0.0,
        reference_men: 0.0,
        combat: 1.0,
        collateral: 1.0,
        coordination: 0.6,
        air_support: 1.0,
        monitoring: 0.6,
    }
}

fn quiet() -> Outside {
    Outside {
        gold_price: 3_400.0,
        oil_price: 68.0,
        algeria: 0.1,
        sanctions: 0.0,
        mobility: 1.0,
        state_collateral: 1.0,
        russia_collateral: 1.0,
        intelligence: 0.0,
        jnim_fla: 0.45,
        jnim_issp: 0.6,
    }
}

/// The central value of a path.
pub fn central(path: &str) -> f64 {
    let own = [
        include_str!("../../data/parameters-civilians.csv"),
        include_str!("../../data/parameters-regime.csv"),
        LEDGER,
    ];
    let row = own.iter().flat_map(|t| t.lines()).find(|l| l.split(',').nth(1) == Some(path));
    let row = row.unwrap_or_else(|| panic!("{path} is in the ledger"));
    row.split(',').nth(4).and_then(|x| x.parse().ok()).expect("a central value is a number")
}

/// Rows of the parameter table that the tests need, until they read the ledger itself.
const LEDGER: &str = "\
P33,civilians.intelligence,share,0.05,0.2
P34,civilians.intelligence_loss,share,0.05,0.12
P52,civilians.anger_gain,-,0.01,0.03
P53,civilians.fear_gain,-,0.03,0.07
P54,civilians.anger_half_life,weeks,4,20
P55,civilians.fear_half_life,weeks,2,6
P58,civilians.recruit_pool,%,0.1,0.4
P60,civilians.kidal_legitimacy,points,0.02,0.06
P61,civilians.shortage_legitimacy,points,0.003,0.01
P62,civilians.protest_threshold,-,0.08,0.1
P63,civilians.displaced_per_100_deaths,persons,1000,4000
P64,civilians.falsification,points,0.1,0.2
P124,civilians.exposure,persons,1000,5000
P125,civilians.recruits_per_harm,persons,0.02,0.1
P126,civilians.recruit_rate,per week,0.002,0.01
P121,combat.cell,men,6,10
P84,regime.coup_hazard,per year,0.04,0.08
P85,regime.attempts_per_success,ratio,1.5,2.1
P86,regime.coup_trap,x,1.5,2.5
P86,regime.coup_trap_half_life,years,2,4
P87,regime.guard_effect,x,0.3,0.6
P88,regime.resentment_effect,x,1,1.3
P89,regime.legitimacy_effect,x,1.1,1.4
P90,regime.arrears_effect,x,1.2,1.6
P91,regime.takeover,per year,0.002,0.01
P92,regime.takeover_encircled,per year,0.02,0.08
P93,regime.settlement,per year,0.02,0.08
P94,regime.decapitation,per year,0.01,0.03
";
