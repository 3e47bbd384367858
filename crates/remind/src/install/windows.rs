//! Windows: a task of the Task Scheduler, by `schtasks`.

use std::process::Command;

use crate::install::{Done, InstallError, Places, Task, task_scheduler, write, xml};
use crate::tool::{self, Silent};

const SCHTASKS: &str = "schtasks";

pub(super) fn install(task: &Task, places: &Places) -> Result<Done, InstallError> {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let user = format!("{}\\{}", variable("USERDOMAIN"), variable("USERNAME"));
    let path = places.data.join("remind-task.xml");
    // schtasks reads UTF-16 with a mark of its order of bytes.
    let text = format!("\u{feff}{}", xml(task, &user)?);
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    write(&path, &bytes)?;
    let file = path.display().to_string();
    let created = schtasks(&["/Create", "/F", "/TN", task_scheduler::NAME, "/XML", &file]);
    // It was read, or is of no use.
    let _ = std::fs::remove_file(&path);
    created?;
    schtasks(&["/Run", "/TN", task_scheduler::NAME])?;
    Ok(vec![
        format!("made the task {} of the Task Scheduler", task_scheduler::NAME),
        "it runs now, and starts with each session".to_owned(),
        "to undo this: unhunch remind --remove".to_owned(),
    ])
}

pub(super) fn remove(_: &Places) -> Result<Done, InstallError> {
    if schtasks(&["/Query", "/TN", task_scheduler::NAME]).is_err() {
        return Ok(vec!["nothing is installed".to_owned()]);
    }
    // One that does not run is what was wanted.
    let _ = schtasks(&["/End", "/TN", task_scheduler::NAME]);
    schtasks(&["/Delete", "/F", "/TN", task_scheduler::NAME])?;
    Ok(vec![
        format!("removed the task {} of the Task Scheduler", task_scheduler::NAME),
        "your plan and your sessions are as they were".to_owned(),
    ])
}

fn schtasks(arguments: &[&str]) -> Result<(), InstallError> {
    let why = match tool::ask(Command::new(SCHTASKS).args(arguments)) {
        Ok(said) if said.ok => return Ok(()),
        Ok(said) => said.err,
        Err(Silent::NotThere) => "it is not there".to_owned(),
        Err(Silent::Failed(why)) => why,
    };
    Err(InstallError::Tool { program: SCHTASKS, why })
}
