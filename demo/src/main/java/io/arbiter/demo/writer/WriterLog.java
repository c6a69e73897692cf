package io.arbiter.demo.writer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The events that a writer process noticed, one line each, written through at once: kill -9 loses nothing
 * noticed before. One process appends, another may read. Thread-safe.
 */
public final class WriterLog implements AutoCloseable {
    private final FileChannel channel;

    WriterLog(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    synchronized void note(WriterEvent.Kind kind, long token, String detail) {
        byte[] line = (WriterEvent.now(kind, token, detail).line() + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            channel.write(ByteBuffer.wrap(line));
        } catch (IOException failed) {
            throw new UncheckedIOException("writing the writer's log", failed);
        }
    }

    /** The events noted so far; a line that is still being written is left out. */
    public static List<WriterEvent> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(WriterEvent::parse)
                .collect(Collectors.toList());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
