//! `torntape split`: a cable into the transmissions that carry it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::PathBuf;

use super::exit::{Exit, Failure};
use super::folder::{Folder, Names, file_stem};
use super::input::{Input, read_one};
use super::io::Io;
use crate::decode::Decoder;
use crate::encode::{Division, divide};
use crate::message::Cable;
use crate::reassembly::{Finding, Identity};

const EXAMPLES: &str = "\
Examples:
  torntape split 09STATE97951.txt --out sections/      sections/09STATE97951-01-of-04.txt and so on
  torntape split 09STATE97951.txt --out s && torntape join s/* | cmp - 09STATE97951.txt

A cable with archival section marks is cut at them; one without section label where it is longer than about 100 lines.
Exit status 1 where sections of a cable are missing or no cable is found.";

/// Divide a cable into its transmissions, one file each
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// A file with one cable or several, or - for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Where to write them: a folder that is empty or yet to be made
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

pub(crate) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let folder = Folder::empty(&args.out)?;
    let input = read_one(&args.file, io)?;
    let mut names = Names::default();
    let mut files = Vec::new();
    let mut there: BTreeMap<(String, u8), BTreeSet<u8>> = BTreeMap::new();
    let mut exit = Exit::Ok;
    for cable in Decoder::new().cables(&input.bytes) {
        match divide(&cable) {
            Ok(division) => {
                let name = name(&cable, &division);
                for note in &division.notes {
                    io.complain(&format!("{}: {name}: {note}", input.name()));
                }
                let stem = file_stem(&name);
                let numbers = division.transmissions.iter().map(|(number, _)| *number);
                there.entry((name, division.of)).or_default().extend(numbers);
                for (number, transmission) in division.transmissions {
                    let file = names.unused(&format!("{stem}-{number:02}-of-{:02}", division.of));
                    files.push((file, transmission));
                }
            }
            Err(error) => {
                io.complain(&format!("{}: {error}", input.name()));
                exit = Exit::Findings;
            }
        }
    }
    if say_missing(&there, &input, io) {
        exit = Exit::Findings;
    }
    if files.is_empty() && exit == Exit::Ok {
        io.complain(&format!("{}: there is no cable in it", input.name()));
        exit = Exit::Findings;
    }
    for (name, bytes) in files {
        let path = folder.write(&name, &bytes)?;
        writeln!(io.out, "{}", path.display())?;
    }
    Ok(exit)
}

/// `09STATE97951`; without a reference number what else tells the cable from others.
fn name(cable: &Cable<'_>, division: &Division) -> String {
    let identity = || Identity::of(cable).map(|identity| identity.to_string());
    division.id.clone().or_else(identity).unwrap_or_else(|| String::from("cable"))
}

/// Names the sections that no cable of the input has; whether there are any.
fn say_missing(there: &BTreeMap<(String, u8), BTreeSet<u8>>, input: &Input, io: &mut Io) -> bool {
    let mut missing = false;
    for ((cable, of), numbers) in there {
        for section in (1..=*of).filter(|section| !numbers.contains(section)) {
            let finding = Finding::Missing { section, of: *of, cable: cable.clone() };
            io.complain(&format!("{}: {finding}", input.name()));
            missing = true;
        }
    }
    missing
}
