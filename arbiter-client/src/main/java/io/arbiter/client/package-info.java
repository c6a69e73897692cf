/**
 * The client library: sessions, leases and their gates, records, watches, and the operator's calls. Start at
 * {@link io.arbiter.client.ArbiterClient}.
 *
 * <p>Half of its files are exceptions. They stay here because {@link io.arbiter.client.ArbiterException} is sealed, and
 * on the class path a sealed class and its subclasses share a package; what is left is fewer than twenty.
 */
package io.arbiter.client;
