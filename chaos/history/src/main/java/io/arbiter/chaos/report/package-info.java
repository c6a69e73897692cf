/**
 * The views of a chaos run: {@link io.arbiter.chaos.report.Report} writes one HTML page,
 * {@link io.arbiter.chaos.report.TextSummary} a few lines for the terminal, {@link io.arbiter.chaos.report.JsonSummary}
 * the same facts for machines, and {@link io.arbiter.chaos.report.IndexPage} a table of many runs.
 *
 * <p>Everything is computed from the history and the verdicts alone; the same input gives the same bytes. Every drawing
 * is bounded, and a page that leaves something out says what. All text is escaped in one place ({@code Markup}), so
 * values from a run cannot become markup.
 */
package io.arbiter.chaos.report;
