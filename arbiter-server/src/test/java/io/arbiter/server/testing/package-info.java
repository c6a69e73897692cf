/** A cluster without consensus: nodes in one process over a log in memory, whose faults tests control. */
package io.arbiter.server.testing;
