//! macOS: the property list of a LaunchAgent.

use crate::install::{InstallError, Task, text, xml_escaped};

/// Its label.
pub(super) const LABEL: &str = "org.unhunch.remind";

/// The text of the property list.
///
/// # Errors
/// [`InstallError::Path`].
pub fn plist(task: &Task) -> Result<String, InstallError> {
    let mut words = vec![text(&task.program)?.to_owned()];
    words.extend(task.arguments()?);
    let words: String = words
        .iter()
        .map(|word| format!("    <string>{}</string>\n", xml_escaped(word)))
        .collect();
    Ok(format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Written by "unhunch remind", which can also remove it. -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{LABEL}</string>
  <key>ProgramArguments</key>
  <array>
{words}  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ThrottleInterval</key>
  <integer>60</integer>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
  <key>ProcessType</key>
  <string>Background</string>
  <key>AbandonProcessGroup</key>
  <true/>
</dict>
</plist>
"#
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::install::tests::{odd, plain};

    #[test]
    fn the_property_list_reads_as_it_should() {
        insta::assert_snapshot!(plist(&plain()).unwrap());
    }

    #[test]
    fn odd_paths_are_one_string_each() {
        let plist = plist(&odd()).unwrap();
        let words: Vec<_> = plist.lines().filter(|line| line.starts_with("    <string>")).collect();
        insta::assert_snapshot!(words.join("\n"), @r"
        <string>/opt/un hunch/50%/$x/a&quot;b\c&amp;d</string>
        <string>remind</string>
        <string>--data</string>
        <string>/home/p/My $data%`</string>
        <string>--port</string>
        <string>7400</string>
        ");
    }
}
