//! What is denied and what is allowed.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::cli::exit::Failure;
use crate::message::{Code, Severity};

/// What `--deny` and `--allow` name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Warnings,
    Notes,
    Code(Code),
}

/// Said of a word that names no finding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is neither a code nor `warnings` nor `notes`; did you mean `{0}`?")]
pub(crate) struct NoGroup(&'static str);

impl FromStr for Group {
    type Err = NoGroup;

    fn from_str(word: &str) -> Result<Self, NoGroup> {
        let lower = word.to_lowercase();
        match lower.as_str() {
            "warnings" => Ok(Self::Warnings),
            "notes" => Ok(Self::Notes),
            _ => word.parse().map(Self::Code).map_err(|_| NoGroup(nearest(&lower))),
        }
    }
}

/// The name that a word comes nearest to.
fn nearest(word: &str) -> &'static str {
    let codes = Code::ALL.iter().map(|code| code.as_str());
    let names = ["warnings", "notes"].into_iter().chain(codes);
    names.min_by_key(|name| strsim::levenshtein(&name.to_lowercase(), word)).unwrap_or("warnings")
}

/// As what each finding counts.
#[derive(Debug, Default)]
pub(super) struct Levels {
    /// `true`: denied.
    said: BTreeMap<Group, bool>,
}

impl Levels {
    /// # Errors
    ///
    /// The same is denied and allowed.
    pub(super) fn new(deny: &[Group], allow: &[Group]) -> Result<Self, Failure> {
        let both = deny.iter().find(|group| allow.contains(group));
        if let Some(group) = both {
            let name = match group {
                Group::Warnings => "warnings",
                Group::Notes => "notes",
                Group::Code(code) => code.as_str(),
            };
            return Err(Failure::Call(format!("{name} cannot be denied and allowed at once")));
        }
        let said = deny.iter().map(|group| (*group, true)).chain(allow.iter().map(|group| (*group, false)));
        Ok(Self { said: said.collect() })
    }

    /// What a finding counts as; `None` where it is passed over.
    pub(super) fn of(&self, code: Code, severity: Severity) -> Option<Severity> {
        let said = |group| self.said.get(&group).copied();
        let group = match severity {
            Severity::Error => None,
            // Who denies notes does not want warnings either.
            Severity::Warning => {
                said(Group::Warnings).or_else(|| said(Group::Notes).filter(|denied| *denied))
            }
            Severity::Note => said(Group::Notes),
        };
        match said(Group::Code(code)).or(group) {
            Some(true) => Some(Severity::Error),
            Some(false) => None,
            None => Some(severity),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(deny: &[&str], allow: &[&str]) -> Levels {
        let groups = |words: &[&str]| words.iter().map(|word| word.parse().unwrap()).collect::<Vec<Group>>();
        Levels::new(&groups(deny), &groups(allow)).unwrap()
    }

    #[test]
    fn a_code_goes_before_its_group() {
        let (warning, note, error) = (Code::CallsStranger, Code::EndMissing, Code::SerialUnreadable);
        let of = |deny: &[&str], allow: &[&str]| {
            let levels = levels(deny, allow);
            [warning, note, error].map(|code| levels.of(code, code.severity()))
        };
        let (e, w, n) = (Some(Severity::Error), Some(Severity::Warning), Some(Severity::Note));
        assert_eq!(of(&[], &[]), [w, n, e]);
        assert_eq!(of(&["warnings"], &[]), [e, n, e]);
        assert_eq!(of(&["notes"], &[]), [e, e, e]);
        assert_eq!(of(&["notes"], &["warnings"]), [None, e, e]);
        assert_eq!(of(&["warnings"], &["T0204"]), [None, n, e]);
        assert_eq!(of(&["t0204"], &["warnings", "notes"]), [e, None, e]);
        assert_eq!(of(&[], &["T0304"]), [w, n, None]);
    }

    #[test]
    fn a_word_that_is_no_name_is_refused_with_the_nearest() {
        assert_eq!("warning".parse::<Group>(), Err(NoGroup("warnings")));
        assert_eq!("T0504X".parse::<Group>(), Err(NoGroup("T0504")));
        assert_eq!("204".parse::<Group>(), Err(NoGroup("T0204")));
    }
}
