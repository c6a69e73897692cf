package io.arbiter.chaos.bench.command;

/** Of a summary; the names are what the command line takes. */
enum OutputFormat {
    text, json
}
