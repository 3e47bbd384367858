//! `unhunch plan`: the plan's file, guides that are taken, routines.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};
use tempfile::{TempDir, tempdir};

use super::{Said, program};

/// A person's data folder.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempdir().unwrap())
    }

    fn data(&self) -> PathBuf {
        self.0.path().join("data")
    }

    fn file(&self) -> PathBuf {
        self.data().join("plan.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).unwrap()
    }

    fn plan(&self, arguments: &[&str]) -> Said {
        self.answering("", arguments)
    }

    /// With this answer on standard input.
    fn answering(&self, answer: &str, arguments: &[&str]) -> Said {
        let mut child = program()
            .arg("plan")
            .args(arguments)
            .arg("--data")
            .arg(self.data())
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // One that asks nothing is gone by now, perhaps.
        let _ = child.stdin.take().unwrap().write_all(answer.as_bytes());
        child.wait_with_output().unwrap().into()
    }

    fn says(&self, arguments: &[&str]) -> String {
        let said = self.plan(arguments);
        assert_eq!(said.code, Some(0), "{arguments:?}: {}{}", said.out, said.err);
        said.out
    }

    /// What standard error says where it can't be done; line ends of the terminal taken out.
    fn refuses(&self, arguments: &[&str]) -> String {
        let said = self.plan(arguments);
        assert_eq!(
            (said.code, said.out.as_str()),
            (Some(2), ""),
            "{arguments:?}: {}",
            said.err
        );
        let lines = said
            .err
            .lines()
            .map(|line| line.trim_start_matches([' ', '│', '×']).trim());
        lines.collect::<Vec<_>>().join(" ")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.says(&["--format", "json"])).unwrap()
    }
}

fn has(text: &str, words: &str) {
    assert!(text.contains(words), "{words:?} is not in: {text}");
}

#[test]
fn a_plan_is_made_shown_changed_and_edited_by_hand() {
    let home = Home::new();
    has(&home.says(&[]), "Nothing is planned yet.");
    assert!(!home.data().exists(), "looking makes nothing");
    assert_eq!(
        home.says(&["add", "upper-back", "--often", "3  times a day"]),
        "upper-back: planned 3 times a day\n"
    );
    let often = "every 45 min at the desk on monday to friday";
    assert_eq!(
        home.says(&["add", "desk-break", "--often", often]),
        "desk-break: planned every 45 min at the desk on weekdays\n"
    );
    assert_eq!(
        home.says(&["quiet", "22:00 to 7:00", "12:00 to 13:00"]),
        "quiet 22:00 to 7:00, 12:00 to 13:00\n"
    );
    assert_eq!(home.says(&["put-off", "15 min"]), "a break may be put off for 15 min\n");
    let by_hand = home.text().replace(
        "[[break]]\nguide = \"upper-back\"",
        "# from Ada\n[[break]]\nguide = \"upper-back\"",
    );
    fs::write(home.file(), by_hand).unwrap();
    assert_eq!(
        home.says(&["remove", "desk-break"]),
        "desk-break: not planned any more\n"
    );
    assert_eq!(
        home.says(&["add", "upper-back", "--often", "twice a day"]),
        "upper-back: planned twice a day\n"
    );
    insta::assert_snapshot!(home.text());

    let shown = home.json();
    assert_eq!(shown["quiet"], json!(["22:00 to 7:00", "12:00 to 13:00"]));
    assert_eq!(shown["put_off_min"], 15);
    let planned = &shown["breaks"][0];
    assert_eq!(planned["title"], "How to Stretch the Upper Back");
    assert_eq!(
        (&planned["planned"], &planned["done"], &planned["today"]),
        (&json!(2), &json!(0), &json!(true))
    );
    assert_eq!(shown["file"], home.file().display().to_string());
    let text = home.says(&[]);
    has(
        &text,
        "How to Stretch the Upper Back  upper-back\n    twice a day: 0 of 2 done",
    );
    has(
        &text,
        "Quiet: 22:00 to 7:00, 12:00 to 13:00. A break may be put off for 15 min.",
    );
    assert_eq!(home.says(&["quiet", "none"]), "no quiet hours\n");
    let changed: Value = serde_json::from_str(&home.says(&["put-off", "0 min", "--format", "json"])).unwrap();
    assert_eq!((&changed["quiet"], &changed["put_off_min"]), (&json!([]), &json!(0)));
}

#[test]
fn what_can_not_be_planned_is_told_and_changes_nothing() {
    let home = Home::new();
    has(
        &home.refuses(&["add", "upper-back"]),
        "say it: unhunch plan add upper-back --often \"3 times a day\"",
    );
    assert!(!home.data().exists());
    home.says(&["add", "upper-back", "--often", "once a day"]);
    home.says(&["quiet", "22:00 to 7:00"]);
    let before = home.text();
    has(
        &home.refuses(&["add", "upper-bakc", "--often", "once a day"]),
        "there is no guide \"upper-bakc\"",
    );
    has(
        &home.refuses(&["add", "neck", "--often", "3 times a week"]),
        "\"week\" does not fit here; write it as in `3 times a day`",
    );
    has(
        &home.refuses(&["add", "neck", "--often", "at 23:00"]),
        "23:00 lies in the quiet hours 22:00 to 7:00",
    );
    has(&home.refuses(&["remove", "neck"]), "in the plan: upper-back");
    has(&home.refuses(&["quiet", "22 to 7"]), "\"22\" is no time of the day");
    has(
        &home.refuses(&["quiet", "0:00 to 12:00", "12:00 to 0:00"]),
        "the quiet hours leave no time of the day",
    );
    has(
        &home.refuses(&["put-off", "5 h"]),
        "write minutes or hours, 0 min to 4 h",
    );
    assert_eq!(home.text(), before);

    fs::write(home.file(), "put_of = \"30 min\"\n").unwrap();
    let told = home.refuses(&["add", "neck", "--often", "once a day"]);
    has(&told, "line 1, column 1: the plan has no key \"put_of\"");
    has(&home.refuses(&[]), "keys: quiet, put_off, [[break]]");
    assert_eq!(home.text(), "put_of = \"30 min\"\n");
}

const GUIDE: &str = "---\ntitle: Your neck\nauthor: Ada\nplan: 3 times a day on weekdays\n---\n\nStop if it hurts.\n\n## Bow {#bow}\n\n- Bow. `reach chin to chest`\n- Stay. `hold 10 s`\n";

#[test]
fn a_guide_from_somebody_else_is_shown_before_it_is_taken() {
    let home = Home::new();
    let file = home.0.path().join("Your neck.md");
    fs::write(&file, GUIDE).unwrap();
    let file = file.to_str().unwrap();
    let seen = home.answering("n\n", &["take", file]);
    assert_eq!(seen.code, Some(1));
    insta::assert_snapshot!(seen.out);
    has(&seen.err, "Take it? [y/N]");
    assert!(!home.data().exists(), "nothing was kept");
    // Nobody answers.
    assert_eq!(home.answering("", &["take", file]).code, Some(1));

    let taken = home.answering("y\n", &["take", file]);
    assert_eq!(taken.code, Some(0), "{}", taken.err);
    has(&taken.out, "your-neck: taken, and planned 3 times a day on weekdays");
    let planned = home.json()["breaks"][0].clone();
    assert_eq!(
        (&planned["guide"], &planned["title"]),
        (&json!("your-neck"), &json!("Your neck"))
    );

    let newer = GUIDE
        .replace("hold 10 s", "hold 20 s")
        .replace("3 times a day", "5 times a day")
        + "\n## Turn {#turn}\n\n- Turn. `reach head turned left`\n";
    fs::write(file, &newer).unwrap();
    let seen = home.answering("n\n", &["take", file]);
    let told = seen.out.split("It takes the place").nth(1).unwrap();
    insta::assert_snapshot!(told, @"
     of the one that you have. What is other:
    - How often: 3 times a day on weekdays → 5 times a day on weekdays
    - Step \"Bow\": Stay. `hold 10 s` → Stay. `hold 20 s`
    - New step: Turn

    Its plan: 5 times a day on weekdays
    not taken; nothing was changed
    ");
    // Programs see it, and nothing is taken unless they say so.
    let seen = home.plan(&["take", file, "--format", "json"]);
    let shown: Value = serde_json::from_str(&seen.out).unwrap();
    assert_eq!(
        (seen.code, &shown["taken"], &shown["replaces"]),
        (Some(1), &json!(false), &json!(true))
    );
    assert_eq!(shown["changes"].as_array().unwrap().len(), 3);
    has(
        &home.says(&["take", file, "--yes"]),
        "your-neck: taken, and planned 5 times a day on weekdays",
    );
    assert_eq!(home.json()["breaks"].as_array().unwrap().len(), 1);
    has(
        &home.says(&["take", file, "--yes"]),
        "nothing in it that you do is other",
    );
}

#[test]
fn what_is_no_guide_or_has_a_taken_name_is_not_taken() {
    let home = Home::new();
    let path = |name: &str, text: &str| {
        let path = home.0.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let shipped = path("neck.md", GUIDE);
    has(
        &home.refuses(&["take", &shipped, "--yes"]),
        "give this one another name: --name my-neck",
    );
    has(
        &home.says(&["take", &shipped, "--yes", "--name", "my-neck"]),
        "my-neck: taken",
    );
    has(
        &home.refuses(&["take", &shipped, "--name", "My Neck"]),
        "no guide can be called \"My Neck\"",
    );
    let broken = path("broken.md", &GUIDE.replace("chin to chest", "chin to chst"));
    has(&home.refuses(&["take", &broken, "--yes"]), "no phrase is called");
    has(&home.refuses(&["take", "nothing.md"]), "there is no file");
    // Its plan lies in quiet hours: neither it nor the guide is kept.
    home.says(&["quiet", "8:00 to 10:00"]);
    let early = path("early.md", &GUIDE.replace("3 times a day", "at 9:00"));
    has(
        &home.refuses(&["take", &early, "--yes"]),
        "9:00 lies in the quiet hours",
    );
    has(
        &home.refuses(&["add", "early", "--often", "once a day"]),
        "there is no guide \"early\"",
    );
}

#[test]
fn a_routine_is_made_of_steps_and_planned() {
    let home = Home::new();
    let parts = ["upper-back#neck-tilt", "desk-break#no-such-step"];
    let told = home.refuses(&["routine", "My morning", parts[0], parts[1]]);
    has(&told, "the guide desk-break has no step \"no-such-step\"");
    let made = home.says(&[
        "routine",
        "My morning",
        parts[0],
        "upper-back#round-back",
        parts[0],
        "--often",
        "at 7:30 on weekdays",
    ]);
    assert_eq!(made, "my-morning: 3 steps, planned at 7:30 on weekdays\n");
    let planned = home.json()["breaks"][0].clone();
    assert_eq!(
        (&planned["title"], &planned["often"]),
        (&json!("My morning"), &json!("at 7:30 on weekdays"))
    );
    has(
        &home.refuses(&["routine", "My morning", parts[0]]),
        "there is a guide called my-morning already",
    );
    has(
        &home.refuses(&["routine", "Neck", parts[0]]),
        "there is a guide called neck already",
    );
    has(
        &home.refuses(&["routine", "Else", "neck-tilt"]),
        "write guide and step with a # between them",
    );
    let german = home.says(&[
        "routine",
        "Mein Abend",
        parts[0],
        "my-morning#round-back",
        "--language",
        "en",
    ]);
    has(
        &german,
        "mein-abend: 2 steps; plan it with: unhunch plan add mein-abend",
    );
    // An own routine says how often it is done.
    home.says(&["remove", "my-morning"]);
    assert_eq!(
        home.says(&["add", "my-morning"]),
        "my-morning: planned at 7:30 on weekdays\n"
    );
}

#[test]
fn what_was_done_today_counts_on_ones_own_too() {
    let home = Home::new();
    home.says(&["add", "upper-back", "--often", "3 times a day"]);
    let session = |id: u32, started_at: String, verdict: &str| -> results::Report {
        let report = json!({
            "schema": 2, "unhunch": "0.1.0", "guide": {"name": "upper-back", "sha256": "0".repeat(64)},
            "video": null,
            "steps": [{"step": "bow", "side": null, "verdict": verdict, "hold_s": 10.0, "holds": [], "reps": null, "sentences": []}],
            "events": [{"at_s": 20.0, "event": "session_ended"}],
            "session": {
                "id": format!("6a1f0c9e-0000-4000-8000-00000000000{id}"), "started_at": started_at, "source": "self_reported",
                "ending": "done", "model": null, "answers": [], "feedback": null,
            },
        });
        serde_json::from_value(report).unwrap()
    };
    let now = jiff::Zoned::now();
    let at = |now: &jiff::Zoned| now.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let yesterday = now.checked_sub(jiff::Span::new().days(1)).unwrap();
    let sessions = [
        session(1, at(&now), "done"),
        session(2, at(&now), "not_done"),
        session(3, at(&yesterday), "done"),
    ];
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let records = records::Records::open(home.data().join("sessions.sqlite"))
            .await
            .unwrap();
        for session in &sessions {
            records.save(session).await.unwrap();
        }
        records.close().await;
    });
    let today = &home.json()["breaks"][0];
    assert_eq!((&today["planned"], &today["done"]), (&json!(3), &json!(1)));
}
