//! Laws of records, on a cheap model whose replicate is a function of its index.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use jiff::civil::date;
use ndarray::Array2;
use tempfile::{TempDir, tempdir};

use super::*;
use crate::ensemble::{Attempt, Column, Columns, Ensemble, Fault, Replicate};

const DATES: usize = 6;
const PER_FILE: u64 = 16;

fn column(name: &str) -> Column {
    Column { name: name.into(), unit: "1".into(), meaning: format!("the {name}") }
}

fn identity(seed: u64) -> Identity {
    Identity {
        version: "0.1.0".into(),
        data_sha256: "00".into(),
        scenario: "title = \"A walk\"\n[ensemble]\nreplicates = 1\n".into(),
        seed,
        generator: "an index".into(),
        replicates_per_file: PER_FILE,
        columns: Columns {
            parameters: vec!["walk.step".into()],
            outcomes: vec![column("end"), column("week of return")],
            observables: vec![column("height"), column("depth")],
            dates: (0..DATES).map(|week| date(2025, 6, 2) + jiff::Span::new().weeks(week as i64)).collect(),
        },
    }
}

/// Height k·t in replicate k; every third never returns; 13 panics, 29 faults.
fn walk(index: u64) -> Attempt {
    match index {
        13 => panic!("a negative stock"),
        29 => return Err(Fault("the fuel ran out".into())),
        _ => {}
    }
    let x = index as f64;
    let back = if index.is_multiple_of(3) { f64::NAN } else { x.sqrt() };
    let height = |(t, side): (usize, usize)| (index as f32) * (t as f32) * [1.0, -1.0][side];
    Ok(Replicate {
        parameters: vec![x / 7.0],
        outcomes: vec![x.sin(), back],
        trajectory: Array2::from_shape_fn((DATES, 2), height),
    })
}

/// Fills a folder with a seed's walks, until the `stop_after`-th replicate of this run asks to stop.
fn run(
    folder: &Path,
    seed: u64,
    replicates: u64,
    threads: usize,
    stop_after: u64,
) -> Result<(Ending, Vec<Damage>), RecordFault> {
    let mut writer = Writer::open(folder, identity(seed), replicates, Opening::Continue)?;
    let (last, stop) = (writer.done().saturating_add(stop_after), AtomicBool::new(stop_after == 0));
    let one = |(): &mut (), index| {
        stop.fetch_or(index + 1 >= last, Ordering::Relaxed);
        walk(index)
    };
    let ensemble = Ensemble::new(NonZeroUsize::new(threads), || (), one).unwrap();
    let ending = fill(&mut writer, &ensemble, &stop, |_| ())?;
    Ok((ending, writer.damages().to_vec()))
}

fn complete(folder: &Path, replicates: u64, threads: usize) -> Vec<Damage> {
    let (ending, damages) = run(folder, 1, replicates, threads, u64::MAX).unwrap();
    assert_eq!(ending, Ending::Complete);
    damages
}

/// Every file below a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
    found
}

/// The record of `replicates` walks, made in one go on one thread.
fn undisturbed(replicates: u64) -> BTreeMap<String, Vec<u8>> {
    let folder = tempdir().unwrap();
    complete(folder.path(), replicates, 1);
    files(folder.path())
}

fn assert_same(folder: &TempDir, expected: &BTreeMap<String, Vec<u8>>) {
    let found = files(folder.path());
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&found), names(expected));
    for (name, bytes) in expected {
        assert!(found[name] == *bytes, "{name} differs");
    }
}

#[test]
fn threads_leave_no_trace_in_any_file() {
    let expected = undisturbed(50);
    assert_eq!(expected.len(), 3 + 2 * 4);
    for threads in [2, 7] {
        let folder = tempdir().unwrap();
        complete(folder.path(), 50, threads);
        assert_same(&folder, &expected);
    }
}

#[test]
fn an_interrupted_run_goes_on_to_the_same_bytes() {
    let expected = undisturbed(50);
    for (stop_after, threads) in [(0, 1), (1, 1), (15, 1), (16, 1), (17, 1), (17, 7), (40, 2)] {
        let folder = tempdir().unwrap();
        let (ending, _) = run(folder.path(), 1, 50, threads, stop_after).unwrap();
        let Ending::Interrupted { done } = ending else { panic!("it was stopped after {stop_after}") };
        assert!(
            if threads == 1 { done == stop_after } else { done >= stop_after },
            "{done} kept of {stop_after}"
        );
        let record = Record::open(folder.path()).unwrap();
        assert_eq!((record.replicates(), record.is_complete()), (done, false));
        assert_eq!(record.outcomes("end").unwrap().len() as u64, done);
        assert!(complete(folder.path(), 50, 2).is_empty());
        assert_same(&folder, &expected);
    }
}

#[test]
fn a_run_stopped_again_and_again_comes_to_an_end() {
    let folder = tempdir().unwrap();
    let stops =
        (0..100).take_while(|_| run(folder.path(), 1, 40, 1, 3).unwrap().0 != Ending::Complete).count();
    assert_eq!(stops, 13);
    assert_same(&folder, &undisturbed(40));
}

#[test]
fn more_replicates_are_added_to_those_there_are() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let first = std::fs::read(chunk::path(folder.path(), chunk::REPLICATES, 0)).unwrap();
    complete(folder.path(), 50, 2);
    assert_eq!(std::fs::read(chunk::path(folder.path(), chunk::REPLICATES, 0)).unwrap(), first);
    assert_same(&folder, &undisturbed(50));
}

#[test]
fn fewer_replicates_than_there_are_is_refused() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let fault = run(folder.path(), 1, 19, 2, u64::MAX).unwrap_err().to_string();
    assert!(fault.contains("already has 20 replicates, more than the 19"), "{fault}");
    assert_same(&folder, &undisturbed(20));
}

#[test]
fn fewer_than_first_asked_for_is_fine_while_they_are_not_there() {
    let folder = tempdir().unwrap();
    run(folder.path(), 1, 1000, 1, 17).unwrap();
    complete(folder.path(), 33, 1);
    assert_same(&folder, &undisturbed(33));
}

#[test]
fn a_finished_record_is_left_as_it_is() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let run_any = Ensemble::new(NonZeroUsize::new(1), || (), |(), _| panic!("nothing is pending")).unwrap();
    let mut writer = Writer::open(folder.path(), identity(1), 20, Opening::Continue).unwrap();
    assert_eq!(fill(&mut writer, &run_any, &AtomicBool::new(false), |_| ()).unwrap(), Ending::Complete);
    drop(writer);
    assert_same(&folder, &undisturbed(20));
}

/// Every way to spoil a file of a finished record is noticed, told and put right.
#[test]
fn a_spoilt_chunk_is_made_again() {
    let expected = undisturbed(50);
    type Spoil = fn(&Path);
    let spoil: [(&str, Spoil); 5] = [
        ("truncated", |path| {
            let bytes = std::fs::read(path).unwrap();
            std::fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("empty", |path| std::fs::write(path, []).unwrap()),
        ("one bit flipped", |path| {
            let mut bytes = std::fs::read(path).unwrap();
            let middle = bytes.len() / 3;
            bytes[middle] ^= 1;
            std::fs::write(path, bytes).unwrap();
        }),
        ("gone", |path| std::fs::remove_file(path).unwrap()),
        ("of another chunk", |path| {
            std::fs::copy(path.with_file_name("00000.parquet"), path).unwrap();
        }),
    ];
    for part in [chunk::REPLICATES, chunk::TRAJECTORIES] {
        for (how, spoil) in spoil {
            let folder = tempdir().unwrap();
            complete(folder.path(), 50, 2);
            spoil(&chunk::path(folder.path(), part, 1));
            assert_eq!(
                Record::open(folder.path()).map_or(1, |record| record.verify().len()),
                1,
                "{part} {how}"
            );
            let damages = complete(folder.path(), 50, 2);
            assert_eq!(
                damages.iter().map(|damage| damage.chunk).collect::<Vec<_>>(),
                [Some(1)],
                "{part} {how}"
            );
            assert_same(&folder, &expected);
        }
    }
}

#[test]
fn a_spoilt_list_of_chunks_is_made_again_with_them() {
    for text in ["", "[{\"number\": 3}]", "not JSON", "\u{0}"] {
        let folder = tempdir().unwrap();
        complete(folder.path(), 20, 2);
        std::fs::write(folder.path().join("chunks.json"), text).unwrap();
        assert!(matches!(Record::open(folder.path()), Err(RecordFault::Damaged { .. })));
        assert_eq!(complete(folder.path(), 20, 2)[0].chunk, None);
        assert_same(&folder, &undisturbed(20));
    }
}

#[test]
fn another_seed_is_refused_by_name_unless_the_record_is_given_up() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let fault = run(folder.path(), 2, 20, 2, u64::MAX).unwrap_err();
    assert!(fault.to_string().ends_with("\n  seed: 1 → 2"), "{fault}");
    assert_same(&folder, &undisturbed(20));

    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    Writer::open(folder.path(), identity(2), 10, Opening::Fresh).unwrap();
    assert_eq!(std::fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
    let record = Record::open(folder.path()).unwrap();
    assert_eq!((record.replicates(), record.manifest().identity.seed), (0, 2));
    assert!(!chunk::path(folder.path(), chunk::REPLICATES, 0).exists());
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = tempdir().unwrap();
    let theirs = chunk::path(folder.path(), chunk::REPLICATES, 0);
    std::fs::create_dir(theirs.parent().unwrap()).unwrap();
    std::fs::write(&theirs, "theirs").unwrap();
    for opening in [Opening::Continue, Opening::Fresh] {
        let fault = Writer::open(folder.path(), identity(1), 5, opening).unwrap_err();
        assert!(matches!(fault, RecordFault::Foreign { .. }), "{fault}");
    }
    assert_eq!(files(folder.path()).len(), 1);
    assert!(matches!(Record::open(folder.path()), Err(RecordFault::NotARecord(_))));
}

#[test]
fn what_a_killed_process_left_is_swept() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let trajectories = folder.path().join(chunk::TRAJECTORIES);
    for stray in [".unfinished-x7", "00002.parquet", "00731.parquet"] {
        std::fs::write(trajectories.join(stray), "half").unwrap();
    }
    std::fs::write(folder.path().join(".unfinished-manifest"), "half").unwrap();
    assert!(complete(folder.path(), 20, 2).is_empty());
    assert_same(&folder, &undisturbed(20));
}

#[test]
fn a_failed_replicate_keeps_its_row_and_its_fault() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 40, 2);
    let record = Record::open(folder.path()).unwrap();
    let faults = [(13, "panicked: a negative stock".to_string()), (29, "the fuel ran out".to_string())];
    assert_eq!(record.faults().unwrap(), faults);
    let (ends, heights) = (record.outcomes("end").unwrap(), record.trajectory("height").unwrap());
    for (failed, _) in faults {
        assert!(ends[failed as usize].is_nan() && heights.row(failed as usize).iter().all(|x| x.is_nan()));
    }
    assert_eq!(ends.iter().filter(|end| end.is_nan()).count(), 2);
}

#[test]
fn what_is_read_is_what_was_run() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 40, 2);
    let record = Record::open(folder.path()).unwrap();
    let same = |a: f64, b: f64| a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan());
    let (steps, returns) =
        (record.parameters("walk.step").unwrap(), record.outcomes("week of return").unwrap());
    let depths = record.trajectory("depth").unwrap();
    assert_eq!((record.indices().len(), depths.dim()), (40, (40, DATES)));
    for (row, index) in
        record.indices().into_iter().enumerate().filter(|(_, index)| ![13, 29].contains(index))
    {
        let expected = walk(index).unwrap();
        assert!(
            same(steps[row], expected.parameters[0]) && same(returns[row], expected.outcomes[1]),
            "{index}"
        );
        assert_eq!(depths.row(row), expected.trajectory.column(1), "{index}");
    }
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 5, 1);
    let record = Record::open(folder.path()).unwrap();
    let fault = record.trajectory("hieght").unwrap_err().to_string();
    assert_eq!(fault, "the record has no observable named \"hieght\"; the nearest is \"height\"");
    assert!(record.outcomes("height").is_err() && record.parameters("end").is_err());
}

#[test]
fn no_two_columns_have_one_name() {
    let folder = tempdir().unwrap();
    for name in ["end", "replicate", "fault"] {
        let mut twice = identity(1);
        twice.columns.parameters.push(name.into());
        let fault = Writer::open(folder.path(), twice, 5, Opening::Continue).unwrap_err();
        assert!(matches!(fault, RecordFault::TwiceNamed(_)), "{fault}");
    }
}

/// Memory is flat: when a replicate starts, every chunk before its own is on the disk.
#[test]
fn one_chunk_is_in_memory_at_a_time() {
    let folder = tempdir().unwrap();
    let mut writer = Writer::open(folder.path(), identity(1), 100, Opening::Continue).unwrap();
    let most = AtomicU64::new(0);
    let ensemble = Ensemble::new(
        NonZeroUsize::new(3),
        || (),
        |(), index| {
            let stored = (0..=index / PER_FILE)
                .take_while(|&chunk| chunk::path(folder.path(), chunk::TRAJECTORIES, chunk).exists());
            most.fetch_max(index + 1 - stored.count() as u64 * PER_FILE, Ordering::Relaxed);
            walk(index)
        },
    )
    .unwrap();
    fill(&mut writer, &ensemble, &AtomicBool::new(false), |_| ()).unwrap();
    assert_eq!(most.load(Ordering::Relaxed), PER_FILE);
}

#[test]
fn progress_begins_with_what_is_there_and_ends_with_all() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let mut writer = Writer::open(folder.path(), identity(1), 50, Opening::Continue).unwrap();
    let ensemble = Ensemble::new(NonZeroUsize::new(2), || (), |(), index| walk(index)).unwrap();
    let mut heard = vec![];
    fill(&mut writer, &ensemble, &AtomicBool::new(false), |progress| heard.push(progress.done)).unwrap();
    assert_eq!(heard, (20..=50).collect::<Vec<_>>());
}

#[test]
fn a_record_has_one_writer_at_a_time() {
    let folder = tempdir().unwrap();
    let _writer = Writer::open(folder.path(), identity(1), 5, Opening::Continue).unwrap();
    let fault = Writer::open(folder.path(), identity(1), 5, Opening::Fresh).unwrap_err();
    assert!(matches!(fault, RecordFault::Busy { .. }), "{fault}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let fault = Writer::open(&file.join("record"), identity(1), 5, Opening::Continue).unwrap_err();
    assert!(fault.is_bad_input(), "{fault}");
    assert!(
        fault.to_string().starts_with("cannot create the folder")
            && fault.to_string().contains("file/record")
    );
}

#[test]
fn the_note_on_a_run_is_no_part_of_the_record() {
    let folder = tempdir().unwrap();
    complete(folder.path(), 20, 2);
    let writer = Writer::open(folder.path(), identity(1), 20, Opening::Continue).unwrap();
    let second = std::time::Duration::from_secs(1);
    writer.note(&Run::here(jiff::Timestamp::UNIX_EPOCH, second, 2, 20, vec!["concession".into()])).unwrap();
    drop(writer);
    std::fs::remove_file(folder.path().join("run.json")).unwrap();
    assert_same(&folder, &undisturbed(20));
}
