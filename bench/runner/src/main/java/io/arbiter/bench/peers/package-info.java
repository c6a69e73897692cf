/** The systems that Arbiter is measured against, as they ship, and their common parts. */
package io.arbiter.bench.peers;
