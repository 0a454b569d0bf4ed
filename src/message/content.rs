//! Bytes that have to survive a text format.

use std::borrow::Cow;

use base64::Engine;
use base64::display::Base64Display;
use base64::engine::general_purpose::STANDARD;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of a cable. In JSON: a string where they are UTF-8, `{"base64": "..."}` where they are not.
#[derive(Clone, PartialEq, Eq)]
pub struct Content<'a>(pub Cow<'a, [u8]>);

impl Content<'_> {
    /// Lets it outlive the bytes it came from.
    pub fn into_owned(self) -> Content<'static> {
        Content(Cow::Owned(self.0.into_owned()))
    }
}

impl std::fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Content({} bytes)", self.0.len())
    }
}

impl AsRef<[u8]> for Content<'_> {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(text) = std::str::from_utf8(&self.0) {
            return serializer.serialize_str(text);
        }
        let mut encoded = serializer.serialize_struct("Encoded", 1)?;
        encoded.serialize_field("base64", &Base64(&self.0))?;
        encoded.end()
    }
}

impl<'de> Deserialize<'de> for Content<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes = match Written::deserialize(deserializer)? {
            Written::Text(text) => text.into_bytes(),
            Written::Base64(encoded) => {
                STANDARD.decode(encoded.base64.as_bytes()).map_err(de::Error::custom)?
            }
        };
        Ok(Self(Cow::Owned(bytes)))
    }
}

/// Bytes as they are written where they are no text, without a copy of them all.
struct Base64<'a>(&'a [u8]);

impl Serialize for Base64<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&Base64Display::new(self.0, &STANDARD))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Encoded<'a> {
    base64: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    Base64(Encoded<'static>),
}
