/**
 * The client library: sessions, leases and their gates, records, watches, and the operator's calls. Start at
 * {@link io.arbiter.client.ArbiterClient}.
 */
package io.arbiter.client;
