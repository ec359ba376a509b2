//! `picnic`: the command line.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use picnic::cluster_file;
use picnic::config::finding::{Finding, Severity};
use picnic::config::findings;
use picnic::config::{Config, ConfigError, Flags, Sources};
use picnic::trial_start;
use tracing_subscriber::EnvFilter;

/// What a room took is the system's again when the room is put away.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Prints a room's present link to facilitate, also while the server runs.
    Link {
        /// The room: what follows /r/ in its address.
        room: String,
        #[command(flatten)]
        flags: Flags,
    },
    /// Suggests clusters for a file of notes, as JSON.
    Cluster(cluster_file::Flags),
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
            let config = Sources::read(arguments.config.as_deref(), &flags)?.config()?;
            start_logging(&config)?;
            tell(&found(&config), |finding| match finding.severity {
                Severity::Error => tracing::error!("{}", finding.text),
                Severity::Warning => tracing::warn!("{}", finding.text),
            })?;
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(picnic::serve::serve(config))?;
        }
        Command::CheckConfig(flags) => {
            let sources = Sources::read(arguments.config.as_deref(), &flags)?;
            print!("{}", sources.report()?);
            let config = sources.config()?;
            let mut found = found(&config);
            found.extend(findings::in_address(&config));
            found.extend(trial_start::findings(&config));
            #[expect(clippy::print_stderr, reason = "whoever started it reads it there")]
            tell(&found, |finding| eprintln!("{finding}"))?;
        }
        Command::Link { room, flags } => {
            let config = Sources::read(arguments.config.as_deref(), &flags)?.config()?;
            writeln!(std::io::stdout(), "{}", picnic::link::link(&config, &room)?)?;
        }
        Command::Cluster(flags) => {
            let clusters = cluster_file::cluster_notes(&flags)?;
            let mut out = std::io::stdout().lock();
            serde_json::to_writer(&mut out, &clusters)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

/// What is wrong with a configuration, but for its address: whoever serves takes that itself.
fn found(config: &Config) -> Vec<Finding> {
    let variables = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    let in_environment = findings::in_environment(variables);
    [in_environment, findings::in_values(config), findings::in_folders(config)].concat()
}

/// Tells what was found; an error when anything of it is one.
fn tell(found: &[Finding], say: impl Fn(&Finding)) -> Result<(), ConfigError> {
    found.iter().for_each(say);
    match found.iter().filter(|finding| finding.severity == Severity::Error).count() {
        0 => Ok(()),
        errors => Err(ConfigError::Found(errors)),
    }
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
