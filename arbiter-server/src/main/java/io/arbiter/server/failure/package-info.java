/**
 * Everything that a call can be refused with: one enum of reasons, their facts, and the mapping from what the core, the
 * group commit and the log say. docs/reasons.md is this package as a table.
 */
package io.arbiter.server.failure;
