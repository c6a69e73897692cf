/**
 * Not API: the library's way to the nodes. One stream of calls and replies per node, matched by id; a router
 * that follows the leader and avoids nodes that do not answer; retries inside the caller's deadline.
 * Everything here is confined to one {@link io.arbiter.client.internal.transport.EventLoop}, so nothing needs a lock.
 */
package io.arbiter.client.internal.transport;
