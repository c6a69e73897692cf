/**
 * Histories in Jepsen's form: requests of clients, their answers, and faults, in the order in which a single observer
 * saw them.
 *
 * <p>A process has at most one operation in flight. An operation that ends as {@code INFO} may take effect at any
 * later time, or never; its process is never used again, and the client goes on under a new number. The
 * {@link io.arbiter.chaos.history.Operation#f functions}, with their meaning and their fields ({@code ->} marks those
 * that only the completion carries):
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code read}</td><td>key {@code ->} value (null: the key is absent)</td></tr>
 * <tr><td>{@code write}</td><td>key, value</td></tr>
 * <tr><td>{@code cas}</td><td>key, from, to; FAIL: definitely not done</td></tr>
 * <tr><td>{@code generate}</td><td>{@code ->} id</td></tr>
 * <tr><td>{@code echo}</td><td>echo {@code ->} echo</td></tr>
 * <tr><td>{@code open}</td><td>client: a session starts {@code ->} session. With {@code takeover}: it inherits, with
 *     new tokens, what a dead process of its client held</td></tr>
 * <tr><td>{@code acquire}</td><td>resource, client {@code ->} token</td></tr>
 * <tr><td>{@code renew}</td><td>client {@code ->} tokens still held are not listed; FAIL: the session is gone</td></tr>
 * <tr><td>{@code release}</td><td>resource, client, token; FAIL: it was not held any more</td></tr>
 * <tr><td>{@code holder}</td><td>resource {@code ->} client and token of the holder (both null: free)</td></tr>
 * <tr><td>{@code guarded_read}</td><td>resource, client, token: raises the guard's mark {@code ->} base, the value
 *     last written; FAIL: the token is stale</td></tr>
 * <tr><td>{@code guarded_write}</td><td>resource, client, token, base (what the writer had read), value (unique);
 *     FAIL: the token is stale</td></tr>
 * <tr><td>{@code gate}</td><td>resource, client, token: INVOKE at the first look that found the gate open, OK at the
 *     last such look before it was found closed. No other operation of the client's lies between them in this
 *     process: a gate has a process number of its own {@code ->} until, if OK is recorded later than that look: the
 *     {@link io.arbiter.chaos.history.Recorder#now time} just before it</td></tr>
 * </table>
 *
 * <p>Faults are operations of the process {@link io.arbiter.chaos.history.Operation#NEMESIS}, of type INFO, named by
 * the kind of fault ({@code partition}, {@code kill}, {@code pause}, ...), with {@code phase} ({@code begin} or
 * {@code end}) and {@code detail} (words for people). {@code f = "phase"} marks the phases of a run, its {@code name}
 * being {@code safety}, {@code heal}, {@code liveness} or {@code end}.
 */
package io.arbiter.chaos.history;
