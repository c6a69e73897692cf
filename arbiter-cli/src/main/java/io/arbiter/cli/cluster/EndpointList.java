package io.arbiter.cli.cluster;

import java.util.List;

/** The nodes to ask, in no particular order. */
public record EndpointList(List<Endpoint> all) {
    /** The environment variable that names them. */
    public static final String VARIABLE = "ARBITER_ENDPOINTS";
}
