//! `unhunch remind --install` and `--remove`, with a systemd that writes down what it is asked.

use std::fs;

use crate::desktop::Desktop;
use crate::said;

#[test]
fn with_systemd_the_unit_is_written_and_enabled_and_all_goes_again() {
    let desktop = Desktop::bare();
    let asked = desktop.folder.path().join("asked");
    desktop.program(
        "systemctl",
        &format!(
            "echo \"$@\" >> '{}'\ncase \"$2\" in is-system-running) echo degraded; exit 1;; is-active) exit 3;; esac",
            asked.display()
        ),
    );
    let data = desktop.folder.path().join("my data");
    let arguments = ["remind", "--install", "--data", data.to_str().unwrap()];
    let told = said(&desktop.unhunch(&arguments).output().unwrap());
    let unit = desktop.home().join(".config/systemd/user/unhunch-remind.service");
    let entry = desktop.home().join(".config/autostart/unhunch-remind.desktop");
    for line in [
        format!("wrote {}", unit.display()),
        format!("wrote {}", entry.display()),
        "systemctl --user enable unhunch-remind.service".to_owned(),
        "it starts with your next session of the desktop: here is none".to_owned(),
        "to undo this: unhunch remind --remove".to_owned(),
    ] {
        assert!(told.lines().any(|told| told == line), "{line:?} is not in\n{told}");
    }
    let command = format!("remind --data \"{}\"", data.display());
    assert!(fs::read_to_string(&unit).unwrap().contains(&command));
    assert!(fs::read_to_string(&entry).unwrap().contains(&command));
    assert!(
        fs::read_to_string(&asked)
            .unwrap()
            .contains("--user enable unhunch-remind.service")
    );
    // Twice is fine.
    assert!(desktop.unhunch(&arguments).output().unwrap().status.success());

    let told = said(&desktop.unhunch(&["remind", "--remove"]).output().unwrap());
    assert!(!unit.exists() && !entry.exists(), "{told}");
    assert!(
        told.contains("systemctl --user disable --now unhunch-remind.service"),
        "{told}"
    );
    let told = said(&desktop.unhunch(&["remind", "--remove"]).output().unwrap());
    assert_eq!(told, "nothing is installed, and no reminder runs\n");
}

#[test]
fn without_systemd_the_autostart_does_it_and_that_is_said() {
    let desktop = Desktop::bare();
    let output = desktop.unhunch(&["remind", "--install"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let told = said(&output);
    assert!(
        told.contains("no unit of systemd: no user session of systemd (Failed to connect to bus"),
        "{told}"
    );
    assert!(desktop.home().join(".config/autostart/unhunch-remind.desktop").exists());
    assert!(!desktop.home().join(".config/systemd").exists());
}
