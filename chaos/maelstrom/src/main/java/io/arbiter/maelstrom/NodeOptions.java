package io.arbiter.maelstrom;

import io.arbiter.maelstrom.fault.Wrong;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Options of a node's start.
 *
 * @param lastingDirectory where data survives a restart; empty: a temporary directory, deleted at the end
 */
record NodeOptions(Optional<Path> lastingDirectory, Wrong wrong) {}
