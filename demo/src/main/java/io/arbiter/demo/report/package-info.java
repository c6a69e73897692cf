/**
 * What the demo shows at its end, computed from what was recorded: timeline, gaps and their bounds, counts,
 * and checks.
 */
package io.arbiter.demo.report;
