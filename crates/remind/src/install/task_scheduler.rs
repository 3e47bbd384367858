//! Windows: the XML of a task for the Task Scheduler.

use crate::install::{InstallError, Task, text, xml_escaped};

/// Its name.
#[cfg_attr(not(windows), allow(dead_code))]
pub(super) const NAME: &str = "unhunch-remind";

/// The text of the task, for the person `user` (`COMPUTER\name`). It has to be written as UTF-16.
///
/// # Errors
/// [`InstallError::Path`].
pub fn xml(task: &Task, user: &str) -> Result<String, InstallError> {
    let mut words = vec![quoted(text(&task.program)?)];
    words.extend(task.arguments()?.iter().map(|word| quoted(word)));
    let arguments = xml_escaped(&format!("--headless {}", words.join(" ")));
    let user = xml_escaped(user);
    Ok(format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<!-- Written by "unhunch remind", which can also remove it. -->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>unhunch: reminds of the breaks in your plan</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>3</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>conhost.exe</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"#
    ))
}

/// As C programs on Windows take their command line apart: backslashes count before a quotation mark only.
fn quoted(text: &str) -> String {
    let plain = |sign: char| !sign.is_whitespace() && sign != '"';
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut word = String::from('"');
    let mut backslashes = 0;
    for sign in text.chars() {
        match sign {
            '\\' => backslashes += 1,
            '"' => {
                word.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        word.push(sign);
    }
    word.push_str(&"\\".repeat(backslashes));
    word.push('"');
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_task_reads_as_it_should() {
        let task = Task {
            program: r"C:\Program Files\unhunch\unhunch.exe".into(),
            data: Some(r"D:\my data\".into()),
            port: Some(7400),
        };
        insta::assert_snapshot!(xml(&task, r"DESK\Päm & co").unwrap());
    }

    #[test]
    fn words_are_taken_apart_as_they_were_put_together() {
        assert_eq!(quoted(r"C:\a\b"), r"C:\a\b");
        assert_eq!(quoted(r"C:\a b\"), r#""C:\a b\\""#);
        assert_eq!(quoted(r#"a "b\" c"#), r#""a \"b\\\" c""#);
    }
}
