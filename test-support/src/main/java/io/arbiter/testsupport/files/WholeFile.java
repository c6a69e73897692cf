package io.arbiter.testsupport.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is replaced whole: no reader opens half of it. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the text beside the file, and moves it there. */
    public static void write(Path file, String text) throws IOException {
        Path whole = file.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        Files.writeString(part, text);
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
}
