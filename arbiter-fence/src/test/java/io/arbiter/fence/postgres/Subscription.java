package io.arbiter.fence.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A database's subscription to table t of a new, second database on the same server, which has one row or none. */
final class Subscription implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(3);
    final Session publisher;
    final Session subscriber;
    private final String name;

    Subscription(DataSource database, boolean copy) throws SQLException {
        DataSource origin = PostgresServer.database("");
        publisher = new Session(origin);
        subscriber = new Session(database);
        name = "of_" + publisher.value("SELECT current_database()");
        publisher.run("CREATE PUBLICATION p FOR TABLE t");
        publisher.run("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        if (copy) {
            publisher.run("INSERT INTO t VALUES (0, 0)");
        }
        int port = Integer.parseInt(publisher.value("SHOW port"));
        subscriber.run("CREATE SUBSCRIPTION " + name + " CONNECTION 'host=localhost port=" + port
                + " user=postgres dbname=" + publisher.value("SELECT current_database()") + "' PUBLICATION p"
                + " WITH (create_slot = false, slot_name = '" + name + "', copy_data = " + copy + ")");
    }

    /** Waits until this is the subscriber's table. */
    void awaitRow(String row) {
        Awaitility.await().atMost(PATIENCE).until(() -> Objects.equals(row, rows()));
    }

    String rows() throws SQLException {
        return subscriber.value("SELECT string_agg(id || ' ' || token, ', ' ORDER BY id) FROM t");
    }

    /** Commits {@code write} at the publisher and waits until it was refused, or applied: true if refused. */
    boolean refuses(String write) throws SQLException {
        return refusesAfter(publisher, write);
    }

    /** The same for a write that waits for the statement of {@code session}. */
    boolean refusesAfter(Session session, String statement) throws SQLException {
        long errors = errors();
        String before = rows();
        session.run(statement);
        Awaitility.await().atMost(PATIENCE).until(() -> errors() > errors || !Objects.equals(rows(), before));
        return Objects.equals(rows(), before);
    }

    private long errors() throws SQLException {
        return Long.parseLong(subscriber.value("SELECT apply_error_count + sync_error_count"
                + " FROM pg_stat_subscription_stats WHERE subname = '" + name + "'"));
    }

    @Override
    public void close() throws SQLException {
        subscriber.run("ALTER SUBSCRIPTION " + name + " DISABLE");
        subscriber.run("ALTER SUBSCRIPTION " + name + " SET (slot_name = NONE)");
        subscriber.run("DROP SUBSCRIPTION " + name);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> publisher
                        .state("SELECT pg_drop_replication_slot('" + name + "')")
                        .equals("00000"));
        publisher.close();
        subscriber.close();
    }
}
