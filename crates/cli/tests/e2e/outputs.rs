//! What is written destroys nothing: not what is read, not another output, not a device, not a link.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::clips::{NOBODY, make};
use super::unusable::refused;
use super::{Said, program};

/// A folder with a clip, a guide, an article and labels.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        make(&NOBODY, &desk.path("me.mp4"));
        let guide = "---\ntitle: Mine\n---\n\nStop if anything hurts.\n\n## Bend {#bend}\n\n- Bow your head. `reach head lowered`\n";
        fs::write(desk.path("guide.md"), guide).unwrap();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Runs the program in the folder.
    fn run(&self, line: &str) -> Said {
        self.command(line).output().unwrap().into()
    }

    fn command(&self, line: &str) -> Command {
        let mut command = program();
        command.current_dir(self.0.path()).args(line.split(' '));
        command
    }

    /// Names and contents of all that is there.
    fn contents(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut contents: Vec<_> = entries
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::read(&path).unwrap_or_default()))
            .collect();
        contents.sort();
        contents
    }

    fn refuses(&self, line: &str, words: &str) {
        let before = self.contents();
        refused(&self.run(line), words);
        assert!(self.contents() == before, "something was written: {line}");
    }
}

#[test]
fn an_output_over_an_input_is_refused_before_anything_is_written() {
    let desk = Desk::new();
    desk.refuses(
        "check me.mp4 --overlay me.mp4",
        "--overlay me.mp4 would write over what is read: the video",
    );
    desk.refuses("check me.mp4 --trace me.mp4", "--trace me.mp4 would write over");
    desk.refuses(
        "check me.mp4 --trace ./me.mp4",
        "would write over what is read: me.mp4, the video",
    );
    desk.refuses("measure me.mp4 --out me.mp4", "--out me.mp4 would write over");
    desk.refuses(
        "check me.mp4 --guide guide.md --trace guide.md",
        "what is read: the guide",
    );
    desk.refuses(
        "check me.mp4 --overlay new.mp4 --trace me.mp4",
        "give the output another name",
    );
    desk.refuses("guide import guide.md --out guide.md", "guide.md is there already");
    fs::hard_link(desk.path("me.mp4"), desk.path("hard.mp4")).unwrap();
    desk.refuses("check me.mp4 --overlay hard.mp4", "what is read: me.mp4, the video");
    desk.refuses("measure hard.mp4 --out me.mp4", "what is read: hard.mp4, the video");
}

#[test]
fn two_outputs_that_are_one_file_are_refused() {
    let desk = Desk::new();
    desk.refuses(
        "check me.mp4 --overlay new --trace new",
        "--trace and --overlay are the same file: new",
    );
    desk.refuses("check me.mp4 --overlay new --trace ./new", "are the same file: new");
    fs::write(desk.path("one"), "").unwrap();
    fs::hard_link(desk.path("one"), desk.path("two")).unwrap();
    desk.refuses(
        "check me.mp4 --overlay one --trace two",
        "give each output a name of its own",
    );
}

#[test]
fn the_report_of_validate_destroys_no_clip_no_truth_and_no_labels() {
    let desk = Desk::new();
    let name = "s2_lateral_neck_chin_drops_left";
    let clips = super::bundled().parent().unwrap().to_owned();
    fs::create_dir(desk.path("truth")).unwrap();
    for ending in ["mp4", "csv", "json"] {
        let file = format!("{name}.{ending}");
        fs::copy(clips.join(&file), desk.path("truth").join(&file)).unwrap();
    }
    fs::create_dir(desk.path("walls")).unwrap();
    fs::copy(desk.path("me.mp4"), desk.path("walls/wall.mp4")).unwrap();
    fs::copy(clips.join(format!("traces/{name}.parquet")), desk.path("a.parquet")).unwrap();
    let labels = r#"{"labels": [{"trace": "a.parquet", "step": "neck-tilt", "side": "left", "held_s": [8, 12]}]}"#;
    fs::write(desk.path("labels.json"), labels).unwrap();
    let validate = "validate truth --nobody walls --labels labels.json --cache cache --report";
    for ending in ["mp4", "csv", "json"] {
        let file = format!("truth/{name}.{ending}");
        let before = fs::read(desk.path(&file)).unwrap();
        refused(
            &desk.run(&format!("{validate} {file}")),
            "would write over what is read",
        );
        assert!(fs::read(desk.path(&file)).unwrap() == before, "{file}");
    }
    desk.refuses(&format!("{validate} labels.json"), "the labels");
    desk.refuses(&format!("{validate} a.parquet"), "a trace of the labels");
    refused(
        &desk.run(&format!("{validate} walls/wall.mp4")),
        "would write over what is read",
    );
    assert!(!desk.path("cache").exists(), "nothing was looked at");
}

#[cfg(unix)]
#[test]
fn links_are_seen_through_and_stay() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new();
    symlink("me.mp4", desk.path("link.mp4")).unwrap();
    desk.refuses("check me.mp4 --overlay link.mp4", "what is read: me.mp4, the video");
    desk.refuses("check link.mp4 --trace me.mp4", "what is read: link.mp4, the video");
    symlink("new", desk.path("to-new")).unwrap();
    desk.refuses("check me.mp4 --overlay to-new --trace new", "are the same file: to-new");
    symlink("far.csv", desk.path("near.csv")).unwrap();
    desk.run("measure me.mp4 --out near.csv");
    assert!(desk.path("near.csv").is_symlink());
    assert!(fs::read_to_string(desk.path("far.csv")).unwrap().starts_with("time_s,"));
}

#[cfg(unix)]
#[test]
fn guides_go_through_links_and_pipes_and_over_nothing() {
    use std::os::unix::fs::symlink;

    let desk = Desk::new();
    fs::write(desk.path("how-to.txt"), fs::read(article()).unwrap()).unwrap();
    let import = |out: &str| desk.run(&format!("guide import how-to.txt --out {out}"));
    assert_eq!(import("new.md").code, Some(0));
    let written = fs::read_to_string(desk.path("new.md")).unwrap();
    assert_eq!(import("/dev/stdout").out, written);
    symlink("far.md", desk.path("near.md")).unwrap();
    assert_eq!(import("near.md").code, Some(0));
    assert!(desk.path("near.md").is_symlink());
    assert_eq!(fs::read_to_string(desk.path("far.md")).unwrap(), written);
    refused(&import("near.md"), "near.md is there already");
    // The form is written into the file behind the link.
    assert_eq!(desk.run("guide fmt guide.md").code, Some(0));
    let formed = fs::read_to_string(desk.path("guide.md")).unwrap();
    fs::write(desk.path("far.md"), formed.replace("\n\n", "\n\n\n")).unwrap();
    assert_eq!(desk.run("guide fmt near.md").out, "near.md: formatted\n");
    assert!(desk.path("near.md").is_symlink());
    assert_eq!(fs::read_to_string(desk.path("far.md")).unwrap(), formed);
    let new = |file: &str| {
        Said::from(
            desk.command(&format!("guide new {file}"))
                .stdin(Stdio::null())
                .output()
                .unwrap(),
        )
    };
    refused(&new("far.md"), "far.md is there already");
    assert_eq!(new("first.md").code, Some(0));
    assert_eq!(new("/dev/null").code, Some(0));
    let left: Vec<_> = desk.contents();
    assert!(
        left.iter()
            .all(|(path, _)| !path.to_string_lossy().contains(".unhunch-")),
        "{left:?}"
    );
}

fn article() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../import/tests/articles/same-damage.txt")
}

/// As the shell's own redirections name them.
#[cfg(unix)]
#[test]
fn standard_input_and_output_are_files_too() {
    let desk = Desk::new();
    let stream = desk.path("me.y4m");
    make(&NOBODY, &stream);
    let before = desk.contents();
    let opened = |name: &str| {
        fs::OpenOptions::new()
            .read(true)
            .append(true)
            .open(desk.path(name))
            .unwrap()
    };
    let mut check = desk.command("check - --trace me.y4m");
    refused(
        &check.stdin(opened("me.y4m")).output().unwrap().into(),
        "what is read: standard input, the video",
    );
    for line in ["check me.mp4", "measure me.mp4"] {
        let mut command = desk.command(line);
        let said = command.stdout(opened("me.mp4")).output().unwrap();
        refused(
            &said.into(),
            "standard output would write over what is read: me.mp4, the video",
        );
    }
    let mut import = desk.command("guide import guide.md");
    refused(
        &import.stdout(opened("guide.md")).output().unwrap().into(),
        "standard output would write over",
    );
    let mut check = desk.command("check me.mp4 --trace me.y4m");
    refused(
        &check.stdout(opened("me.y4m")).output().unwrap().into(),
        "standard output and --trace are the same file",
    );
    assert!(desk.contents() == before);
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_stay() {
    use std::os::unix::fs::FileTypeExt;

    let desk = Desk::new();
    let said = desk.run("check me.mp4 --trace /dev/null --overlay /dev/null");
    refused(&said, "nobody was seen in me.mp4 (5 frames)");
    refused(&desk.run("measure me.mp4 --out /dev/null"), "nobody was seen");
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let said = desk.run("measure me.mp4 --out /dev/stdout");
    assert!(
        said.out.starts_with("time_s,") && said.out.lines().count() == 6,
        "{}",
        said.out
    );
    if Path::new("/dev/full").exists() {
        for line in [
            "measure me.mp4 --out /dev/full",
            "check me.mp4 --trace /dev/full",
            "check me.mp4 --overlay /dev/full",
        ] {
            refused(&desk.run(line), "No space left on device");
        }
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_read_and_written() {
    let desk = Desk::new();
    let pipe = |name: &str| {
        let made = Command::new("mkfifo").arg(desk.path(name)).status().unwrap();
        assert!(made.success());
        desk.path(name)
    };
    let cat = |from: &Path, to: &Path| {
        let mut cat = Command::new("sh");
        cat.args(["-c", "exec cat \"$0\" > \"$1\""])
            .args([from, to])
            .stdin(Stdio::null());
        cat.spawn().unwrap()
    };
    let (table, trace, overlay) = (pipe("table"), pipe("trace"), pipe("overlay.mp4"));
    let mut readers = [
        cat(&table, &desk.path("a.csv")),
        cat(&trace, &desk.path("a.parquet")),
        cat(&overlay, &desk.path("a.mp4")),
    ];
    refused(&desk.run("measure me.mp4 --out table"), "nobody was seen");
    refused(
        &desk.run("check me.mp4 --trace trace --overlay overlay.mp4"),
        "nobody was seen",
    );
    for reader in &mut readers {
        assert!(reader.wait().unwrap().success());
    }
    assert_eq!(fs::read_to_string(desk.path("a.csv")).unwrap().lines().count(), 6);
    // The overlay, and then the trace through another pipe, can be read again.
    refused(&desk.run("check a.mp4"), "nobody was seen in a.mp4 (5 frames)");
    let again = pipe("again");
    let mut writer = cat(&desk.path("a.parquet"), &again);
    refused(&desk.run("replay again"), "nobody was seen in again (5 frames)");
    assert!(writer.wait().unwrap().success());
}
