package io.arbiter.chaos.arguments;

/** Formats of a summary; the command line takes these names. */
public enum OutputFormat {
    text,
    json
}
