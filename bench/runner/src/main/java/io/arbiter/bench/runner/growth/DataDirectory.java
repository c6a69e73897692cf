package io.arbiter.bench.runner.growth;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a server's data directory, and the start of its log, while the server goes on writing there. */
final class DataDirectory extends SimpleFileVisitor<Path> {
    private static final Pattern SEGMENT = Pattern.compile("log_(?:inprogress_)?(\\d+)(?:-\\d+)?");

    private long bytes;
    private long logStart = Long.MAX_VALUE;

    private DataDirectory() {}

    static DataDirectory read(Path directory) throws IOException {
        var data = new DataDirectory();
        Files.walkFileTree(directory, data);
        if (data.logStart == Long.MAX_VALUE) {
            throw new IOException("there is no log below " + directory);
        }
        return data;
    }

    /** The lengths of all files, including space allocated ahead of the log. */
    long bytes() {
        return bytes;
    }

    /** The index of the oldest entry that the log still holds. */
    long logStart() {
        return logStart;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.size();
        Matcher segment = SEGMENT.matcher(file.getFileName().toString());
        if (segment.matches()) {
            logStart = Math.min(logStart, Long.parseLong(segment.group(1)));
        }
        return FileVisitResult.CONTINUE;
    }

    /** A file that was purged or renamed meanwhile. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
        if (failed instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw failed;
    }
}
