#![no_main]

//! As in `trace.rs`: a caught panic of the library that reads Parquet must not end the fuzzer.

libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    chaos::readers::history(bytes);
});
