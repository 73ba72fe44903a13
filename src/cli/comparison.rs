//! A comparison in words and tables: for the terminal, and in Markdown.

use super::table::{self, Fit};
use crate::report::comparison::words::{
    better, bracket, correlation, difference, gain, in_office, on_what_terms, p_value, parted, points,
};
use crate::report::comparison::{Contrast, Effect, Share, Study, Why, interval, measured, number};
use crate::report::effect_bars;
use crate::report::terminal::{View, wrapped};

/// For the terminal: no line wider than the window, if there is one.
pub fn text(study: &Study, window: Option<usize>, view: View) -> String {
    let heading = |words: &str| words.to_uppercase();
    whole(study, &Style { heading, item: "  ", table: aligned, window, view: Some(view) })
}

/// For a page.
pub fn markdown(study: &Study) -> String {
    let heading = |words: &str| format!("### {words}");
    whole(study, &Style { heading, item: "* ", table: pipes, window: None, view: None })
}

/// How headings, paragraphs, lists and tables are set.
struct Style {
    heading: fn(&str) -> String,
    item: &'static str,
    table: fn(Table, Option<usize>) -> String,
    /// Characters in a line, where there is a window.
    window: Option<usize>,
    /// How intervals are drawn; none where they are not.
    view: Option<View>,
}

impl Style {
    fn paragraph(&self, words: &str) -> String {
        self.window.map_or(words.to_string(), |width| wrapped(words, width))
    }
}

/// A table with the columns that hold numbers, and those that a narrow window leaves out, the first named first.
struct Table {
    header: Vec<String>,
    numbers: Vec<usize>,
    left_out: Vec<Vec<usize>>,
    rows: Vec<Vec<String>>,
}

fn aligned(own: Table, window: Option<usize>) -> String {
    let header: Vec<&str> = own.header.iter().map(String::as_str).collect();
    let left_out: Vec<&[usize]> = own.left_out.iter().map(Vec::as_slice).collect();
    table::fitted(&header, &own.numbers, &own.rows, &Fit { width: window, left_out: &left_out, cut: 0 })
}

fn pipes(table: Table, _: Option<usize>) -> String {
    let line = |cells: Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let columns = table.header.len();
    let mut text = line(table.header);
    let rule = |k| if table.numbers.contains(&k) { "--:".to_string() } else { "---".to_string() };
    text.push_str(&line((0..columns).map(rule).collect()));
    table.rows.into_iter().for_each(|row| text.push_str(&line(row)));
    text
}

fn whole(study: &Study, style: &Style) -> String {
    let mut parts = Vec::new();
    for contrast in &study.contrasts {
        let title = format!("{} against {}", contrast.scenario.name, study.baseline.name);
        parts.push(format!(
            "{}\n{} / {}",
            (style.heading)(&title),
            contrast.scenario.title,
            study.baseline.title
        ));
        parts.push(list("What differs between the files:", &differs(contrast), style));
        if !contrast.terms.warnings.is_empty() {
            parts.push(list("Mind:", &contrast.terms.warnings, style));
        }
        parts.push(style.paragraph(&on_what_terms(study, contrast)));
        if let Some(view) = style.view {
            parts.push(effect_bars::effects(contrast, view));
        }
        parts.push((style.table)(effects(study, contrast), style.window).trim_end().to_string());
        for (title, table) in [
            ("In how many pairs things differ", discordant(study, contrast)),
            ("How the distributions move", shifts(contrast)),
        ] {
            if !table.rows.is_empty() {
                parts.push(format!(
                    "{}\n{}",
                    (style.heading)(title),
                    (style.table)(table, style.window).trim_end()
                ));
            }
        }
        let mut times: Vec<String> = contrast.partings.iter().map(parted).collect();
        times.extend(contrast.lifetime.as_ref().map(in_office));
        if !times.is_empty() {
            parts.push(format!("{}\n{}", (style.heading)("When do they part?"), items(&times, style)));
        }
        if let Some(why) = study.why.iter().find(|why| why.scenario == contrast.scenario.name) {
            parts.push(format!("{}\n{}", (style.heading)("Why?"), because(why, style)));
        }
    }
    parts.push(style.paragraph(&foot(study)));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn list(head: &str, lines: &[String], style: &Style) -> String {
    format!("{head}\n{}", items(lines, style))
}

fn items(lines: &[String], style: &Style) -> String {
    let gap = if style.item.trim().is_empty() { "" } else { "\n" };
    let indent = "\n".to_string() + &" ".repeat(style.item.len() + 2);
    let item = |line: &String| match style.window {
        Some(width) => wrapped(line, width.saturating_sub(indent.len())).replace('\n', &indent),
        None => line.clone(),
    };
    let lines: Vec<String> = lines.iter().map(|line| format!("{}{}", style.item, item(line))).collect();
    format!("{gap}{}", lines.join("\n"))
}

fn differs(contrast: &Contrast) -> Vec<String> {
    if contrast.differs.is_empty() {
        return vec!["nothing: they mean the same".into()];
    }
    contrast.differs.iter().map(|difference| difference.line()).collect()
}

fn effects(study: &Study, contrast: &Contrast) -> Table {
    let several = study.contrasts.len() > 1;
    let mut header =
        vec!["", study.baseline.name.as_str(), contrast.scenario.name.as_str(), "difference (95 %)"];
    if several {
        header.push("all at once");
    }
    if contrast.terms.paired {
        header.extend(["r", "gain"]);
    }
    header.push("better");
    let row = |effect: &Effect| {
        let mut row = vec![
            effect.words.clone(),
            measured(effect.measure, &effect.baseline),
            measured(effect.measure, &effect.scenario),
            difference(contrast, effect),
        ];
        if several {
            let simultaneous =
                effect.simultaneous.map(|all| interval(effect.measure, &effect.difference, &all));
            // The estimate stands beside already.
            row.push(simultaneous.map_or("–".into(), |text| bracket(&text)));
        }
        if contrast.terms.paired {
            row.extend([correlation(effect), gain(effect)]);
        }
        row.push(better(effect));
        row
    };
    let rows = contrast.effects.iter().map(row).collect();
    // The difference stays; of the rest first what a reader can do without.
    let at = |name: &str| header.iter().position(|known| *known == name).into_iter().collect::<Vec<_>>();
    let left_out = vec![at("all at once"), at("r"), at("gain"), at("better"), vec![1], vec![2]];
    Table { numbers: (1..header.len()).collect(), header: owned(&header), left_out, rows }
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_string()).collect()
}

/// Probabilities: in how many pairs something happens on one side only.
fn discordant(study: &Study, contrast: &Contrast) -> Table {
    let (baseline, scenario) = (&study.baseline.name, &contrast.scenario.name);
    let header = vec![
        String::new(),
        format!("only in {baseline}"),
        format!("only in {scenario}"),
        "p (McNemar)".into(),
    ];
    let rows = contrast.effects.iter().filter_map(|effect| {
        let test = effect.mcnemar.filter(|test| test.only_baseline + test.only_scenario > 0)?;
        let count = |n: u64| format!("{n} pairs");
        Some(vec![
            effect.words.clone(),
            count(test.only_baseline),
            count(test.only_scenario),
            p_value(test.p),
        ])
    });
    Table { header, numbers: vec![1, 2, 3], left_out: vec![], rows: rows.collect() }
}

fn shifts(contrast: &Contrast) -> Table {
    let header = owned(&["", "5 % point", "median", "95 % point", "moved on average"]);
    let moved = |effect: &&Effect| !effect.quantiles.is_empty() && effect.unmoved < effect.n[0];
    let rows = contrast
        .effects
        .iter()
        .filter(moved)
        .map(|effect| {
            let mut row = vec![effect.words.clone()];
            row.extend(
                effect
                    .quantiles
                    .iter()
                    .map(|shift| interval(effect.measure, &shift.difference, &shift.interval)),
            );
            let apart = effect.distances.map_or(f64::NAN, |distances| distances.wasserstein);
            row.push(number(points(effect.measure), apart));
            row
        })
        .collect();
    Table { numbers: vec![1, 2, 3, 4], header, left_out: vec![vec![4], vec![1], vec![3]], rows }
}

/// What each piece does by itself, and what would be missing without it.
fn because(why: &Why, style: &Style) -> String {
    let written = |measure, share: &Share| interval(measure, &share.estimate, &share.interval);
    let mut rows = Vec::new();
    for split in why.told() {
        let whole = written(split.measure, &split.whole);
        rows.push(vec![split.words.clone(), whole.clone(), whole]);
        for (piece, (alone, missing)) in why.pieces.iter().zip(split.alone.iter().zip(&split.missing)) {
            rows.push(vec![
                format!("· {piece}"),
                written(split.measure, alone),
                written(split.measure, missing),
            ]);
        }
        rows.push(vec!["· interplay".into(), written(split.measure, &split.interplay), String::new()]);
    }
    let header = owned(&["", "by itself (95 %)", "missing without it (95 %)"]);
    let table =
        (style.table)(Table { header, numbers: vec![1, 2], left_out: vec![vec![2]], rows }, style.window);
    format!(
        "{} replicates on the same random numbers with each piece of the difference alone, and with all but it. Interplay is what \
         the pieces by themselves do not add up to.\n\n{}",
        why.n,
        table.trim_end()
    )
}

fn foot(study: &Study) -> String {
    let rows = study.contrasts.first().map_or(0, |contrast| contrast.effects.len());
    let by_chance = (rows as f64 * (1.0 - study.level)).round().max(1.0);
    let mut words = format!(
        "± is the Monte Carlo standard error; * marks a 95 % interval beside zero: by chance alone about {by_chance:.0} of \
         {rows} rows. r and gain: correlation of the pairs, and by how many times pairing shortens the run. better: share of \
         pairs that are better for the state and its people (↑ more, ↓ less is better), ties half. Moved on average: Wasserstein \
         distance of the distributions."
    );
    if study.contrasts.len() > 1 {
        words.push_str(" “All scenarios at once” holds for all of them together, row by row.");
    }
    words.push_str(" Curves have parted where the band of all dates stays away from zero to the end.");
    if study.left_out > 0 {
        words.push_str(&format!(" {} outcomes that not all of them have are left out.", study.left_out));
    }
    words
}
