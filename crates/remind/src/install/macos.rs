//! macOS: a LaunchAgent, by `launchctl`.

use std::path::PathBuf;
use std::process::Command;

use crate::install::{Done, InstallError, Places, Task, delete, launch_agent, plist, write};
use crate::tool::{self, Silent};

const LAUNCHCTL: &str = "launchctl";

pub(super) fn install(task: &Task, places: &Places) -> Result<Done, InstallError> {
    let path = path(places);
    write(&path, plist(task)?.as_bytes())?;
    // An older one goes first; that there is none is fine.
    let _ = launchctl(&["bootout".into(), service()]);
    launchctl(&["bootstrap".into(), domain(), path.display().to_string()])?;
    Ok(vec![
        format!("wrote {}", path.display()),
        format!("launchctl bootstrap {} {}", domain(), path.display()),
        "it runs now, and starts with each session".to_owned(),
        "to undo this: unhunch remind --remove".to_owned(),
    ])
}

pub(super) fn remove(places: &Places) -> Result<Done, InstallError> {
    let path = path(places);
    if !path.exists() {
        return Ok(vec!["nothing is installed".to_owned()]);
    }
    // One that does not run is what was wanted.
    let _ = launchctl(&["bootout".into(), service()]);
    delete(&path)?;
    Ok(vec![
        format!("launchctl bootout {}", service()),
        format!("removed {}", path.display()),
        "your plan and your sessions are as they were".to_owned(),
    ])
}

fn path(places: &Places) -> PathBuf {
    let name = format!("{}.plist", launch_agent::LABEL);
    places.home.join("Library/LaunchAgents").join(name)
}

fn domain() -> String {
    format!("gui/{}", rustix::process::getuid().as_raw())
}

fn service() -> String {
    format!("{}/{}", domain(), launch_agent::LABEL)
}

fn launchctl(arguments: &[String]) -> Result<(), InstallError> {
    let why = match tool::ask(Command::new(LAUNCHCTL).args(arguments)) {
        Ok(said) if said.ok => return Ok(()),
        Ok(said) => said.err,
        Err(Silent::NotThere) => "it is not there".to_owned(),
        Err(Silent::Failed(why)) => why,
    };
    Err(InstallError::Tool {
        program: LAUNCHCTL,
        why,
    })
}
