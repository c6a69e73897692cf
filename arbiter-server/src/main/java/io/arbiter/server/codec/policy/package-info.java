/** Policies in the log, in snapshots and on the wire. */
package io.arbiter.server.codec.policy;
