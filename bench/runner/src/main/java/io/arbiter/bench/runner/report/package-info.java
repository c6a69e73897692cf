/** The results, for machines and for people. */
package io.arbiter.bench.runner.report;
