//! Whether a folder is on a file system of another machine, where locks and mapped files do not keep their promises.
//!
//! Two machines can hold the lock of one index at once there, and a file that was deleted on one ends a search on the
//! other. Reading is let be; writing is refused until somebody says that only one machine ever writes, by a file of the
//! name [`CONSENT`] in the folder of the index.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// The file by which writing is allowed all the same.
pub(super) const CONSENT: &str = "allow-network";

/// File systems of other machines, as Linux names them.
const KINDS: [&str; 19] = [
    "9p",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "davfs",
    "fuse.ceph",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "lustre",
    "nfs",
    "nfs4",
    "smb3",
    "smbfs",
];

/// Refuses a folder on another machine. Where the system does not tell, it is taken for a local one.
pub(super) fn refuse(folder: &Path) -> Result<(), Error> {
    let (Ok(table), Ok(absolute)) = (
        std::fs::read_to_string("/proc/self/mountinfo"),
        folder.canonicalize(),
    ) else {
        return Ok(());
    };
    match kind_of(&table, &absolute) {
        Some(kind) if KINDS.contains(&kind) && !folder.join(CONSENT).exists() => {
            Err(Error::Network {
                path: folder.to_owned(),
                kind: kind.to_owned(),
            })
        }
        _ => Ok(()),
    }
}

/// The kind of the file system that holds a path, by a table of mounts: the longest mount point above the path, and of
/// several the last, which hides the others.
fn kind_of<'t>(table: &'t str, path: &Path) -> Option<&'t str> {
    let mounts = table.lines().filter_map(|line| {
        let (mount, kind) = line.split_once(" - ")?;
        let point = unescaped(mount.split(' ').nth(4)?);
        path.starts_with(&point)
            .then_some((point.as_os_str().len(), kind.split(' ').next()?))
    });
    mounts
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

/// A mount point as the table writes it: spaces and their like are three octal digits behind a backslash.
fn unescaped(text: &str) -> PathBuf {
    let escapes = [
        ("\\040", " "),
        ("\\011", "\t"),
        ("\\012", "\n"),
        ("\\134", "\\"),
    ];
    let plain = escapes
        .iter()
        .fold(text.to_owned(), |text, (escape, plain)| {
            text.replace(escape, plain)
        });
    PathBuf::from(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/share rw - nfs4 server:/export rw,vers=4.2
41 40 0:36 / /mnt/share/local rw - tmpfs tmpfs rw
42 22 0:37 / /mnt/my\\040news rw shared:9 - fuse.sshfs host:/ rw
43 22 0:38 / /mnt/twice rw - ext4 /dev/sdb1 rw
44 43 0:39 / /mnt/twice rw - cifs //server/share rw";

    #[test]
    fn the_nearest_mount_decides() {
        for (path, kind) in [
            ("/home/news/.fiche", "ext4"),
            ("/mnt/share/news/.fiche", "nfs4"),
            ("/mnt/shared", "ext4"),
            ("/mnt/share/local/x", "tmpfs"),
            ("/mnt/my news/x", "fuse.sshfs"),
            ("/mnt/twice/x", "cifs"),
        ] {
            assert_eq!(kind_of(TABLE, Path::new(path)), Some(kind), "{path}");
        }
        assert_eq!(kind_of("no table", Path::new("/")), None);
    }

    #[test]
    fn the_kinds_are_in_order() {
        assert!(KINDS.is_sorted());
    }
}
