package io.arbiter.maelstrom;

import io.arbiter.maelstrom.fault.Wrong;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node was started.
 *
 * @param lastingDirectory where data survives a restart; empty: a temporary directory, deleted at the end
 */
record NodeOptions(Optional<Path> lastingDirectory, Wrong wrong) {
}
