#![no_main]

//! The library that reads Parquet panics on some damaged files, which the reader of traces catches: what is caught must not
//! end the fuzzer, so its own hook is taken away. A panic that gets out still ends it.

libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    chaos::readers::trace(bytes);
});
