package io.arbiter.simulation.client;

import static io.arbiter.simulation.time.Scheduler.MILLI;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.RecordValue;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes while the gate is open. Between the check of the gate and the storage the process can be stopped, and the
 * message takes time, so some writes arrive long after another holder has written.
 */
final class Writer {
    private final ClientContext context;
    private final Env env;
    private final SimCluster cluster;
    private final SimLease lease;
    private long sequence;
    private long sequenceOfToken;

    Writer(ClientContext context, SimLease lease) {
        this.context = context;
        this.env = context.env();
        this.cluster = context.cluster();
        this.lease = lease;
    }

    void writeIfOpen() {
        if (!lease.isOpen() || env.random().chance(0.5)) {
            return;
        }
        SimClient client = lease.session().client();
        long token = lease.token();
        client.host()
                .after(
                        env.random().between(0, 5 * MILLI),
                        () -> cluster.network()
                                .send(
                                        client.host(),
                                        cluster.storage().host(),
                                        () -> cluster.storage().write(client, lease.resource(), token)));
        if (env.random().chance(0.05)) {
            putRecord();
        }
        if (!env.isHealed() && env.random().chance(0.02)) {
            env.coverage().count(Kind.PAUSES_BEFORE_A_WRITE);
            context.pauses().stop(client);
        }
    }

    private void putRecord() {
        sequence = lease.token() == sequenceOfToken ? sequence + 1 : 1;
        sequenceOfToken = lease.token();
        byte[] value = ("write " + sequence).getBytes(StandardCharsets.UTF_8);
        env.coverage().count(Kind.RECORDS_PUT);
        var record = Optional.of(new RecordValue(value));
        var put = new Command.PutRecord(lease.ref(), sequence, OptionalLong.empty(), record);
        lease.session().client().call(put, false, lease.session()::endIfRefused);
    }
}
