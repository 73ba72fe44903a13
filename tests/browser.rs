//! The page in a real browser: Debian's chromium, driven through chromedriver (W3C WebDriver) by key and click.
//!
//! Left out, with a word, where either is not installed. With `SCREENSHOTS=FOLDER` in the
//! environment, pictures of the whole page in both widths and both schemes are left there, in base64.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

/// The W3C's name for an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const LEFT: &str = "\u{e012}";
const HOME: &str = "\u{e011}";
const END: &str = "\u{e010}";

/// A browser and its driver; both end with it.
struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// None where there is no browser.
    fn start() -> Option<Self> {
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let port = BufReader::new(driver.stdout.take()?).lines().map_while(Result::ok).find_map(|line| {
            let (_, rest) = line.split_once("started successfully on port ")?;
            rest.trim_end_matches('.').trim().parse().ok()
        });
        let Some(port) = port else {
            let _ = driver.kill();
            return None;
        };
        let mut browser = Self { driver, port, session: String::new() };
        let arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        }}});
        let told = browser.ask("POST", "/session", &wanted).ok()?;
        browser.session = told["sessionId"].as_str()?.to_string();
        Some(browser)
    }

    /// One request to the driver, and its answer's value.
    fn ask(&self, verb: &str, path: &str, body: &Value) -> Result<Value, String> {
        let text = if verb == "POST" { body.to_string() } else { String::new() };
        let fault = |fault: std::io::Error| fault.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(fault)?;
        write!(
            stream,
            "{verb} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{text}",
            self.port,
            text.len()
        )
        .map_err(fault)?;
        let mut reader = BufReader::new(stream);
        let (mut status, mut length) = (String::new(), 0);
        reader.read_line(&mut status).map_err(fault)?;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).map_err(fault)?;
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) =
                line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            {
                length = value.trim().parse().map_err(|_| format!("{name}: {value}"))?;
            }
        }
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes).map_err(fault)?;
        let told: Value = serde_json::from_slice(&bytes).map_err(|fault| fault.to_string())?;
        if status.contains(" 200 ") { Ok(told["value"].clone()) } else { Err(told["value"].to_string()) }
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let path = format!("/session/{}{path}", self.session);
        self.ask("POST", &path, &body).unwrap_or_else(|fault| panic!("{path}: {fault}"))
    }

    /// What a script in the page returns.
    fn script(&self, script: &str) -> Value {
        self.post("/execute/sync", json!({ "script": script, "args": [] }))
    }

    fn element(&self, selector: &str) -> String {
        let found = self.post("/element", json!({ "using": "css selector", "value": selector }));
        found[ELEMENT].as_str().expect("an element").to_string()
    }

    fn click(&self, selector: &str) {
        self.script(&format!(
            "document.querySelector({}).scrollIntoView({{block: 'center'}})",
            json!(selector)
        ));
        self.post(&format!("/element/{}/click", self.element(selector)), json!({}));
    }

    /// Presses a key with an element in focus.
    fn press(&self, selector: &str, key: &str) {
        self.script(&format!("document.querySelector({}).focus()", json!(selector)));
        let actions = ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key }));
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// A command of Chromium's own protocol.
    fn set(&self, command: &str, parameters: Value) {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }));
    }

    /// A window of a width, light or dark.
    fn look(&self, width: u32, scheme: &str) {
        let metrics = json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 });
        self.set("Emulation.setDeviceMetricsOverride", metrics);
        let scheme = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.set("Emulation.setEmulatedMedia", scheme);
    }

    /// The whole page as PNG in base64.
    fn picture(&self) -> String {
        let wanted = json!({ "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true } });
        let told = self.post("/goog/cdp/execute", wanted);
        told["data"].as_str().expect("a picture").to_string()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.ask("DELETE", &format!("/session/{}", self.session), &json!({}));
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A small record with its page.
fn record() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "title = \"A walk\"\npurpose = \"Twelve weeks with few agents.\"\nstart = 2025-06-02\nend = 2025-08-25\n\
                [ensemble]\nreplicates = 12\nseed = 7\npersons_per_agent = 200000\n";
    std::fs::write(folder.path().join("walk.toml"), text).expect("a file");
    let run = Command::new(env!("CARGO_BIN_EXE_concession"))
        .current_dir(folder.path())
        .args(["run", "walk.toml", "--quiet", "--json"])
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    folder
}

#[test]
fn a_reader_sorts_the_table_and_moves_the_date_in_any_window() {
    let Some(browser) = Browser::start() else {
        println!("no chromedriver or no chromium here: the page was not tried in a browser");
        return;
    };
    let folder = record();
    let page = folder.path().join("output/walk/report.html");
    browser.look(1280, "light");
    browser.post("/url", json!({ "url": format!("file://{}", page.display()) }));
    nothing_is_wider_than_the_window(&browser);
    the_date_moves(&browser);
    the_table_sorts(&browser);
    let log =
        browser.ask("POST", &format!("/session/{}/se/log", browser.session), &json!({ "type": "browser" }));
    assert_eq!(log.expect("a log"), json!([]), "the page's script has a fault");
}

fn nothing_is_wider_than_the_window(browser: &Browser) {
    for width in [1280, 390] {
        for scheme in ["light", "dark"] {
            browser.look(width, scheme);
            let wide =
                browser.script("return document.documentElement.scrollWidth").as_u64().expect("a width");
            assert!(wide <= u64::from(width), "{wide} in a window of {width}");
            let ground = browser.script("return getComputedStyle(document.body).backgroundColor");
            let first: u32 =
                ground.as_str().and_then(|rgb| rgb[4..].split(',').next()?.parse().ok()).expect("a colour");
            assert_eq!(first < 128, scheme == "dark", "{scheme}: {ground}");
            if let Some(folder) = std::env::var_os("SCREENSHOTS") {
                let path = Path::new(&folder).join(format!("page-{width}-{scheme}.png.base64"));
                std::fs::write(path, browser.picture()).expect("a picture");
            }
        }
    }
    browser.look(1280, "light");
}

fn the_date_moves(browser: &Browser) {
    let shown = || browser.script("return document.getElementById('map-date-shown').textContent");
    let fill = || {
        browser.script("return document.querySelector('[data-zone=\"1\"] [data-fill]').getAttribute('fill')")
    };
    let spoken =
        || browser.script("return document.getElementById('map-date').getAttribute('aria-valuetext')");
    let (last, last_fill) = (shown(), fill());
    browser.press("#map-date", LEFT);
    let before = shown();
    assert!(before != last && spoken() == before, "{before} after {last}");
    browser.press("#map-date", HOME);
    assert_eq!(shown(), "2 Jun 2025");
    let frames = "return JSON.parse(document.getElementById('map-frames').textContent)[0].zones[1][0]";
    assert_eq!(fill(), browser.script(frames));
    browser.press("#map-date", END);
    assert_eq!((shown(), fill()), (last, last_fill));
}

fn the_table_sorts(browser: &Browser) {
    let head = "#headlines th:nth-child(2)";
    let sorted =
        || browser.script(&format!("return document.querySelector('{head}').getAttribute('aria-sort')"));
    let numbers = || {
        let script = "return [...document.querySelectorAll('#headlines tbody td:nth-child(2)')].map(cell => cell.dataset.by)";
        let told = browser.script(script);
        let all = told.as_array().expect("a list").iter();
        all.filter_map(|by| by.as_str()?.parse::<f64>().ok()).collect::<Vec<f64>>()
    };
    let as_written = numbers();
    let button = format!("{head} button");
    browser.click(&button);
    assert_eq!(sorted(), "ascending");
    assert!(numbers().windows(2).all(|pair| pair[0] <= pair[1]), "{:?}", numbers());
    browser.click(&button);
    assert_eq!(sorted(), "descending");
    assert!(numbers().windows(2).all(|pair| pair[0] >= pair[1]), "{:?}", numbers());
    browser.press(&button, " ");
    assert_eq!((sorted(), numbers()), (Value::Null, as_written));
}
