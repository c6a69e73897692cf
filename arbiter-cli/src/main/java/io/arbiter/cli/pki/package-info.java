/**
 * Certificates for development: an authority, and an identity for each process of a deployment. Only {@link
 * io.arbiter.cli.pki.Authority} and {@link io.arbiter.cli.pki.Pem} know Bouncy Castle, so that no other command loads
 * it.
 */
package io.arbiter.cli.pki;
