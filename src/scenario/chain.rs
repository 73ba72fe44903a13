//! The files a scenario stands on: itself, what it extends, and so on to the root.

use super::SourceFile;
use super::fault::{At, Fault, Faults, Source};
use super::fields;
use super::tree::{self, Entry};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Size of a file [bytes].
pub const LARGEST_FILE: u64 = 1_000_000;
/// Files one below the other.
pub const DEEPEST: usize = 16;

/// One file's keys, or those of one `--set`.
pub struct Layer {
    pub source: Arc<Source>,
    pub entries: Vec<Entry>,
    /// Whether it came as `--set` and not as a file.
    pub is_set: bool,
}

/// Reads `path` and everything it extends, the root first. A file that cannot be read is a fault and ends the chain.
pub fn read(path: &Path, faults: &mut Faults) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut next = Some((path.to_path_buf(), At::beginning(&nowhere(path))));
    while let Some((path, asked_at)) = next.take() {
        let chain = || chain_shown(&layers, &path);
        match text_of(&path) {
            Err(reason) => {
                let fault = Fault::new(&asked_at, format!("cannot read {}", path.display()), reason);
                faults.add(if layers.is_empty() { fault } else { fault.help(chain()) });
                break;
            }
            Ok(_) if layers.len() == DEEPEST => {
                let message = format!("more than {DEEPEST} files extend one another");
                faults.add(Fault::new(&asked_at, message, "fewer steps").help(chain()));
                break;
            }
            Ok(_) if seen.contains(&canonical(&path)) => {
                faults.add(
                    Fault::new(
                        &asked_at,
                        "`extends` goes in a circle",
                        "a file that does not extend this one",
                    )
                    .help(chain()),
                );
                break;
            }
            Ok(text) => {
                seen.push(canonical(&path));
                let source = Arc::new(Source { path: path.display().to_string(), text });
                let Some(layer) = layer(source, faults) else { break };
                next = extended(&layer, &path, faults);
                layers.push(layer);
            }
        }
    }
    layers.reverse();
    layers
}

/// A text that extends nothing, or only files that can be found from the working folder.
pub fn of_text(name: &str, text: &str, faults: &mut Faults) -> Vec<Layer> {
    let source = Arc::new(Source { path: name.into(), text: text.into() });
    let Some(layer) = layer(source, faults) else { return Vec::new() };
    let mut layers = match extended(&layer, Path::new(name), faults) {
        Some((path, _)) => read(&path, faults),
        None => Vec::new(),
    };
    layers.push(layer);
    layers
}

/// The texts of the layers that are files.
pub fn files(layers: &[Layer]) -> Vec<SourceFile> {
    let of = |layer: &Layer| SourceFile { path: layer.source.path.clone(), text: layer.source.text.clone() };
    layers.iter().filter(|layer| !layer.is_set).map(of).collect()
}

fn layer(source: Arc<Source>, faults: &mut Faults) -> Option<Layer> {
    let entries = tree::parse(&source, faults)?;
    Some(Layer { source, entries, is_set: false })
}

/// The path that a layer extends, from its own folder, and where it says so.
fn extended(layer: &Layer, path: &Path, faults: &mut Faults) -> Option<(PathBuf, At)> {
    let node = &layer.entries.iter().find(|entry| entry.key == "extends")?.node;
    let said = fields::text(node, "extends", faults)?;
    Some((path.parent().unwrap_or(Path::new("")).join(said), node.at.clone()))
}

fn chain_shown(layers: &[Layer], last: &Path) -> String {
    let mut names: Vec<String> = layers.iter().map(|layer| layer.source.path.clone()).collect();
    names.push(last.display().to_string());
    format!("the chain is {}", names.join(" → "))
}

fn nowhere(path: &Path) -> Arc<Source> {
    Arc::new(Source { path: path.display().to_string(), text: String::new() })
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// The text of a regular file of ordinary size, or why there is none.
fn text_of(path: &Path) -> Result<String, String> {
    let metadata = path.metadata().map_err(|fault| reason(&fault))?;
    if !metadata.is_file() {
        return Err("this is not a file".into());
    }
    let too_large = || format!("a scenario has at most {LARGEST_FILE} bytes");
    if metadata.len() > LARGEST_FILE {
        return Err(format!("{}, this one {}", too_large(), metadata.len()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|fault| reason(&fault))?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|fault| reason(&fault))?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    String::from_utf8(bytes).map_err(|fault| {
        let good = &fault.as_bytes()[..fault.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("a scenario is UTF-8 text; line {line} is not, at byte {}", good.len() + 1)
    })
}

fn reason(fault: &io::Error) -> String {
    match fault.kind() {
        io::ErrorKind::NotFound => "there is no such file".into(),
        io::ErrorKind::PermissionDenied => "it may not be read".into(),
        _ => fault.to_string(),
    }
}
