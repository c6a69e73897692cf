/**
 * Traffic between the nodes, all of it as messages that Maelstrom may lose, delay, repeat and reorder: the log's own
 * calls, forwarded calls, read indexes, and the guarded storage's requests.
 */
package io.arbiter.maelstrom.peer;
