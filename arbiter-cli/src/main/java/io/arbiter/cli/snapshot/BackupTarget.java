package io.arbiter.cli.snapshot;

import io.arbiter.cli.base.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a backup goes. What was not published leaves nothing behind. */
abstract class BackupTarget implements AutoCloseable {
    abstract OutputStream out();

    /** All of it was written: returns once it can be relied on. */
    abstract void publish() throws IOException;

    @Override
    public abstract void close() throws IOException;

    /** A new file. It has another name until it is whole and on the disk, and nobody but its owner may read it. */
    static BackupTarget file(String name) throws IOException {
        Path target = Path.of(name).toAbsolutePath();
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(name);
        }
        Path partial = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".partial");
        FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE);
        return new BackupTarget() {
            @Override
            OutputStream out() {
                return Channels.newOutputStream(channel);
            }

            @Override
            void publish() throws IOException {
                channel.force(true);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
                Files.deleteIfExists(partial);
            }
        };
    }

    /** What others read. */
    static BackupTarget stream(PrintStream stream) {
        return new BackupTarget() {
            @Override
            OutputStream out() {
                return stream;
            }

            @Override
            void publish() {
                if (stream.checkError()) {
                    throw Output.lostAnswer("what was written is no backup")
                            .remedy("write to a place with room, and take another one")
                            .build();
                }
            }

            @Override
            public void close() {
                stream.flush();
            }
        };
    }
}
