/**
 * Wide-area links on one machine, without root and without kernel support: a TCP proxy between every pair of
 * regions that delays, narrows, cuts (both ways or one way), refuses and heals, while it runs. It stands in
 * for the network in the local three-region deployment, the demo and the fault tests; it is not meant to
 * carry production traffic.
 */
package io.arbiter.link;
