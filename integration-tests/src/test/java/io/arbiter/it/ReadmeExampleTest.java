package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.postgres.PostgresGuard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's example is taken from its text, compiled, and run against three servers and a PostgreSQL that has seen
 * neither the guard nor the table. Nothing in it is changed but the addresses.
 */
class ReadmeExampleTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    @TempDir
    private Path directory;

    @Test
    void runsAsPrinted() throws Exception {
        DevPki pki = DevPki.in(directory.resolve("pki"));
        try (TestCluster cluster = TestCluster.secured(directory, pki);
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                URLClassLoader classes = compile(example(cluster))) {
            DataSource database = postgres.getPostgresDatabase();
            CompletableFuture<Void> running = start(classes.loadClass("Example"), database, pki);
            await().atMost(PATIENCE).until(() -> running.isDone() || hasRows(database));
            assertThat(running).as("writes for as long as it may").isNotDone();
            var fence = new PostgresGuard(database);
            fence.advance("orders", fence.highest("orders") + 1);
            assertThat(running)
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(StaleTokenException.class);
        }
    }

    @Test
    void coordinatesAreTheProjectsOwn() throws Exception {
        String pom = Files.readString(PROJECT.resolve("pom.xml"));
        String version =
                pom.split("<artifactId>arbiter</artifactId>\\s*<version>")[1].split("<")[0];
        assertThat(readme())
                .contains("`io.arbiter:arbiter-client:" + version + "`", "`io.arbiter:arbiter-fence:" + version + "`");
    }

    private static String readme() throws Exception {
        return Files.readString(PROJECT.resolve("README.md"));
    }

    private static String example(TestCluster cluster) throws Exception {
        String printed = readme().split("```java\n")[1].split("```")[0];
        String addresses = TestCluster.REGIONS.stream()
                .map(region -> '"' + cluster.clientAddress(region) + '"')
                .collect(Collectors.joining(", "));
        String placeholders = TestCluster.REGIONS.stream()
                .map(region -> '"' + region + ".example:7401\"")
                .collect(Collectors.joining(", "));
        assertThat(printed).contains(placeholders);
        return "import io.arbiter.client.*; import io.arbiter.fence.postgres.*; import java.nio.file.Path; "
                + "import java.time.Duration;\n"
                + "public class Example { public static void run(javax.sql.DataSource dataSource, "
                + "Path certificate, Path key, Path trust) throws Exception {\n"
                + printed.replace(placeholders, addresses) + "} }\n";
    }

    private URLClassLoader compile(String source) throws Exception {
        Path file = Files.writeString(directory.resolve("Example.java"), source);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        file.toString());
        assertThat(result).as("compiles").isZero();
        return new URLClassLoader(new URL[] {directory.toUri().toURL()});
    }

    private static CompletableFuture<Void> start(Class<?> example, DataSource database, DevPki pki) throws Exception {
        Method run = example.getMethod("run", DataSource.class, Path.class, Path.class, Path.class);
        String who = "us-east-sidecar";
        return CompletableFuture.runAsync(() -> {
            try {
                run.invoke(null, database, pki.certificate(who), pki.key(who), pki.trust());
            } catch (InvocationTargetException thrown) {
                throw new CompletionException(thrown.getCause());
            } catch (IllegalAccessException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    private static boolean hasRows(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                ResultSet table = connection.getMetaData().getTables(null, "public", "orders", null)) {
            return table.next() && rows(connection) >= 3;
        }
    }

    private static long rows(Connection connection) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM orders")) {
            row.next();
            return row.getLong(1);
        }
    }
}
