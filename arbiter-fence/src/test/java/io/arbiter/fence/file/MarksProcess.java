package io.arbiter.fence.file;

import io.arbiter.fence.HighWaterMarkStoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A child JVM that raises marks in a file as fast as it can, and prints each acknowledged one; made to be killed. It
 * goes on where the file left off, over a few resources, and ends by itself when nobody reads its output.
 */
record MarksProcess(Process process, BufferedReader output) {
    static final int RESOURCES = 3;

    static MarksProcess start(Path file) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MarksProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new MarksProcess(
                process, new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    public static void main(String[] arguments) {
        try (FileHighWaterMarkStore marks = FileHighWaterMarkStore.open(Path.of(arguments[0]))) {
            long token = 1;
            for (int i = 0; i < RESOURCES; i++) {
                token = Math.max(token, marks.highest("resource-" + i) + 1);
            }
            while (!System.out.checkError()) {
                String resource = "resource-" + token % RESOURCES;
                System.out.println(resource + " " + marks.raise(resource, token++));
            }
        } catch (HighWaterMarkStoreException refused) {
            System.out.println(refused.getClass().getSimpleName());
            System.exit(1);
        }
    }
}
