//! The command as its callers meet it: exit status, JSON, standard input, files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod ask;
mod cases;
mod districts;
mod documents;
mod form;
mod pages;
mod rows;
mod sources;
mod support;
mod trust;
