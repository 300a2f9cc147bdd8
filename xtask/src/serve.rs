//! `cargo xtask serve`: builds everything and serves it with embedded storage.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::build;
use crate::keys;
use crate::place::Place;
use crate::progress::say;
use crate::tools;

/// Where the product is served, unless `--port` says otherwise.
const PORT: u16 = 8787;
/// How long workerd may take until it answers.
const START: Duration = Duration::from_secs(60);
/// How often it is looked after.
const LOOK: Duration = Duration::from_millis(100);

/// The port that the command line asks for.
///
/// # Errors
///
/// If it asks for something else.
pub fn port(words: &[String]) -> Result<u16> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => Ok(PORT),
        ["--port", number] => number
            .parse()
            .with_context(|| format!("`{number}` is not a port")),
        _ => bail!("`serve` knows only `--port PORT`"),
    }
}

/// Builds, serves, and ends with Ctrl-C.
///
/// # Errors
///
/// If the build fails, the port is taken, or workerd ends by itself.
pub fn serve(place: &Place, port: u16) -> Result<()> {
    let taken =
        || format!("port {port} is taken: end what uses it, or choose another with `--port`");
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(taken)?);
    let tools = tools::ensure(place)?;
    build::everything(place, &tools, build::Beside::Nothing)?;
    let keys = keys::development(place)?;
    let districts = place.at(".nuanze/districts");
    fs::create_dir_all(&districts)?;

    let (interrupted, interrupt) = mpsc::channel();
    ctrlc::set_handler(move || {
        // The receiver is gone only when this program is ending anyway.
        let _ = interrupted.send(());
    })?;
    let mut edge = Command::new(&tools.workerd)
        .arg("serve")
        .arg(place.at("worker/workerd.capnp"))
        .arg("config")
        .arg(format!("--socket-addr=http=127.0.0.1:{port}"))
        .arg(format!(
            "--directory-path=app={}",
            place.pkg("app").display()
        ))
        .arg(format!(
            "--directory-path=districts={}",
            districts.display()
        ))
        .envs(keys)
        .current_dir(place.root())
        .spawn()
        .context("cannot start workerd")?;
    let outcome = attend(&mut edge, port, &interrupt);
    // It may have ended with the same Ctrl-C.
    let _ = edge.kill();
    edge.wait()?;
    outcome?;
    say("\nStopped. What was stored stays in .nuanze/.");
    Ok(())
}

/// Waits for workerd's first answer, says where it is, and waits for Ctrl-C.
fn attend(edge: &mut Child, port: u16, interrupt: &mpsc::Receiver<()>) -> Result<()> {
    let started = Instant::now();
    let mut said = false;
    loop {
        match interrupt.recv_timeout(LOOK) {
            Err(RecvTimeoutError::Timeout) => {}
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        if let Some(status) = edge.try_wait()? {
            // Ctrl-C reaches workerd too, perhaps first.
            if interrupt.recv_timeout(LOOK).is_ok() {
                return Ok(());
            }
            bail!("workerd ended with {status}");
        }
        if !said && answers(port) {
            say(&format!(
                "\nNuanze is at http://localhost:{port} (Ctrl-C ends it)."
            ));
            said = true;
        }
        if !said && started.elapsed() > START {
            bail!("workerd has not answered for {} seconds", START.as_secs());
        }
    }
}

fn answers(port: u16) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(
            b"GET /v1/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        )?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b"200"))
    };
    ask().unwrap_or(false)
}
