package io.arbiter.client.model.policy;

import java.util.List;
import java.util.Optional;

/**
 * A page of what policies mean for who holds and waits.
 *
 * @param revision all of this is as of this revision
 * @param version of the policies in force
 * @param findings by resource; a page may be empty although more follow
 * @param next where the next page begins; empty if this is the last
 */
public record PolicyPreview(long revision, long version, List<PolicyFinding> findings, Optional<String> next) {
    public PolicyPreview {
        findings = List.copyOf(findings);
    }
}
