/** The systems that Arbiter is measured against, as they ship, and what they need in common. */
package io.arbiter.bench.peers;
