/** Golden transcripts: scenarios in a tiny command language, each a rule of docs/guarantees.md shown at work. */
package io.arbiter.core.transcript;
