//! Between the records and what is exported of them: out, in, and what the guides in them are called. For the page and
//! the command line alike.
//!
//! Must not know: HTTP, the form of any file.

use body::Language;
use exports::{Archive, Brought, Titles, Wanted};
use guide::{Guide, Vocabulary};
use records::{Rating, Records, RecordsError, Refused, Stars, TakenIn};

// What is read back can be written.
const _: () = assert!(exports::LONGEST_TEXT == records::LONGEST_TEXT);

/// What is wanted of the records: sessions, the one that began first first, ratings and own guides. Of one guide it is
/// that guide's rating and text; days choose sessions only.
///
/// # Errors
/// [`RecordsError`] when the file can't be read.
pub async fn archive(records: &Records, wanted: &Wanted) -> Result<Archive, RecordsError> {
    let mut sessions = records.list().await?;
    sessions.retain(|report| wanted.takes(report));
    sessions.reverse();
    let is_wanted = |name: &str| wanted.guide.as_deref().is_none_or(|guide| guide == name);
    let ratings = records.ratings().await?.into_iter();
    let own_guides = records.guides().await?.into_iter();
    Ok(Archive {
        sessions,
        ratings: ratings
            .filter(|rating| is_wanted(&rating.guide))
            .map(|rating| exports::Rating {
                guide: rating.guide,
                stars: rating.stars.get(),
                rated_at: rating.rated_at,
            })
            .collect(),
        own_guides: own_guides
            .filter(|guide| is_wanted(&guide.name))
            .map(|guide| exports::OwnGuide {
                name: guide.name,
                changed_at: Some(guide.changed_at),
                text: guide.text,
            })
            .collect(),
    })
}

/// Takes in what a file brought, in one step: nothing twice, nothing over what is here. What its reader refused is among
/// what was refused.
///
/// # Errors
/// [`RecordsError`] when the file of records can't be written; nothing has come in then.
pub async fn take_in(records: &Records, brought: Brought) -> Result<TakenIn, RecordsError> {
    let mut refused: Vec<Refused> = brought
        .refused
        .into_iter()
        .map(|exports::Refused { what, why }| Refused { what, why })
        .collect();
    let is_built_in = |name: &str| guide::builtin_guides().iter().any(|(known, _)| *known == name);
    let (taken_names, own): (Vec<_>, Vec<_>) = brought
        .own_guides
        .into_iter()
        .partition(|guide| is_built_in(&guide.name));
    refused.extend(taken_names.into_iter().map(|guide| Refused {
        what: format!("own guide {}", guide.name),
        why: "a guide that comes with the program has this name".to_owned(),
    }));
    let ratings = brought.ratings.into_iter().filter_map(|rating| {
        Some(Rating {
            guide: rating.guide,
            // Its reader looked at it.
            stars: Stars::new(rating.stars)?,
            rated_at: rating.rated_at,
        })
    });
    let brought = records::Brought {
        sessions: brought.sessions,
        ratings: ratings.collect(),
        own_guides: own
            .into_iter()
            .map(|guide| (guide.name, guide.changed_at, guide.text))
            .collect(),
    };
    let mut taken = records.take_in(brought).await?;
    refused.append(&mut taken.refused);
    taken.refused = refused;
    Ok(taken)
}

/// What guides and their steps are called: in `language` where they are translated, and as they were written elsewhere.
///
/// # Errors
/// [`RecordsError`] when the file can't be read.
pub async fn titles(records: &Records, language: Language) -> Result<Titles, RecordsError> {
    let own = records.guides().await?;
    let mut titles = Titles::default();
    let mut add = |name: &str, guide: Option<Guide>| {
        if let Some(guide) = guide {
            let steps = guide
                .steps
                .into_iter()
                .map(|step| (step.id.clone(), step.title_for(None)));
            titles.add(name, &guide.title, steps);
        }
    };
    let vocabulary = Vocabulary::builtin();
    for guide in &own {
        add(&guide.name, guide::draft(&guide.name, &guide.text, vocabulary));
    }
    for (name, text) in guide::builtin_guides() {
        let mut translations = guide::builtin_translations(name).iter();
        let translated = translations.find(|(code, _)| *code == language.code());
        let text = translated.map_or(text, |(_, text)| text);
        add(name, guide::parse(name, text, vocabulary).ok());
    }
    Ok(titles)
}
