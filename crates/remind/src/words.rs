//! What a notification says, in English, German and Spanish.

/// The words of one language. General wellness only: they ask, and promise nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// Two letters.
    pub language: &'static str,
    /// Over the title of the guide.
    pub summary: &'static str,
    /// "Start".
    pub start: &'static str,
    /// "In 5 minutes".
    pub later: &'static str,
    /// "Skip".
    pub skip: &'static str,
    /// Before the address, where the desktop has no buttons.
    pub no_buttons: &'static str,
    /// When "Start" could not open the page; the address follows.
    pub not_opened: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    summary: "Time for a break",
    start: "Start",
    later: "In 5 minutes",
    skip: "Skip",
    no_buttons: "To begin, open",
    not_opened: "The page could not be opened. Open it yourself:",
};

const GERMAN: Words = Words {
    language: "de",
    summary: "Zeit für eine Pause",
    start: "Beginnen",
    later: "In 5 Minuten",
    skip: "Auslassen",
    no_buttons: "Zum Beginnen öffne",
    not_opened: "Die Seite ließ sich nicht öffnen. Öffne sie selbst:",
};

const SPANISH: Words = Words {
    language: "es",
    summary: "Hora de una pausa",
    start: "Empezar",
    later: "En 5 minutos",
    skip: "Omitir",
    no_buttons: "Para empezar, abre",
    not_opened: "No se pudo abrir la página. Ábrela tú:",
};

impl Words {
    /// In the language of this session of the desktop, or else in English.
    pub fn of_this_session() -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"];
        let locale = set
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        Self::of(&locale.unwrap_or_default())
    }

    /// Of a locale: `de_AT.UTF-8`.
    pub fn of(locale: &str) -> Self {
        match locale.get(..2) {
            Some("de") => GERMAN,
            Some("es") => SPANISH,
            _ => ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language() {
        for (locale, language) in [
            ("de_AT.UTF-8", "de"),
            ("es", "es"),
            ("C.UTF-8", "en"),
            ("", "en"),
            ("fr_FR", "en"),
        ] {
            assert_eq!(Words::of(locale).language, language, "{locale}");
        }
    }
}
