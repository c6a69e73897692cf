package io.arbiter.fence.postgres;

import java.util.LinkedHashMap;
import java.util.Map;

/** All scenarios by name; the races once for each isolation level. */
final class PostgresScenarios {
    static final Map<String, PostgresScenario> ALL = all();

    private PostgresScenarios() {}

    private static Map<String, PostgresScenario> all() {
        Map<String, PostgresScenario> all = new LinkedHashMap<>();
        for (String level : new String[] {"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"}) {
            all.put(
                    "raise waits for checked writer, " + level,
                    db -> RaceScenarios.raiseWaitsForCheckedWriter(db, level));
            all.put("raise waits for known writer, " + level, db -> RaceScenarios.raiseWaitsForKnownWriter(db, level));
            all.put(
                    "known token is refused after a raise, " + level,
                    db -> RaceScenarios.knownTokenIsRefusedAfterRaise(db, level));
            all.put(
                    "raise waits for carrying writer, " + level,
                    db -> RaceScenarios.raiseWaitsForCarryingWriter(db, level));
            all.put("old snapshot cannot check, " + level, db -> RaceScenarios.oldSnapshotCannotCheck(db, level));
            all.put("old snapshot cannot write, " + level, db -> RaceScenarios.oldSnapshotCannotWrite(db, level));
            all.put("writers share the mark, " + level, db -> RaceScenarios.writersShareTheMark(db, level));
        }
        all.put("raise that is rolled back", RaceScenarios::raiseThatIsRolledBack);
        all.put("writer that waits for a raise", RaceScenarios::writerThatWaitsForRaise);
        all.put("new token twice", RaceScenarios::newTokenTwice);
        all.put("prepared transaction holds the mark", RaceScenarios::preparedTransactionHoldsTheMark);
        all.put("plain writes are refused", WriteScenarios::plainWritesAreRefused);
        all.put("writes with token pass", WriteScenarios::writesWithTokenPass);
        all.put("token ends with its transaction", WriteScenarios::tokenEndsWithItsTransaction);
        all.put("forgeries are refused", WriteScenarios::forgeriesAreRefused);
        all.put("stale token is refused", WriteScenarios::staleTokenIsRefused);
        all.put("marks never go down", WriteScenarios::marksNeverGoDown);
        all.put("partitions are guarded", WriteScenarios::partitionsAreGuarded);
        all.put("several resources", WriteScenarios::severalResources);
        all.put("several resources, one raised", WriteScenarios::severalResourcesOneRaised);
        all.put("raises are durable or undone", WriteScenarios::raisesAreDurableOrUndone);
        for (String level : new String[] {"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"}) {
            all.put("writers can only carry, " + level, db -> RoleScenarios.writersCanOnlyCarry(db, level));
            all.put(
                    "writer with an old snapshot repeats, " + level,
                    db -> RoleScenarios.writerWithAnOldSnapshotRepeats(db, level));
        }
        all.put("role that raises is the session's", RoleScenarios::roleThatRaisesIsTheSessions);
        all.put("new tables are guarded", TableScenarios::newTablesAreGuarded);
        all.put("new tables are found", TableScenarios::newTablesAreFound);
        all.put("switched off is found", TableScenarios::switchedOffIsFound);
        all.put("writes through a parent are refused", TableScenarios::writesThroughParentAreRefused);
        all.put("kinds of tables", TableScenarios::kindsOfTables);
        all.put("replicated writes are refused", ReplicationScenarios::replicatedWritesAreRefused);
        all.put("raise ends replication", ReplicationScenarios::raiseEndsReplication);
        all.put("first copy is replication", ReplicationScenarios::firstCopyIsReplication);
        all.put("replication is allowed by table", ReplicationScenarios::replicationIsAllowedByTable);
        all.put("replica role is not a subscription", ReplicationScenarios::replicaRoleIsNotSubscription);
        all.put("old snapshot cannot apply", ReplicationScenarios::oldSnapshotCannotApply);
        return all;
    }
}
