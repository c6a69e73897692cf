/** What one replica's own clock knows beside the replicated state: who has been silent for how long. */
package io.arbiter.core.expiry;
