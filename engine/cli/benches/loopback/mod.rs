//! What the benchmarks of imports measure against: a target in this process, on loopback, and a
//! connector that reads it.

use std::io::{self, BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use serde_json::{Value, json};
use tempfile::TempDir;

/// Starts a target that answers each path on as many connections as are opened; gives its URL.
pub fn start(
    answer: impl Fn(&str, &mut TcpStream) -> io::Result<()> + Send + Sync + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let answer = Arc::clone(&answer);
            thread::spawn(move || serve(stream, &*answer));
        }
    });
    url
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&str, &mut TcpStream) -> io::Result<()>) {
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    loop {
        let mut path = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if path.is_empty() {
                path = line.split(' ').nth(1).unwrap_or_default().to_owned();
            }
            if line == "\r\n" {
                break;
            }
        }
        if answer(&path, &mut stream).is_err() {
            return;
        }
    }
}

/// Writes the head of an answer.
pub fn head(stream: &mut TcpStream, length: usize) -> io::Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes())
}

/// A connector that reads a target by an import.
pub fn connector(url: &str, import: &Value) -> TempDir {
    let connection = json!({"authentications": {"target": {"authType": "Basic", "url": url,
        "properties": {"userName": "bench", "password": "bench"}}}});
    let folder = TempDir::new().unwrap();
    let put = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    put("ConnectionJSON.json", &connection.to_string());
    put("ImportAccountEntJSON.json", &import.to_string());
    put("connector.toml", "name = \"bench\"\n");
    folder
}

/// Seconds of processor time of the processes that have ended, where the system tells.
pub fn processor_time() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| -> f64 {
        let field = after.split_whitespace().nth(at);
        field.and_then(|f| f.parse().ok()).unwrap_or(0.0)
    };
    // cutime and cstime, in hundredths of a second.
    (ticks(13) + ticks(14)) / 100.0
}
