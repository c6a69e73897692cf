/** Known ways to break a promise, each a seam of the simulation. */
package io.arbiter.simulation.mutant;
