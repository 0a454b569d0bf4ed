//! The transport between tasks that run stations and those that tell them what happens. tokio begins here.

pub mod local;
