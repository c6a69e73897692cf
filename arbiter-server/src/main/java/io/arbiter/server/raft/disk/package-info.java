/** Makes durable the files that Ratis writes but does not force, and keeps the lower bound of acknowledged entries. */
package io.arbiter.server.raft.disk;
