/** Costs of single operations, measured with JMH, and the cost of a lease as leases grow in number. */
package io.arbiter.bench.micro;
