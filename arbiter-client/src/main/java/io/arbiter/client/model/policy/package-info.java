/** What operators lay down about the leases of a resource, or of all under a prefix. */
package io.arbiter.client.model.policy;
