/**
 * Maelstrom's protocol: one JSON object a line on standard input and output, requests and answers matched by
 * {@code msg_id}, errors with codes that say whether the request may have been carried out.
 *
 * @see <a href="https://github.com/jepsen-io/maelstrom/blob/main/doc/protocol.md">the protocol</a>
 */
package io.arbiter.maelstrom.wire;
