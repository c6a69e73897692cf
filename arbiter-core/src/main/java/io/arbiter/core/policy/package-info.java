/** What operators lay down about the leases of a resource, or of all under a prefix; values and their meaning alone. */
package io.arbiter.core.policy;
