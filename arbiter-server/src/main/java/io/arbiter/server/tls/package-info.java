/**
 * This node's certificate, and what it asks of others'. The rest of the server asks
 * {@link io.arbiter.server.tls.NodeTls} who somebody is, and never looks into a certificate itself.
 */
package io.arbiter.server.tls;
