package io.arbiter.cli.lease;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.command.QueueOption;
import io.arbiter.cli.hold.HeldLease;
import io.arbiter.cli.hold.HolderOption;
import io.arbiter.cli.hold.LeaseRequest;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Text;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Acquires a lease that no process keeps alive. */
@Command(
        name = "acquire",
        description = {
            "Acquires RESOURCE for --region, once: nothing renews it after this command.",
            "The lease lapses by itself after its TTL. To hold a lease while a program runs use: arbiter run."
        },
        footer = {
            "Examples:",
            "  arbiter lease acquire orders --region us-east",
            "  arbiter lease acquire orders --region us-west --wait 30s --ttl 2m -o json"
        })
public final class LeaseAcquireCommand extends ClusterCommand {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What the lease is for.")
    private String resource;

    @Mixin
    private final QueueOption queue = new QueueOption();

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            converter = Converters.Ttl.class,
            defaultValue = "60s",
            description = "How long until it lapses; 1s to 1h. Default: ${DEFAULT-VALUE}.")
    private Duration ttl;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        LeaseRequest request = new LeaseRequest(resource, region(), ttl, queue.time());
        try (HeldLease lease =
                HeldLease.acquire(request, cluster, HolderOption.name(cli().around(), "lease acquire"))) {
            refuseLost(lease);
            print(lease, output);
            if (output.lost()) {
                throw giveBack(lease);
            }
        }
        return ExitCode.OK;
    }

    private static void refuseLost(HeldLease lease) {
        if (lease.ending().isPresent()) {
            String why = lease.ending().get().detail();
            lease.letGo();
            throw lease.lostAtOnce("", why);
        }
    }

    /** A lease whose token nobody has read would be held for nobody. */
    private CliException giveBack(HeldLease lease) {
        try {
            lease.letGo();
            return Output.lostAnswer("so the lease was given back")
                    .fact("resource", resource)
                    .remedy("acquire it again, with standard output to a place that can be written")
                    .build();
        } catch (CliException e) {
            return Output.lostAnswer("and the lease, which is held, could not be given back: " + e.getMessage())
                    .fact("resource", resource)
                    .fact("session_id", lease.grant().getSessionId())
                    .fact("token", lease.grant().getToken())
                    .cause(e)
                    .remedy("it lapses by itself after " + Durations.format(ttl))
                    .build();
        }
    }

    private void print(HeldLease lease, Output output) {
        var grant = lease.grant();
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.add("lease", Json.of(grant));
            object.addProperty("ttlMillis", Long.toString(ttl.toMillis()));
            object.addProperty(
                    "safeForMillis", Long.toString(lease.timeRemaining().toMillis()));
            object.addProperty("keptAlive", false);
            lease.signedToken().ifPresent(token -> object.addProperty("signedToken", token));
            output.object(object);
            return;
        }
        output.say("resource  " + Text.printable(grant.getResource()));
        output.say("token     " + grant.getToken());
        output.say("session   " + grant.getSessionId());
        output.say("safe for  " + Durations.format(lease.timeRemaining())
                + " from now (counted from the request's sending, less "
                + "the clock drift bound)");
        output.say(output.paint()
                .warn("Nothing renews this lease: it lapses by itself " + Durations.format(ttl)
                        + " after the last request."));
        output.say("Give it back with: arbiter lease release " + Text.word(grant.getResource())
                + " --session "
                + grant.getSessionId() + " --expect-token " + grant.getToken());
    }
}
