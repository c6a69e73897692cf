/**
 * Bytes on disks and between replicas: log entries and snapshots, total in both directions. Damaged bytes are a typed
 * error, never a guess; decoded values have passed the shape checks of the core's constructors again.
 */
package io.arbiter.server.codec;
