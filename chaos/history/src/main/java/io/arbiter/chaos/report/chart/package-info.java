/** The charts and timelines of a run's page. */
package io.arbiter.chaos.report.chart;
