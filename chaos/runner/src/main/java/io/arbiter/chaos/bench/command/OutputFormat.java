package io.arbiter.chaos.bench.command;

/** Formats of a summary; the command line takes these names. */
enum OutputFormat {
    text,
    json
}
