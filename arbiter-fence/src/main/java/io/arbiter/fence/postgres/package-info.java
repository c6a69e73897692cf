/** The guard for PostgreSQL: an SQL script with its triggers, and the Java side, which needs {@code java.sql} alone. */
package io.arbiter.fence.postgres;
