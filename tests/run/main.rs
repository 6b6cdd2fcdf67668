//! Whole runs: the real binary against a simulated target over loopback.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attempts;
mod authentication;
mod bindery;
mod cassettes;
mod demo;
mod dialects;
mod effects;
mod failures;
mod faults;
mod guidelines;
mod home;
mod importing;
mod jobs;
mod keys;
mod killed;
mod looking;
mod observing;
mod parties;
mod people;
mod prefetching;
mod privileges;
mod provisioning;
mod published;
mod rare_keys;
mod requests;
mod resuming;
mod stub;
mod target;
mod tasks_by_job;
mod thousand;
mod vectors;
mod workspace;
mod written;
