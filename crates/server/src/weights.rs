//! The models for the page's own judge, under addresses that carry their hash.

use std::collections::BTreeMap;
use std::io::Write;
use std::sync::OnceLock;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;
use models::{FACE_LANDMARK, Model, POSE_DETECTION, POSE_FULL, POSE_LITE};
use serde::Serialize;

use crate::content::{Cache, Content, Encoded};

/// Where a model is, and what it is: of `GET /api/about`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ModelAbout {
    /// Address on this server.
    path: String,
    sha256: &'static str,
    /// Size, uncompressed.
    bytes: usize,
}

/// Every model that the page loads.
#[derive(Debug)]
pub(crate) struct Weights([Weight; 4]);

#[derive(Debug)]
struct Weight {
    model: Model,
    pays: Pays,
    compressed: OnceLock<Bytes>,
}

/// Whether a compressed form is worth its while: weights are nearly noise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pays {
    Yes,
    No,
}

impl Weights {
    /// The models as they are; compressed forms come with [`Self::compress`].
    pub fn new() -> Self {
        let weight = |model, pays| Weight {
            model,
            pays,
            compressed: OnceLock::new(),
        };
        // gzip takes 20 % off the first and 10 % off the second, and less than 8 % off the others.
        Self([
            weight(POSE_DETECTION, Pays::Yes),
            weight(FACE_LANDMARK, Pays::Yes),
            weight(POSE_FULL, Pays::No),
            weight(POSE_LITE, Pays::No),
        ])
    }

    /// Makes the compressed forms: some tenths of a second of one core. Until then all are sent as they are.
    pub fn compress(&self) {
        for weight in self.0.iter().filter(|weight| weight.pays == Pays::Yes) {
            weight.compressed.get_or_init(|| gzip(weight.model.bytes));
        }
    }

    /// Every model by its name.
    pub fn about(&self) -> BTreeMap<&'static str, ModelAbout> {
        let about = self.0.iter().map(|Weight { model, .. }| {
            let about = ModelAbout {
                path: format!("/models/{}", file_name(model)),
                sha256: model.sha256,
                bytes: model.bytes.len(),
            };
            (model.name, about)
        });
        about.collect()
    }

    /// The answer to a request for a file under `/models`; `None` when there is no such file.
    pub fn answer(&self, file: &str, request: &HeaderMap) -> Option<Response> {
        let weight = self.0.iter().find(|weight| file_name(&weight.model) == file)?;
        let content = Content {
            bytes: Bytes::from_static(weight.model.bytes),
            content_type: "application/octet-stream",
            version: version(&weight.model),
            encoded: weight.compressed.get().map(|bytes| Encoded {
                name: "gzip",
                bytes: bytes.clone(),
            }),
            cache: Cache::Forever,
        };
        Some(content.answer(request))
    }
}

fn file_name(model: &Model) -> String {
    format!("{}-{}.tflite", model.name, version(model))
}

fn version(model: &Model) -> &'static str {
    model.sha256.get(..16).unwrap_or(model.sha256)
}

fn gzip(bytes: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len()), Compression::default());
    encoder.write_all(bytes).expect("a Vec takes everything");
    Bytes::from(encoder.finish().expect("a Vec takes everything"))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use axum::http::{HeaderValue, header};
    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn only_what_shrinks_enough_is_sent_compressed_and_it_is_the_same() {
        let weights = Weights::new();
        let gzip_wanted = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"))]);
        let encoding = |file: &str| {
            let answer = weights.answer(file, &gzip_wanted).unwrap();
            answer.headers().get(header::CONTENT_ENCODING).cloned()
        };
        let files: Vec<String> = weights.0.iter().map(|weight| file_name(&weight.model)).collect();
        assert!(
            files.iter().all(|file| encoding(file).is_none()),
            "nothing is ready yet"
        );

        weights.compress();
        for (weight, file) in weights.0.iter().zip(&files) {
            let bytes = weight.model.bytes;
            let compressed = gzip(bytes);
            let pays = compressed.len() * 100 < bytes.len() * 92;
            assert_eq!(
                weight.pays == Pays::Yes,
                pays,
                "{file}: {} of {}",
                compressed.len(),
                bytes.len()
            );
            assert_eq!(encoding(file), pays.then(|| HeaderValue::from_static("gzip")));
            let mut read = Vec::new();
            GzDecoder::new(&compressed[..]).read_to_end(&mut read).unwrap();
            assert!(read == bytes, "{file} changed");
        }
    }
}
