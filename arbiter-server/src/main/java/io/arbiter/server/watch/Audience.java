package io.arbiter.server.watch;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.event.Event;

/** Who watches what, and may. */
record Audience(Principal caller, String prefix, Rights rights) {

    /** What concerns no resource is for those alone who ask for everything, and may have it. */
    boolean hears(Event event) {
        String resource = event.change().resource().orElse("");
        return resource.startsWith(prefix) && rights.may(Permission.WATCH, resource);
    }

    Audience with(Rights others) {
        return new Audience(caller, prefix, others);
    }
}
