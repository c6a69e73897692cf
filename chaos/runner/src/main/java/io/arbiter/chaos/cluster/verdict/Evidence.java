package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.cluster.holder.GuardedTable;
import io.arbiter.chaos.history.History;
import io.arbiter.client.model.Grant;
import java.util.List;

/**
 * Facts of a run.
 *
 * @param rows PostgreSQL's, by resource and position
 * @param grants the arbiter's own history of them, in order
 * @param stuck the step that did not happen in time once all was healed; empty if the run was live
 * @param ended servers that ended though no fault explains it
 * @param misfires faults that could not strike, or not be ended: a defect of the test or of the machine
 */
public record Evidence(
        History history,
        List<GuardedTable.Row> rows,
        List<Grant> grants,
        List<String> stuck,
        List<String> ended,
        List<String> misfires) {}
