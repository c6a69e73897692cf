package io.arbiter.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core decides the same everywhere and always: no clock, randomness, thread or I/O, and no order of hashes. */
class PurityTest {
    private static final List<Ban> BANS = List.of(
            Ban.inCode("System\\s*\\.\\s*nanoTime", "take a MonotonicClock"),
            Ban.inCode(
                    "System\\s*\\.\\s*currentTimeMillis|\\bInstant\\s*\\.\\s*now|\\bClock\\b",
                    "the proposer's wall clock comes with the log entry"),
            Ban.inCode(
                    "Math\\s*\\.\\s*random|\\b(Secure|Splittable|ThreadLocal)?Random\\b|randomUUID",
                    "let the client choose, and put it into the command"),
            Ban.inCode(
                    "\\bThread\\b|\\bExecutors?\\b|java\\.util\\.concurrent|\\bsynchronized\\b|\\bvolatile\\b",
                    "one thread applies; the shell excludes the readers"),
            Ban.inCode(
                    "\\b(Hash|WeakHash|IdentityHash)(Map|Set)\\b",
                    "TreeMap, TreeSet or LinkedHashMap: order reaches snapshots"),
            Ban.inCode("\\bidentityHashCode\\b|\\.hashCode\\(\\)\\s*%", "decide by a value, not by a hash"),
            Ban.inCode("\\bjava\\s*\\.\\s*(io|net)\\b|java\\.nio\\.(file|channels)\\b", "I/O is the shell's"),
            Ban.inCode(
                    "System\\s*\\.\\s*(out|err|getProperty|getenv|exit)\\b", "the core talks by outcomes and events"),
            Ban.inCode("\\b(parallelStream|parallel)\\s*\\(", "a sequential stream"));

    @Test
    void theCoreIsPure() {
        List<SourceFile> files = SourceFile.under(Path.of("src/main/java"));
        assertThat(files).hasSizeGreaterThan(30);
        assertThat(Ban.violations(BANS, files)).isEmpty();
    }

    @Test
    void everyBanConvicts() {
        var guilty = SourceFile.of(Path.of("Guilty.java"), """
                long a = System.nanoTime();
                long b = System.currentTimeMillis(); Object c = Instant.now();
                double d = Math.random(); Object e = new Random();
                Thread f;
                Object g = new HashMap<String, String>();
                int h = System.identityHashCode(g);
                import java.io.File;
                String home = System.getProperty("home");
                list.parallelStream();
                """);
        assertThat(BANS).allSatisfy(ban -> assertThat(ban.violations(guilty)).isNotEmpty());
        assertThat(BANS.get(1).violations(guilty)).allMatch(v -> v.startsWith("Guilty.java:2 "));
    }

    @Test
    void commentsLiteralsAndOrderedMapsAreFree() {
        var innocent = SourceFile.of(Path.of("Innocent.java"), """
                // unlike System.nanoTime(), and unlike a HashMap
                /* new Random() */ String text = "Math.random() \\" Thread"; char quote = '"';
                Map<String, String> kept = new LinkedHashMap<>();
                """);
        assertThat(Ban.violations(BANS, List.of(innocent))).isEmpty();
    }
}
