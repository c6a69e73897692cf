/**
 * The guard: the storage's side of fencing. A lease permits a writer to write; it cannot stop a writer that was paused,
 * or whose clock is wrong, from writing late. Storage can: it keeps the highest fencing token it has seen (the
 * <em>high-water mark</em>) with the data that the mark protects, and refuses every write that carries a lower one.
 * Here are the guard itself, marks in memory, and the interface for other stores. {@code file} keeps marks in a file;
 * {@code postgres} judges the token inside the write's own transaction. Needs the JDK alone: a storage process takes on
 * no other dependency to compare two numbers.
 */
package io.arbiter.fence;
