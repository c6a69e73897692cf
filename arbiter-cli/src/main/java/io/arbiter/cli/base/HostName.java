package io.arbiter.cli.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** This machine's name, without asking a name server, which may take seconds. */
public final class HostName {
    private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    public static String name(ProcessEnvironment around) {
        try {
            return Files.isReadable(KERNEL_NAME)
                    ? Files.readString(KERNEL_NAME).strip()
                    : around.env("HOSTNAME", "localhost");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + KERNEL_NAME, e);
        }
    }
}
