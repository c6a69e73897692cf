package io.arbiter.fence.postgres;

import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * One claim of the SQL script about its behaviour, checked on a real server. Runs against the script as it
 * is, and against copies with one check taken out, which must fail it.
 */
@FunctionalInterface
interface PostgresScenario {

    /** Throws an AssertionError if the claim does not hold. The resource is {@code orders}. */
    void check(DataSource database) throws SQLException;
}
