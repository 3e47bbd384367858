//! Writing guides: lint, fmt, new and try, on files that come and change.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use super::clips::make;
use super::{Said, bundled, program, unhunch};

const CLEAN: &str = "---\ntitle: Mine\n---\n\nStop if anything hurts.\n\n## Bend {#bend}\n\n- Bow your head. `reach head lowered`\n- Stay. `hold 5 s`\n";

fn guide(arguments: &[&str], files: &[&Path]) -> Said {
    program()
        .arg("guide")
        .args(arguments)
        .args(files)
        .output()
        .unwrap()
        .into()
}

#[test]
fn lint_tells_people_programs_and_pull_requests() {
    let folder = tempfile::tempdir().unwrap();
    let (clean, wrong) = (folder.path().join("clean.md"), folder.path().join("100%, wrong.md"));
    fs::write(&clean, CLEAN).unwrap();
    fs::write(&wrong, CLEAN.replace("lowered", "lowerd").replace("Stop", "Go on")).unwrap();
    let shown = |text: &str| text.replace(folder.path().to_str().unwrap(), "DIR");

    let said = guide(&["lint"], &[&clean, &wrong]);
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(shown(&said.out), @r"
    DIR/clean.md: no mistakes
    DIR/100%, wrong.md: 1 mistake, 1 warning
    ");
    assert!(
        said.err.contains("did you mean \"head lowered\"?") && said.err.contains("wrong.md:9:25"),
        "{}",
        said.err
    );

    let said = guide(&["lint", "--format", "github"], &[&clean, &wrong]);
    assert_eq!((said.code, said.err.as_str()), (Some(1), ""));
    insta::assert_snapshot!(shown(&said.out), @r#"
    ::warning file=DIR/100%25%2C wrong.md,line=7,endLine=7,col=1,endColumn=16,title=guide%3A%3Amissing_safety_note::the guide does not say when to stop%0Ahelp: write it before the first step: "Move gently, and stop if anything hurts."
    ::error file=DIR/100%25%2C wrong.md,line=9,endLine=9,col=25,endColumn=36,title=guide%3A%3Aunknown_phrase::no phrase is called "head lowerd"%0Ahelp: did you mean "head lowered"?
    "#);

    let said = guide(&["lint", "--format", "json"], &[&clean, &wrong]);
    assert_eq!((said.code, said.err.as_str()), (Some(1), ""));
    insta::assert_snapshot!(shown(&said.out), @r#"
    {
      "schema": 1,
      "errors": 1,
      "warnings": 1,
      "findings": [
        {
          "file": "DIR/100%, wrong.md",
          "code": "guide::missing_safety_note",
          "severity": "warning",
          "message": "the guide does not say when to stop",
          "help": "write it before the first step: \"Move gently, and stop if anything hurts.\"",
          "line": 7,
          "column": 1,
          "end_line": 7,
          "end_column": 16,
          "page": "docs/lints/missing_safety_note.md"
        },
        {
          "file": "DIR/100%, wrong.md",
          "code": "guide::unknown_phrase",
          "severity": "error",
          "message": "no phrase is called \"head lowerd\"",
          "help": "did you mean \"head lowered\"?",
          "line": 9,
          "column": 25,
          "end_line": 9,
          "end_column": 36,
          "page": "docs/lints/unknown_phrase.md"
        }
      ]
    }
    "#);
}

#[test]
fn warnings_alone_are_no_mistakes_unless_one_is_strict() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    fs::write(&file, CLEAN.replace("Stop", "Go on")).unwrap();
    assert_eq!(guide(&["lint"], &[&file]).code, Some(0));
    assert_eq!(guide(&["lint", "--strict"], &[&file]).code, Some(1));
}

#[test]
fn a_translation_is_held_against_the_guide_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let [original, translation] = ["mine.md", "mine.de.md"].map(|name| folder.path().join(name));
    let german = CLEAN
        .replace("Bow your head", "Senk den Kopf")
        .replace("hold 5 s", "hold 6 s");
    fs::write(&translation, &german).unwrap();
    assert_eq!(guide(&["lint"], &[&translation]).code, Some(0), "alone it is a guide");
    fs::write(&original, CLEAN).unwrap();
    let said = guide(&["lint"], &[&original, &translation]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("guide::translation_differs") && said.err.contains("mine.de.md:10:1"),
        "{}",
        said.err
    );
    fs::write(&translation, german.replace("hold 6 s", "hold 5 s")).unwrap();
    assert_eq!(guide(&["lint", "--strict"], &[&translation]).code, Some(0));
}

#[test]
fn any_file_is_told_what_is_wrong_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    for (bytes, words) in [
        (vec![0xFF; 10], "byte 0 of the file is not text"),
        (b"- Breathe. `note`\n".repeat(600_000), "longer than 262144 bytes"),
        (Vec::new(), "the guide has no title"),
    ] {
        fs::write(&file, bytes).unwrap();
        let said = guide(&["lint"], &[&file]);
        assert_eq!(said.code, Some(1));
        assert!(said.err.contains(words), "{}", said.err);
        // The other commands give up with the same words.
        let file = file.to_str().unwrap();
        for arguments in [vec!["guide", "show", file], vec!["check", "no.mp4", "--guide", file]] {
            let said = unhunch(arguments);
            assert_eq!(said.code, Some(2));
            assert!(said.err.contains(words), "{}", said.err);
        }
    }
    assert_eq!(guide(&["lint"], &[folder.path()]).code, Some(2));
}

#[test]
fn fmt_writes_the_one_form_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let [careless, clean, wrong] = ["careless.md", "clean.md", "wrong.md"].map(|name| folder.path().join(name));
    let text = CLEAN.replace("- ", "*   ").replace("5 s", "5.0s");
    fs::write(&careless, &text).unwrap();
    fs::write(&clean, CLEAN).unwrap();
    fs::write(&wrong, "- a").unwrap();

    let said = guide(&["fmt", "--check"], &[&careless, &clean]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.ends_with("careless.md: not in the one form\n"), "{}", said.out);
    assert_eq!(fs::read_to_string(&careless).unwrap(), text, "--check changes nothing");

    let said = guide(&["fmt"], &[&careless, &clean]);
    assert_eq!((said.code, said.out.lines().count()), (Some(0), 1), "{}", said.out);
    assert_eq!(fs::read_to_string(&careless).unwrap(), CLEAN);
    assert_eq!(guide(&["fmt", "--check"], &[&careless, &clean]).code, Some(0));

    let said = guide(&["fmt"], &[&wrong]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("guide::missing_title"), "{}", said.err);
    assert_eq!(fs::read_to_string(&wrong).unwrap(), "- a");
    // Nothing else is left in the folder.
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
}

fn new_guide(folder: &Path, arguments: &[&str], answers: &str) -> Said {
    let mut program = program();
    program.current_dir(folder).args(["guide", "new"]).args(arguments);
    let mut running = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    running.stdin.take().unwrap().write_all(answers.as_bytes()).unwrap();
    running.wait_with_output().unwrap().into()
}

#[test]
fn new_writes_a_guide_that_lints_clean() {
    let folder = tempfile::tempdir().unwrap();
    let said = new_guide(folder.path(), &[], "Ear to shoulder\nMe\n1\n15\n");
    assert_eq!(said.code, Some(0), "{}", said.err);
    let file = folder.path().join("ear-to-shoulder.md");
    insta::assert_snapshot!(fs::read_to_string(&file).unwrap(), @r#"
    ---
    title: Ear to shoulder
    author: Me
    difficulty: easy
    ---

    Move gently, and stop if anything hurts.

    ## Tilt your neck {#tilt-your-neck}

    `each side`

    - Let your {side} ear sink towards your {side} shoulder. `reach neck tilt {side}`
    - Your shoulders stay down. `keep shoulders down`
    - Stay there for 15 seconds. `hold 15 s`
    - Notice where you feel it. `note`
    "#);
    let linted = guide(&["lint", "--strict"], &[&file]);
    assert_eq!(linted.code, Some(0), "{}", linted.err);
    assert_eq!(guide(&["fmt", "--check"], &[&file]).code, Some(0));
    // What is there is never written over.
    let said = new_guide(folder.path(), &[], "Ear to shoulder\n");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("is there already"), "{}", said.err);
    // Without any answers, and with a name.
    assert_eq!(new_guide(folder.path(), &["other.md"], "").code, Some(0));
    assert_eq!(
        guide(&["lint", "--strict"], &[&folder.path().join("other.md")]).code,
        Some(0)
    );
}

#[cfg(unix)]
#[test]
fn try_judges_again_when_the_guide_is_saved_and_ends_with_ctrl_c() {
    let folder = tempfile::tempdir().unwrap();
    let (clip, file) = (folder.path().join("clip.mp4"), folder.path().join("mine.md"));
    make(&["-i", bundled().to_str().unwrap(), "-frames:v", "45"], &clip);
    fs::write(&file, CLEAN).unwrap();
    let mut running = program()
        .args(["guide", "try"])
        .args([&file, &clip])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let mut until = |words: &str| -> String {
        let mut said = String::new();
        for line in lines.by_ref() {
            said += &format!("{line}\n");
            if line.contains(words) {
                return said;
            }
        }
        panic!("{words:?} was not said: {said}");
    };
    let first = until("Ctrl-C ends.");
    assert!(first.starts_with("Mine\n") && !first.contains('\x1b'), "{first}");
    fs::write(&file, CLEAN.replace("head lowered", "head lowerd")).unwrap();
    assert!(until("Ctrl-C ends.").contains("did you mean \"head lowered\"?"));
    // Saved by an editor that puts a new file in its place.
    let other = folder.path().join("other.md");
    fs::write(&other, CLEAN.replace("Mine", "Yours")).unwrap();
    fs::rename(&other, &file).unwrap();
    assert!(until("Ctrl-C ends.").starts_with("Yours\n"));
    let id = running.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(running.wait().unwrap().code(), Some(0));
}

#[test]
fn try_without_a_guide_or_a_video_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.md");
    fs::write(&file, CLEAN).unwrap();
    let said = guide(&["try"], &[&folder.path().join("no.md"), &bundled()]);
    assert_eq!(said.code, Some(2));
    let said = guide(&["try"], &[&file, &folder.path().join("no.mp4")]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("no.mp4"), "{}", said.err);
}
