/**
 * One node's copy of the lease machine: decodes and applies what the log commits, keeps the expiry tracker beside it
 * under the same lock, and tells the rest of the server, in log order, what happened.
 */
package io.arbiter.server.replica;
