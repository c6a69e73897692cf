/**
 * Backups as files: their format, what is wrong with one, and the state that a cluster begins from when it is restored.
 * Reads no node's files, and needs no cluster.
 */
package io.arbiter.server.backup;
