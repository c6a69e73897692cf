package io.arbiter.testsupport.process;

import java.nio.file.Path;

/** The JDK that runs this process, for processes that it starts. */
public final class Jdk {
    private Jdk() {}

    /** Its program {@code java}. */
    public static String java() {
        return tool("java").toString();
    }

    /** One of its programs; a JRE lacks some. */
    public static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }
}
