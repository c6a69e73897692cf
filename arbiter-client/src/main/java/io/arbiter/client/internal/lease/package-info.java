/** Not API: a lease that a session holds, and what its holder does with it. */
package io.arbiter.client.internal.lease;
