//! A real picnic server as its own process: started, killed, ended and started again on one data
//! folder and one port.

use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::DEADLINE;
use crate::http::{self, Request, Response};

/// What the server writes on stdout once it listens, before its address.
const LISTENS: &str = "picnic listens on http://";

/// A running server. It ends when this is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    folder: TempDir,
    arguments: Vec<String>,
    environment: Vec<(String, OsString)>,
}

/// A room and the secrets that open it.
#[derive(Debug, Clone)]
pub struct Room {
    /// Its id.
    pub id: String,
    /// Makes a facilitator.
    pub facilitate: String,
    /// Makes a participant.
    pub join: String,
    /// Makes a viewer.
    pub view: String,
}

impl Server {
    /// Starts a server on a port of its choice and an empty data folder.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// Starts a server with further arguments.
    ///
    /// # Panics
    /// When it does not listen before the deadline.
    #[must_use]
    pub fn start_with(arguments: &[&str]) -> Self {
        Self::start_in(folder(), arguments, Vec::new())
    }

    /// Starts a server in this folder, whose `data` may be there already, with this in its
    /// environment.
    ///
    /// # Panics
    /// When it does not listen before the deadline.
    #[must_use]
    pub fn start_in(
        folder: TempDir,
        arguments: &[&str],
        environment: Vec<(String, OsString)>,
    ) -> Self {
        let arguments: Vec<_> = arguments.iter().map(|&text| text.to_owned()).collect();
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let (child, address) = launch(anywhere, folder.path(), &arguments, &environment);
        Self { child, address, folder, arguments, environment }
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process id.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Its data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Everything it has logged.
    #[must_use]
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// Ends it at once, as `kill -9` does.
    ///
    /// # Panics
    /// When it cannot be ended.
    pub fn kill_nine(&mut self) {
        self.child.kill().expect("the server can be killed");
        self.child.wait().expect("the server is gone");
    }

    /// Asks it to end, without waiting.
    ///
    /// # Panics
    /// When the signal cannot be sent.
    pub fn ask_to_end(&self) {
        let status = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status();
        assert!(status.is_ok_and(|status| status.success()), "SIGTERM is sent");
    }

    /// Waits until it has ended.
    ///
    /// # Panics
    /// When it does not end within `limit`.
    pub fn wait_for_end(&mut self, limit: Duration) -> ExitStatus {
        let start = Instant::now();
        while start.elapsed() < limit {
            if let Some(status) = self.child.try_wait().expect("the server can be waited for") {
                return status;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server still runs after {limit:?}; its log:\n{}", self.log());
    }

    /// Starts it again on the same folder and the same port.
    pub fn start_again(&mut self) {
        let folder = self.folder.path();
        let (child, address) = launch(self.address, folder, &self.arguments, &self.environment);
        self.child = child;
        self.address = address;
    }

    /// Runs a second server on the same folder and returns how it ended and what it said.
    ///
    /// # Panics
    /// When it cannot be run.
    #[must_use]
    pub fn start_second_on_same_folder(&self) -> (ExitStatus, String) {
        let output = Command::new("timeout")
            .arg("10")
            .arg(binary())
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(self.data())
            .output()
            .expect("the second server runs");
        (output.status, String::from_utf8_lossy(&output.stderr).into_owned())
    }

    /// Makes a room.
    pub async fn make_room(&self) -> Room {
        self.make_room_with(&json!({})).await
    }

    /// Makes a room from this request.
    ///
    /// # Panics
    /// When the answer is not 201 with three tokens.
    pub async fn make_room_with(&self, body: &Value) -> Room {
        let response = self.post("/api/rooms", &[], body).await;
        assert_eq!(response.status, 201, "{}", response.text());
        let made = response.json();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        Room {
            id: text(&made["room"]),
            facilitate: text(&made["tokens"]["facilitate"]),
            join: text(&made["tokens"]["join"]),
            view: text(&made["tokens"]["view"]),
        }
    }

    /// Trades a room's secret for cookies, as a page does, and returns the `Cookie` header.
    ///
    /// # Panics
    /// When the secret is refused.
    pub async fn enter(&self, room: &str, secret: &str) -> String {
        let path = format!("/api/rooms/{room}/enter");
        let response = self.post(&path, &[], &json!({"secret": secret})).await;
        assert!((200..300).contains(&response.status), "{}", response.text());
        cookies_in(&response)
    }

    /// Sends a GET.
    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        http::send(self.address, Request { method: "GET", path, headers, ..Request::default() })
            .await
    }

    /// One of its figures, such as `picnic_sockets`.
    ///
    /// # Panics
    /// When there is none of this name.
    pub async fn figure(&self, name: &str) -> f64 {
        let text = self.get("/metrics", &[]).await.text();
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
            .unwrap_or_else(|| panic!("there is no {name} in\n{text}"))
    }

    /// Sends a POST with a JSON body.
    pub async fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Response {
        let body = Some(body);
        let request = Request { method: "POST", path, headers, body, ..Request::default() };
        http::send(self.address, request).await
    }

    /// Sends a POST with a body as it is.
    pub async fn post_text(&self, path: &str, text: &str) -> Response {
        let request = Request { method: "POST", path, text: Some(text), ..Request::default() };
        http::send(self.address, request).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already; either way nothing is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            println!("the server's log:\n{}", self.log());
        }
    }
}

/// A folder for one server.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn folder() -> TempDir {
    TempDir::with_prefix("picnic-test-").expect("a temporary folder")
}

fn launch(
    listen: SocketAddr,
    folder: &Path,
    arguments: &[String],
    environment: &[(String, OsString)],
) -> (Child, SocketAddr) {
    let log = File::options().create(true).append(true).open(folder.join("log"));
    let mut child = Command::new(binary())
        .arg("serve")
        .args(["--listen", &listen.to_string(), "--data"])
        .arg(folder.join("data"))
        .args(arguments)
        // Set for other tests; a server that is to have the model is told so.
        .env_remove("PICNIC_EMBEDDING_MODEL")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log.expect("a log file"))
        .spawn()
        .expect("the server starts");
    if let Some(address) = wait_for_address(&mut child) {
        return (child, address);
    }
    let _ = child.kill();
    let _ = child.wait();
    let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
    panic!("the server does not listen; its log:\n{log}");
}

fn wait_for_address(child: &mut Child) -> Option<SocketAddr> {
    let stdout = child.stdout.take().expect("its stdout is piped");
    let (say, heard) = mpsc::channel();
    // Also drains what follows, so that the server never waits for its reader.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = say.send(line);
        }
    });
    let end = Instant::now() + DEADLINE;
    loop {
        let line = heard.recv_timeout(end.saturating_duration_since(Instant::now())).ok()?;
        if let Some(address) = listening(&line) {
            return Some(address);
        }
    }
}

fn listening(line: &str) -> Option<SocketAddr> {
    let rest = line.strip_prefix(LISTENS)?;
    rest.split('/').next()?.parse().ok()
}

/// The server's binary: `PICNIC_BIN`, or cargo's build for tests, brought up to date once a run.
///
/// # Panics
/// When it cannot be built.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = std::env::var_os("PICNIC_BIN") {
            return PathBuf::from(path);
        }
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let status = Command::new("cargo")
            .args(["build", "--quiet", "--package", "picnic-server"])
            .current_dir(&workspace)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "the server builds");
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| workspace.join("target"), PathBuf::from);
        target.join("debug").join("picnic")
    })
}

/// The cookies that an answer sets, as a request brings them.
#[must_use]
pub fn cookies_in(response: &Response) -> String {
    let cookies = response.headers.iter().filter(|(name, _)| name == "set-cookie");
    let pairs: Vec<_> = cookies.filter_map(|(_, value)| value.split(';').next()).collect();
    pairs.join("; ")
}
