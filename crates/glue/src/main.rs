//! `glue MODULE.wasm FOLDER`: writes the JavaScript that calls the judge, and the judge twice: `relaxed.wasm` as it was
//! built, with relaxed SIMD, and `browser_bg.wasm` for browsers that have none. A tool of the build.

mod plain;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [module, folder] = arguments.as_slice() else {
        eprintln!("usage: glue MODULE.wasm FOLDER");
        return ExitCode::from(2);
    };
    match write(module, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("glue: can't make {folder} from {module}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write(module: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder)?;
    let main = folder.join("browser_bg.wasm");
    let relaxed = std::fs::read(&main)?;
    std::fs::write(main, plain::without_relaxed_simd(&relaxed)?)?;
    // Last: whoever finds it finds all.
    std::fs::write(folder.join("relaxed.wasm"), relaxed)?;
    Ok(())
}
