//! What the edge does with any request before it knows what it is about: routes, bodies, files, problems.

pub mod accept;
pub mod file;
pub mod json;
pub mod problems;
pub mod route;
pub mod shape;
pub mod strict;
