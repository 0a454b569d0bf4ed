//! Inputs in another code: read whole and put into text, one after the other, since their findings have to be told
//! with the cables in which they lie.

use std::io;
use std::path::PathBuf;

use super::{Desk, Plan, Work};
use crate::cli::charset;
use crate::cli::exit::{Exit, Failure};
use crate::cli::input::Inputs;
use crate::cli::io::Io;
use crate::cli::progress::Progress;

pub(super) fn run<W: Work>(
    named: &[PathBuf],
    plan: &Plan,
    work: &W,
    desk: &mut impl Desk<W::Sheet>,
    io: &mut Io,
) -> Result<Exit, Failure> {
    let mut inputs = Inputs::new(named, io)?;
    let mut progress = Progress::new(io);
    let mut exit = Exit::Ok;
    while let Some(input) = inputs.next(io) {
        match input {
            Ok(input) => {
                let length = input.bytes.len() as u64;
                let (input, findings) = charset::read(plan.charset, input);
                let name = input.path.as_ref().map(|path| path.to_string_lossy());
                let mut cables = plan.decoder.cables(&input.bytes);
                charset::attach(findings, &mut cables, &input, io);
                let mut sheet = W::Sheet::default();
                for cable in &mut cables {
                    let mut hand_on = |sheet: &mut W::Sheet| match desk.take(sheet, io) {
                        Err(Failure::Output(error)) => Err(error),
                        taken => taken.map_err(io::Error::other),
                    };
                    work.cable(cable, name.as_deref(), &mut sheet, &mut hand_on)?;
                }
                desk.take(&mut sheet, io)?;
                desk.read(1, length);
                progress.step(1, length);
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
