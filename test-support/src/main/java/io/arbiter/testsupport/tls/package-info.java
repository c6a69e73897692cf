/** Certificates for tests; needs Bouncy Castle there. */
package io.arbiter.testsupport.tls;
