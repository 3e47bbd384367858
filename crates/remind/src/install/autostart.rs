//! The entry for the desktop's autostart, for sessions that systemd does not know.

use crate::install::{InstallError, Task, text};

/// Its name.
#[cfg_attr(not(target_os = "linux"), allow(dead_code))]
pub(super) const NAME: &str = "unhunch-remind.desktop";

/// The text of the entry.
///
/// # Errors
/// [`InstallError::Path`].
pub fn entry(task: &Task) -> Result<String, InstallError> {
    let mut command = quoted(text(&task.program)?);
    for argument in task.arguments()? {
        command.push(' ');
        command.push_str(&quoted(&argument));
    }
    Ok(format!(
        "\
# Written by unhunch remind --install; unhunch remind --remove takes it away.
[Desktop Entry]
Type=Application
Name=unhunch
Comment=Reminds of the breaks in your plan
Exec={command}
Terminal=false
NoDisplay=true
# Where systemd starts the session's programs, the unit unhunch-remind.service does it.
X-systemd-skip=true
X-GNOME-HiddenUnderSystemd=true
"
    ))
}

/// Source: Desktop Entry Specification 1.5, "The Exec key" and "Possible value types": quoted first, then escaped as every
/// text of the file is.
fn quoted(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.+:@,".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut word = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '`' | '$' | '\\' => word.extend(['\\', sign]),
            '%' => word.push_str("%%"),
            other => word.push(other),
        }
    }
    word.push('"');
    word.replace('\\', "\\\\")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::tests::{odd, plain};

    #[test]
    fn the_entry_reads_as_it_should() {
        insta::assert_snapshot!(entry(&plain()).unwrap());
    }

    #[test]
    fn odd_paths_stay_one_word() {
        let entry = entry(&odd()).unwrap();
        let command = entry.lines().find(|line| line.starts_with("Exec=")).unwrap();
        insta::assert_snapshot!(command, @r#"Exec="/opt/un hunch/50%%/\\$x/a\\"b\\\\c&d" remind --data "/home/p/My \\$data%%\\`" --port 7400"#);
    }
}
