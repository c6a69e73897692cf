package io.arbiter.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** What one file held when it was read. Compared by its bytes: time stamps are coarse, and links are swapped. */
record FileContents(Path path, byte[] bytes) {
    private static final int MAX_BYTES = 1 << 20;

    static FileContents read(Path path) throws TlsException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new TlsException(path + " has more than " + MAX_BYTES + " bytes; expected a few certificates");
            }
            return new FileContents(path, bytes);
        } catch (NoSuchFileException missing) {
            throw new TlsException(path + " is missing", missing);
        } catch (TlsException tooLong) {
            throw tooLong;
        } catch (IOException unreadable) {
            throw new TlsException(path + " cannot be read: " + unreadable, unreadable);
        }
    }

    InputStream stream() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContents contents
                && path.equals(contents.path)
                && Arrays.equals(bytes, contents.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Without the bytes: one of the files is a private key. */
    @Override
    public String toString() {
        return path.toString();
    }
}
