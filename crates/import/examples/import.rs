//! `guide import FILE` as the program answers it, without the rest of the program: for the scorer of the gold set.
//!
//! `cargo run -p import --example import -- guide import FILE [--explain]`

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "guide" && word != "import")
        .collect();
    let Some(path) = arguments.iter().find(|word| !word.starts_with("--")) else {
        eprintln!("name an article");
        return ExitCode::from(2);
    };
    let imported = match std::fs::read(path) {
        Ok(bytes) => import::import(&bytes).map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    match imported {
        Ok(imported) => {
            print!("{}", imported.guide);
            eprint!("{}", imported.summary);
            if std::env::args().any(|word| word == "--explain") {
                eprint!("{}", imported.summary.explanation());
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
