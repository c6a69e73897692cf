/**
 * How three empty nodes become a cluster by themselves, and how an empty node among nodes with data is kept from
 * voting: each node introduces itself on its client port, and the cluster forms once all are there.
 */
package io.arbiter.server.bootstrap;
