//! Times commands from the start of the process to its end: `compare_runs RUNS -- COMMAND... [-- COMMAND...]`.
//!
//! They run in turn, so that what else the machine does weighs on all alike. A line a command: the median, the quickest, and the
//! median over that of the last command.

use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut parts = arguments.split(|argument| argument == "--");
    let runs: Option<usize> = parts.next().and_then(|it| it.first()?.parse().ok());
    let commands: Vec<&[String]> = parts.filter(|it| !it.is_empty()).collect();
    let Some(runs) = runs.filter(|runs| *runs > 0 && !commands.is_empty()) else {
        eprintln!("usage: compare_runs RUNS -- COMMAND... [-- COMMAND...]");
        return ExitCode::from(2);
    };
    let mut times = vec![Vec::with_capacity(runs); commands.len()];
    // The first round warms the caches.
    for round in 0..=runs {
        for (command, times) in commands.iter().zip(&mut times) {
            match run(command) {
                Ok(time) if round > 0 => times.push(time),
                Ok(_) => {}
                Err(error) => {
                    eprintln!("{}: {error}", command.join(" "));
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    report(&mut times);
    ExitCode::SUCCESS
}

/// How long the command takes; what it prints goes nowhere.
fn run(command: &[String]) -> Result<Duration, String> {
    let began = Instant::now();
    let status = Command::new(&command[0])
        .args(&command[1..])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    let time = began.elapsed();
    let status = status.map_err(|error| error.to_string())?;
    // A search that finds nothing ends with 1.
    match status.code() {
        Some(0 | 1) => Ok(time),
        _ => Err(status.to_string()),
    }
}

fn report(times: &mut [Vec<Duration>]) {
    for times in times.iter_mut() {
        times.sort_unstable();
    }
    let median = |times: &Vec<Duration>| times[times.len() / 2].as_secs_f64() * 1e3;
    let base = times.last().map_or(1.0, median);
    for times in times.iter() {
        let (median, quickest) = (median(times), times[0].as_secs_f64() * 1e3);
        println!("{median:9.2} {quickest:8.2} {:6.2}", median / base);
    }
}
