//! Reading a call page by page.
//!
//! Where the pages can be counted (`page`, `offset`), some are asked for before the one in front of
//! them was looked at; and where a call runs once per object, so are the first pages for the next
//! objects. A target that answers at once is asked for one page at a time: there is no wait to hide,
//! only memory to lose. Pages are handed on in their order all the same, so that nothing but the time depends on
//! it. A page that was asked for and turns out to lie past the end is read and dropped.

use std::collections::VecDeque;
use std::future::{poll_fn, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use bindery_diagnostics::{Diagnostic, codes};
use bindery_expression::{Context, Value};
use bindery_mapping::{ListField, PageAnswer, PageGuard, PageRequest, Pager, Step, digest};
use futures_util::stream::{self, FuturesOrdered, Stream, StreamExt};
use serde_json::Value as Json;
use tokio::sync::Semaphore;
use url::Url;

use super::recall::{Cursor, Recall};
use super::rules::{NextUrl, Paging};
use crate::Outcome;
use crate::ports::BoxFuture;
use crate::request::PageSpot;
use crate::send::{Answer, Call, Sent, Wire};

/// What a read call is, for the reader.
#[derive(Clone, Copy)]
pub(crate) struct Feed<'p> {
    pub call: &'p Call,
    pub list: &'p ListField,
    pub paging: &'p Paging,
    /// The most pages; `None` for the engine's own cap.
    pub cap: Option<usize>,
    /// How many requests may be under way at a time.
    pub width: usize,
    /// The number of its first read in the run; `None` for reads that are always made anew.
    pub first: Option<u64>,
    /// What an interrupted run has read.
    pub recall: &'p Recall,
}

/// One page.
pub(crate) struct Page<'v> {
    pub records: &'v [&'v Json],
    /// Records expected in all, where the target says so.
    pub expected: Option<usize>,
}

/// What the reader of a call is told.
pub(crate) enum News<'p, 'v> {
    /// A page came.
    Page(&'p Page<'v>),
    /// The page has been taken in by paging: it can be committed, with this cursor.
    Cursor(Option<Cursor>),
    /// An answer takes long: the run has to show that it is alive.
    StillWaiting,
}

/// How long answers take from a target whose wait is worth hiding.
const SLOW: Duration = Duration::from_millis(10);

/// How many answers may be there or under way, for each that is under way.
const WAITING: usize = 2;

/// How often a run shows that it is alive while it waits: well within the minute after which the
/// store counts its lease as abandoned.
pub(crate) const HEARTBEAT: Duration = Duration::from_secs(20);

/// How a read ended.
pub(crate) struct ReadEnd {
    /// Everything is known to be read.
    pub complete: bool,
    /// What a guard saw.
    pub finding: Option<Box<Diagnostic>>,
    /// The list field led nowhere on the first page.
    pub missing_list: bool,
    /// The status, where the one answer was a judged failure: the caller decides what it means.
    pub failed: Option<(u16, Box<Diagnostic>)>,
}

/// A read that has begun.
pub(crate) struct Opened {
    /// Its number in the run, and the digest of its first URL.
    number: Option<(u64, u64)>,
    bound: Context,
    pager: Pager,
    missing_list: bool,
    at: At,
}

/// Where a read that has begun is.
enum At {
    /// The first page that is not committed is there.
    Page {
        url: Url,
        answer: Box<Answer>,
        took: Duration,
    },
    /// Everything was read before.
    End(Step),
}

/// A read that was begun ahead, and may have failed; `None` for one that has yet to begin.
pub(crate) type Opening = Option<Outcome<Opened>>;

/// Begins one read after another, some ahead, in their order.
pub(crate) fn openings<'f>(
    wire: &'f Wire,
    feed: Feed<'f>,
    contexts: impl Iterator<Item = &'f Context> + Send + 'f,
) -> Pin<Box<dyn Stream<Item = Outcome<Opened>> + Send + 'f>> {
    let width = feed.width.max(1);
    let under_way = Arc::new(Semaphore::new(width));
    let numbered = contexts.zip(0..).map(move |(context, at)| {
        let number = feed.first.map(|first: u64| first.saturating_add(at));
        let under_way = under_way.clone();
        async move {
            let _place = under_way.acquire().await;
            open(wire, feed, context, number).await
        }
    });
    // Answers that wait for a slower one before them take no place among those under way.
    let ahead = if width > 1 { width * WAITING } else { 1 };
    Box::pin(stream::iter(numbered).buffered(ahead))
}

async fn open(
    wire: &Wire,
    feed: Feed<'_>,
    context: &Context,
    number: Option<u64>,
) -> Outcome<Opened> {
    wire.ready(feed.call).await?;
    let bound = wire.bind(feed.call, context).await?;
    let start = feed
        .call
        .request
        .start_url(&bound, wire.origins_of(feed.call))?;
    let mut pager = Pager::new(feed.paging.config.clone());
    if let Some(cap) = feed.cap {
        pager = pager.with_cap(cap);
    }
    let mut step = Step::Request(pager.first_request(start.as_str()));
    let mut missing_list = false;
    let number = number.map(|read| (read, digest(start.as_str())));
    let read = number.map(|(read, start)| feed.recall.of(read, &feed.call.name, start));
    for page in read.unwrap_or_default() {
        missing_list |= page.list_missing && pager.pages() == 1;
        step = pager.follow_up(page);
    }
    let at = match step {
        Step::Request(request) => {
            let asked = Instant::now();
            let fetched = fetch(wire, feed, context, start, request).await?;
            let took = asked.elapsed();
            let (url, answer) = fetched.read(wire, feed, context, Json::Null).await?;
            At::Page {
                url,
                answer: Box::new(answer),
                took,
            }
        }
        ended => At::End(ended),
    };
    Ok(Opened {
        number,
        bound,
        pager,
        missing_list,
        at,
    })
}

/// A page that was asked for: its answer as it came, and what it takes to read it.
struct Fetched {
    spot: PageSpot,
    sent: Sent,
}

async fn fetch(
    wire: &Wire,
    feed: Feed<'_>,
    context: &Context,
    current: Url,
    request: PageRequest,
) -> Outcome<Fetched> {
    let url = wire
        .origins_of(feed.call)
        .resolve(&request.url, Some(&current))
        .map_err(|finding| match &feed.call.place {
            Some(place) => Box::new(finding.at(place.clone(), "this call")),
            None => finding,
        })?;
    let spot = PageSpot {
        url,
        params: request.params,
    };
    let sent = wire.ask(feed.call, context, Some(&spot)).await?;
    Ok(Fetched { spot, sent })
}

impl Fetched {
    /// Reads the answer, into what was read of the page before.
    async fn read(
        self,
        wire: &Wire,
        feed: Feed<'_>,
        context: &Context,
        before: Json,
    ) -> Outcome<(Url, Answer)> {
        let Self { spot, sent } = self;
        let answer = wire
            .receive(feed.call, context, Some(&spot), (sent, before))
            .await?;
        Ok((spot.url, answer))
    }
}

/// How long answers take that were waited for with nothing else under way.
#[derive(Default)]
struct Pace {
    waited: Duration,
    answers: u32,
}

impl Pace {
    fn note(&mut self, waited: Duration) {
        self.waited = self.waited.saturating_add(waited);
        self.answers = self.answers.saturating_add(1);
    }

    /// Whether there is a wait worth hiding: as a rule, and not once.
    fn is_slow(&self) -> bool {
        self.waited >= SLOW.saturating_mul(self.answers)
    }
}

/// Reads every page and hands each to `take`, which returns the keys of its records; while an answer
/// is long in coming, `take` is told so.
///
/// # Errors
/// Anything that keeps a page from being read: the read is incomplete then. A judged failure of the
/// first page is returned as [`ReadEnd::failed`] instead.
pub(crate) async fn read(
    wire: &Wire,
    feed: Feed<'_>,
    (context, opening): (&Context, Opening),
    take: &mut (dyn FnMut(News<'_, '_>) -> Outcome<Vec<String>> + Send),
) -> Outcome<ReadEnd> {
    let opened = match opening {
        Some(opened) => opened?,
        None => lively(open(wire, feed, context, None), take).await??,
    };
    let Opened {
        mut number,
        bound,
        mut pager,
        mut missing_list,
        at,
    } = opened;
    let (mut url, mut answer, took) = match at {
        At::Page { url, answer, took } => (url, *answer, took),
        At::End(step) => {
            let complete = pager.is_complete(&step);
            let finding = match step {
                Step::Stop(guard) if !complete => Some(stopped(feed.call, guard)),
                _ => None,
            };
            return Ok(ReadEnd::of(complete, finding, missing_list));
        }
    };
    let mut ahead = Ahead::default();
    let mut pace = Pace::default();
    pace.note(took);
    loop {
        if let Some(failure) = answer.failure {
            if pager.pages() > 1 {
                return Err(failure);
            }
            return Ok(ReadEnd {
                complete: false,
                finding: None,
                missing_list: false,
                failed: Some((answer.status, failure)),
            });
        }
        let empty = Json::Null;
        let body = if answer.body.is_empty() {
            &empty
        } else {
            answer
                .body
                .require_json()
                .map_err(|finding| unreadable(feed.call, &url, wire, &finding))?
        };
        let records = feed.list.records(body);
        missing_list |= records.missing && pager.pages() == 1;
        let next = next_url(feed.paging, &bound, body, &records.rows, &answer)
            .map_err(|finding| wire.masked(finding))?;
        let mut answered = PageAnswer {
            records: &records.rows,
            keys: None,
            body,
            headers: &answer.headers,
            next_url: next.as_deref(),
            list_missing: records.missing,
        };
        ahead
            .fill(
                if pace.is_slow() { feed.width } else { 1 },
                |steps| pager.foresee(&answered, steps),
                |request| Box::pin(fetch(wire, feed, context, url.clone(), request)),
            )
            .await;
        let keys = take(News::Page(&Page {
            records: &records.rows,
            expected: pager.expected().and_then(|n| usize::try_from(n).ok()),
        }))?;
        answered.keys = Some(&keys);
        let page = pager.summary(&answered);
        let step = pager.follow_up(&page);
        let complete = pager.is_complete(&step);
        let masker = &wire.world.masker;
        let has_secret = |url: &str| masker.url(url) != url || masker.text(url) != url;
        number = number.filter(|_| !page.next_url.as_deref().is_some_and(has_secret));
        take(News::Cursor(number.map(|(read, start)| Cursor {
            read,
            call: feed.call.name.clone(),
            start,
            page,
        })))?;
        match step {
            Step::Request(request) => {
                let before = answer.body.json.take().unwrap_or_default();
                let arriving = ahead.next(&request);
                let fetched = match arriving {
                    Some(arriving) => lively(arriving, take).await??,
                    None => {
                        let asked = Instant::now();
                        let fetched =
                            lively(fetch(wire, feed, context, url, request), take).await??;
                        pace.note(asked.elapsed());
                        fetched
                    }
                };
                let reading = fetched.read(wire, feed, context, before);
                (url, answer) = lively(reading, take).await??;
            }
            Step::Done(_) => {
                lively(ahead.drop_rest(), take).await?;
                return Ok(ReadEnd::of(complete, None, missing_list));
            }
            Step::Stop(guard) => {
                let finding = (!complete).then(|| stopped(feed.call, guard));
                return Ok(ReadEnd::of(complete, finding, missing_list));
            }
        }
    }
}

/// Waits for something, and lets `take` show meanwhile that the run is alive.
async fn lively<T>(
    work: impl Future<Output = T> + Send,
    take: &mut (dyn FnMut(News<'_, '_>) -> Outcome<Vec<String>> + Send),
) -> Outcome<T> {
    let mut work = Box::pin(work);
    loop {
        match tokio::time::timeout(HEARTBEAT, &mut work).await {
            Ok(done) => return Ok(done),
            Err(_) => take(News::StillWaiting)?,
        };
    }
}

/// Pages that were asked for ahead, in their order.
#[derive(Default)]
struct Ahead<'f> {
    asked: VecDeque<PageRequest>,
    answers: FuturesOrdered<BoxFuture<'f, Outcome<Fetched>>>,
}

impl<'f> Ahead<'f> {
    /// Asks for what is foreseen until `width` requests are under way.
    async fn fill(
        &mut self,
        width: usize,
        foresee: impl Fn(usize) -> Option<PageRequest>,
        fetch: impl Fn(PageRequest) -> BoxFuture<'f, Outcome<Fetched>>,
    ) {
        if width <= 1 {
            return;
        }
        while self.asked.len() < width {
            let Some(request) = foresee(self.asked.len() + 1) else {
                break;
            };
            self.asked.push_back(request.clone());
            let mut asking = fetch(request);
            // A request is sent when it is first polled: before the page at hand is worked on.
            let early = poll_fn(|context| match asking.as_mut().poll(context) {
                Poll::Ready(answer) => Poll::Ready(Some(answer)),
                Poll::Pending => Poll::Ready(None),
            });
            match early.await {
                Some(answer) => self.answers.push_back(Box::pin(ready(answer))),
                None => self.answers.push_back(asking),
            }
        }
    }

    /// The answer to a request, if that is the one asked for next. Another one shows that what was
    /// foreseen is wrong.
    fn next(
        &mut self,
        request: &PageRequest,
    ) -> Option<impl Future<Output = Outcome<Fetched>> + Send + use<'_, 'f>> {
        if self.asked.front() != Some(request) {
            *self = Self::default();
            return None;
        }
        self.asked.pop_front();
        Some(async move {
            self.answers.next().await.unwrap_or_else(|| {
                let gone = "a page that was asked for has gone";
                Err(Box::new(Diagnostic::new(codes::FAULT, gone)))
            })
        })
    }

    /// Reads what lies past the end, and drops it.
    async fn drop_rest(&mut self) {
        while self.answers.next().await.is_some() {}
    }
}

impl ReadEnd {
    const fn of(complete: bool, finding: Option<Box<Diagnostic>>, missing_list: bool) -> Self {
        Self {
            complete,
            finding,
            missing_list,
            failed: None,
        }
    }
}

fn unreadable(call: &Call, url: &Url, wire: &Wire, finding: &Diagnostic) -> Box<Diagnostic> {
    let mut told = Diagnostic::new(finding.code, format!("{}: {}", call.name, finding.message))
        .with_note(format!("GET {}", wire.world.masker.url(url.as_str())));
    told.notes.extend(finding.notes.iter().cloned());
    told.help.clone_from(&finding.help);
    if told.help.is_none() {
        told.help = Some("check the URL of the call, and whether the target has a fault".into());
    }
    if let Some(place) = &call.place {
        told = told.at(place.clone(), "this call");
    }
    Box::new(told)
}

fn stopped(call: &Call, guard: PageGuard) -> Box<Diagnostic> {
    let code = match guard {
        PageGuard::PageCap => codes::PAGE_CAP,
        _ => codes::REPEATED_PAGE,
    };
    let help = match guard {
        PageGuard::CutShort => {
            "import again; if it stays so, see whether totalCountPath counts rows that the token may not read"
        }
        _ => "check the names of the paging parameters against the target's documentation",
    };
    let message = format!("paging of {} stopped: {}", call.name, guard.words());
    Box::new(Diagnostic::new(code, message).with_help(help))
}

/// What `nextUrlPath` gives for a page (`rest-dialect §2.16`); `None` for null.
fn next_url(
    paging: &Paging,
    context: &Context,
    body: &Json,
    records: &[&Json],
    answer: &Answer,
) -> Outcome<Option<String>> {
    match &paging.next {
        None => Ok(None),
        Some(NextUrl::Spot(spot)) => Ok(spot.read_next(body, &answer.headers)),
        Some(NextUrl::Template(template, reads)) => {
            let part = |name: &str, value: &Json| {
                reads.get(name).map_or(Json::Null, |read| read.pick(value))
            };
            let list = records
                .iter()
                .map(|r| Value::from_json(&part("objectList", r)));
            let response = Value::map([
                ("objectList", Value::list(list.collect())),
                (
                    "completeResponseMap",
                    Value::from_json(&part("completeResponseMap", body)),
                ),
            ]);
            let context = context
                .with("response", response)
                .with("headers", headers(&answer.headers));
            let value = template.evaluate(&context)?;
            Ok((!value.is_null()).then(|| value.to_text()))
        }
    }
}

/// Response headers by every spelling that definitions use: as received, in lower case, and with
/// capitals (`rest-dialect §0.2`).
pub(crate) fn headers(received: &[(String, String)]) -> Value {
    let mut names = indexmap::IndexMap::new();
    for (name, value) in received {
        let lower = name.to_ascii_lowercase();
        let capitals = lower
            .split('-')
            .map(|part| {
                let mut letters = part.chars();
                letters.next().map_or_else(String::new, |first| {
                    format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
                })
            })
            .collect::<Vec<_>>()
            .join("-");
        for spelling in [name.clone(), lower, capitals] {
            names.entry(spelling).or_insert_with(|| value.clone());
        }
    }
    Value::map(names.into_iter().map(|(n, v)| (n, Value::from(v))))
}
