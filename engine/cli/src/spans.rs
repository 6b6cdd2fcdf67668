//! `--otel`: telling an OpenTelemetry collector of a run when it ends.

use std::sync::Arc;

use bindery_connector::ports::{Clock, Listener};
use clap::Args;
use serde_json::Value;

use crate::exit::Failure;
#[cfg(feature = "otel")]
use crate::listener::Spans;

/// Which collector is told.
#[derive(Args, Default)]
pub struct SpanArguments {
    /// Send the run's spans and figures to an OpenTelemetry collector (OTLP over HTTP, as JSON)
    #[cfg(feature = "otel")]
    #[arg(long, value_name = "URL", env = "OTEL_EXPORTER_OTLP_ENDPOINT")]
    otel: Option<String>,
}

/// What will be told of a run.
pub struct Telling {
    #[cfg(feature = "otel")]
    spans: Option<Arc<Spans>>,
}

impl SpanArguments {
    /// Begins to listen, where there is a collector to tell.
    #[cfg_attr(
        not(feature = "otel"),
        allow(
            clippy::unused_self,
            clippy::unnecessary_wraps,
            clippy::ptr_arg,
            unused_variables
        )
    )]
    pub fn begin(
        &self,
        listeners: &mut Vec<Arc<dyn Listener>>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Telling, Failure> {
        #[cfg(feature = "otel")]
        let spans = self
            .otel
            .as_deref()
            .map(|url| Spans::new(url, clock.clone()));
        #[cfg(feature = "otel")]
        let spans = spans.transpose()?.map(Arc::new);
        #[cfg(feature = "otel")]
        if let Some(spans) = &spans {
            listeners.push(spans.clone());
        }
        Ok(Telling {
            #[cfg(feature = "otel")]
            spans,
        })
    }
}

impl Telling {
    /// Sends what was heard of a run of this kind and name, with its report, which is masked.
    #[cfg_attr(not(feature = "otel"), allow(clippy::unused_self, unused_variables))]
    pub fn finish(&self, what: &str, name: &str, report: &Value) {
        #[cfg(feature = "otel")]
        if let Some(spans) = &self.spans {
            spans.export(what, name, report);
        }
    }
}
