//! Which names the server answers to, and which pages may write.
//!
//! A web page elsewhere can make its own name point at this computer (DNS rebinding), and would then read everything:
//! so a request must name this server by a name that it knows. And any page can send a request to 127.0.0.1: so a
//! request that writes must come from a page of this server.

use std::net::{IpAddr, SocketAddr};

use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};

use crate::error::ApiError;

/// The names that a server answers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    names: Vec<Name>,
    own: Own,
}

/// The server's own address, as a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    /// It is among the names.
    Known,
    /// It listens on all: the one that a connection came to.
    AsReached,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Name {
    /// Small letters; an IPv6 address in brackets.
    host: String,
    port: Port,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Port {
    /// Behind a proxy the port is the proxy's.
    Any,
    Only(u16),
}

/// A name that can't be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no name of a computer: write for example \"coach.home\" or \"coach.home:7373\"")]
pub struct HostError {
    /// As it was given.
    pub name: String,
}

impl Hosts {
    /// The names of `bound`, the address that is listened on, with its port: of loopback all that this computer calls
    /// itself, else only the address. And `also`, each "name" (with any port) or "name:port".
    ///
    /// # Errors
    /// [`HostError`] when one of `also` is not of that form.
    pub fn new(bound: SocketAddr, also: &[String]) -> Result<Self, HostError> {
        let own = if bound.ip().is_unspecified() {
            Own::AsReached
        } else {
            Own::Known
        };
        let mut hosts = match own {
            Own::Known => vec![host_of(bound.ip())],
            Own::AsReached => Vec::new(),
        };
        // Elsewhere these are other computers: what they call themselves is not our name.
        if bound.ip().is_loopback() {
            hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(str::to_owned));
        }
        let port = Port::Only(bound.port());
        let mut names: Vec<Name> = hosts.into_iter().map(|host| Name { host, port }).collect();
        for name in also {
            let (host, port) = parts(name).ok_or_else(|| HostError { name: name.clone() })?;
            let port = port.map_or(Port::Any, Port::Only);
            names.push(Name { host, port });
        }
        Ok(Self { names, own })
    }

    /// `reached` is the address that the connection came to, where there is one.
    fn allow(&self, authority: &str, reached: Option<SocketAddr>) -> bool {
        let Some((host, port)) = parts(authority) else {
            return false;
        };
        let is = |name: &Name| {
            name.host == host
                && match name.port {
                    Port::Any => true,
                    Port::Only(only) => port.unwrap_or(80) == only,
                }
        };
        let as_reached = || {
            let reached = reached.filter(|reached| !reached.ip().to_canonical().is_loopback());
            reached.is_some_and(|reached| {
                is(&Name {
                    host: host_of(reached.ip()),
                    port: Port::Only(reached.port()),
                })
            })
        };
        self.names.iter().any(is) || self.own == Own::AsReached && as_reached()
    }

    /// Whether a request names this server. Gives the name that it was called by.
    ///
    /// # Errors
    /// 421 when it does not, 400 when it names none or several.
    pub(crate) fn check_host<'r>(
        &self,
        uri: &'r Uri,
        headers: &'r HeaderMap,
        reached: Option<SocketAddr>,
    ) -> Result<&'r str, ApiError> {
        let mut named = headers.get_all(header::HOST).iter();
        let (Some(host), None) = (named.next(), named.next()) else {
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "The request does not say which computer it is for.",
                "Send one Host header.",
            ));
        };
        let host = host.to_str().unwrap_or_default();
        let in_address = uri.authority().map(Authority::as_str);
        if self.allow(host, reached) && in_address.is_none_or(|name| self.allow(name, reached)) {
            return Ok(host);
        }
        Err(ApiError::new(
            StatusCode::MISDIRECTED_REQUEST,
            "unhunch does not answer to this name.",
            "Open the address that unhunch printed when it started, or add this name to its allowed hosts.",
        ))
    }
}

/// Whether a request may do what it asks for, as far as it matters which page sent it. `host` is the name that the
/// server was called by.
///
/// A browser says where a request comes from: `Origin` with all that write, `Sec-Fetch-Site` with all. Without either
/// a writing request is refused: an old browser would leave both out, and a person at a terminal can add the header.
///
/// # Errors
/// 403 when it comes from another page, or writes and does not say where it comes from.
pub(crate) fn check_sender(method: &Method, uri: &Uri, headers: &HeaderMap, host: &str) -> Result<(), ApiError> {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site");
    let elsewhere = || {
        ApiError::new(
            StatusCode::FORBIDDEN,
            "This request comes from another page.",
            "Use the page that unhunch itself serves.",
        )
    };
    // "same-site" is another program on this computer, "none" is the person's own hand.
    let is_api = uri.path().starts_with("/api");
    if is_api && matches!(site, Some("cross-site" | "same-site")) {
        return Err(elsewhere());
    }
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    match (text(header::ORIGIN.as_str()), site) {
        (Some(origin), None | Some("same-origin")) if is_origin_of(origin, host) => Ok(()),
        (Some(_), _) => Err(elsewhere()),
        (None, Some("same-origin")) => Ok(()),
        (None, _) => Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "The request does not say which page it comes from.",
            format!("From a terminal, send the header \"Origin: http://{host}\"."),
        )),
    }
}

/// Whether `origin` is the page at `host`. Either scheme: a proxy may speak https for us.
fn is_origin_of(origin: &str, host: &str) -> bool {
    let authority = origin
        .strip_prefix("http://")
        .or_else(|| origin.strip_prefix("https://"));
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}

/// An address as it stands in the address of a page.
fn host_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("[{address}]"),
    }
}

/// Host in small letters, and port, of "host" or "host:port".
fn parts(authority: &str) -> Option<(String, Option<u16>)> {
    // A user name before an @ makes one host look like another.
    if authority.contains('@') {
        return None;
    }
    let authority: Authority = authority.parse().ok()?;
    let host = authority.host();
    let port = match authority.as_str().get(host.len()..)? {
        "" => None,
        rest => Some(rest.strip_prefix(':')?.parse().ok()?),
    };
    (!host.is_empty()).then(|| (host.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(bound: &str, also: &[&str]) -> Hosts {
        let also: Vec<String> = also.iter().map(|name| (*name).to_owned()).collect();
        Hosts::new(bound.parse().unwrap(), &also).unwrap()
    }

    #[test]
    fn loopback_answers_to_its_own_names_with_its_own_port() {
        let hosts = hosts("127.0.0.1:7373", &[]);
        for good in ["127.0.0.1:7373", "localhost:7373", "LOCALHOST:7373", "[::1]:7373"] {
            assert!(hosts.allow(good, None), "{good}");
        }
        let bad = [
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost:7374",
            "localhost.evil.example:7373",
            "evil.example:7373",
            "evil.example",
            "localhost@evil.example:7373",
            "evil.example@localhost:7373",
            "localhost.:7373",
            "localhost:7373:7373",
            "localhost:",
            "localhost:99999",
            "0.0.0.0:7373",
            "[::]:7373",
            "::1:7373",
            ":7373",
            "",
            " ",
        ];
        for bad in bad {
            assert!(!hosts.allow(bad, None), "{bad}");
        }
    }

    #[test]
    fn the_default_port_may_be_left_out() {
        let hosts = hosts("127.0.0.1:80", &[]);
        assert!(hosts.allow("localhost", None));
        assert!(hosts.allow("localhost:80", None));
        assert!(!hosts.allow("localhost:443", None));
    }

    #[test]
    fn an_address_of_ones_own_and_allowed_names_count_too() {
        let hosts = hosts("192.168.1.20:7373", &["Coach.Home", "box:8443"]);
        for good in ["192.168.1.20:7373", "coach.home", "coach.home:443", "box:8443"] {
            assert!(hosts.allow(good, None), "{good}");
        }
        for bad in [
            "box",
            "box:7373",
            "192.168.1.21:7373",
            "not.coach.home",
            "localhost:7373",
            "127.0.0.1:7373",
            "[::1]:7373",
        ] {
            assert!(!hosts.allow(bad, None), "{bad}");
        }
    }

    #[test]
    fn a_server_on_every_address_answers_to_the_one_that_was_reached() {
        let allow = |bound, name, reached: &str| hosts(bound, &["coach.home"]).allow(name, reached.parse().ok());
        let lan = "192.168.1.20:7373";
        assert!(allow("0.0.0.0:7373", lan, lan));
        assert!(allow("[::]:7373", lan, "[::ffff:192.168.1.20]:7373"));
        assert!(allow("0.0.0.0:7373", "coach.home", lan));
        for bad in [
            "127.0.0.1:7373",
            "localhost:7373",
            "0.0.0.0:7373",
            "192.168.1.21:7373",
            "192.168.1.20",
        ] {
            assert!(!allow("0.0.0.0:7373", bad, lan), "{bad}");
        }
        for name in ["127.0.0.1:7373", "localhost:7373", "[::1]:7373"] {
            assert!(!allow("0.0.0.0:7373", name, "127.0.0.1:7373"), "{name}");
            assert!(!allow("[::]:7373", name, "[::1]:7373"), "{name}");
        }
        // Bound to one address, whatever is reached.
        assert!(!allow("192.168.1.20:7373", "10.0.0.1:7373", "10.0.0.1:7373"));
    }

    #[test]
    fn a_name_that_can_not_be_one_is_refused() {
        for bad in ["", "http://box", "a b", "box:port", "me@box"] {
            let refused = Hosts::new("127.0.0.1:1".parse().unwrap(), &[bad.to_owned()]);
            assert_eq!(refused, Err(HostError { name: bad.to_owned() }), "{bad}");
        }
    }

    #[test]
    fn an_origin_is_a_page_of_this_very_host() {
        assert!(is_origin_of("http://localhost:7373", "localhost:7373"));
        assert!(is_origin_of("https://coach.home", "coach.home"));
        for bad in [
            "null",
            "",
            "localhost:7373",
            "http://localhost:7374",
            "http://localhost:7373.evil.example",
        ] {
            assert!(!is_origin_of(bad, "localhost:7373"), "{bad}");
        }
    }
}
