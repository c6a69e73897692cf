/**
 * One node's copy of the lease machine: decodes and applies the committed entries, keeps the expiry tracker beside the
 * machine under the same lock, and notifies the rest of the server, in log order.
 */
package io.arbiter.server.replica;
