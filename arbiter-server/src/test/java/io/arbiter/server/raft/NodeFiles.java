package io.arbiter.server.raft;

import io.arbiter.testsupport.files.FileTree;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Every file of one node, its data directory's and those beside it, as bytes. */
final class NodeFiles {
    /** Names of files for people, and patterns to find them; of several the last in the order of names. */
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("raft-meta", ".*/raft-meta");
        KINDS.put("raft-meta.conf", ".*/raft-meta\\.conf");
        KINDS.put("closed segment", ".*/log_\\d+-\\d+");
        KINDS.put("open segment", ".*/log_inprogress_\\d+");
        KINDS.put("snapshot", ".*/snapshot\\.\\d+_\\d+");
        KINDS.put("its MD5 file", ".*/snapshot\\.\\d+_\\d+\\.md5");
        KINDS.put("node.identity", ".*/node\\.identity");
        KINDS.put("node.bound", ".*/node\\.bound");
        KINDS.put("`<data-dir>.joined`", "[^/]*\\.joined");
        KINDS.put("`<data-dir>.bound`", "[^/]*\\.bound");
        KINDS.put("lock", "[^/]*/lock");
    }

    private final Map<String, byte[]> files = new TreeMap<>();

    static NodeFiles of(Path base, String node) throws IOException {
        NodeFiles copy = new NodeFiles();
        for (Path path : LiveTree.files(base)) {
            String name = base.relativize(path).toString();
            if (name.startsWith(node + "/") || name.startsWith(node + ".")) {
                copy.files.put(name, Files.readAllBytes(path));
            }
        }
        return copy;
    }

    NodeFiles copy() {
        NodeFiles copy = new NodeFiles();
        copy.files.putAll(files);
        return copy;
    }

    static Iterable<String> kinds() {
        return KINDS.keySet();
    }

    /** Puts these files in place of those there. */
    void restore(Path base, String node) throws IOException {
        if (Files.exists(base.resolve(node))) {
            FileTree.delete(base.resolve(node));
        }
        Files.deleteIfExists(base.resolve(node + ".joined"));
        Files.deleteIfExists(base.resolve(node + ".bound"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.createDirectories(base.resolve(file.getKey()).getParent());
            Files.write(base.resolve(file.getKey()), file.getValue());
        }
    }

    private String name(String kind) {
        return files.keySet().stream()
                .filter(name -> name.matches(KINDS.get(kind)))
                .max((one, other) -> Long.compare(number(one), number(other)))
                .orElseThrow();
    }

    long count(String kind) {
        return files.keySet().stream()
                .filter(name -> name.matches(KINDS.get(kind)))
                .count();
    }

    private static long number(String name) {
        String digits = name.replaceAll("\\.md5$", "").replaceAll(".*[_-](\\d+)$", "$1");
        return digits.matches("\\d+") ? Long.parseLong(digits) : 0;
    }

    void remove(String kind) {
        files.remove(name(kind));
    }

    void cut(String kind) {
        files.computeIfPresent(
                name(kind),
                (name, bytes) -> Arrays.copyOf(bytes, kind.endsWith("segment") ? bytes.length - 10 : bytes.length / 2));
    }

    /** The file's bytes in an earlier copy, under any name; empty if they were the same, or there were none. */
    Optional<byte[]> older(String kind, Iterable<NodeFiles> earlier) {
        String name = name(kind);
        String open = name.replaceAll("log_(\\d+)-\\d+$", "log_inprogress_$1");
        for (NodeFiles copy : earlier) {
            byte[] bytes = copy.files.getOrDefault(name, copy.files.get(open));
            if (bytes != null && !Arrays.equals(bytes, files.get(name))) {
                return Optional.of(bytes);
            }
        }
        return Optional.empty();
    }

    void replace(String kind, byte[] bytes) {
        files.put(name(kind), bytes);
    }

    /** All files below, or all but these. */
    void keepOnly(String pattern, NodeFiles instead) {
        files.keySet().removeIf(name -> !name.matches(pattern));
        instead.files.forEach((name, bytes) -> {
            if (!name.matches(pattern)) {
                files.put(name, bytes);
            }
        });
    }

    boolean hasSame(String kind, NodeFiles other) {
        return name(kind).equals(other.name(kind));
    }

    String text(String kind) {
        return new String(files.get(name(kind)), java.nio.charset.StandardCharsets.UTF_8);
    }
}
