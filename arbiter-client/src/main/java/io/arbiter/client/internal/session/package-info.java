/** Not API: one session, its leases, and its renewal; all confined to the loop. */
package io.arbiter.client.internal.session;
