/**
 * Replicated logs in memory, for tests: of the server's own, and of users of the client library. They keep nothing and
 * agree by fiat; a node never starts one.
 */
package io.arbiter.server.memory;
