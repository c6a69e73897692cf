/**
 * Who is turned away before anything that he asks is a call: connections that end before anyone knows who made them,
 * and methods that are denied. Counted, and kept in the audit so that a flood of them fills neither it nor the disk.
 */
package io.arbiter.server.refusal;
