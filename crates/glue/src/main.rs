//! `glue MODULE.wasm FOLDER [RELAXED]`: writes the JavaScript that calls a module, and the module as `NAME_bg.wasm`, for
//! browsers without relaxed SIMD; as it was built, with relaxed SIMD, under the file name RELAXED. A tool of the build.

mod plain;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (module, folder, relaxed) = match arguments.as_slice() {
        [module, folder] => (module, folder, None),
        [module, folder, relaxed] => (module, folder, Some(relaxed.as_str())),
        _ => {
            eprintln!("usage: glue MODULE.wasm FOLDER [RELAXED]");
            return ExitCode::from(2);
        }
    };
    match write(Path::new(module), Path::new(folder), relaxed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("glue: can't make {folder} from {module}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn write(module: &Path, folder: &Path, relaxed: Option<&str>) -> Result<(), Box<dyn Error>> {
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(folder)?;
    let name = module.file_stem().ok_or("the module has no name")?;
    let main = folder.join(format!("{}_bg.wasm", name.to_string_lossy()));
    let built = std::fs::read(&main)?;
    let plain = plain::without_relaxed_simd(&built)?;
    // Last: whoever finds it finds all.
    match relaxed {
        Some(relaxed) => {
            std::fs::write(main, plain)?;
            std::fs::write(folder.join(relaxed), built)?;
        }
        None => std::fs::write(main, plain)?,
    }
    Ok(())
}
