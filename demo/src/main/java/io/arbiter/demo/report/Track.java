package io.arbiter.demo.report;

import java.time.Instant;
import java.util.List;

/** Everything drawn for one region. */
public record Track(
        String region, List<Tenure> tenures, List<Instant> writes, List<Instant> rejections, List<Fault> faults) {}
