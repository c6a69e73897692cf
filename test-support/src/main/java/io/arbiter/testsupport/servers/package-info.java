/** Servers of Arbiter as processes: the program, its configuration, addresses and state. Not how a run drives them. */
package io.arbiter.testsupport.servers;
