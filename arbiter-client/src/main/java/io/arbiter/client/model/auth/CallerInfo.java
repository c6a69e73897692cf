package io.arbiter.client.model.auth;

import java.util.List;

/**
 * Who the caller is, as the cluster sees it.
 *
 * @param identity whom the certificate names; empty without one
 * @param region the region that the certificate is for; empty if for none in particular
 * @param enabled whether what nobody granted is denied
 * @param bindings those that match the caller
 */
public record CallerInfo(String identity, String region, boolean enabled, List<Binding> bindings) {
    public CallerInfo {
        bindings = List.copyOf(bindings);
    }
}
