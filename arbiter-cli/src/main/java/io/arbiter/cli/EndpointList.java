package io.arbiter.cli;

import java.util.List;

/** The nodes to ask, in no particular order. */
record EndpointList(List<Endpoint> all) {
}
