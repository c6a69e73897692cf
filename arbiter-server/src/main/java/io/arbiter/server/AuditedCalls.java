package io.arbiter.server;

import io.arbiter.server.audit.AuditEvent;
import io.arbiter.server.audit.AuditLog;
import io.arbiter.server.audit.CallAudit;
import io.arbiter.server.service.CallListener;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.function.Consumer;

/** Tells the audit of what this node's own clients ask. */
record AuditedCalls(CallAudit calls, AuditLog log) implements CallListener {
    @Override
    public Consumer<Reply> taken(String caller, Call call) {
        return calls.taken(caller, call);
    }

    @Override
    public void acted(AuditEvent event) {
        log.record(event);
    }
}
