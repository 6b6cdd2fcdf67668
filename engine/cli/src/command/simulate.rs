//! `bindery simulate`: serves the target that a connector folder describes, on loopback.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use bindery_simulator::{Fault, FaultKind, Options, Running, Simulator, SimulatorError};
use clap::Args;
use serde_json::json;

use crate::arguments::Format;
use crate::exit::{End, Exit, Failure};
use crate::interrupt;
use crate::output::Output;
use crate::paint::{QUIET, STRONG};
use crate::table::title;

const AFTER_HELP: &str = "\
Examples:
  bindery simulate connectors/bynder --port 8080
  bindery simulate connectors/bynder --fault error-500=0.1 --fault truncate=#3
  bindery simulate connectors/bynder --list          faults and switches of this target
  bindery simulate connectors/bynder --format json   its address and parameters, for a program";

/// Serve a connector's simulated target on loopback until Ctrl-C
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub struct Simulate {
    /// The connector folder, which holds a `simulator.json`
    connector: PathBuf,

    /// The port on 127.0.0.1; a free one unless given
    #[arg(long)]
    port: Option<u16>,

    /// Where made-up rows, ids and faults come from; the same seed gives the same target
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// Hold every answer back this long
    #[arg(long, value_name = "N", default_value_t = 0)]
    latency_ms: u64,

    /// Do something wrong: by rate (`error-500=0.1`), count (`html=2x`) or position (`drop=#5`)
    #[arg(long = "fault", value_name = "NAME=RATE", value_parser = fault)]
    faults: Vec<Fault>,

    /// Decide an undecided fact of the target
    #[arg(long = "switch", value_name = "NAME=CHOICE", value_parser = pair)]
    switches: Vec<(String, String)>,

    /// Show the faults and switches, and serve nothing
    #[arg(long)]
    list: bool,

    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Simulate {
    /// Serves until Ctrl-C.
    pub fn run(self, output: &mut Output) -> End {
        let simulator = Simulator::from_folder(&self.connector).map_err(refused)?;
        if self.list {
            return list(&simulator, output);
        }
        let running = simulator
            .start(Options {
                port: self.port,
                seed: self.seed,
                latency: Duration::from_millis(self.latency_ms),
                faults: self.faults,
                switches: self.switches.into_iter().collect(),
                patch: None,
            })
            .map_err(refused)?;
        match self.format {
            Format::Json => writeln!(
                output,
                "{}",
                json!({
                    "name": running.description().name,
                    "url": running.url(),
                    "token": running.token(),
                    "seed": self.seed,
                    "parameters": running.parameters(),
                })
            )?,
            Format::Human => introduce(&running, &self.connector, self.seed, output)?,
        }
        output.flush()?;
        interrupt::wait()?;
        running.stop();
        Ok(Exit::Fine)
    }
}

fn introduce(
    running: &Running,
    folder: &Path,
    seed: u64,
    output: &mut Output,
) -> std::io::Result<()> {
    let name = &running.description().name;
    writeln!(
        output,
        "{} at {}  {QUIET}seed {seed}{QUIET:#}",
        title(name),
        running.url()
    )?;
    if !running.token().is_empty() {
        writeln!(output, "\n  token  {}", running.token())?;
    }
    writeln!(output, "\n{QUIET}In another terminal:{QUIET:#}\n")?;
    let secrets = secrets(running);
    let parameters = running.parameters();
    for (name, value) in parameters.iter().filter(|(_, v)| secrets.contains(v)) {
        writeln!(output, "  export {name}={}", quoted(value))?;
    }
    write!(
        output,
        "  bindery import {} --base-url {}",
        quoted(&folder.display().to_string()),
        running.url()
    )?;
    for (name, value) in &parameters {
        if secrets.contains(value) {
            write!(output, " \\\n    --param {name}=env:{name}")?;
        } else {
            write!(output, " \\\n    --param {name}={}", quoted(value))?;
        }
    }
    writeln!(output, "\n\n{STRONG}Ctrl-C{STRONG:#} stops it.")
}

/// What the target takes as a proof: tokens, and the secrets of clients and users. A command wants
/// them from the environment.
fn secrets(running: &Running) -> Vec<String> {
    let authentication = &running.description().authentication;
    let tokens = authentication.tokens.iter().map(|t| &t.token);
    let clients = authentication.clients.iter().map(|c| &c.secret);
    let users = authentication.users.iter().map(|u| &u.password);
    tokens.chain(clients).chain(users).cloned().collect()
}

/// A word of a command line, in quotes where a shell would take it apart.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._:/@%+,".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

fn list(simulator: &Simulator, output: &mut Output) -> End {
    writeln!(output, "{}", title("Faults"))?;
    for name in FaultKind::names() {
        writeln!(output, "  {name}")?;
    }
    writeln!(output, "\n{}", title("Switches"))?;
    for (name, switch) in simulator.switches() {
        writeln!(output, "  {STRONG}{name}{STRONG:#}  {}", switch.about)?;
        for (choice, meaning) in &switch.choices {
            let mark = if *choice == switch.default { '*' } else { ' ' };
            writeln!(
                output,
                "   {mark} {choice}  {QUIET}{}{QUIET:#}",
                meaning.about
            )?;
        }
    }
    Ok(Exit::Fine)
}

/// What is wrong with a description or an option, as a failure to start.
pub fn refused(error: SimulatorError) -> Failure {
    let problems: Vec<String> = error
        .problems
        .iter()
        .map(|p| match p.place.as_str() {
            "" => p.message.clone(),
            place => format!("{place}: {}", p.message),
        })
        .collect();
    let help = error.problems.iter().find_map(|p| p.help.clone());
    Failure::usage(
        format!(
            "the simulator `{}` cannot be used: {}",
            error.name,
            problems.join("; ")
        ),
        help.unwrap_or_else(|| "mend the description".to_owned()),
    )
}

fn fault(text: &str) -> Result<Fault, String> {
    Fault::from_str(text).map_err(|problem| problem.to_string())
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=CHOICE")?;
    Ok((name.to_owned(), value.to_owned()))
}
