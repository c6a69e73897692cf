/** Linearizability: some order of a history's calls, true to real time, explains every answer. */
package io.arbiter.chaos.check.linear;
