//! The unit of systemd, for desktops whose session systemd knows.

use crate::install::{InstallError, Task, text};

/// Its name.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
pub(super) const NAME: &str = "unhunch-remind.service";

/// The text of the unit.
///
/// # Errors
/// [`InstallError::Path`].
pub fn unit(task: &Task) -> Result<String, InstallError> {
    // systemd takes the program's path as it is, and looks for variables only in what follows.
    let mut command = quoted(text(&task.program)?);
    for argument in task.arguments()? {
        command.push(' ');
        command.push_str(&quoted(&argument).replace('$', "$$"));
    }
    Ok(format!(
        "\
# Written by unhunch remind --install; unhunch remind --remove takes it away.
[Unit]
Description=unhunch: reminds of the breaks in your plan
PartOf=graphical-session.target
After=graphical-session.target

[Service]
ExecStart={command}
Restart=on-failure
RestartSec=60
# The browser and the page's server that \"Start\" started go on.
KillMode=process

[Install]
WantedBy=graphical-session.target
"
    ))
}

/// Source: systemd.service(5), "Command lines"; `%` is systemd.unit(5), "Specifiers".
fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.+:@".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%");
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::tests::{odd, plain};

    #[test]
    fn the_unit_reads_as_it_should() {
        insta::assert_snapshot!(unit(&plain()).unwrap());
    }

    #[test]
    fn odd_paths_stay_one_word() {
        let unit = unit(&odd()).unwrap();
        let command = unit.lines().find(|line| line.starts_with("ExecStart=")).unwrap();
        insta::assert_snapshot!(command, @r#"ExecStart="/opt/un hunch/50%%/$x/a\"b\\c&d" remind --data "/home/p/My $$data%%`" --port 7400"#);
    }
}
