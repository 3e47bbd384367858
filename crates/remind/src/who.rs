//! Which session of the desktop this is, so that two of one person are told apart, also on two computers that share a
//! home.

use std::env;

/// This session of the desktop: the computer and its display, `desk/wayland-0`. The same after a restart.
pub fn this_session() -> String {
    session(&computer(), |name| env::var(name).ok())
}

/// A display is what the unit of systemd and the desktop's autostart both know; the id of a session, only the latter.
fn session(computer: &str, variable: impl Fn(&str) -> Option<String>) -> String {
    let display = ["WAYLAND_DISPLAY", "DISPLAY", "SESSIONNAME"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    let display = display.unwrap_or_else(|| "desk".to_owned());
    // A path, as WAYLAND_DISPLAY may be, would be a folder in the name of a lock.
    let display = display.rsplit('/').next().unwrap_or_default();
    let whole = format!("{computer}/{display}");
    whole
        .chars()
        .map(|sign| match sign {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' | '/' => sign,
            _ => '_',
        })
        .take(100)
        .collect()
}

#[cfg(unix)]
fn computer() -> String {
    rustix::system::uname().nodename().to_string_lossy().replace('/', "_")
}

#[cfg(not(unix))]
fn computer() -> String {
    env::var("COMPUTERNAME").unwrap_or_else(|_| "computer".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(variables: &[(&str, &str)]) -> String {
        session("desk", |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn two_displays_are_two_sessions_and_a_path_is_no_folder() {
        assert_eq!(
            at(&[("WAYLAND_DISPLAY", "wayland-0"), ("DISPLAY", ":0")]),
            "desk/wayland-0"
        );
        assert_eq!(at(&[("WAYLAND_DISPLAY", ""), ("DISPLAY", ":1")]), "desk/_1");
        assert_eq!(at(&[("WAYLAND_DISPLAY", "/run/user/7/../wayland-1")]), "desk/wayland-1");
        assert_eq!(at(&[]), "desk/desk");
    }
}
