/** The knowledge of one replica's own clock beside the replicated state: the silence of each session. */
package io.arbiter.core.expiry;
