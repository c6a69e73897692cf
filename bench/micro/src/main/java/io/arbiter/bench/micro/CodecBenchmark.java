package io.arbiter.bench.micro;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Encodes and decodes a log entry; nanoseconds per entry of so many commands, a third each of three kinds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    @Param({"1", "64", "512"})
    public int commands;

    private Entry entry;
    private byte[] bytes;

    @Setup
    public void setUp() {
        List<Command> mixed =
                IntStream.range(0, commands).mapToObj(CodecBenchmark::command).toList();
        entry = new Entry(Fleet.wallMillis(), mixed);
        bytes = EntryCodec.encode(entry);
    }

    private static Command command(int i) {
        String name = "orders/%05d".formatted(i);
        return switch (i % 3) {
            case 0 -> new Command.Acquire(name, 1 + i, true, 1_000_000_000L + i);
            case 1 -> new Command.Release(new LeaseRef(name, 1 + i, 1_000_000_000L + i));
            default -> new Command.RenewSession(1 + i, 7);
        };
    }

    @Benchmark
    public byte[] encode() {
        return EntryCodec.encode(entry);
    }

    @Benchmark
    public Entry decode() {
        return EntryCodec.decode(bytes);
    }
}
