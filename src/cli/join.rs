//! `torntape join`: transmissions in any order to whole cables.

use std::io::Write;
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::folder::{Folder, Names, file_stem};
use super::input::{Input, Inputs};
use super::io::Io;
use super::progress::Progress;
use crate::decode::{Decoder, line_marks};
use crate::encode::{Frame, divide};
use crate::message::{Cable, Dialect};
use crate::reassembly::{Form, Gather, Gathered, State, join};

const EXAMPLES: &str = "\
Examples:
  torntape join sections/* > cable.txt               the transmissions of one cable, in any order
  torntape join --form plain sections/* > cable.txt  as its drafter wrote it: no marks, no section labels
  torntape join received/ --out cables/              of several cables: cables/09STATE97951.txt and so on

What is missing, double, contradictory or damaged is said on standard error.
Exit status 1 where a cable is not whole or a section is damaged. Whole cables are written all the same, with the
damaged copy of a section where no intact one has come; a cable with contradictory sections is not.";

/// Put the transmissions of cables together
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files of transmissions, folders, or - for standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to write several cables: a folder that is empty or yet to be made
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// How to write a cable of several sections
    #[arg(long, value_enum, default_value_t = Shape::Archive)]
    form: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Shape {
    /// One heading, section marks between
    Archive,
    /// No marks, no section label
    Plain,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let folder = args.out.as_deref().map(Folder::empty).transpose()?;
    let form = match args.form {
        Shape::Archive => Form::Archive,
        Shape::Plain => Form::Plain,
    };
    let mut gather = Gather::new();
    let mut exit = read(args, &mut gather, io)?;
    let cables = gather.cables();
    let mut joined = Joined { form, cables: Vec::new(), left_out: Vec::new() };
    for cable in &cables {
        if !say(cable, io) {
            exit = exit.max(Exit::Findings);
        }
        if cable.state() == State::Complete {
            let sections: Vec<&[u8]> = cable.sections().into_iter().map(Vec::as_slice).collect();
            exit = exit.max(joined.put_together(&cable.identity().to_string(), &sections, io));
        }
    }
    for transmission in gather.unnamed() {
        exit = exit.max(joined.put_together("cable", &[transmission], io));
    }
    let named = cables.len() + gather.unnamed().len();
    if named == 0 && exit == Exit::Ok {
        io.complain(&"there is no transmission to join");
        exit = Exit::Findings;
    }
    if folder.is_none() && named > 1 {
        let list: Vec<String> = cables.iter().map(|cable| cable.identity().to_string()).collect();
        let list = shortened(&list);
        return Err(Failure::Call(format!(
            "these are {named} cables ({list}): name a folder for them with --out"
        )));
    }
    joined.write(folder.as_ref(), io)?;
    Ok(exit)
}

/// Takes in every transmission of every input.
fn read(args: &Args, gather: &mut Gather<Vec<u8>>, io: &mut Io) -> Result<Exit, Failure> {
    let mut inputs = Inputs::new(&args.files, io)?;
    let mut progress = Progress::new(io);
    let mut exit = Exit::Ok;
    while let Some(input) = inputs.next(io) {
        match input {
            Ok(input) => {
                progress.step(1, input.bytes.len() as u64);
                if !take(&input, gather) {
                    progress.suspend(|| io.complain(&format!("{}: there is no cable in it", input.name())));
                    exit = exit.max(Exit::Findings);
                }
            }
            Err(failure) => {
                progress.suspend(|| io.complain(&failure));
                exit = Exit::Incomplete;
            }
        }
    }
    progress.clear();
    Ok(exit)
}

/// Takes in the transmissions of one input; whether there was one.
fn take(input: &Input, gather: &mut Gather<Vec<u8>>) -> bool {
    let cables: Vec<Cable<'_>> = Decoder::new().cables(&input.bytes);
    let found: Vec<&Cable<'_>> = cables.iter().filter(|cable| cable.dialect != Dialect::Unknown).collect();
    for cable in &found {
        let place = cable.source.offset..cable.source.offset + cable.source.length;
        let bytes = input.bytes.get(place).unwrap_or_default();
        match archived(cable) {
            Some(sections) => sections.into_iter().for_each(|section| _ = gather.insert(section)),
            None => _ = gather.insert(bytes.to_vec()),
        }
    }
    !found.is_empty()
}

/// The sections of a whole cable in archive form, which may be among the transmissions; `None` for anything else.
fn archived(cable: &Cable<'_>) -> Option<Vec<Vec<u8>>> {
    let several = cable.section.is_some_and(|section| section.number == 1 && section.of > 1);
    if !several || cable.pages.is_empty() || cable.end.is_some() {
        return None;
    }
    let division = divide(cable).ok().filter(|division| division.of > 1 && division.missing.is_empty())?;
    Some(division.transmissions.into_iter().map(|(_, transmission)| transmission).collect())
}

/// Says what there is to say of a cable; whether it is whole and undamaged.
fn say(cable: &Gathered<'_, Vec<u8>>, io: &mut Io) -> bool {
    for finding in cable.findings() {
        io.complain(&finding);
    }
    cable.state() == State::Complete && !cable.is_damaged()
}

/// What is whole.
struct Joined {
    form: Form,
    cables: Vec<(String, Vec<u8>)>,
    /// Lines that only transmissions have: `BT`, `#7951`, `NNNN`.
    left_out: Vec<&'static str>,
}

impl Joined {
    fn put_together(&mut self, name: &str, sections: &[&[u8]], io: &mut Io) -> Exit {
        match join(sections, self.form) {
            Ok(bytes) => {
                for line in
                    sections.iter().flat_map(|section| Frame::of(&line_marks::fed(section)).frame_lines())
                {
                    if !self.left_out.contains(&line) {
                        self.left_out.push(line);
                    }
                }
                self.cables.push((name.to_owned(), bytes));
                Exit::Ok
            }
            Err(error) => {
                io.complain(&error);
                Exit::Findings
            }
        }
    }

    /// To standard output, or one file a cable into a folder, where two of one name are numbered.
    fn write(self, folder: Option<&Folder>, io: &mut Io) -> Result<(), Failure> {
        let mut names = Names::default();
        for (name, bytes) in self.cables {
            let Some(folder) = folder else {
                io.out.write_all(&bytes)?;
                continue;
            };
            let file = names.unused(&file_stem(&name));
            let path = folder.write(&file, &bytes)?;
            writeln!(io.out, "{}", path.display())?;
        }
        if !self.left_out.is_empty() {
            let lines = self.left_out.join(", ");
            io.complain(&format!("note: {lines} of the transmissions are left out of what is joined"));
        }
        Ok(())
    }
}

/// The first few of many names.
fn shortened(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let shown = names.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN { format!("{shown} and more") } else { shown }
}
