//! The little HTTP that tests speak: one request on one connection.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::DEADLINE;

/// An answer.
#[derive(Debug)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header lines, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| {
            panic!("{error} in the body of {}: {}", self.status, self.text())
        })
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request to send.
#[derive(Debug, Default)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// Path and query.
    pub path: &'a str,
    /// Further headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// A body, sent as JSON.
    pub body: Option<&'a Value>,
    /// A body sent as it is, where there is none in JSON.
    pub text: Option<&'a str>,
    /// The same, where it is no text either.
    pub bytes: Option<&'a [u8]>,
}

/// Sends a request and reads the whole answer.
///
/// # Panics
/// When the server cannot be reached, does not answer before the deadline, or answers with
/// something that is not HTTP.
pub async fn send(to: SocketAddr, request: Request<'_>) -> Response {
    let asked = format!("{} {}", request.method, request.path);
    let answer = timeout(DEADLINE, exchange(to, request)).await;
    parse(&answer.unwrap_or_else(|_| panic!("no whole answer to {asked} after {DEADLINE:?}")))
}

/// What the server answers, until it closes the connection.
async fn exchange(to: SocketAddr, request: Request<'_>) -> Vec<u8> {
    let mut stream = TcpStream::connect(to).await.expect("the server accepts a connection");
    let text = request.text.unwrap_or_default();
    let body = request.body.map_or_else(|| text.to_owned(), Value::to_string).into_bytes();
    let body = request.bytes.map_or(body, <[u8]>::to_vec);
    let mut head = format!(
        "{} {} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n",
        request.method,
        request.path,
        body.len()
    );
    if !request.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head.push_str(&format!("Host: {to}\r\n"));
    }
    if request.body.is_some() {
        head.push_str("Content-Type: application/json\r\n");
    }
    for (name, value) in request.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes()).await.expect("the request is sent");
    stream.write_all(&body).await.expect("the body is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("the answer is read");
    answer
}

fn parse(answer: &[u8]) -> Response {
    let split = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap_or_else(|| panic!("not HTTP: {}", String::from_utf8_lossy(answer)));
    let head = String::from_utf8_lossy(&answer[..split]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .and_then(|code| code.parse().ok())
        .unwrap_or_else(|| panic!("no status in {head}"));
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let body = &answer[split + 4..];
    let mut response = Response { status, headers, body: Vec::new() };
    let chunked = response.header("transfer-encoding") == Some("chunked");
    response.body = if chunked { joined(body) } else { body.to_vec() };
    response
}

/// A body that came in chunks (RFC 9112, section 7.1).
///
/// # Panics
/// When it breaks off before its last chunk.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|pair| pair == b"\r\n").expect("a chunk has a size");
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = usize::from_str_radix(size.trim(), 16).expect("a size is a number");
        let chunk = &rest[end + 2..];
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&chunk[..size]);
        rest = &chunk[size + 2..];
    }
}
