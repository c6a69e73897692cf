package io.arbiter.cli.audit;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Follows an audit from line to line and from file to file. */
final class AuditReader {
    /** A longer line is none of an audit. */
    private static final int MAX_LINE_BYTES = 1 << 20;

    private final String wanted;
    private boolean found;
    private AuditLine last = AuditLine.NONE;

    /** @param wanted the hash of a line to look for; empty for none */
    AuditReader(String wanted) {
        this.wanted = wanted;
        this.found = wanted.isEmpty();
    }

    /**
     * Reads the next file.
     *
     * @throws CliException at the first line that is broken, or does not follow the one before
     */
    AuditFile read(Path path) throws IOException {
        AuditLine first = AuditLine.NONE;
        long line = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            for (byte[] bytes = next(in); bytes.length > 0; bytes = next(in)) {
                follow(AuditLine.parse(bytes));
                first = line == 1 ? last : first;
                line++;
            }
        } catch (BrokenLineException broken) {
            throw CliException.builder(ExitCode.REFUSED, "AUDIT_BROKEN")
                    .message(path + ", line " + line + ": " + broken.getMessage())
                    .remedy("trust nothing from there on; compare with a copy that was kept elsewhere")
                    .build();
        }
        return new AuditFile(path, line - 1, first.sequence(), first.at(), line == 1 ? "" : last.at());
    }

    /** What came before the first line may have been deleted by age: that it names a line proves nothing. */
    private void follow(AuditLine line) throws BrokenLineException {
        boolean rotated = last == AuditLine.NONE && line.sequence() > 1;
        if (!rotated && !line.follows(last)) {
            throw new BrokenLineException("event " + line.sequence() + " does not follow event " + last.sequence()
                    + ": a line was changed, added or taken out here or just before");
        }
        last = line;
        found |= line.hash().equals(wanted);
    }

    /** A line without its break; empty at the end of the file. */
    private static byte[] next(InputStream in) throws IOException, BrokenLineException {
        var line = new ByteArrayOutputStream();
        int read = in.read();
        while (read >= 0 && read != '\n' && line.size() <= MAX_LINE_BYTES) {
            line.write(read);
            read = in.read();
        }
        if (line.size() > MAX_LINE_BYTES) {
            throw new BrokenLineException("it is longer than " + MAX_LINE_BYTES + " bytes");
        }
        if (read < 0 && line.size() > 0) {
            throw new BrokenLineException("the file ends within it");
        }
        if (read == '\n' && line.size() == 0) {
            throw new BrokenLineException("it is empty");
        }
        return line.toByteArray();
    }

    /** The last line that was read. */
    AuditLine last() {
        return last;
    }

    /** Whether a line had the hash that was looked for. */
    boolean found() {
        return found;
    }
}
