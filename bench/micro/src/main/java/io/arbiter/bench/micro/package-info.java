/** What single operations cost, measured with JMH, and what a lease costs as they grow in number. */
package io.arbiter.bench.micro;
