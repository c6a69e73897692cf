package io.arbiter.chaos.servers;

import io.arbiter.testsupport.servers.LoopbackBlock;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Options of the three servers.
 *
 * @param directory of this run alone: configurations, logs, data; made if missing
 * @param block     of loopback addresses, {@value LoopbackBlock#FIRST} to {@value LoopbackBlock#LAST}; 0 takes any
 * @param wan       round trips of 70, 90 and 145 ms between the regions; else none
 * @param keys      further lines of each node's configuration, such as {@code snapshot.every-entries: 50}
 * @param interposed whether the {@link Interposer} stands before each server: for faults of clocks and disks
 */
public record RegionsOptions(Path directory, int block, boolean wan, Map<String, String> keys, boolean interposed) {
    /** So low that snapshots are taken, and new logs started, while faults strike. */
    public static final int SNAPSHOT_EVERY_ENTRIES = 100;

    public RegionsOptions {
        directory = directory.toAbsolutePath();
        keys = Map.copyOf(new TreeMap<>(keys));
    }

    /** Wide-area links, any block, small JVMs, frequent snapshots, and no interposer. */
    public static RegionsOptions in(Path directory) {
        return new RegionsOptions(
                directory, 0, true, Map.of("snapshot.every-entries", String.valueOf(SNAPSHOT_EVERY_ENTRIES)), false);
    }

    public RegionsOptions withBlock(int newBlock) {
        return new RegionsOptions(directory, newBlock, wan, keys, interposed);
    }

    /** Without emulated delays; links can be cut all the same. */
    public RegionsOptions withLocalLinks() {
        return new RegionsOptions(directory, block, false, keys, interposed);
    }

    public RegionsOptions withKey(String key, String value) {
        var more = new TreeMap<>(keys);
        more.put(key, value);
        return new RegionsOptions(directory, block, wan, more, interposed);
    }

    /** Puts the {@link Interposer} before each server, so that its clock and disk can fail. */
    public RegionsOptions interposedIf(boolean wanted) {
        return new RegionsOptions(directory, block, wan, keys, wanted);
    }
}
