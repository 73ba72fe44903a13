//! `[parameters]` and `[initial]` as written → a prior for each row of their ledger.
//!
//! A name is written whole (`"fuel.stock" = 9`), with dots (`fuel.stock = 9`) or as a table; its value is a number,
//! three quantiles, a named distribution, `"prior"` (as the ledger has it) or `"central"` (fixed at the ledger's
//! central value).

use super::change::{Change, Stated};
use super::fault::{At, Fault, Faults, shortened};
use super::fields::{number, wrong_type};
use super::nearest::nearest;
use super::tree::{Entry, Node, Value};
use crate::ledger::{Ledger, Parameter, Prior};
use std::collections::BTreeMap;

/// Longest name the ledger is asked about [bytes].
const LONGEST_NAME: usize = 200;

const FORMS: &str = "a number, { p5, p50, p95 }, { uniform = [a, b] }, { normal = [mean, sd] }, { lognormal = [median, \
                     sdlog] }, { triangular = [a, m, b] }, { pert = [a, m, b] }, { beta = [a, b] }, \"prior\" or \"central\"";

/// Keys that make a table a distribution and not a group of parameters.
const DISTRIBUTIONS: [&str; 9] =
    ["p5", "p50", "p95", "uniform", "normal", "lognormal", "triangular", "pert", "beta"];

/// The changes of all layers on a ledger.
pub struct Changes<'l> {
    ledger: &'l Ledger,
    /// By row; where no entry is, the ledger holds.
    stated: BTreeMap<usize, (Stated, Prior)>,
    /// Where the last change stands.
    last: Option<At>,
}

impl<'l> Changes<'l> {
    pub fn new(ledger: &'l Ledger) -> Self {
        Self { ledger, stated: BTreeMap::new(), last: None }
    }

    /// Takes in the table of one layer, over what came before.
    pub fn layer(&mut self, entries: &[Entry], faults: &mut Faults) {
        let mut first: BTreeMap<usize, At> = BTreeMap::new();
        self.table("", entries, &mut first, faults);
    }

    fn table(
        &mut self,
        prefix: &str,
        entries: &[Entry],
        first: &mut BTreeMap<usize, At>,
        faults: &mut Faults,
    ) {
        for entry in entries {
            if faults.is_full() {
                return;
            }
            let path = if prefix.is_empty() { entry.key.clone() } else { format!("{prefix}.{}", entry.key) };
            match &entry.node.value {
                Value::Table(inner) if self.is_group(&path, inner) => self.table(&path, inner, first, faults),
                _ => self.entry(&path, entry, first, faults),
            }
        }
    }

    fn is_group(&self, path: &str, inner: &[Entry]) -> bool {
        let is_distribution = inner.iter().any(|entry| DISTRIBUTIONS.contains(&entry.key.as_str()));
        let below = |row: &Parameter| row.path.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        !is_distribution && self.ledger.iter().any(below)
    }

    fn entry(&mut self, path: &str, entry: &Entry, first: &mut BTreeMap<usize, At>, faults: &mut Faults) {
        let Some(row) = row_named(path, &entry.key_at, self.ledger, faults) else { return };
        let position = self.ledger.position(path).expect("a row of a ledger has a position in it");
        if let Some(at) = first.insert(position, entry.key_at.clone()) {
            let message = format!("`{path}` stands here a second time");
            let allowed = format!("the first is on line {}", at.line());
            faults.add(Fault::new(&entry.key_at, message, allowed));
        }
        self.last = Some(entry.key_at.clone());
        match stated(&entry.node, row, faults) {
            Some(Some(stated)) => match stated.prior(row) {
                Ok(prior) => drop(self.stated.insert(position, (stated, prior))),
                Err(reason) => {
                    let message = format!("`{path}` cannot have this distribution");
                    let help = format!("its bounds: {}", bounds(row));
                    faults.add(Fault::new(&entry.node.at, message, reason).help(help));
                }
            },
            Some(None) => drop(self.stated.remove(&position)),
            None => {}
        }
    }

    /// Reports fixed shares of a whole that leave no room for the others.
    pub fn check(&self, faults: &mut Faults) {
        if let (Err(reason), Some(at)) = (self.ledger.check(&self.priors()), &self.last) {
            faults.add(Fault::new(at, "the shares of a whole do not fit together", reason));
        }
    }

    /// A prior for every row.
    pub fn priors(&self) -> Vec<Prior> {
        let prior = |(position, row): (usize, &Parameter)| match self.stated.get(&position) {
            Some((_, prior)) => prior.clone(),
            None => row.prior.clone(),
        };
        self.ledger.iter().enumerate().map(prior).collect()
    }

    /// What differs from the ledger, in its order.
    pub fn changes(&self) -> Vec<Change> {
        let rows = self.ledger.iter().enumerate();
        rows.filter_map(|(position, row)| {
            let (stated, _) = self.stated.get(&position)?;
            Some(Change { path: row.path.clone(), stated: *stated })
        })
        .collect()
    }
}

/// The row of a name; an unknown or inert one is a fault.
pub fn row_named<'l>(path: &str, at: &At, ledger: &'l Ledger, faults: &mut Faults) -> Option<&'l Parameter> {
    let Some(row) = ledger.get(path) else {
        let near = if path.len() > LONGEST_NAME {
            None
        } else {
            let paths = ledger.iter().map(|row| row.path.as_str());
            ledger.nearest(path).or_else(|| nearest(path, paths))
        };
        let message = format!("unknown parameter `{}`", shortened(path));
        let allowed = "a row of the ledger, as `concession params` lists them";
        faults.add(Fault::new(at, message, allowed).nearest(near));
        return None;
    };
    if let Some(reason) = &row.inert {
        let message = format!("`{path}` moves nothing in this version and cannot be set");
        faults.add(Fault::new(at, message, reason.clone()));
        return None;
    }
    Some(row)
}

/// A number within a row's bounds.
pub fn number_in_bounds(node: &Node, row: &Parameter, faults: &mut Faults) -> Option<f64> {
    let number = number(node, &row.path, faults)?;
    if (row.min..=row.max).contains(&number) {
        return Some(number);
    }
    let message = format!("`{}` is out of bounds: {}", row.path, node.at.said());
    faults.add(Fault::new(&node.at, message, bounds(row)).help(format!("the ledger has {}", points(row))));
    None
}

fn bounds(row: &Parameter) -> String {
    let unit = if ["", "-", "–"].contains(&row.unit.as_str()) {
        String::new()
    } else {
        format!(" [{}]", row.unit)
    };
    match (row.min.is_finite(), row.max.is_finite()) {
        (true, true) => format!("from {} to {}{unit}", row.min, row.max),
        (true, false) => format!("at least {}{unit}", row.min),
        (false, true) => format!("at most {}{unit}", row.max),
        (false, false) => format!("any finite number{unit}"),
    }
}

fn points(row: &Parameter) -> String {
    format!("{} / {} / {} as its 5, 50 and 95 % points", row.low, row.central, row.high)
}

/// What a value states: None at a fault, None inside for the ledger's own prior.
fn stated(node: &Node, row: &Parameter, faults: &mut Faults) -> Option<Option<Stated>> {
    match &node.value {
        Value::Text(word) if word == "prior" => Some(None),
        Value::Text(word) if word == "central" => Some(Some(Stated::Number(row.central))),
        Value::Text(word) => {
            let message = format!("`{}` cannot be the text \"{}\"", row.path, shortened(word));
            let near = nearest(word, ["prior", "central"]);
            faults.add(Fault::new(&node.at, message, FORMS).nearest(near));
            None
        }
        Value::Table(entries) => distribution(node, entries, row, faults).map(Some),
        Value::Whole(_) | Value::Number(_) => {
            number_in_bounds(node, row, faults).map(|number| Some(Stated::Number(number)))
        }
        _ => wrong_type(node, &row.path, FORMS, faults),
    }
}

fn distribution(node: &Node, entries: &[Entry], row: &Parameter, faults: &mut Faults) -> Option<Stated> {
    match entries {
        [Entry { key, node, .. }] if DISTRIBUTIONS[3..].contains(&key.as_str()) => {
            named(key, node, row, faults)
        }
        _ => quantiles(node, entries, row, faults),
    }
}

fn quantiles(node: &Node, entries: &[Entry], row: &Parameter, faults: &mut Faults) -> Option<Stated> {
    let mut fields = super::fields::Fields::new(&row.path, &node.at, entries, faults);
    let keys = ["p5", "p50", "p95"];
    for key in keys {
        fields.need(key, &row.central.to_string());
    }
    let nodes = keys.map(|key| fields.get(key));
    fields.done();
    let points = nodes.map(|node| number_in_bounds(node?, row, faults));
    let [Some(p5), Some(p50), Some(p95)] = points else { return None };
    if !(p5 < p50 && p50 < p95) {
        let message = format!("the quantiles of `{}` do not rise: {p5}, {p50}, {p95}", row.path);
        faults.add(Fault::new(&node.at, message, "p5 < p50 < p95"));
        return None;
    }
    Some(Stated::Quantiles { p5, p50, p95 })
}

fn named(name: &str, node: &Node, row: &Parameter, faults: &mut Faults) -> Option<Stated> {
    match name {
        "uniform" => in_bounds(node, row, faults).map(Stated::Uniform),
        "triangular" => in_bounds(node, row, faults).map(Stated::Triangular),
        "pert" => in_bounds(node, row, faults).map(Stated::Pert),
        "normal" => list(node, row, faults).map(Stated::Normal),
        "lognormal" => list(node, row, faults).map(Stated::LogNormal),
        _ => list(node, row, faults).map(Stated::Beta),
    }
}

fn list<const N: usize>(node: &Node, row: &Parameter, faults: &mut Faults) -> Option<[f64; N]> {
    nodes::<N>(node, row, faults)?
        .map(|node| number(node, &row.path, faults))
        .into_iter()
        .collect::<Option<Vec<_>>>()?
        .try_into()
        .ok()
}

fn in_bounds<const N: usize>(node: &Node, row: &Parameter, faults: &mut Faults) -> Option<[f64; N]> {
    nodes::<N>(node, row, faults)?
        .map(|node| number_in_bounds(node, row, faults))
        .into_iter()
        .collect::<Option<Vec<_>>>()?
        .try_into()
        .ok()
}

fn nodes<'n, const N: usize>(node: &'n Node, row: &Parameter, faults: &mut Faults) -> Option<[&'n Node; N]> {
    let items = match &node.value {
        Value::List(items) => items.iter().collect::<Vec<_>>().try_into().ok(),
        _ => None,
    };
    if items.is_none() {
        let message = format!("this distribution of `{}` needs {N} numbers", row.path);
        faults.add(Fault::new(&node.at, message, format!("a list of {N} numbers in brackets")));
    }
    items
}
