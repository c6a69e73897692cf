/** Guards for storage that is written under a lease; needs the JDK alone. */
module io.arbiter.fence {
    requires transitive java.sql;

    exports io.arbiter.fence;
    exports io.arbiter.fence.file;
    exports io.arbiter.fence.postgres;
    exports io.arbiter.fence.signed;
    exports io.arbiter.fence.timestamp;
}
