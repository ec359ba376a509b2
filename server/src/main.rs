//! `picnic`: the command line.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use picnic::config::{Config, Flags, Sources};
use picnic::suggest;
use tracing_subscriber::EnvFilter;

/// A self-hosted, real-time sticky-note board for brainstorms.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    /// A configuration file [default: picnic.toml, if there is one].
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves rooms until told to stop.
    Serve(Flags),
    /// Prints what is in force, and where each value came from.
    CheckConfig(Flags),
    /// Suggests clusters for a file of notes, as JSON.
    Cluster(suggest::Flags),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "whoever started it reads it there")]
            {
                eprintln!("picnic: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    match arguments.command {
        Command::Serve(flags) => {
            let config = Sources::gather(arguments.config.as_deref(), &flags)?.config()?;
            start_logging(&config)?;
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(picnic::serve::serve(config))?;
        }
        Command::CheckConfig(flags) => {
            let report = Sources::gather(arguments.config.as_deref(), &flags)?.report()?;
            print!("{report}");
        }
        Command::Cluster(flags) => {
            let clusters = suggest::suggest(&flags)?;
            let mut out = std::io::stdout().lock();
            serde_json::to_writer(&mut out, &clusters)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn start_logging(config: &Config) -> Result<(), Box<dyn std::error::Error>> {
    // The library that draws pictures tells of letters of people's notes that no font has.
    let filter = EnvFilter::try_new(&config.log)?.add_directive("usvg=off".parse()?);
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    Ok(())
}
