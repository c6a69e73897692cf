package io.arbiter.maelstrom.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of bounded length; a longer one is skipped and noted, so that no sender can fill this node's memory. */
public final class Lines {
    /** More than the longest of the log's own messages: 4 MB and its envelope, in base64. */
    public static final int MAX_BYTES = 16 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Lines.class);

    private final InputStream in;
    private final int maxBytes;

    public Lines(InputStream in, int maxBytes) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.maxBytes = maxBytes;
    }

    /** The next line, without its break; empty at the end of the input. */
    public Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream();
        boolean tooLong = false;
        int read = in.read();
        while (read >= 0) {
            if (read == '\n') {
                if (!tooLong) {
                    return Optional.of(line.toString(StandardCharsets.UTF_8));
                }
                LOG.warn("skipped a line of more than {} bytes", maxBytes);
                tooLong = false;
                line = new ByteArrayOutputStream();
            } else if (line.size() < maxBytes) {
                line.write(read);
            } else {
                tooLong = true;
            }
            read = in.read();
        }
        return line.size() == 0 || tooLong ? Optional.empty() : Optional.of(line.toString(StandardCharsets.UTF_8));
    }
}
