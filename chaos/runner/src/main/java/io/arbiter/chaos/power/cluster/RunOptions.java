package io.arbiter.chaos.power.cluster;

import io.arbiter.chaos.power.disk.Lie;
import java.nio.file.Path;

/**
 * One run.
 *
 * @param root where the disks lie
 */
public record RunOptions(long seed, Lie lie, Path root) {}
