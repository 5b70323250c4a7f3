"""One file a target: `WATCHED` modules guide the fuzzer, `seeds()` start it, `run(data)` raises for a fault."""
