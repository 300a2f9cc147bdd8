//! Where things are: the repository's folders and what is built in them.

use std::env;
use std::path::{Path, PathBuf};

/// The repository's folders.
#[derive(Clone, Debug)]
pub struct Place {
    root: PathBuf,
    target: PathBuf,
}

impl Place {
    /// The repository that this program was built from.
    pub fn find() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => root.join(folder),
            None => root.join("target"),
        };
        Self { root, target }
    }

    /// The repository itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path inside the repository.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// A path inside cargo's target folder, which every build here shares.
    pub fn target(&self, path: &str) -> PathBuf {
        self.target.join(path)
    }

    /// What is built for others: policies, the npm package, the app, the worker.
    pub fn pkg(&self, path: &str) -> PathBuf {
        self.root.join("pkg").join(path)
    }

    /// A program or file of an npm package that the tests' lock file names.
    pub fn npm(&self, path: &str) -> PathBuf {
        self.root.join("tests/node_modules").join(path)
    }

    /// The logs and stamps of this program.
    pub fn state(&self, path: &str) -> PathBuf {
        self.target.join("xtask").join(path)
    }
}
