/**
 * Watches: the events of the log, in order and without gaps, from any node's local state. Every watcher has a bounded
 * buffer; one that does not read is ended with the revision to resume from, and holds up nobody.
 */
package io.arbiter.server.watch;
