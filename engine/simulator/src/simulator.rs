//! A description that was read, and how it is started.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use indexmap::IndexMap;
use serde_json::{Map, Value};
use tokio::sync::oneshot;

use crate::access::Access;
use crate::check::check;
use crate::description::{Demo, Description, Switch};
use crate::fault::{Fault, Faults};
use crate::handler::{Live, Target, handle};
use crate::limit::Limiter;
use crate::listener::{Door, Scissors};
use crate::problem::{Problem, SimulatorError};
use crate::read;
use crate::running::Running;
use crate::seed::fill;
use crate::world::World;

/// The file of a connector folder that describes its target.
pub const FILE_NAME: &str = "simulator.json";

/// How a simulator is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; none: a free one.
    pub port: Option<u16>,
    /// Where ids, made-up rows and faults come from.
    pub seed: u64,
    /// How long every answer is held back.
    pub latency: Duration,
    /// Faults in force from the start.
    pub faults: Vec<Fault>,
    /// Choices for the description's switches, by name; the others keep their default.
    pub switches: IndexMap<String, String>,
    /// A merge patch (RFC 7396) of the description, applied after the switches.
    pub patch: Option<Value>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: None,
            seed: 1,
            latency: Duration::ZERO,
            faults: Vec::new(),
            switches: IndexMap::new(),
            patch: None,
        }
    }
}

/// A target that can be started.
#[derive(Debug, Clone)]
pub struct Simulator {
    name: String,
    document: Map<String, Value>,
    description: Description,
}

impl Simulator {
    /// Reads a description; `name` is what errors call it.
    pub fn from_json(text: &str, name: &str) -> Result<Self, SimulatorError> {
        let document = read::parse(text).map_err(|problem| SimulatorError::one(name, problem))?;
        let description = describe(name, &document, &IndexMap::new(), None)?;
        Ok(Self {
            name: name.to_owned(),
            document,
            description,
        })
    }

    /// Reads the `simulator.json` of a connector folder.
    pub fn from_folder(folder: &Path) -> Result<Self, SimulatorError> {
        let path = folder.join(FILE_NAME);
        let name = path.display().to_string();
        let text = std::fs::read_to_string(&path).map_err(|error| {
            let message = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file",
                std::io::ErrorKind::InvalidData => "the file is not UTF-8",
                _ => "the file can't be read",
            };
            SimulatorError::one(
                &name,
                Problem::new("", message).help(format!(
                    "a connector folder describes its target in {FILE_NAME}"
                )),
            )
        })?;
        Self::from_json(&text, &name)
    }

    /// The description with every switch at its default.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// The undecided facts of the target, with their choices.
    pub fn switches(&self) -> &IndexMap<String, Switch> {
        &self.description.switches
    }

    /// The identity and the steps of a demonstration.
    pub fn demo(&self) -> Option<&Demo> {
        self.description.demo.as_ref()
    }

    /// Starts the target on a thread of its own. It answers when this returns.
    pub fn start(&self, options: Options) -> Result<Running, SimulatorError> {
        let description = Arc::new(describe(
            &self.name,
            &self.document,
            &options.switches,
            options.patch.as_ref(),
        )?);
        for fault in &options.faults {
            if let Some(route) = &fault.route
                && !description.routes.contains_key(route)
            {
                let routes = read::list(description.routes.keys().map(String::as_str));
                return Err(self.error(
                    Problem::new(
                        format!("fault {}", fault.kind),
                        format!("there is no route {route}"),
                    )
                    .help(format!("the routes are {routes}")),
                ));
            }
        }
        let mut world = World::new(description.clone(), options.seed);
        fill(&mut world, options.seed);
        let live = Live {
            world,
            access: Access::new(options.seed),
            limiter: Limiter::default(),
            faults: Faults::new(options.seed, &options.faults),
            log: VecDeque::new(),
        };
        let target = Arc::new(Target::new(description, options.latency, live));
        let port = options.port.unwrap_or(0);
        let bound = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok((listener.local_addr()?, listener))
        });
        let (address, listener) = bound.map_err(|_| {
            self.error(
                Problem::new(format!("port {port}"), "the port can't be opened")
                    .help("choose another port, or none for a free one"),
            )
        })?;
        let (stop, stopped) = oneshot::channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| self.error(Problem::new("", "the server can't be started")))?;
        let served = target.clone();
        let thread = std::thread::Builder::new()
            .name("simulator".to_owned())
            .spawn(move || {
                runtime.block_on(serve(served, listener, stopped));
                runtime.shutdown_background();
            })
            .map_err(|_| self.error(Problem::new("", "the server can't be started")))?;
        Ok(Running {
            target,
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    fn error(&self, problem: Problem) -> SimulatorError {
        SimulatorError::one(self.name.clone(), problem)
    }
}

fn describe(
    name: &str,
    document: &Map<String, Value>,
    switches: &IndexMap<String, String>,
    patch: Option<&Value>,
) -> Result<Description, SimulatorError> {
    let described = read::choose(document, switches, patch)
        .and_then(|document| read::read(&document))
        .and_then(|description| {
            let problems = check(&description);
            if problems.is_empty() {
                Ok(description)
            } else {
                Err(problems)
            }
        });
    described.map_err(|problems| SimulatorError {
        name: name.to_owned(),
        problems,
    })
}

async fn serve(target: Arc<Target>, listener: TcpListener, stopped: oneshot::Receiver<()>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else {
        return;
    };
    let service = Router::new()
        .fallback(handle)
        .with_state(target)
        .into_make_service_with_connect_info::<Scissors>();
    tokio::select! {
        _ = axum::serve(Door(listener), service) => {}
        _ = stopped => {}
    }
}
