//! Builds the app into `pkg/app`, as app/README.md says.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::wasm::Module;
use crate::place::Place;
use crate::progress::{Done, Step, step};
use crate::stamp::{self, Stamp};
use crate::tools::Tools;

const MODULE: Module = Module {
    package: "nuanze-app",
    home: "app",
    features: "",
    profile: "wasm",
    // A phone hashes one small module: the short way of SHA-256 is fast enough.
    flags: "--cfg=sha2_backend_soft=\"compact\"",
    target: "web",
    level: "-Oz",
};
/// The style sheets, in the order in which they are joined.
const STYLES: [&str; 5] = ["tokens", "base", "controls", "pages", "print"];
/// Served as they are; of these, what works offline.
const PLAIN: [(&str, bool); 5] = [
    ("icon.svg", true),
    ("icon-192.png", false),
    ("icon-512.png", false),
    ("icon-maskable-512.png", false),
    ("manifest.webmanifest", true),
];
/// Hexadecimal digits of a hash in a name.
const DIGITS: usize = 16;

/// Compiles the app and puts it together with the policies.
///
/// # Errors
///
/// If a step fails.
pub fn build(place: &Place, tools: &Tools) -> Result<()> {
    let module = MODULE.build(place, tools)?;
    let out = place.pkg("app");
    let inputs = [
        module.clone(),
        place.at("app/style"),
        place.at("app/web"),
        place.at("index.html"),
        place.pkg("policies"),
    ];
    let stamp = Stamp::of(place, "app", &inputs, &[])?;
    step(place, "app, put together", |log| {
        if stamp.is_fresh(&[out.join("index.html"), out.join("sw.js.br")]) {
            return Ok(Done::Before);
        }
        let fresh = place.pkg("app.new");
        for folder in [&fresh, &fresh.join("policies")] {
            if folder.is_dir() {
                fs::remove_dir_all(folder)?;
            }
            fs::create_dir_all(folder)?;
        }
        Assembly {
            place,
            tools,
            log,
            out: &fresh,
            kept: Vec::new(),
        }
        .run(&module)?;
        log.run(
            Command::new("node")
                .args([
                    "--input-type=module",
                    "--eval",
                    include_str!("compress.mjs"),
                    "--",
                ])
                .arg(&fresh),
        )?;
        if out.is_dir() {
            fs::remove_dir_all(&out)?;
        }
        fs::rename(&fresh, &out)?;
        stamp.save()?;
        Ok(Done::Now)
    })
}

/// The app's folder as it grows.
struct Assembly<'a> {
    place: &'a Place,
    tools: &'a Tools,
    log: &'a Step,
    out: &'a Path,
    /// What the service worker keeps: addresses and the bytes behind them.
    kept: Vec<(String, Vec<u8>)>,
}

impl Assembly<'_> {
    fn run(mut self, module: &Path) -> Result<()> {
        let name = MODULE.name();
        let wasm = self.hashed(
            "app",
            "wasm",
            read(&module.join(format!("{name}_bg.wasm")))?,
        )?;
        let js = self.minified(
            &module.join(format!("{name}.js")),
            &["--bundle", "--format=esm"],
        )?;
        let js = self.hashed("app", "js", js)?;
        let css = self.style()?;
        let boot = self.minified(&self.place.at("app/web/boot.js"), &[])?;
        let boot = self.hashed("boot", "js", boot)?;
        for (file, offline) in PLAIN {
            let bytes = read(&self.place.at("app/web").join(file))?;
            fs::write(self.out.join(file), &bytes)?;
            if offline {
                self.kept.push((format!("/{file}"), bytes));
            }
        }
        self.policies()?;

        let mut page = fs::read_to_string(self.place.at("index.html"))?;
        for (mark, address) in [
            ("{{js}}", &js),
            ("{{wasm}}", &wasm),
            ("{{css}}", &css),
            ("{{boot}}", &boot),
        ] {
            page = page.replace(mark, address);
        }
        fs::write(self.out.join("index.html"), &page)?;
        self.kept.push(("/".to_owned(), page.into_bytes()));
        self.service_worker()
    }

    fn style(&mut self) -> Result<String> {
        let joined = self.place.state("app.css");
        let sheets = STYLES
            .iter()
            .map(|sheet| read(&self.place.at("app/style").join(format!("{sheet}.css"))));
        fs::write(&joined, sheets.collect::<Result<Vec<_>>>()?.concat())?;
        let css = self.minified(&joined, &[])?;
        self.hashed("style", "css", css)
    }

    /// The policies, at the addresses that the app uses.
    fn policies(&mut self) -> Result<()> {
        let folder = self.place.pkg("policies");
        let index = read(&folder.join("index.json"))?;
        let list: Vec<serde_json::Value> =
            serde_json::from_slice(&index).context("pkg/policies/index.json is no list")?;
        fs::write(self.out.join("policies/index.json"), &index)?;
        self.kept.push(("/policies/index.json".to_owned(), index));
        for policy in list {
            let text = |name: &str| {
                let text = policy.get(name).and_then(serde_json::Value::as_str);
                text.with_context(|| {
                    format!("pkg/policies/index.json has a policy without `{name}`")
                })
            };
            let (file, module) = (text("file")?, text("module")?);
            let bytes = read(&folder.join(file))?;
            fs::write(self.out.join("policies").join(file), &bytes)?;
            // What can be claimed works offline after the first visit, the others once they were opened.
            if policy.get("claim") == Some(&serde_json::Value::Bool(true)) {
                self.kept
                    .push((format!("/policies/{file}?sha256={module}"), bytes));
            }
        }
        Ok(())
    }

    /// The service worker, last: its version covers everything that it keeps.
    fn service_worker(mut self) -> Result<()> {
        self.kept.sort();
        let all: Vec<u8> = self
            .kept
            .iter()
            .flat_map(|(address, bytes)| [address.as_bytes(), b"\0", bytes].concat())
            .collect();
        let addresses: Vec<String> = self
            .kept
            .iter()
            .map(|(address, _)| format!("\"{address}\""))
            .collect();
        let text = fs::read_to_string(self.place.at("app/web/sw.js"))?
            .replace("/*{{precache}}*/", &addresses.join(","))
            .replace("{{version}}", &short(&all));
        let filled = self.place.state("sw.js");
        fs::write(&filled, text)?;
        fs::write(self.out.join("sw.js"), self.minified(&filled, &[])?)?;
        Ok(())
    }

    fn minified(&self, file: &Path, more: &[&str]) -> Result<Vec<u8>> {
        let written: PathBuf = self
            .place
            .state("minified")
            .join(file.file_name().unwrap_or_default());
        let command = &mut Command::new(&self.tools.esbuild);
        self.log.run(
            command
                .arg(file)
                .args(more)
                .args(["--minify", "--log-level=warning"])
                .arg(format!("--outfile={}", written.display())),
        )?;
        read(&written)
    }

    /// Writes a file under the hash of its bytes, to be kept for good; its address.
    fn hashed(&mut self, stem: &str, ending: &str, bytes: Vec<u8>) -> Result<String> {
        let name = format!("{stem}-{}.{ending}", short(&bytes));
        fs::write(self.out.join(&name), &bytes)?;
        let address = format!("/{name}");
        self.kept.push((address.clone(), bytes));
        Ok(address)
    }
}

fn short(bytes: &[u8]) -> String {
    stamp::sha256(bytes).chars().take(DIGITS).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
