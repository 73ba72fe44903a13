use super::*;
use crate::ledger::parameters;
use crate::mechanism::laboratory;
use crate::stats::moments::Moments;
use crate::world::Regime;

const CASH: Variant = Variant { enforceable: false, concessions: false, vacuum: false };
const MONTHS: usize = 120;

/// A parameter held at a value.
type Fixed = (&'static str, f64);

/// An exchange with one draw of the prior, some of it fixed.
fn drawn(changes: &[Fixed], replicate: u64, variant: Variant) -> (Exchange, Attention, World, Randomness) {
    let luck = Randomness::new(17, replicate);
    let mut values = parameters().draw(&parameters().priors(), |path| luck.uniform("parameter", path));
    changes.iter().for_each(|&(path, value)| values.set(path, value));
    let profiles = ["wagner", "africa_corps"].map(|name| Profile::new(&values, name));
    let agency = Agency::new(&values);
    let attention = Attention::new(&values);
    let hazards = Hazards::new(&values);
    let exchange = Exchange::new(&values, &profiles, Some(&agency), &attention, hazards, variant, [true; 2]);
    let mut world = laboratory::country(&[1.0]);
    world.regime = Regime::new(0.6, 100.0);
    world.contract.effectiveness = 1.0;
    world.contract.commitment = 1.0;
    world.kremlin.deniability = 1.0;
    world.patron.provider = 0;
    world.patron.men = values.get("provider.force_2021");
    (exchange, attention, world, luck)
}

/// The contract of 2021 at this war load.
fn signed(changes: &[Fixed], replicate: u64, load: f64) -> (Exchange, World, Randomness) {
    let (exchange, attention, mut world, luck) = drawn(changes, replicate, CASH);
    world.kremlin.war_load = load;
    attention.value(&mut world);
    let men = exchange.worth.men;
    exchange.sign(&mut world, men, true, &luck);
    exchange.start(&mut world);
    (exchange, world, luck)
}

/// Ends of contracts in contract-years, with θ and λ held: (ruptures, years). `after` changes the exchange once the
/// contract is signed.
fn ruptures(
    changes: &[Fixed],
    (load, effectiveness): (f64, f64),
    (replicates, months): (u64, usize),
    after: impl Fn(&mut Exchange),
) -> (u32, f64) {
    let (mut ends, mut years) = (0, 0.0);
    for replicate in 0..replicates {
        let (mut exchange, mut world, luck) = signed(changes, replicate, 0.7);
        let choice = Choice::new(&laboratory::values(), &luck);
        exchange.belief_kept = 1.0;
        after(&mut exchange);
        world.contract.effectiveness = effectiveness;
        world.kremlin.war_load = load;
        let attention = drawn(changes, replicate, CASH).1;
        attention.value(&mut world);
        let months = (1..600).filter(|&week| world.calendar.opens_month(week)).take(months);
        for week in months.collect::<Vec<_>>() {
            world.week = week;
            exchange.step(&mut world, &choice, &luck);
            years += 1.0 / 12.0;
            if !world.contract.in_force {
                ends += 1;
                break;
            }
        }
    }
    (ends, years)
}

/// What protection was worth comes out near the ledger's P108, which is no input.
#[test]
fn the_fee_of_2021_reveals_what_protection_was_worth() {
    let mut worth: Vec<f64> =
        (0..2_000).map(|k| signed(&[], k, 0.7).1.contract.protection_at_signing).collect();
    worth.sort_by(f64::total_cmp);
    let (low, median, high) = (worth[100], worth[1_000], worth[1_900]);
    println!(
        "protection at the signature: {low:.0} – {median:.0} – {high:.0} m$/month (ledger: 20 – 46 – 90)"
    );
    assert!((30.0..70.0).contains(&median), "{median}");
}

/// At the first day Nash's rule gives the observed fee at the men, provider and war load of 2022.
#[test]
fn the_rule_gives_the_observed_fee() {
    for replicate in 0..50 {
        let (exchange, mut world, _) = signed(&[], replicate, 0.7);
        world.kremlin.cost_per_man = exchange.cost_of_2022;
        world.kremlin.presence_value = exchange.presence;
        world.contract.effectiveness = 1.0;
        let mut offer = exchange.offer(&world);
        offer.terms.fee = 0.0;
        let payer: f64 = exchange.worth.junta(&world, &offer).iter().sum();
        let payee: f64 = exchange.worth.kremlin(&world, &offer).iter().sum();
        let x = world.contract.protection_at_signing;
        if world.contract.territory > 0.0 {
            let threats = [exchange.alternative * x, 0.0];
            let fee = nash::fee(payer, payee, threats, exchange.weight, world.contract.paid);
            assert!((fee / exchange.fee - 1.0).abs() < 1e-9, "{fee} against {}", exchange.fee);
        }
    }
}

/// The Kremlin gains in 2022 in most of the prior, and loses in a good part of 2025's.
#[test]
fn the_alliance_pays_the_kremlin_in_2022_and_often_no_more_in_2025() {
    let share_negative = |load: Option<f64>, men: Option<f64>| {
        let mut negative = Moments::default();
        for replicate in 0..2_000 {
            let (exchange, attention, mut world, luck) = drawn(&[], replicate, CASH);
            world.kremlin.war_load = load.unwrap_or_else(|| attention.load_of_2022(0.0));
            attention.value(&mut world);
            if men.is_some() {
                (world.patron.provider, world.kremlin.deniability) = (1, 0.0);
            }
            exchange.sign(&mut world, men.unwrap_or(exchange.worth.men), true, &luck);
            exchange.reveal(&mut world);
            exchange.account(&mut world);
            negative.add(f64::from(u8::from(world.contract.kremlin.value < 0.0)));
        }
        negative
    };
    let (then, now) = (share_negative(Some(0.7), None), share_negative(None, Some(2_100.0)));
    println!(
        "V_K < 0: {:.3} of 2022's prior, {:.3} ± {:.3} of 2025's",
        then.mean(),
        now.mean(),
        now.standard_error()
    );
    assert!(then.mean() < 0.1, "{}", then.mean());
    assert!((0.2..0.45).contains(&now.mean()), "{}", now.mean());
}

/// Hardly any rupture without an alternative, at a low war load and with things going as expected; more as an alternative
/// appears after the signature, as the war takes more, and as the force achieves less.
#[test]
fn the_contract_breaks_for_reasons() {
    let alone = [("contract.alternative_value", 0.0)];
    let nothing = |_: &mut Exchange| {};
    let (ends, years) = ruptures(&alone, (0.7, 1.0), (1_000, MONTHS), nothing);
    let rate = f64::from(ends) / years;
    println!("{ends} ruptures in {years:.0} contract-years");
    assert!(years > 9_500.0 && rate < 0.01, "{ends} in {years}");
    let better = |exchange: &mut Exchange| exchange.alternative = 1.3;
    let others = [
        ruptures(&alone, (0.7, 1.0), (300, MONTHS), better),
        ruptures(&alone, (0.95, 1.0), (300, MONTHS), nothing),
        ruptures(&alone, (0.7, 0.0), (300, MONTHS), nothing),
    ];
    for (ends, years) in others {
        let more = f64::from(ends) / years;
        let error = (f64::from(ends.max(1)).sqrt() / years).hypot((rate / 10_000.0).sqrt());
        println!("{ends} in {years:.0}");
        assert!(more > rate + 4.0 * error, "{more} against {rate} ± {error}");
    }
}

/// With a court the contract lasts its term, whatever turns up meanwhile; without one it does not.
#[test]
fn an_enforceable_contract_lasts_its_term() {
    let broken = |enforceable| {
        let court = move |exchange: &mut Exchange| {
            exchange.alternative = 1.9;
            exchange.variant.enforceable = enforceable;
        };
        let held = [("contract.alternative_value", 0.0), ("contract.term", 36.0)];
        ruptures(&held, (0.7, 0.5), (200, 34), court).0
    };
    let (with, without) = (broken(true), broken(false));
    println!("{with} of 200 broken before the end with a court, {without} without");
    assert_eq!(with, 0);
    assert!(without > 20, "{without}");
}

/// The junta's account turns to a burden as effectiveness falls, at about the 69 % of central values.
#[test]
fn the_deal_turns_to_a_burden_when_effectiveness_falls() {
    let luck = Randomness::new(1, 1);
    let values = laboratory::values();
    let (_, mut world, _) = signed(&[], 0, 0.7);
    let profiles = ["wagner", "africa_corps"].map(|name| Profile::new(&values, name));
    let (agency, attention) = (Agency::new(&values), Attention::new(&values));
    let exchange =
        Exchange::new(&values, &profiles, Some(&agency), &attention, Hazards::new(&values), CASH, [true; 2]);
    world.contract.effectiveness = 1.0;
    exchange.sign(&mut world, exchange.worth.men, true, &luck);
    exchange.start(&mut world);
    let turns = (0..1_000)
        .map(|k| 1.0 - f64::from(k) / 1_000.0)
        .find(|&effectiveness| {
            world.contract.effectiveness = effectiveness;
            exchange.account(&mut world);
            world.contract.junta.net() < 0.0
        })
        .expect("it turns");
    println!("a burden below {turns:.2} of 2022's effectiveness");
    assert!((0.6..0.8).contains(&turns), "{turns}");
}
