/**
 * The guard: the storage's side of fencing. A lease tells a writer that it may write; it cannot stop a writer
 * that was paused, or whose clock is wrong, from writing late. Storage can: it keeps the highest fencing
 * token it has seen (the <em>high-water mark</em>) with the data that the mark protects, and refuses every
 * write that carries a lower one. Here are the guard itself, marks in memory and in a file, the interface
 * behind which others put theirs, and the guard for PostgreSQL, which judges the token inside the write's own
 * transaction.
 */
package io.arbiter.fence;
