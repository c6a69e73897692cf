/** The commands about promotions: asked-for moves of a resource to another region, and their ledger. */
package io.arbiter.cli.promotion;
