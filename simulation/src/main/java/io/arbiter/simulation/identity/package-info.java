/** A small simulation of its own: clusters that replace each other, and clients that do not notice. */
package io.arbiter.simulation.identity;
