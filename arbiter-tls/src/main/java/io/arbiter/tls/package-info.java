/**
 * TLS 1.3 with certificates on both sides: who a certificate names, whom to accept, and files that are read anew while
 * connections stay.
 */
package io.arbiter.tls;
