/**
 * Connections that end before anyone knows who made them: counted, and kept in the audit so that a flood of them fills
 * neither it nor the disk.
 */
package io.arbiter.server.refusal;
