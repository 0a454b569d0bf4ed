//! Cables that nobody could tell apart.

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::message::Cable;

/// What a station knows a cable by: originator, serial, filing day and time (ACP 127(G) 116).
type Key = (String, String, u16, String);

/// The message reference number, and of how many sections: what tells sections apart that share a key.
type Reference = (Option<(String, u32)>, usize);

/// The cables submitted so far that name themselves in full. What an originator has to number gets numbers of its own.
#[derive(Debug, Default)]
pub(super) struct Known {
    texts: BTreeMap<(Key, Bytes), String>,
    divided: BTreeMap<(Key, Reference), String>,
}

impl Known {
    /// Takes note of a cable and of its file.
    ///
    /// # Errors
    ///
    /// Where the same cable was submitted before, or a divided one that bears the same numbers: posts would mix their
    /// sections.
    pub(super) fn add(
        &mut self,
        cable: &Cable<'_>,
        text: &Bytes,
        sections: usize,
        file: &str,
    ) -> Result<(), String> {
        let Some(key) = key(cable) else { return Ok(()) };
        if let Some(before) = self.texts.insert((key.clone(), text.clone()), file.to_owned()) {
            let same_file = if before == file { String::new() } else { format!(", as {before}") };
            return Err(format!(
                "{file} is submitted already{same_file}: same originator, serial, filing time and text"
            ));
        }
        if sections < 2 {
            return Ok(());
        }
        let reference = (cable.mrn.as_ref().map(|mrn| (mrn.station.to_string(), mrn.number)), sections);
        match self.divided.insert((key, reference), file.to_owned()) {
            None => Ok(()),
            Some(before) => Err(format!(
                "{file} and {before} bear the same numbers: nobody could tell their sections apart"
            )),
        }
    }
}

fn key(cable: &Cable<'_>) -> Option<Key> {
    let origin = cable.origin.as_ref()?;
    let (indicator, serial) = (origin.indicator.as_ref()?, origin.serial.as_ref()?);
    Some((indicator.to_string(), serial.to_string(), origin.day?, origin.time.as_ref()?.to_string()))
}
