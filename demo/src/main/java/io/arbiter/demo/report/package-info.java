/** The demo's output at its end, computed from the record: timeline, gaps and their bounds, counts, and checks. */
package io.arbiter.demo.report;
