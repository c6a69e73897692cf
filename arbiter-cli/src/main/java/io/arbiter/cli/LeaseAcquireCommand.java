package io.arbiter.cli;

import com.google.gson.JsonObject;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Acquires a lease that nobody keeps alive. */
@Command(name = "acquire",
description = {"Acquires RESOURCE for --region, once: nothing renews it after this command.",
    "The lease lapses by itself after its TTL. To hold a lease while a program runs use: arbiter run."},
        footer = {"Examples:", "  arbiter lease acquire orders --region us-east",
            "  arbiter lease acquire orders --region us-west --wait 30s --ttl 2m -o json"})
final class LeaseAcquireCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Option(names = "--wait", paramLabel = "DURATION", converter = Converters.Wait.class, defaultValue = "0s",
            description = "Queue for at most so long if it is held. Default: do not queue.")
    private Duration wait;

    @Option(names = "--ttl", paramLabel = "DURATION", converter = Converters.Ttl.class, defaultValue = "60s",
            description = "How long until it lapses; 1s to 1h. Default: ${DEFAULT-VALUE}.")
    private Duration ttl;

    @Override
    ExitCode run(Cluster cluster, Output output) {
        LeaseRequest request = new LeaseRequest(cli().options().endpoints(), cluster.timeout(), resource,
                region(), ttl,
                wait);
        try (HeldLease lease = HeldLease.acquire(request, cluster,
                Holder.name(cli().around(), "lease acquire"))) {
            if (!wait.isZero()) {
                lease.renew();
            }
            print(lease, output);
        }
        return ExitCode.OK;
    }

    private void print(HeldLease lease, Output output) {
        var grant = lease.grant();
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.add("lease", Json.of(grant));
            object.addProperty("ttlMillis", Long.toString(ttl.toMillis()));
            object.addProperty("safeForMillis", Long.toString(lease.safeFor().toMillis()));
            object.addProperty("keptAlive", false);
            output.object(object);
            return;
        }
        output.say("resource  " + Text.printable(grant.getResource()));
        output.say("token     " + grant.getToken());
        output.say("session   " + grant.getSessionId());
        output.say("safe for  " + Spans.format(lease.safeFor())
                + " from now (counted from the request's sending, less "
                + "the clock drift bound)");
        output.say(output.paint().warn("Nothing renews this lease: it lapses by itself " + Spans.format(ttl)
                + " after the last request."));
        output.say("Give it back with: arbiter lease release " + Text.word(grant.getResource())
                + " --session "
                + grant.getSessionId() + " --expect-token " + grant.getToken());
    }
}
