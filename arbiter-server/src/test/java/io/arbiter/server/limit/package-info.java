/** What callers may use of a node. */
package io.arbiter.server.limit;
