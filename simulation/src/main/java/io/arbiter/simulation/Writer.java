package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.RecordValue;
import io.arbiter.simulation.Coverage.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes while the gate is open. Between the look at the gate and the storage lie a moment of the process, in which it
 * can be stopped, and a message: so some writes arrive when another holder has long written.
 */
final class Writer {
    private final World world;
    private final Tenure tenure;
    private long sequence;
    private long sequenceOfToken;

    Writer(World world, Tenure tenure) {
        this.world = world;
        this.tenure = tenure;
    }

    void writeIfOpen() {
        if (!tenure.isOpen() || world.dice.chance(0.5)) {
            return;
        }
        SimClient client = tenure.session().client();
        long token = tenure.token();
        client.host().after(world.dice.between(0, 5 * MILLI), () -> world.network.send(client.host(),
                world.storage.host(), () -> world.storage.write(client, tenure.resource(), token)));
        if (world.dice.chance(0.05)) {
            putRecord();
        }
        if (!world.isCalm() && world.dice.chance(0.02)) {
            world.coverage.count(Kind.PAUSES_BEFORE_A_WRITE);
            world.nemesis.stopForAWhile(client, false);
        }
    }

    private void putRecord() {
        sequence = tenure.token() == sequenceOfToken ? sequence + 1 : 1;
        sequenceOfToken = tenure.token();
        byte[] value = ("write " + sequence).getBytes(StandardCharsets.UTF_8);
        world.coverage.count(Kind.RECORDS_PUT);
        var record = Optional.of(new RecordValue(value));
        var put = new Command.PutRecord(tenure.ref(), sequence, OptionalLong.empty(), record);
        tenure.session().client().call(put, false, tenure.session()::heard);
    }
}
