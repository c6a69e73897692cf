package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options with which bin/arbiter-server starts each Java: a stand-in prints the arguments that it receives. */
class ServerLauncherTest {
    private static final Path LAUNCHER =
            Path.of("").toAbsolutePath().getParent().resolve("bin/arbiter-server");
    private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

    @TempDir
    private Path home;

    /** @param release its version, empty for one that does not report it */
    private List<String> options(String release, String ofUser) throws Exception {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        if (!release.isEmpty()) {
            Files.writeString(
                    home.resolve("release"),
                    "IMPLEMENTOR=\"Somebody\"\nJAVA_RUNTIME_VERSION=\"" + release + "+9-LTS\"\nJAVA_VERSION=\""
                            + release + "\"\n");
        }
        var builder = new ProcessBuilder(LAUNCHER.toString(), "--check").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", home.toString());
        builder.environment().put("ARBITER_JAVA_OPTS", ofUser);
        Process process = builder.start();
        List<String> said =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        return said;
    }

    /** An unknown option would keep an older Java from starting. */
    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "21", "23.0.1", ""})
    void olderOnesGetNoOptionThatTheyDoNotKnow(String release) throws Exception {
        assertThat(options(release, "")).doesNotContain(UNSAFE, "--enable-native-access=ALL-UNNAMED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "25.0.3", "26-ea"})
    void newerOnesAreToldWhatIsAllowed(String release) throws Exception {
        assertThat(options(release, "")).contains(UNSAFE, "--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void anArchiveOfAnotherJavaIsNotTaken() throws Exception {
        assertThat(options("99.0.1", ""))
                .noneMatch(option -> option.startsWith("-XX:SharedArchiveFile"))
                .contains("-Xlog:cds*=off");
    }

    @Test
    void theHeapIsBoundedAndTheUserHasTheLastWord() throws Exception {
        List<String> options = options("17.0.15", "-Xmx3g -Dx=y");
        List<String> heaps =
                options.stream().filter(option -> option.startsWith("-Xmx")).toList();
        assertThat(heaps).hasSize(2).last().isEqualTo("-Xmx3g");
        assertThat(heaps.get(0)).matches(Pattern.compile("-Xmx\\d+m"));
        assertThat(Integer.parseInt(heaps.get(0).replaceAll("\\D", ""))).isBetween(512, 2048);
        assertThat(options).contains("-XX:MaxDirectMemorySize=512m", "-Dx=y").endsWith("--check");
    }
}
