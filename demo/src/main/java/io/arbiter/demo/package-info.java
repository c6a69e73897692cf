/**
 * The three-region demo: two writers that want the same table, a real PostgreSQL, and three ways of losing a
 * region. It starts everything as separate processes, breaks it with the scripts of deploy/three-region, and
 * judges what is left in the table.
 */
package io.arbiter.demo;
