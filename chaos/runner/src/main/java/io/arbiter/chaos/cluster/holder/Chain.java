package io.arbiter.chaos.cluster.holder;

import io.arbiter.client.Lease;
import io.arbiter.fence.StaleTokenException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Read-modify-write in PostgreSQL under one lease: the value is read once, and each write then rests on the one before.
 * Only the guard makes that safe, because the process may be stopped between the two for longer than its lease lasts.
 *
 * <p>Ends with the first refusal, and with the first write whose fate is unknown, because the base of the next one
 * would be unknown too.
 */
final class Chain {
    private final HolderOptions options;
    private final RegionClient client;
    private final Database database;
    private final Lease lease;
    private String last;
    private boolean ended;

    Chain(HolderOptions options, RegionClient client, Database database, Lease lease) {
        this.options = options;
        this.client = client;
        this.database = database;
        this.lease = lease;
    }

    /** The work of a transaction. */
    private interface Work {
        void run(Connection connection) throws SQLException;
    }

    /** Whether nothing more can be written under this lease. */
    boolean hasEnded() {
        return ended;
    }

    /** Comes first. */
    void read() {
        Actor.Step step = client.actor()
                .begin("guarded_read", "resource", lease.resource(), "client", client.name(), "token", lease.token());
        transact(step, connection -> {
            last = GuardedTable.read(connection, options.guarded(), lease.resource(), lease.token());
            step.with("base", last);
        });
    }

    /** @param value unique in the run */
    void write(String value) {
        Actor.Step step = client.actor()
                .begin(
                        "guarded_write",
                        "resource",
                        lease.resource(),
                        "client",
                        client.name(),
                        "token",
                        lease.token(),
                        "base",
                        last,
                        "value",
                        value);
        var row = new GuardedTable.Row(lease.resource(), 0, client.name(), lease.token(), last, value);
        transact(step, connection -> GuardedTable.append(connection, options.guarded(), row));
        last = value;
    }

    private void transact(Actor.Step step, Work work) {
        try {
            Connection connection = database.connection();
            work.run(connection);
            connection.commit();
            step.ok();
        } catch (StaleTokenException stale) {
            end();
            step.fail(stale.getMessage());
        } catch (SQLException unknown) {
            end();
            step.info(unknown.getMessage());
        }
    }

    /** Closing the connection rolls back uncommitted writes. */
    private void end() {
        ended = true;
        database.close();
    }
}
