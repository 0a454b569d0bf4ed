//! Where a long text is divided into sections (ACP 127(G) 208e; about 100 lines a section for State).

use crate::message::limits;

use super::frame::count_lines;
use super::lines::{lines, part};

/// The fewest text lines of a section, however long the heading is.
const TEXT_LINES_MIN: usize = 25;

/// How many lines may carry text in one section.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Of the first section.
    pub(crate) first: usize,
    /// Of each later one, which repeats the classification line.
    pub(crate) later: usize,
    /// How many lines from its end a section may be cut; a third of it where nothing is said.
    pub(crate) within: Option<usize>,
}

impl Budget {
    /// What a heading of so many lines leaves, its break included.
    pub(crate) fn beside(heading_lines: usize) -> Self {
        let first = limits::SECTION_LINES_MAX.saturating_sub(heading_lines).max(TEXT_LINES_MIN);
        Self { first, later: first.saturating_sub(1), within: None }
    }

    fn scaled(self, by: usize) -> Self {
        let (first, later) = (self.first.saturating_mul(by), self.later.saturating_mul(by));
        Self { first, later, ..self }
    }
}

/// Where the second and later sections begin, as places in `text`; none where one section holds it all.
///
/// A section ends where a paragraph ends in its last third, else where a sentence ends, else where it is full. A text
/// that would fill more than 99 sections gets longer ones.
pub(crate) fn cuts(text: &[u8], budget: Budget) -> Vec<usize> {
    let mut scale = 1;
    loop {
        let cuts = cuts_within(text, budget.scaled(scale));
        if cuts.len() < usize::from(limits::SECTIONS_MAX) {
            return cuts;
        }
        scale *= 2;
    }
}

fn cuts_within(text: &[u8], budget: Budget) -> Vec<usize> {
    if count_lines(text) <= budget.first {
        return Vec::new();
    }
    let (mut cuts, mut section) = (Vec::new(), Candidates::default());
    let within = |room: usize| budget.within.unwrap_or(room / 3).min(room / 2);
    let mut room = budget.first;
    let mut previous_blank = true;
    for line in lines(text) {
        if section.lines == room {
            let at = section.best();
            cuts.push(at);
            room = budget.later;
            section = Candidates::after(part(text, at..line.start), at, room - within(room));
        }
        let blank = line.trimmed(text).is_empty();
        section.take(
            room - within(room),
            line.end,
            blank,
            &mut previous_blank,
            ends_sentence(line.trimmed(text)),
        );
    }
    cuts
}

/// The places at which the section that is being filled could end.
#[derive(Default)]
struct Candidates {
    lines: usize,
    paragraph: Option<usize>,
    sentence: Option<usize>,
    last: usize,
}

impl Candidates {
    /// What is left over behind a cut belongs to the next section.
    fn after(rest: &[u8], at: usize, from: usize) -> Self {
        let mut section = Self { last: at, ..Self::default() };
        let mut previous_blank = true;
        for line in lines(rest) {
            let trimmed = line.trimmed(rest);
            section.take(
                from,
                at + line.end,
                trimmed.is_empty(),
                &mut previous_blank,
                ends_sentence(trimmed),
            );
        }
        section
    }

    fn take(&mut self, from: usize, end: usize, blank: bool, previous_blank: &mut bool, sentence: bool) {
        self.lines += 1;
        self.last = end;
        if self.lines >= from {
            if blank && !*previous_blank {
                self.paragraph = Some(end);
            } else if sentence {
                self.sentence = Some(end);
            }
        }
        *previous_blank = blank;
    }

    fn best(&self) -> usize {
        self.paragraph.or(self.sentence).unwrap_or(self.last)
    }
}

fn ends_sentence(line: &[u8]) -> bool {
    matches!(line.last(), Some(b'.' | b'?' | b'!' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sections(text: &str, first: usize, later: usize) -> Vec<&str> {
        let mut cuts = cuts(text.as_bytes(), Budget { first, later, within: None });
        cuts.insert(0, 0);
        cuts.push(text.len());
        cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
    }

    /// ACP 127(G) 208e(1): at a convenient point, normally the end of a sentence.
    #[test]
    fn a_section_ends_with_a_paragraph_else_a_sentence_else_when_full() {
        assert_eq!(sections("1\n2\n3\n4\n\n6\n7\n", 6, 6), ["1\n2\n3\n4\n\n", "6\n7\n"]);
        assert_eq!(sections("1\n2\n3\n4\n5.\n6\n7\n", 6, 6), ["1\n2\n3\n4\n5.\n", "6\n7\n"]);
        assert_eq!(sections("1\n2\n3\n4\n5\n6\n7\n", 6, 6), ["1\n2\n3\n4\n5\n6\n", "7\n"]);
        assert_eq!(sections("1\n2\n3\n", 3, 2), ["1\n2\n3\n"]);
        assert_eq!(sections("", 3, 2), [""]);
    }

    proptest! {
        #[test]
        fn no_section_is_empty_or_too_long(text in "([A. ]{0,3}\n){0,60}", room in 3_usize..20) {
            let parts = sections(&text, room, room - 1);
            prop_assert_eq!(parts.concat(), text.clone());
            for (at, section) in parts.iter().enumerate() {
                let most = if at == 0 { room } else { room - 1 };
                prop_assert!(section.lines().count() <= most);
                prop_assert!(text.is_empty() || !section.is_empty());
            }
        }

        #[test]
        fn two_figures_count_the_sections(lines in 0_usize..3000) {
            prop_assert!(sections(&"A\n".repeat(lines), 5, 4).len() <= 99);
        }
    }
}
