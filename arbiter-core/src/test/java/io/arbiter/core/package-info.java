/** Tests of the core: golden transcripts, properties against a model, units, and bans over the source text. */
package io.arbiter.core;
