/**
 * Storage that checks tokens: the client library's own guard over its own marks, and one value a resource beside them.
 * The storage of a resource lives on one node, as a database does.
 */
package io.arbiter.maelstrom.guard;
