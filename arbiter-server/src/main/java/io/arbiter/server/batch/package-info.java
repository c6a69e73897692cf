/**
 * Group commit: commands that arrive while earlier batches are in flight share the next log entry. This decides
 * throughput, because an entry costs much and a command in it little.
 */
package io.arbiter.server.batch;
