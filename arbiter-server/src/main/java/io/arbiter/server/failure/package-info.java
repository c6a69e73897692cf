/**
 * Everything that a call can be refused with: one enum of reasons, their metadata, and the mapping from the results of
 * the core, the group commit and the log. docs/reasons.md is this package as a table.
 */
package io.arbiter.server.failure;
