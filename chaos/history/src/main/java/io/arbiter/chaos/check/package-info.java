/**
 * Requirements on a history. Each checker is one file; none knows how the history came about.
 *
 * <p>A checker convicts only what no working service can bring about, whatever was lost, late, repeated or expired: a
 * call of unknown fate may have had its effect at any later time, or never. Where it must choose between missing a
 * violation and convicting the innocent, it misses; its description names what it then cannot tell.
 *
 * <table>
 * <caption>Checkers</caption>
 * <tr><td>{@link io.arbiter.chaos.check.linear.Linearizability}</td><td>S2, S5, S8: registers and leases</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.UniqueIds}</td><td>S1: ids</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.TokenOrder}</td><td>S1: tokens, over all resources</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.GateExclusivity}</td><td>S3</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.GuardOrder}</td><td>S4</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.LostUpdates}</td><td>what S4 is for: none overwritten unread</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.LostWrites}</td><td>S6: nothing acknowledged is lost</td></tr>
 * <tr><td>{@link io.arbiter.chaos.check.Progress}</td><td>useful operations get through</td></tr>
 * </table>
 */
package io.arbiter.chaos.check;
