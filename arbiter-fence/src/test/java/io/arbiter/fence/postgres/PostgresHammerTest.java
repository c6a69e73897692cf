package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Sixteen writers with rising tokens: in the order of commits, as snapshots see it, tokens never go back. */
class PostgresHammerTest {
    private static final int WRITERS = 16;
    private static final int TRANSACTIONS = 60;
    private static final long SEED = 20261121;
    private static final String[] LEVELS = {"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"};

    private final AtomicLong tokens = new AtomicLong(1);
    private final AtomicInteger running = new AtomicInteger(WRITERS);
    private final AtomicInteger committed = new AtomicInteger();

    @Test
    void tokensNeverGoBackInCommitOrder() throws Exception {
        DataSource database = PostgresServer.database(PostgresSchema.script());
        PostgresServer.execute(database, "SELECT arbiter.guard_table('t', 'orders')");
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(SEED + i);
            String level = LEVELS[i % LEVELS.length];
            writers.add(threads.submit(() -> write(database, level, random)));
        }
        int seen = watch(database);
        for (Future<?> writer : writers) {
            writer.get();
        }
        threads.shutdown();
        assertThat(committed).hasPositiveValue();
        assertThat(seen).as("rows seen by the watcher").isEqualTo(committed.get());
    }

    /**
     * Every row that is new to a snapshot must carry a token not below the highest of the snapshot before.
     */
    private int watch(DataSource database) throws SQLException {
        int seen = 0;
        long highest = 0;
        try (Session session = new Session(database)) {
            session.run("CREATE TEMP TABLE seen (id bigint PRIMARY KEY)");
            boolean last;
            do {
                last = running.get() == 0;
                String[] news = session.value("WITH n AS (SELECT id, token FROM t"
                                + " WHERE id NOT IN (SELECT id FROM seen)),"
                                + " s AS (INSERT INTO seen SELECT id FROM n)"
                                + " SELECT concat(count(*), ' ', min(token), ' ', max(token)) FROM n")
                        .split(" ");
                if (!news[0].equals("0")) {
                    assertThat(Long.parseLong(news[1])).as("seed %d", SEED).isGreaterThanOrEqualTo(highest);
                    highest = Long.parseLong(news[2]);
                    seen += Integer.parseInt(news[0]);
                }
            } while (!last);
        }
        return seen;
    }

    private Void write(DataSource database, String level, Random random) throws SQLException {
        try (Session session = new Session(database)) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                long token = random.nextInt(4) == 0 ? tokens.incrementAndGet() : tokens.get();
                String state = session.state("BEGIN ISOLATION LEVEL " + level
                        + "; SELECT arbiter.check_token('orders', " + token + ")"
                        + "; INSERT INTO t (token) VALUES (" + token + "); COMMIT");
                assertThat(state).isIn("00000", "ZA001", "40001");
                if (state.equals("00000")) {
                    committed.incrementAndGet();
                } else {
                    session.run("ROLLBACK");
                }
            }
        } finally {
            running.decrementAndGet();
        }
        return null;
    }
}
