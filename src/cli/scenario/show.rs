//! `torntape scenario show`: a built-in scenario as a file, or as a folder with all that it names.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::exit::{Exit, Failure};
use crate::cli::io::Io;
use crate::cli::out_file::OutFile;
use crate::sim::scenario::BuiltIn;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Which one
    name: String,
    /// Write it into this folder, NAME.toml and every file that it names
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write over files that are there
    #[arg(long, requires = "out")]
    force: bool,
}

pub(super) fn run(args: &Args, io: &mut Io) -> Result<Exit, Failure> {
    let name = &args.name;
    let Some(built_in) = BuiltIn::named(name) else {
        let instead = BuiltIn::instead_of(name);
        return Err(Failure::Call(format!("there is no scenario `{}`: {instead}", name.escape_debug())));
    };
    if let Some(folder) = &args.out {
        return write(built_in, folder, args.force, io);
    }
    io.out.write_all(built_in.text.as_bytes())?;
    if !built_in.files.is_empty() {
        let many = built_in.files.len();
        io.complain(&format!(
            "{name} names {many} files: `torntape scenario show {name} --out DIR` writes them too"
        ));
    }
    Ok(Exit::Ok)
}

/// Writes each file whole, the scenario last: where it is, all that it names is.
fn write(built_in: &BuiltIn, folder: &Path, force: bool, io: &mut Io) -> Result<Exit, Failure> {
    let scenario = (format!("{}.toml", built_in.name), built_in.text.as_bytes());
    let named = built_in.files.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes));
    let files: Vec<_> = named.chain([scenario]).map(|(name, bytes)| (folder.join(name), bytes)).collect();
    if let Some((path, _)) = files.iter().find(|(path, _)| !force && path.symlink_metadata().is_ok()) {
        return Err(Failure::Call(format!("{} is there already: --force writes over it", path.display())));
    }
    fs::create_dir_all(folder).map_err(|source| Failure::Write { path: folder.to_owned(), source })?;
    for (path, bytes) in files {
        let (out_file, mut file) = OutFile::begin(&path)?;
        file.write_all(bytes).map_err(|source| Failure::Write { path: path.clone(), source })?;
        out_file.keep()?;
        writeln!(io.out, "{}", path.display())?;
    }
    Ok(Exit::Ok)
}
