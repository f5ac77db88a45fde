//! The loss of power at every moment of a life of commits, merges and collections.

use std::path::Path;

use tantivy::Directory as _;

use super::super::Index;
use super::super::directory::ArchiveDirectory;
use super::super::sweep::{is_superfluous, living_files};
use super::disk::Disk;
use super::{change, contents, expected, stride};
use crate::fault::Faults;

/// Commits of the life: enough that segments are merged in between.
const COMMITS: u32 = 6;

/// Every so many moments the power goes, in a run that is not thorough.
const STRIDE: usize = 11;

/// Ways in which the unsynced changes of one moment reach the disk, or do not.
const WAYS: u64 = 3;

fn directory(disk: &Disk) -> ArchiveDirectory {
    ArchiveDirectory::new(disk.clone(), Faults::default())
}

fn open(disk: &Disk) -> Index {
    Index::open_in(directory(disk), Path::new("(disk)"), None).unwrap()
}

/// What the opening of a writer does in a folder.
fn sweep(disk: &Disk) {
    let engine = tantivy::Index::open(directory(disk)).unwrap();
    let living = living_files(&engine).unwrap();
    for name in disk.names() {
        if is_superfluous(name.to_str().unwrap(), &living) {
            disk.delete(&name).unwrap();
        }
    }
}

fn live(disk: &Disk) {
    let index = Index::create_in(directory(disk), Path::new("(disk)"), None).unwrap();
    for number in 1..=COMMITS {
        let mut writer = index.writer().unwrap();
        change(&mut writer, number).unwrap();
        if number % 3 == 0 {
            writer.finish().unwrap();
        } else {
            writer.commit().unwrap();
        }
        disk.acknowledge(number);
    }
}

/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
fn chance(seed: u64) -> impl FnMut(usize) -> usize {
    let mut state = seed;
    move |below| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % below as u64) as usize
    }
}

#[test]
fn no_acknowledged_commit_is_lost_with_the_power() {
    let disk = Disk::default();
    live(&disk);
    let history = disk.history();
    assert!(history.len() > 100, "only {} moments", history.len());
    for (moment, disk) in history.iter().enumerate().step_by(stride(STRIDE)) {
        for way in 0..WAYS {
            let seed = moment as u64 * WAYS + way;
            let left = disk.lose_power(&mut chance(seed));
            if disk.acknowledged == 0 && !tantivy::Index::exists(&left).unwrap() {
                continue;
            }
            let index = open(&left);
            let found = contents(&index);
            let commit = (disk.acknowledged..=disk.acknowledged + 1)
                .find(|commit| expected(*commit) == found)
                .unwrap_or_else(|| {
                    panic!("seed {seed}: after commit {}: {found:?}", disk.acknowledged)
                });
            sweep(&left);
            let mut writer = index.writer().unwrap();
            change(&mut writer, commit + 1).unwrap();
            writer.finish().unwrap();
            assert_eq!(contents(&index), expected(commit + 1), "seed {seed}");
        }
    }
}
