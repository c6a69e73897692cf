/** Collections of which the machine's state is made; they know nothing of leases, and are no API. */
package io.arbiter.core.collection;
