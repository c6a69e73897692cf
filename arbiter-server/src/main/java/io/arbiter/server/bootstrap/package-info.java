/**
 * Lets three empty nodes become a cluster by themselves, and keeps an empty node among nodes with data from voting:
 * each node introduces itself on its client port, and the cluster forms once all are there.
 */
package io.arbiter.server.bootstrap;
