//! D-Bus, asked so that nothing is started by the asking and nobody is waited for without end.
//!
//! Must not know: what an answer means.

use std::future::Future;
use std::time::Duration;

use zbus::proxy::{self, CacheProperties, MethodFlags};
use zbus::wire::DynamicDeserialize;
use zbus::{Connection, DynamicType, OwnedVariant, Proxy, connection};

/// Whoever takes longer hangs.
const LIMIT: Duration = Duration::from_secs(2);

/// One of the two buses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Of this session of the desktop.
    Session,
    /// Of the computer.
    System,
}

impl Which {
    /// As it stands in a status.
    fn name(self) -> &'static str {
        match self {
            Self::Session => "session bus",
            Self::System => "system bus",
        }
    }
}

/// A bus, which is connected to when it is first asked, and again when it was lost.
#[derive(Debug, Clone)]
pub struct Bus {
    which: Which,
    /// In place of the one that the environment names: for tests.
    address: Option<String>,
    connection: Option<Connection>,
}

/// What to ask on the bus.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The well-known name of who is asked.
    pub name: &'a str,
    /// Path of the object.
    pub path: &'a str,
    /// Its interface.
    pub interface: &'a str,
}

impl Bus {
    /// The one that the environment names.
    pub fn new(which: Which) -> Self {
        Self {
            which,
            address: None,
            connection: None,
        }
    }

    /// The one at this address.
    pub fn at(which: Which, address: &str) -> Self {
        Self {
            address: Some(address.to_owned()),
            ..Self::new(which)
        }
    }

    /// The connection, made anew when it was lost.
    ///
    /// # Errors
    /// In words: there is no such bus.
    pub async fn connection(&mut self) -> Result<Connection, String> {
        if let Some(connection) = self.connection.as_ref().filter(|connection| !connection.is_closed()) {
            return Ok(connection.clone());
        }
        let builder = match (&self.address, self.which) {
            (Some(address), _) => connection::Builder::address(address.as_str()),
            (None, Which::Session) => connection::Builder::session(),
            (None, Which::System) => connection::Builder::system(),
        };
        let name = self.which.name();
        let connected = within(builder.method_timeout(LIMIT).build()).await?;
        let connection = connected.map_err(|error| format!("not there: no {name} ({error})"))?;
        self.connection = Some(connection.clone());
        Ok(connection)
    }

    /// Calls a method. Nobody is started for it.
    ///
    /// # Errors
    /// In words: nobody has the name, or what it said.
    pub async fn call<B, R>(&mut self, place: Place<'_>, method: &str, body: &B) -> Result<R, String>
    where
        B: serde::Serialize + DynamicType + Sync,
        R: for<'d> DynamicDeserialize<'d>,
    {
        self.call_with(Some(MethodFlags::NO_AUTO_START), place, method, body)
            .await
    }

    /// Calls a method of somebody who is started for it, where the system knows how.
    ///
    /// # Errors
    /// As of [`Bus::call`].
    pub async fn call_starting<B, R>(&mut self, place: Place<'_>, method: &str, body: &B) -> Result<R, String>
    where
        B: serde::Serialize + DynamicType + Sync,
        R: for<'d> DynamicDeserialize<'d>,
    {
        self.call_with(None, place, method, body).await
    }

    async fn call_with<B, R>(
        &mut self,
        flag: Option<MethodFlags>,
        place: Place<'_>,
        method: &str,
        body: &B,
    ) -> Result<R, String>
    where
        B: serde::Serialize + DynamicType + Sync,
        R: for<'d> DynamicDeserialize<'d>,
    {
        let connection = self.connection().await?;
        let proxy = proxy::Builder::<Proxy>::new(&connection)
            .destination(place.name)
            .path(place.path)
            .interface(place.interface)
            .cache_properties(CacheProperties::No);
        let proxy = within(proxy.build()).await?.map_err(|error| in_words(&error))?;
        let call = proxy.call_with_flags(method, flag.unwrap_or(MethodFlags::empty()), body);
        let answer = within(call).await?.map_err(|error| in_words(&error))?;
        answer.ok_or_else(|| "no answer".to_owned())
    }

    /// Reads a property.
    ///
    /// # Errors
    /// As of [`Bus::call`].
    pub async fn property(&mut self, place: Place<'_>, property: &str) -> Result<OwnedVariant, String> {
        let properties = Place {
            interface: "org.freedesktop.DBus.Properties",
            ..place
        };
        self.call(properties, "Get", &(place.interface, property)).await
    }
}

const NOBODY: &str = "not there: nobody has this name on the bus";

/// Why somebody on the bus did not answer.
fn in_words(error: &zbus::Error) -> String {
    match error {
        zbus::Error::MethodError(name, _, _)
            if matches!(
                name.as_str(),
                "org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner"
            ) =>
        {
            NOBODY.to_owned()
        }
        zbus::Error::FDO(error)
            if matches!(
                **error,
                zbus::fdo::Error::ServiceUnknown(_) | zbus::fdo::Error::NameHasNoOwner(_)
            ) =>
        {
            NOBODY.to_owned()
        }
        zbus::Error::MethodError(_, Some(text), _) => text.clone(),
        other => other.to_string(),
    }
}

/// Not longer than [`LIMIT`].
async fn within<T>(work: impl Future<Output = T>) -> Result<T, String> {
    match tokio::time::timeout(LIMIT, work).await {
        Ok(done) => Ok(done),
        Err(_) => Err("no answer".to_owned()),
    }
}
