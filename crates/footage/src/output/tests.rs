use std::io::Write;

use super::*;

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

fn count(folder: &Path) -> usize {
    fs::read_dir(folder).unwrap().count()
}

#[test]
fn an_output_has_its_name_only_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    fs::write(&path, "earlier").unwrap();
    let mut output = Output::create(&path, Over::Earlier).unwrap();
    output.write_all(b"la").unwrap();
    assert_eq!(text(&path), "earlier");
    drop(output);
    assert_eq!((text(&path).as_str(), count(folder.path())), ("earlier", 1));
    write(&path, Over::Earlier, b"later").unwrap();
    assert_eq!((text(&path).as_str(), count(folder.path())), ("later", 1));
}

#[test]
fn what_must_stay_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.md");
    let output = Output::create(&path, Over::Nothing).unwrap();
    // Somebody was quicker.
    fs::write(&path, "mine").unwrap();
    assert!(matches!(output.finish(), Err(Error::Exists { .. })));
    assert!(matches!(write(&path, Over::Nothing, b"new"), Err(Error::Exists { .. })));
    assert_eq!((text(&path).as_str(), count(folder.path())), ("mine", 1));
}

#[test]
fn a_folder_or_a_place_that_is_not_there_is_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let why = |path: &Path| Output::create(path, Over::Earlier).unwrap_err().to_string();
    assert!(why(folder.path()).ends_with("it is a folder"));
    assert!(why(&folder.path().join("new/")).ends_with("it names a folder"));
    assert!(why(&folder.path().join("none/a.csv")).contains("there is no folder"));
    assert_eq!(count(folder.path()), 0);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_points_at_is_written() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let (far, near) = (folder.path().join("far"), folder.path().join("near"));
    fs::create_dir(&far).unwrap();
    fs::create_dir(&near).unwrap();
    symlink("../far/a.csv", near.join("link")).unwrap();
    symlink("link", near.join("second")).unwrap();
    // Once it is not there yet, and once it is.
    for words in ["one", "two"] {
        write(&near.join("second"), Over::Earlier, words.as_bytes()).unwrap();
        assert_eq!(text(&far.join("a.csv")), words);
        assert!(near.join("second").is_symlink() && near.join("link").is_symlink());
        fs::set_permissions(far.join("a.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    }
    write(&near.join("link"), Over::Earlier, b"three").unwrap();
    assert_eq!(far.join("a.csv").metadata().unwrap().mode() & 0o777, 0o640);
    assert_eq!((count(&far), count(&near)), (1, 2));
    symlink("round", near.join("round")).unwrap();
    assert!(write(&near.join("round"), Over::Earlier, b"").is_err());
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_written_through() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    symlink("/dev/null", &nowhere).unwrap();
    write(&nowhere, Over::Earlier, b"gone").unwrap();
    write(&nowhere, Over::Nothing, b"gone").unwrap();
    assert!(nowhere.is_symlink());
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());

    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || text(&pipe)
    });
    write(&pipe, Over::Earlier, b"through").unwrap();
    assert_eq!(reader.join().unwrap(), "through");
    assert!(pipe.metadata().unwrap().file_type().is_fifo());
    assert_eq!(count(folder.path()), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_told() {
    let mut output = Output::create(Path::new("/dev/full"), Over::Earlier).unwrap();
    assert!(output.write_all(b"too much").is_err());
}
