//! Linux and other free desktops: the unit of systemd where there is one, and the desktop's autostart.

use std::process::{Command, Stdio};

use crate::install::{Done, InstallError, Places, Task, autostart, delete, entry, systemd, unit, write};
use crate::lock::running;
use crate::tool::{self, Said, Silent};

const SYSTEMCTL: &str = "systemctl";

pub(super) fn install(task: &Task, places: &Places) -> Result<Done, InstallError> {
    let (entry, unit) = (entry(task)?, unit(task)?);
    let entry_path = places.config.join("autostart").join(autostart::NAME);
    write(&entry_path, entry.as_bytes())?;
    let mut done = vec![format!("wrote {}", entry_path.display())];
    let by_systemd = match user_manager() {
        Ok(()) => {
            let unit_path = unit_path(places);
            write(&unit_path, unit.as_bytes())?;
            done.push(format!("wrote {}", unit_path.display()));
            must(&["daemon-reload"])?;
            must(&["enable", systemd::NAME])?;
            done.push(format!("systemctl --user enable {}", systemd::NAME));
            is_active("graphical-session.target")
        }
        Err(why) => {
            done.push(format!("no unit of systemd: {why}; the desktop's autostart does it"));
            false
        }
    };
    stop_all(places, &mut done);
    if by_systemd {
        must(&["restart", systemd::NAME])?;
        done.push("it runs now, and starts with each session".to_owned());
    } else if crate::idle::x11::variable("WAYLAND_DISPLAY")
        .or(crate::idle::x11::variable("DISPLAY"))
        .is_some()
    {
        start(task)?;
        done.push("it runs now, and starts with each session".to_owned());
    } else {
        done.push("it starts with your next session of the desktop: here is none".to_owned());
    }
    done.push("to undo this: unhunch remind --remove".to_owned());
    Ok(done)
}

pub(super) fn remove(places: &Places) -> Result<Done, InstallError> {
    let mut done = Vec::new();
    let unit_path = unit_path(places);
    let manager = user_manager();
    if unit_path.exists() && manager.is_ok() {
        must(&["disable", "--now", systemd::NAME])?;
        done.push(format!("systemctl --user disable --now {}", systemd::NAME));
    }
    if delete(&unit_path)? {
        done.push(format!("removed {}", unit_path.display()));
        if manager.is_ok() {
            must(&["daemon-reload"])?;
        }
    }
    let entry_path = places.config.join("autostart").join(autostart::NAME);
    if delete(&entry_path)? {
        done.push(format!("removed {}", entry_path.display()));
    }
    stop_all(places, &mut done);
    if done.is_empty() {
        done.push("nothing is installed, and no reminder runs".to_owned());
    } else {
        done.push("your plan and your sessions are as they were".to_owned());
    }
    Ok(done)
}

fn unit_path(places: &Places) -> std::path::PathBuf {
    places.config.join("systemd/user").join(systemd::NAME)
}

/// Asks every reminder of this person to end.
fn stop_all(places: &Places, done: &mut Done) {
    for process in running(&places.data) {
        let Some(pid) = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw) else {
            continue;
        };
        // One that has ended meanwhile is what was wanted.
        if rustix::process::kill_process(pid, rustix::process::Signal::TERM).is_ok() {
            done.push(format!("stopped the reminder that ran (process {process})"));
        }
    }
    // It lets go of its place when it has written what it remembers.
    for _ in 0..100 {
        if running(&places.data).is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// Starts it without a terminal.
fn start(task: &Task) -> Result<(), InstallError> {
    let mut command = Command::new(&task.program);
    command
        .args(task.arguments()?)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    match command.spawn() {
        Ok(_) => Ok(()),
        Err(why) => Err(InstallError::File {
            path: task.program.clone(),
            why,
        }),
    }
}

fn systemctl(arguments: &[&str]) -> Result<Said, Silent> {
    tool::ask(Command::new(SYSTEMCTL).arg("--user").args(arguments))
}

/// Whether systemd keeps this person's sessions.
fn user_manager() -> Result<(), String> {
    match systemctl(&["is-system-running"]) {
        // Whether all its units are well is another question.
        Ok(said)
            if matches!(
                said.out.trim(),
                "running" | "degraded" | "starting" | "initializing" | "maintenance"
            ) =>
        {
            Ok(())
        }
        Ok(said) => {
            let why = if said.err.is_empty() {
                said.out.trim()
            } else {
                &said.err
            };
            Err(format!("no user session of systemd ({why})"))
        }
        Err(Silent::NotThere) => Err("this system has no systemd".to_owned()),
        Err(Silent::Failed(why)) => Err(why),
    }
}

fn is_active(unit: &str) -> bool {
    systemctl(&["is-active", "--quiet", unit]).is_ok_and(|said| said.ok)
}

fn must(arguments: &[&str]) -> Result<(), InstallError> {
    let why = match systemctl(arguments) {
        Ok(said) if said.ok => return Ok(()),
        Ok(said) => said.err,
        Err(Silent::NotThere) => "it is not there".to_owned(),
        Err(Silent::Failed(why)) => why,
    };
    Err(InstallError::Tool {
        program: SYSTEMCTL,
        why: format!("{} ({})", why, arguments.join(" ")),
    })
}
