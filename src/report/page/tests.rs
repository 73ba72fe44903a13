use super::*;
use crate::report::{figures, tiny};

fn page(file: &str, replicates: u64, sets: &[(&str, &str)], stories: bool) -> String {
    let (_folder, record) = tiny::record(file, replicates, sets);
    of_record(&record, &figures(&record).unwrap(), Options { stories }).unwrap()
}

fn between<'p>(page: &'p str, before: &'p str, after: &'p str) -> Vec<&'p str> {
    page.split(before).skip(1).filter_map(|rest| rest.split(after).next()).collect()
}

#[test]
fn a_page_has_all_its_parts_in_order_and_needs_nothing_else() {
    let page = page("wagner-withdrawal.toml", 8, &[("end", "2025-09-01")], true);
    let ids = between(&page, "<section id=\"", "\"");
    let parts =
        ["answer", "changes", "headlines", "figures", "map", "stories", "enough", "method", "manifest"];
    assert_eq!(ids, parts);
    for fetched in [" src=", "@import", "url(h", "href=\"http", "<link rel=\"stylesheet", "xlink:href"] {
        assert!(!page.contains(fetched), "{fetched}");
    }
    for said in [
        "What does the junta lose",
        "of 8 simulated futures",
        "Wagner leaves",
        "n = 8 replicates",
        "<noscript>",
    ] {
        assert!(page.contains(said), "{said}");
    }
    let plain = page.split("<script").next().unwrap();
    assert!(!plain.contains("NaN") && !plain.contains(">inf"));
}

#[test]
fn no_id_stands_twice_and_every_address_leads_somewhere() {
    let page = page("wagner-withdrawal.toml", 8, &[("end", "2025-09-01")], true);
    let mut ids = between(&page, " id=\"", "\"");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
    for link in between(&page, "url(#", ")").into_iter().chain(between(&page, "href=\"#", "\"")) {
        assert!(ids.binary_search(&link).is_ok(), "{link}");
    }
}

/// Headings go down one step at a time; pictures have words; heads of tables say what they are heads of.
#[test]
fn a_page_can_be_read_aloud() {
    let page = page("status-quo-2025.toml", 8, &[("end", "2025-09-01")], true);
    let levels: Vec<u8> = page
        .match_indices("<h")
        .filter_map(|(at, _)| page.as_bytes().get(at + 2).copied().filter(u8::is_ascii_digit))
        .map(|digit| digit - b'0')
        .collect();
    assert_eq!((levels[0], levels.iter().filter(|&&level| level == 1).count()), (1, 1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    assert_eq!(page.matches("<svg").count(), between(&page, "role=\"img\" aria-label=\"", "\"").len());
    assert!(page.matches("<th ").count() > 10 && !page.contains("<th>"));
    assert_eq!(page.matches("<th ").count(), page.matches("<th scope=").count());
    assert_eq!(page.matches("<table").count(), page.matches("<caption").count());
}

#[test]
fn equal_records_make_equal_pages() {
    let make = || page("status-quo-2025.toml", 4, &[("end", "2025-07-07")], true);
    assert_eq!(make(), make());
}

#[test]
fn a_laboratory_has_a_page_without_a_country() {
    let page = page("reference/stock-runs-dry.toml", 4, &[], true);
    for absent in ["<section id=\"map\"", "<section id=\"stories\"", "junta of the first day is still"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("<section id=\"headlines\""));
}

#[test]
fn answers_to_questions_are_in_natural_frequencies() {
    let answer = Answer {
        id: "kidal".into(),
        text: "Does the state hold Kidal?".into(),
        yes: 310,
        n: 1000,
        estimate: 0.31,
        standard_error: 0.0146,
        low: 0.282,
        high: 0.339,
    };
    let text = questions(&[answer], &[]).into_string();
    assert!(text.contains("31 of 100</td>") && text.contains("31.0 ± 1.5"), "{text}");
}
