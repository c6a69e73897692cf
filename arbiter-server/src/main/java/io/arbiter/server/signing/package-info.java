/**
 * Signs grants for guards: {@link io.arbiter.server.signing.TokenSigner} adds the signatures to a leader's answers.
 * docs/signed-tokens.md has the format, and what a signature is worth.
 */
package io.arbiter.server.signing;
