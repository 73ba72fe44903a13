//! Questions: the answers are those that the recorded weeks give, and obey the laws of ever and always.

use concession::ensemble::Replicate;
use concession::scenario::Scenario;
use concession::simulation::Model;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const HEAD: &str = "title = \"A run\"\nstart = 2025-06-02\nend = 2025-12-01\n[ensemble]\nrecord = \"weekly\"\n\
                    persons_per_agent = 50_000\n";
const REPLICATES: u64 = 12;

/// A table of `[[question]]` whose text is its id.
fn question(id: &str, rest: &str) -> String {
    format!("[[question]]\nid = \"{id}\"\ntext = \"{id}\"\n{rest}\n")
}

fn parse(text: &str) -> Scenario {
    Scenario::parse("a", text, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

struct Ran {
    model: Model,
    replicates: Vec<Replicate>,
}

fn run(text: &str) -> Ran {
    let model = Model::new(parse(text));
    let mut scratch = model.scratch();
    let one = |index| model.replicate(&mut scratch, index).expect("a replicate without fault");
    let replicates = (0..REPLICATES).map(one).collect();
    Ran { model, replicates }
}

impl Ran {
    /// Who answers yes.
    fn answers(&self, id: &str) -> Vec<bool> {
        let name = format!("question.{id}");
        let column = self.model.columns().outcomes.iter().position(|c| c.name == name);
        let column = column.unwrap_or_else(|| panic!("no outcome {name}"));
        self.replicates
            .iter()
            .map(|replicate| match replicate.outcomes[column] {
                0.0 => false,
                1.0 => true,
                other => panic!("{id} is answered by {other}"),
            })
            .collect()
    }

    /// What a condition over recorded observables was, replicate by replicate, week by week of a span.
    fn weeks(
        &self,
        names: &[&str],
        (from, to): (Date, Date),
        is_so: impl Fn(&[f64]) -> bool,
    ) -> Vec<Vec<bool>> {
        let columns = self.model.columns();
        let places: Vec<usize> = names
            .iter()
            .map(|name| columns.observables.iter().position(|c| c.name == *name).expect("an observable"))
            .collect();
        let rows: Vec<usize> = (0..columns.dates.len())
            .filter(|&row| from <= columns.dates[row] && columns.dates[row] <= to)
            .collect();
        let week = |replicate: &Replicate, row: usize| {
            let seen: Vec<f64> = places.iter().map(|&k| f64::from(replicate.trajectory[(row, k)])).collect();
            is_so(&seen)
        };
        self.replicates.iter().map(|r| rows.iter().map(|&row| week(r, row)).collect()).collect()
    }
}

const WHOLE: (Date, Date) = (date(2025, 6, 2), date(2025, 12, 1));

/// Each way of asking, held against the weeks as they were recorded; none of them is answered alike by all.
#[test]
fn answers_are_those_of_the_recorded_weeks() {
    let text = HEAD.to_string()
        + &question("day", "on = 2025-09-10\nholds = \"deaths >= 40\"")
        + &question("end", "on = \"end\"\nholds = 'deaths.civilian >= 10 and not town.kidal.holder == jnim'")
        + &question(
            "ever",
            "during = { from = 2025-07-01, to = 2025-09-07 }\never = \"deaths.civilian > 30 or deaths.russian > 4\"",
        )
        + &question(
            "always",
            "during = { to = 2025-07-20 }\nalways = \"events + 2 * deaths.battle / (1 + 1) > 18\"",
        )
        + &question("weeks", "weeks_of = \"-deaths.battle < -25\"\nat_least = 6\nat_most = 12");
    let ran = run(&text);
    let week = |day| (day, day);
    let day = ran.weeks(&["deaths"], week(date(2025, 9, 8)), |x| x[0] >= 40.0);
    let end = ran.weeks(&["deaths.civilian"], week(date(2025, 11, 24)), |x| x[0] >= 10.0);
    // The first of July is a Tuesday, the seventh of September a Sunday.
    let during = (date(2025, 6, 30), date(2025, 9, 1));
    let ever = ran.weeks(&["deaths.civilian", "deaths.russian"], during, |x| x[0] > 30.0 || x[1] > 4.0);
    let until = (WHOLE.0, date(2025, 7, 14));
    let always = ran.weeks(&["events", "deaths.battle"], until, |x| x[0] + x[1] > 18.0);
    let weeks = ran.weeks(&["deaths.battle"], WHOLE, |x| x[0] > 25.0);
    let count = |weeks: &Vec<bool>| weeks.iter().filter(|&&so| so).count();
    let expected: [(&str, Vec<bool>); 5] = [
        ("day", day.iter().map(|w| w[0]).collect()),
        ("end", end.iter().map(|w| w[0]).collect()),
        ("ever", ever.iter().map(|w| count(w) > 0).collect()),
        ("always", always.iter().map(|w| count(w) == w.len()).collect()),
        ("weeks", weeks.iter().map(|w| (6..=12).contains(&count(w))).collect()),
    ];
    assert_eq!((day[0].len(), ever[0].len(), always[0].len(), weeks[0].len()), (1, 10, 7, 26));
    for (id, expected) in expected {
        assert_eq!(ran.answers(id), expected, "{id}");
        assert!(expected.contains(&true) && expected.contains(&false), "{id} tells nothing: {expected:?}");
    }
}

/// What always holds holds at some time; what ever holds is what its opposite does not always do; weeks count between.
#[test]
fn ever_and_always_obey_their_laws() {
    let so = "deaths.battle >= 30 or people.support < 0.4";
    let text = HEAD.to_string()
        + &question("ever", &format!("ever = \"{so}\""))
        + &question("always", &format!("always = \"{so}\""))
        + &question("ever-not", &format!("ever = \"not ({so})\""))
        + &question("always-not", &format!("always = \"!({so})\""))
        + &question("once", &format!("weeks_of = \"{so}\"\nat_least = 1"))
        + &question("never", &format!("weeks_of = \"{so}\"\nat_most = 0"))
        + &question("each", &format!("weeks_of = \"{so}\"\nat_least = 26"));
    let ran = run(&text);
    let [ever, always, ever_not, always_not, once, never, each] =
        ["ever", "always", "ever-not", "always-not", "once", "never", "each"].map(|id| ran.answers(id));
    let not = |answers: &[bool]| answers.iter().map(|yes| !yes).collect::<Vec<_>>();
    assert!(always.iter().zip(&ever).all(|(always, ever)| !always || *ever));
    assert_eq!(ever, not(&always_not));
    assert_eq!(always, not(&ever_not));
    assert_eq!((&once, &never, &each), (&ever, &not(&ever), &always));
    assert!(ever.contains(&true) && ever_not.contains(&true));
}

/// A town's holder in words is what the observable of it says in numbers.
#[test]
fn holders_are_told_in_words_and_in_numbers() {
    let text = HEAD.replace("2025-06-02", "2021-12-06").replace("2025-12-01", "2022-06-06")
        + &question("words", "on = \"end\"\nholds = \"town.kidal.holder == government\"")
        + &question("quoted", "on = \"end\"\nholds = 'state == town.kidal.holder'")
        + &question("other", "on = \"end\"\nholds = 'town.kidal.holder != \"state\"'")
        + &question("number", "on = \"end\"\nholds = \"town.kidal.state == 1\"")
        + &question("short", "on = \"end\"\nholds = \"town.kidal.state\"")
        + &question("rebels", "on = \"end\"\nholds = \"town.kidal.holder == fla\"");
    let ran = run(&text);
    let words = ran.answers("words");
    for id in ["quoted", "number", "short"] {
        assert_eq!(ran.answers(id), words, "{id}");
    }
    assert_eq!(ran.answers("other"), words.iter().map(|yes| !yes).collect::<Vec<_>>());
    // At the end of 2021 the rebels held it.
    assert!(ran.answers("rebels").contains(&true));
}

/// Questions watch: they change no other outcome, and how often trajectories are recorded does not change them.
#[test]
fn questions_change_nothing_and_do_not_need_the_record() {
    let asked =
        question("a", "ever = \"deaths > 60\"") + &question("b", "weeks_of = \"events > 20\"\nat_least = 3");
    let (without, with) = (run(HEAD), run(&(HEAD.to_string() + &asked)));
    for (a, b) in without.replicates.iter().zip(&with.replicates) {
        let bits = |row: &[f64]| row.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&a.outcomes), bits(&b.outcomes[..a.outcomes.len()]));
        assert_eq!((b.outcomes.len(), &a.trajectory), (a.outcomes.len() + 2, &b.trajectory));
    }
    let monthly = run(&(HEAD.replace("weekly", "monthly") + &asked));
    assert!(["a", "b"].into_iter().all(|id| monthly.answers(id) == with.answers(id)));
}

/// A file asks what the file it extends asks, but for questions that it asks itself otherwise; expectations are its own.
#[test]
fn questions_are_inherited_and_expectations_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).expect("a file");
    let expect = "[[expect]]\nthat = \"p(a) > 0.5\"\n";
    let asked =
        |ids: &str| ids.split(' ').map(|id| question(id, "ever = \"fuel.truce\"")).collect::<String>();
    write("root.toml", format!("{HEAD}{}{expect}", asked("a b")));
    let other = question("a", "always = \"fuel.truce\"") + &asked("c");
    write("leaf.toml", format!("extends = \"root.toml\"\n{other}"));
    write("bare.toml", format!("extends = \"root.toml\"\nquestions = \"replace\"\n{}", asked("d")));
    let load = |name: &str| {
        let scenario =
            Scenario::load(&folder.path().join(name), &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let ids: Vec<String> = scenario.questions.iter().map(|question| question.id.clone()).collect();
        (ids.join(" "), scenario)
    };
    let [(root, scenario), (leaf, other), (bare, _)] = ["root.toml", "leaf.toml", "bare.toml"].map(load);
    assert_eq!((root.as_str(), leaf.as_str(), bare.as_str()), ("a b", "a b c", "d"));
    assert_eq!((scenario.expectations.len(), other.expectations.len()), (1, 0));
    assert_ne!(scenario.questions[0], other.questions[0]);
}

/// Every form of question and expectation means the same when it is written out.
#[test]
fn questions_and_expectations_survive_a_round_trip() {
    let text = HEAD.to_string()
        + &question("a", "on = 2025-07-01\nholds = \"fuel.truce\"")
        + &question("b", "on = \"end\"\nholds = 'town.gao.holder != \"state\"'")
        + &question("c", "during = { from = 2025-07-01 }\never = \"\"\"\nfuel.bamako <\n 0.5\"\"\"")
        + &question("d", "during = { from = 2025-07-01, to = 2025-08-01 }\nalways = \"true\"")
        + &question("e", "weeks_of = \"deaths > 1\"\nat_least = 2\nat_most = 3")
        + "[[expect]]\nthat = \"p(a) > 0.5\"\n[[expect]]\nthat = \"-1 <= mean(deaths)\"\n\
           [[expect]]\nthat = \"median(question.e) == 0\"\n[[expect]]\nthat = \"p(regime.survives) != 1\"\n";
    let scenario = parse(&text);
    assert_eq!((scenario.questions.len(), scenario.expectations.len()), (5, 4));
    assert_eq!(parse(&scenario.to_toml()), scenario);
}

/// The faults of an expression; none of it is outside the quotes.
fn faults(expression: &str) -> usize {
    let text = HEAD.to_string() + &question("a", &format!("ever = '''{expression}'''"));
    match Scenario::parse("a", &text, &[]) {
        Ok(_) => 0,
        Err(faults) => {
            let value = text.find("'''").expect("quotes") + 3..text.rfind("'''").expect("quotes");
            for fault in faults.iter() {
                let span = &fault.at.span;
                assert!(value.start <= span.start && span.end <= value.end, "{expression}\n{faults}");
            }
            faults.len()
        }
    }
}

/// As deep and as long as may be, on the stack of an ordinary thread.
#[test]
fn no_expression_is_too_deep_for_the_reader() {
    let deep = |n: usize| format!("{}fuel.truce{}", "(".repeat(n), ")".repeat(n));
    assert_eq!((faults(&deep(20)), faults(&deep(21))), (0, 1));
    assert_eq!(faults(&format!("{}fuel.truce", "!".repeat(490))), 0);
    assert_eq!(faults(&format!("fuel.bamako > {}1", "-".repeat(480))), 0);
    assert_eq!(faults(&format!("1{} > 2", " + 1".repeat(120))), 0);
    assert_eq!(faults(&"a.".repeat(240)), 1);
    assert_eq!(faults(&" ".repeat(600)), 1);
}

/// Pieces of which expressions are made.
fn scrap() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("fuel.bamako"),
        Just("town.kidal.holder"),
        Just("state"),
        Just("fuel.truce"),
        Just("0.5"),
        Just("7"),
        Just("<"),
        Just(">="),
        Just("=="),
        Just("="),
        Just("and"),
        Just("or"),
        Just("not"),
        Just("!"),
        Just("("),
        Just(")"),
        Just("+"),
        Just("- "),
        Just("/"),
        Just("\""),
        Just("// x"),
        Just("{"),
        Just("."),
        Just(","),
        Just("é"),
        Just("\n"),
        Just("p(a)"),
    ]
    .prop_map(str::to_string)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    /// Whatever is written, the answer is a question or faults inside its quotes.
    #[test]
    fn no_expression_makes_the_reader_panic(scraps in prop::collection::vec(scrap(), 0..12)) {
        faults(&scraps.join(" "));
        faults(&scraps.concat());
    }

    #[test]
    fn no_text_as_an_expression_makes_the_reader_panic(text in "[^']{0,60}") {
        if !text.contains('\r') && text.chars().all(|c| c == '\n' || !c.is_control()) {
            faults(&text);
        }
    }
}

/// Every scenario but those that paper can answer asks two to five questions.
#[test]
fn every_scenario_asks() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder)
        .expect("the folder of scenarios")
        .map(|entry| entry.expect("an entry").path());
    for file in files.filter(|file| file.extension().is_some_and(|end| end == "toml")) {
        let scenario = Scenario::load(&file, &[]).unwrap_or_else(|faults| panic!("{faults}"));
        let asked = scenario.questions.len();
        assert!((2..=5).contains(&asked), "{} asks {asked}", file.display());
        assert!(scenario.questions.iter().all(|question| question.text.ends_with('?')), "{}", file.display());
    }
}
