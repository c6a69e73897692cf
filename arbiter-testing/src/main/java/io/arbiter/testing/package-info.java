/**
 * An arbiter for the tests of applications: {@link io.arbiter.testing.TestArbiter} in one node,
 * {@link io.arbiter.testing.TestCluster} in three, and {@link io.arbiter.testing.ArbiterExtension} for JUnit. State
 * machine and gRPC service are the server's own; each class names the parts that are not.
 */
package io.arbiter.testing;
